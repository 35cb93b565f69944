"""The door: guessers are slowed, no name is told, a sign-in ends when it should and when a standing changes."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest
import time_machine
from axes.models import AccessAttempt
from django.contrib.auth import hashers
from django.contrib.auth.models import Group, User
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from tests.admin.conftest import url
from tests.builders import make_section, make_user

pytestmark = pytest.mark.django_db
WORDS = "wave-gravel-42"


@pytest.fixture
def guarded(settings, desk) -> None:
    settings.AXES_ENABLED = True
    desk["reporter"].set_password(WORDS)
    desk["reporter"].save()


def knock(name: str, said: str = "wrong", address: str = "10.0.0.1", **meta: str):
    return Client(REMOTE_ADDR=address).post("/admin/login/", {"username": name, "password": said}, **meta)


def is_in(client: Client) -> bool:
    return client.get("/admin/").status_code == 200


def test_twenty_failures_over_all_names_shut_the_door_to_that_address_alone(guarded):
    answers = [knock(f"name-{number}").status_code for number in range(20)]

    assert answers == [200] * 19 + [429]
    assert knock("reporter", WORDS).status_code == 429
    assert knock("reporter", WORDS, "10.0.0.2").status_code == 302


def test_the_door_opens_again_however_often_it_was_tried_meanwhile(guarded, settings):
    start = timezone.now()
    for _ in range(settings.AXES_FAILURE_LIMIT):
        knock("reporter")
    for minute in (5, 10, 14):
        with time_machine.travel(start + timedelta(minutes=minute), tick=False):
            assert knock("reporter", WORDS).status_code == 429
    with time_machine.travel(start + timedelta(minutes=16), tick=False):
        assert knock("reporter", WORDS).status_code == 302


def test_a_forwarded_address_is_not_believed_without_a_proxy(guarded, settings):
    for number in range(settings.AXES_FAILURE_LIMIT):
        knock("reporter", HTTP_X_FORWARDED_FOR=f"10.9.9.{number}")

    assert knock("reporter", WORDS, HTTP_X_FORWARDED_FOR="10.9.9.99").status_code == 429
    assert set(AccessAttempt.objects.values_list("ip_address", flat=True)) == {"10.0.0.1"}


def test_behind_a_proxy_its_word_counts(guarded, settings):
    settings.AXES_IPWARE_PROXY_COUNT = 1
    settings.AXES_IPWARE_META_PRECEDENCE_ORDER = ["HTTP_X_FORWARDED_FOR", "REMOTE_ADDR"]
    for _ in range(settings.AXES_FAILURE_LIMIT):
        knock("reporter", HTTP_X_FORWARDED_FOR="10.9.9.1, 10.9.9.2")

    assert "10.0.0.1" not in set(AccessAttempt.objects.values_list("ip_address", flat=True))


def test_a_known_and_an_unknown_name_get_the_same_words_and_the_same_work(guarded, monkeypatch):
    make_user("reporter", username="closed", is_active=False, password=hashers.make_password(WORDS))
    hashed = []
    real = hashers.MD5PasswordHasher.encode
    monkeypatch.setattr(
        hashers.MD5PasswordHasher, "encode", lambda self, *given: hashed.append(1) or real(self, *given)
    )
    seen = set()
    for name in ("reporter", "nobody", "closed"):
        hashed.clear()
        answer = knock(name, address=f"10.1.0.{len(name)}")
        form, _, rest = answer.content.decode().partition(f'value="{name}"')
        seen.add((answer.status_code, len(hashed), form.split("<form")[0], rest.split("nonce")[0]))

    assert len(seen) == 1


def test_no_password_is_kept_or_logged(guarded, caplog):
    with caplog.at_level(logging.DEBUG):
        knock("reporter", "hunter2-secret")

    assert "hunter2-secret" not in caplog.text
    assert "hunter2-secret" not in str(list(AccessAttempt.objects.values()))


def _joins_a_section(user: User) -> None:
    make_section().editors.add(user)


def _is_closed(user: User) -> None:
    user.is_active = False
    user.save()


def _is_raised(user: User) -> None:
    user.is_superuser = True
    user.save()


CHANGES = {
    "gets a role": lambda user: user.groups.add(Group.objects.get(name="copy_editor")),
    "gets a role from the other side": lambda user: Group.objects.get(name="copy_editor").user_set.add(user),
    "loses a role": lambda user: user.groups.remove(Group.objects.get(name="reporter")),
    "loses all": lambda user: user.groups.clear(),
    "a role is emptied": lambda user: Group.objects.get(name="reporter").user_set.clear(),
    "a role goes": lambda user: Group.objects.get(name="reporter").delete(),
    "joins a section": _joins_a_section,
    "is closed": _is_closed,
    "is raised": _is_raised,
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_of_standing_ends_that_accounts_sign_ins_at_once(as_, desk, change):
    here, there, other = as_("reporter"), as_("reporter"), as_("topic_tagger")
    assert is_in(here)
    assert is_in(there)

    change(User.objects.get(pk=desk["reporter"].pk))

    assert not is_in(here)
    assert not is_in(there)
    assert is_in(other)
    owners = {row.get_decoded()["_auth_user_id"] for row in Session.objects.all()}
    assert str(desk["reporter"].pk) not in owners


def test_what_changes_no_standing_ends_nothing(as_, desk):
    client = as_("reporter")
    desk["reporter"].first_name = "Rita"
    desk["reporter"].save()

    assert is_in(client)


def test_a_closed_account_does_nothing_any_more(as_, desk, story):
    client = as_("reporter")
    _is_closed(desk["reporter"])

    assert client.get(url(story, "change")).url.startswith("/admin/login/")
    assert client.post(url(story, "act", "submit"), {"version": 1}).url.startswith("/admin/login/")


def test_a_sign_in_gets_a_session_of_its_own_and_a_sign_out_kills_it(guarded):
    client = Client()
    keys = []
    for _ in range(2):
        client.post("/admin/login/", {"username": "reporter", "password": WORDS})
        keys.append(client.cookies["sessionid"].value)
    assert keys[0] != keys[1]

    client.post("/admin/logout/")

    assert not Session.objects.filter(pk=keys[1]).exists()
    client.cookies["sessionid"] = keys[1]
    assert not is_in(client)


def test_a_new_password_ends_the_other_sign_ins(guarded):
    here, there = Client(), Client()
    for client in (here, there):
        client.post("/admin/login/", {"username": "reporter", "password": WORDS})
    words = {"old_password": WORDS, "new_password1": "gravel-wave-77", "new_password2": "gravel-wave-77"}

    assert here.post("/admin/password_change/", {**words, "old_password": "wrong"}).status_code == 200
    assert is_in(there)
    here.post("/admin/password_change/", words)

    assert is_in(here)
    assert not is_in(there)


def test_twelve_idle_hours_end_a_sign_in_and_seven_days_do_in_any_case(as_):
    start = timezone.now()
    idle, busy = as_("reporter"), as_("topic_tagger")
    for hour in range(11, 7 * 24, 11):
        with time_machine.travel(start + timedelta(hours=hour), tick=False):
            assert is_in(busy), hour
    with time_machine.travel(start + timedelta(hours=13), tick=False):
        assert not is_in(idle)
    with time_machine.travel(start + timedelta(days=7, seconds=1), tick=False):
        assert not is_in(busy)


def test_that_a_sign_in_goes_on_is_written_every_ten_minutes_at_most(as_):
    client, start = as_("reporter"), timezone.now()
    until = []
    for minute in (1, 9, 11, 12):
        with time_machine.travel(start + timedelta(minutes=minute), tick=False):
            client.get("/admin/")
            until.append(Session.objects.get().expire_date)

    assert until[0] == until[1] < until[2] == until[3]


def test_an_account_that_changes_its_own_desks_is_signed_out_not_broken(as_, desk):
    """The request that ends one's own sign-in is answered; the next one meets the door."""
    client, section = as_("managing_editor"), make_section()
    with time_machine.travel(timezone.now() + timedelta(minutes=20), tick=False):
        posted = {"name": section.name, "position": 1, "editors": [desk["managing_editor"].pk]}
        answer = client.post(f"/admin/articles/section/{section.pk}/change/", posted)
        assert answer.status_code == 302
        assert not is_in(client)


