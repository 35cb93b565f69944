"""The door with two locks: nobody is in between them, each code opens once, guessers are slowed."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from articles.models import Act
from newsroom.second_factor.acts import codes_left
from tests.admin.second_factor.conftest import WORDS, is_in, say_code, say_password
from tests.admin.test_walk import OPEN, addresses

pytestmark = pytest.mark.django_db

# What the door's own addresses answer between password and code, to a look and to nothing said.
DOOR = {
    "second_factor_code": {200},
    "second_factor_passkey": {302, 200},
    "second_factor_passkey_ask": {405, 422},
}


def test_password_then_code_opens_the_desk_where_one_wanted_to_go(holder):
    client, asked = say_password(next="/admin/budget/")
    assert asked.url == "/admin/login/code/"
    assert client.get(asked.url).status_code == 200

    answer = say_code(client, holder.code())

    assert answer.url == "/admin/budget/"
    assert is_in(client)
    assert "half_signed_in" not in client.session


def test_no_other_site_is_led_to(holder):
    client, _ = say_password(next="https://evil.example.org/")

    assert say_code(client, holder.code()).url == reverse("admin:index")


def test_between_password_and_code_nobody_is_signed_in_anywhere(holder):
    client, _ = say_password()

    assert SESSION_KEY not in client.session
    holder.user.refresh_from_db()
    assert holder.user.last_login is None
    for name, address in addresses():
        if name in OPEN:
            continue
        for answer in (client.get(address), client.post(address)):
            if name in DOOR:
                assert answer.status_code in DOOR[name], address
            else:
                assert answer.status_code == 302, address
                assert answer.url.startswith("/admin/login/"), address
            assert SESSION_KEY not in client.session, address


def test_who_has_no_factor_is_in_by_the_password(holder):
    client, answer = say_password("copy_editor")

    assert answer.url == reverse("admin:index")
    assert is_in(client)


def test_a_wrong_password_is_not_asked_for_a_code(holder):
    client, answer = say_password(words="wrong")

    assert answer.status_code == 200
    assert client.get("/admin/login/code/").url == "/admin/login/"


@pytest.mark.parametrize("code", ["", "  ", "12345", "nonsense", "٣٤٥٦٧٨", "0" * 5000, "\x00"])
def test_nonsense_opens_nothing(holder, code):
    client, _ = say_password()

    assert say_code(client, code).status_code == 200
    assert not is_in(client)


def test_a_code_opens_once_also_in_the_next_step_and_another_browser(holder, clock):
    code = holder.code()
    first, _ = say_password()
    say_code(first, code)
    assert is_in(first)

    for _ in range(2):
        second, _ = say_password()
        assert say_code(second, code).status_code == 200
        assert not is_in(second)
        clock.shift(30)


def test_an_older_code_than_the_last_opens_nothing(holder):
    first, second = say_password()[0], say_password()[0]
    say_code(first, holder.code())

    say_code(second, holder.code(-1))

    assert not is_in(second)


@pytest.mark.parametrize(("ahead", "opens"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_clock_may_be_half_a_minute_off(holder, clock, ahead, opens):
    clock.shift(600)
    client, _ = say_password()

    say_code(client, holder.code(ahead))

    assert is_in(client) is opens


def test_the_code_that_set_it_up_opens_nothing(people, as_, holder, clock):
    client, _ = say_password()
    clock.shift(-60)

    say_code(client, holder.code())

    assert not is_in(client)


def test_a_recovery_code_opens_once_and_the_log_says_so_without_it(holder):
    client, _ = say_password()
    say_code(client, holder.sheet[3])
    assert is_in(client)
    assert codes_left(holder.user) == 9

    again, _ = say_password()
    say_code(again, holder.sheet[3])
    assert not is_in(again)

    act = Act.objects.get(verb="use_recovery_code")
    assert (act.by, act.subject, act.detail) == (holder.user, "reporter", {"left": 9})


def test_another_accounts_code_opens_nothing(holder, people):
    client, _ = say_password("copy_editor")
    holder_client, _ = say_password()
    client.post("/admin/second-factor/begin/")
    theirs = client.session["mfa.totp.secret"]
    holder.secret = theirs

    say_code(holder_client, holder.code())

    assert not is_in(holder_client)


def test_five_minutes_after_the_password_the_door_begins_anew(holder, clock):
    client, _ = say_password()
    clock.shift(timedelta(minutes=4, seconds=59))
    assert client.get("/admin/login/code/").status_code == 200
    clock.shift(2)

    assert say_code(client, holder.code()).url == "/admin/login/"
    assert not is_in(client)
    clock.shift(-60)
    assert say_code(client, holder.code()).url == "/admin/login/"


def _changes_password(user):
    user.set_password("gravel-wave-77")
    user.save()


def _is_closed(user):
    user.is_active = False
    user.save()


@pytest.mark.parametrize("change", [_changes_password, _is_closed])
def test_a_changed_standing_ends_the_half_way(holder, change):
    client, _ = say_password()

    change(holder.user)

    assert say_code(client, holder.code()).url == "/admin/login/"
    assert not is_in(client)


def test_the_session_is_a_new_one_at_each_lock(holder):
    client = Client()
    client.get("/admin/login/")
    keys = []
    for step in (lambda: say_password(client=client), lambda: say_code(client, holder.code())):
        step()
        keys.append(client.cookies["sessionid"].value)

    assert len(set(keys)) == 2
    assert not Session.objects.filter(pk=keys[0]).exists()
    stranger = Client()
    stranger.cookies["sessionid"] = keys[0]
    assert say_code(stranger, holder.code(1)).url == "/admin/login/"


def test_a_code_from_another_site_is_refused(holder):
    client = Client(enforce_csrf_checks=True)

    assert say_code(client, holder.code()).status_code == 403


@pytest.fixture
def guarded(settings) -> None:
    settings.AXES_ENABLED = True


def from_address(address: str) -> Client:
    return say_password(client=Client(REMOTE_ADDR=address))[0]


def test_five_wrong_codes_shut_the_door_to_that_address_for_a_quarter_of_an_hour(guarded, holder, clock):
    client = from_address("10.0.0.1")

    answers = [say_code(client, holder.wrong()).status_code for _ in range(6)]

    assert answers == [200] * 4 + [429] * 2
    assert say_code(client, holder.code()).status_code == 429
    assert not is_in(client)
    other = from_address("10.0.0.2")
    say_code(other, holder.code())
    assert is_in(other)
    clock.shift(timedelta(minutes=16))
    client = from_address("10.0.0.1")
    say_code(client, holder.code())
    assert is_in(client)


def test_ten_wrong_codes_from_everywhere_shut_it_to_all(guarded, holder):
    for number in range(10):
        say_code(from_address(f"10.0.1.{number}"), holder.wrong())

    client = from_address("10.0.2.1")
    assert say_code(client, holder.code()).status_code == 429
    assert not is_in(client)


def test_the_right_password_does_not_forgive_wrong_codes(guarded, holder):
    for _ in range(4):
        say_code(from_address("10.0.0.1"), holder.wrong())

    assert say_code(from_address("10.0.0.1"), holder.wrong()).status_code == 429


def test_wrong_passwords_do_not_count_as_codes(guarded, holder):
    for number in range(12):
        say_password(client=Client(REMOTE_ADDR=f"10.0.3.{number}"), words="wrong")

    client = from_address("10.0.0.9")
    say_code(client, holder.code())
    assert is_in(client)


def test_the_right_code_begins_the_count_anew(guarded, holder, clock):
    for _ in range(4):
        client = from_address("10.0.0.1")
        say_code(client, holder.wrong())
        say_code(client, holder.code())
        assert is_in(client)
        clock.shift(30)

    assert not AccessAttempt.objects.filter(username="reporter#code").exists()


def test_no_secret_is_logged_or_counted(guarded, holder, caplog):
    wrong = holder.wrong()
    with caplog.at_level(logging.DEBUG):
        client = from_address("10.0.0.1")
        say_code(client, wrong)
        say_code(client, holder.sheet[0])

    told = caplog.text + str(list(AccessAttempt.objects.values())) + str(list(Act.objects.values()))
    for secret in (wrong, holder.secret, holder.sheet[0], WORDS):
        assert secret not in told
