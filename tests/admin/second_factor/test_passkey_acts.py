"""Passkeys that answer: added, open the desk once a challenge, are their account's alone, and go."""

from __future__ import annotations

import json
import re

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth import SESSION_KEY
from django.test import Client

from articles.models import Act
from newsroom.second_factor import passkeys
from newsroom.second_factor.acts import codes_left
from tests.admin.second_factor.conftest import WORDS, is_in, say_code, say_password
from tests.admin.second_factor.softkey import SoftKey

pytestmark = pytest.mark.django_db

STATE, BEGIN, ADD = (f"/admin/second-factor/{page}" for page in ("", "passkeys/begin/", "passkeys/add/"))
DOOR = "/admin/login/passkey/"
SITE = "https://news.example.org"
UNREAD = "could not be read"


@pytest.fixture
def key(settings) -> SoftKey:
    settings.SITE_URL = SITE
    return SoftKey(SITE)


@pytest.fixture
def client(as_, people) -> Client:
    return as_("reporter")


def add(client: Client, key: SoftKey, name: str = "Phone"):
    return client.post(ADD, {"name": name, "credential": key.create(client.post(BEGIN, {"password": WORDS}).json())})


def answered(key: SoftKey, name: str = "reporter") -> tuple[Client, str]:
    """A browser at the door, and what the passkey said to the challenge it was given there."""
    browser, _ = say_password(name)
    return browser, key.get(browser.post(f"{DOOR}begin/").json())


def use(key: SoftKey, name: str = "reporter") -> bool:
    browser, said = answered(key, name)
    browser.post(DOOR, {"credential": said})
    return is_in(browser)


def row() -> Authenticator:
    return Authenticator.objects.get(type=Authenticator.Type.WEBAUTHN)


def test_one_is_added_with_recovery_codes_and_opens_the_desk(client, key, people):
    codes = re.findall(r"<code>(\d+)</code>", add(client, key, " My phone ").content.decode())
    assert len(codes) == codes_left(people["reporter"]) == 10
    assert row().last_used_at is None

    assert use(key)

    assert row().last_used_at is not None
    assert "My phone" in client.get(STATE).content.decode()
    act = Act.objects.get()
    assert (act.verb, act.by_name, act.subject, act.detail) == (
        "add_passkey",
        "reporter",
        "reporter",
        {"name": "My phone"},
    )


def test_a_second_one_leaves_the_recovery_codes_as_they_are(client, key, people):
    add(client, key)
    sheet = Authenticator.objects.get(type=Authenticator.Type.RECOVERY_CODES).data
    other = SoftKey(SITE)

    assert add(client, other, "Key ring").url == STATE

    assert Authenticator.objects.get(type=Authenticator.Type.RECOVERY_CODES).data == sheet
    assert use(key)
    assert use(other)


@pytest.mark.parametrize("name", ["", "   "])
def test_without_a_name_nothing_is_added(client, key, name):
    assert "Give the passkey a name" in add(client, key, name).content.decode()
    assert not Authenticator.objects.exists()


def test_one_held_by_another_account_is_refused_and_opens_that_one_alone(client, key, as_):
    add(client, key)

    answer = add(as_("copy_editor"), key)

    assert answer.status_code == 422
    assert "known here already" in answer.content.decode()
    assert row().user.username == "reporter"
    other = SoftKey(SITE)
    add(as_("copy_editor"), other)
    assert not use(other)
    assert not use(key, "copy_editor")
    assert use(key)


def test_the_eleventh_is_refused_before_and_after_it_is_made(client, key, people, monkeypatch):
    add(client, key)
    made = row()
    for number in range(8):
        Authenticator.objects.create(user=made.user, type=made.type, data={**made.data, "name": f"No. {number}"})
    early = client.post(BEGIN, {"password": WORDS}).json()
    Authenticator.objects.create(user=made.user, type=made.type, data=made.data)

    late = client.post(ADD, {"name": "Late", "credential": SoftKey(SITE).create(early)})
    begun = client.post(BEGIN, {"password": WORDS})

    assert (late.status_code, begun.status_code) == (422, 422)
    assert "10 passkeys at most" in late.content.decode()
    assert "10 passkeys at most" in begun.json()["wrong"]
    assert len(passkeys.passkeys_of(people["reporter"])) == 10


