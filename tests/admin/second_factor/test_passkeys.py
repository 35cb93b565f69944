"""Passkeys without a browser: who may begin, what is no answer, guessers are slowed."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator

from articles.editorial import EditorialError
from articles.editorial.errors import NotAllowed
from articles.models import Act
from newsroom.second_factor import passkeys
from tests.admin.second_factor.conftest import WORDS, is_in, say_code, say_password
from tests.builders import NOON

pytestmark = pytest.mark.django_db

BEGIN = "/admin/second-factor/passkeys/begin/"
ADD = "/admin/second-factor/passkeys/add/"
DOOR = "/admin/login/passkey/"
NONSENSE = ["", "[]", "{", "null", '{"id": 1}', '{"id": "a", "rawId": "YQ", "response": {}}', "[" * 9000, "x" * 30_000]


@pytest.fixture
def client(as_, people):
    return as_("reporter")


def test_without_the_password_no_challenge_is_given(client):
    answer = client.post(BEGIN, {"password": "wrong", "name": "Phone"})

    assert (answer.status_code, answer.json()) == (422, {"wrong": "That is not your password."})
    assert "passkey_allowed_since" not in client.session


def test_the_challenge_names_the_newsroom_and_no_mail_address(client, settings):
    settings.SITE_URL = "https://news.example.org"

    asked = client.post(BEGIN, {"password": WORDS}).json()["publicKey"]

    assert asked["rp"]["id"] == "news.example.org"
    assert (asked["user"]["name"], asked["user"]["displayName"]) == ("reporter", "reporter")


@pytest.mark.parametrize("said", NONSENSE)
def test_nonsense_adds_nothing_and_spends_the_challenge(client, said):
    client.post(BEGIN, {"password": WORDS})

    for sentence in ("could not be read", "took too long"):
        answer = client.post(ADD, {"name": "Phone", "credential": said})
        assert answer.status_code == 422
        assert sentence in answer.content.decode()

    assert not Authenticator.objects.exists()
    assert not Act.objects.filter(verb="add_passkey").exists()


def test_minutes_after_the_password_nothing_is_added(client, clock):
    client.post(BEGIN, {"password": WORDS})
    clock.shift(301)

    assert "took too long" in client.post(ADD, {"name": "Phone", "credential": "{}"}).content.decode()


@pytest.mark.parametrize("said", NONSENSE)
def test_nonsense_opens_no_door(holder, said):
    browser, _ = say_password()

    assert browser.post(DOOR, {"credential": said}).status_code == 200
    assert not is_in(browser)


def test_wrong_passkeys_count_as_wrong_codes_and_the_page_says_so(holder, settings):
    settings.AXES_ENABLED = True
    browser, _ = say_password()

    answers = [browser.post(DOOR, {"credential": "{}"}).status_code for _ in range(5)]

    assert answers == [200] * 4 + [429]
    locked = say_code(browser, holder.code())
    assert locked.status_code == 429
    assert "with a wrong code or passkey" in locked.content.decode()
    assert browser.post(f"{DOOR}begin/").status_code == 429


def test_an_account_without_passkeys_is_given_no_challenge(holder):
    browser, _ = say_password()

    assert browser.post(f"{DOOR}begin/").json() == {"wrong": "This account has no passkey."}


def test_a_passkey_is_each_accounts_own(people):
    one, other = people["reporter"], people["administrator"]
    with pytest.raises(NotAllowed):
        passkeys.add_passkey(one, {}, name="Phone", by=other, at=NOON)
    with pytest.raises(NotAllowed):
        passkeys.remove_passkey(one, 1, by=other, at=NOON)
    with pytest.raises(EditorialError, match="no such passkey"):
        passkeys.remove_passkey(one, 1, by=one, at=NOON)
