"""An account with an app, the codes of that app, and the way through the door."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import format_hotp_value, generate_totp_secret, hotp_value
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from newsroom.second_factor.acts import switch_on
from tests.builders import NOON

WORDS = "wave-gravel-42"


@dataclass
class Holder:
    """Somebody with an app on a phone."""

    user: User
    secret: str = field(default_factory=generate_totp_secret)
    sheet: list[str] = field(default_factory=list)

    def code(self, ahead: int = 0) -> str:
        """What the app shows now, or some steps from now."""
        return format_hotp_value(hotp_value(self.secret, int(time.time()) // 30 + ahead))

    def wrong(self) -> str:
        """Six digits that the app shows at no step near now."""
        near = {self.code(ahead) for ahead in range(-3, 4)}
        return next(code for code in (f"{number:06}" for number in range(10)) if code not in near)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Coordinates]:
    """The clock stands, ten seconds into a step: a code shown is the code asked."""
    with time_machine.travel(timezone.now().replace(second=10, microsecond=0), tick=False) as travelling:
        yield travelling


@pytest.fixture
def people(desk) -> dict[str, User]:
    """The desk, each with a password."""
    for user in desk.values():
        user.set_password(WORDS)
        user.save()
    return desk


@pytest.fixture
def holder(people, clock) -> Holder:
    """The reporter, whose app was set up with the code of a minute ago."""
    one = Holder(people["reporter"])
    clock.shift(-60)
    one.sheet = switch_on(one.user, secret=one.secret, code=one.code(), by=one.user, at=NOON)
    clock.shift(60)
    return one


def say_password(name: str = "reporter", client: Client | None = None, words: str = WORDS, **query: str):
    """A browser that has said the password, and the answer it got."""
    client = client or Client()
    return client, client.post("/admin/login/", {"username": name, "password": words, **query})


def say_code(client: Client, code: str):
    return client.post("/admin/login/code/", {"code": code})


def is_in(client: Client) -> bool:
    return client.get("/admin/me/").status_code == 200