def test_a_link_to_set_a_password_lives_an_hour_and_dies_with_the_address_of_mail(as_, desk, settings):
    def link() -> str:
        asked = f"/admin/auth/user/{desk['reporter'].pk}/link/"
        page = as_("administrator").post(asked, follow=True, HTTP_HOST="localhost")
        return page.content.decode().split(settings.SITE_URL)[1].split("<")[0].strip()

    def is_good(address: str) -> bool:
        answer = Client().get(address, follow=True)
        assert answer["Referrer-Policy"] == "same-origin"
        assert answer["Cache-Control"] == "no-store, private"
        return answer.context["validlink"]

    first = link()
    assert is_good(first)
    with time_machine.travel(timezone.now() + timedelta(minutes=61), tick=False):
        assert not is_good(first)
    desk["reporter"].email = "new@example.org"
    desk["reporter"].save()
    assert not is_good(first)


def test_what_a_superuser_does_is_in_the_security_log(desk, story, caplog):
    client = Client()
    client.force_login(make_user(username="root", is_superuser=True))
    with caplog.at_level(logging.WARNING, "newsroom.security"):
        client.post(url(story, "act", "submit"), {"version": story.version})

    assert "break-glass POST articles_article_act" in caplog.text


def test_no_token_of_a_link_is_logged(desk, caplog):
    with caplog.at_level(logging.WARNING, "newsroom.security"):
        Client().get("/admin/password/MQ/secret-token/nowhere/")
        Client().get("/admin/nowhere/")

    assert "refused GET" in caplog.text
    assert "secret-token" not in caplog.text