def test_an_answer_opens_once_and_in_its_own_session_alone(client, key):
    add(client, key)
    browser, said = answered(key)
    thief, _ = answered(key)

    thief.post(DOOR, {"credential": said})
    assert not is_in(thief)
    browser.post(DOOR, {"credential": said})
    assert is_in(browser)
    for again in (thief, answered(key)[0]):
        again.post(DOOR, {"credential": said})
        assert not is_in(again)


def test_a_wrong_answer_spends_the_challenge(client, key):
    add(client, key)
    browser, said = answered(key)

    browser.post(DOOR, {"credential": "{}"})
    answer = browser.post(DOOR, {"credential": said})

    assert "does not open this account" in answer.content.decode()
    assert not is_in(browser)


def test_a_signature_of_another_key_opens_nothing(client, key):
    add(client, key)
    other = SoftKey(SITE)
    other.key = key.key

    assert not use(other)


@pytest.mark.parametrize("page", ["https://news.example.org:8443", "https://evil.news.example.org", "http://localhost"])
def test_what_was_said_on_another_page_is_no_answer(client, key, page):
    add(client, key)
    other = SoftKey(page)

    assert UNREAD in add(client, other).content.decode()
    key.page = page
    assert not use(key)
    assert row()


def test_deep_or_unknown_data_is_refused_like_any_nonsense(client, key):
    """A list in a list, thousands deep, in the format of the devices."""
    said = json.loads(key.create(client.post(BEGIN, {"password": WORDS}).json()))
    said["response"]["attestationObject"] = "gYGB" * 4000

    answer = client.post(ADD, {"name": "Phone", "credential": json.dumps(said)})

    assert answer.status_code == 422
    assert UNREAD in answer.content.decode()


def test_removed_it_opens_nothing_and_the_codes_go_with_the_last(client, key, people):
    other = SoftKey(SITE)
    add(client, key, "Phone")
    first = row()
    add(client, other, "Key ring")
    address = f"/admin/second-factor/passkeys/{first.pk}/remove/"

    wrong = client.post(address, {"password": "wrong"})
    assert wrong.status_code == 422
    assert use(key)

    assert client.post(address, {"password": WORDS}).url == STATE
    assert not use(key)
    assert use(other)
    assert codes_left(people["reporter"]) == 10

    client.post(f"/admin/second-factor/passkeys/{row().pk}/remove/", {"password": WORDS})
    assert not Authenticator.objects.exists()
    assert is_in(say_password()[0])
    removed = Act.objects.filter(verb="remove_passkey").order_by("pk")
    assert [act.detail["name"] for act in removed] == ["Phone", "Key ring"]


def test_nobody_removes_anothers(client, key, as_):
    add(client, key)

    page = as_("copy_editor").post(
        f"/admin/second-factor/passkeys/{row().pk}/remove/", {"password": WORDS}, follow=True
    )

    assert "no such passkey" in page.content.decode()
    assert row()


def test_a_recovery_code_opens_without_the_passkey(client, key):
    code = re.search(r"<code>(\d+)</code>", add(client, key).content.decode())[1]
    browser, _ = say_password()

    say_code(browser, code)

    assert is_in(browser)


def test_the_doors_own_addresses_sign_nobody_in_by_themselves(client, key):
    """Between password and answer: looked at, and posted to without one."""
    add(client, key)
    browser, _ = say_password()

    answers = [
        getattr(browser, method)(address).status_code
        for address in ("/admin/login/code/", DOOR, f"{DOOR}begin/")
        for method in ("get", "post")
    ]

    assert answers == [200, 200, 302, 200, 405, 200]
    assert SESSION_KEY not in browser.session
    assert not is_in(browser)
    client.logout()
    for address in ("/admin/login/code/", DOOR, f"{DOOR}begin/"):
        for answer in (client.get(address), client.post(address)):
            assert (answer.status_code, answer.url) == (302, "/admin/login/")
