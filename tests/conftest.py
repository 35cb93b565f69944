"""Fixtures every room's tests share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import Group
from django.db import connection

from articles.models import guards
from articles.models.rights import ROLES


@pytest.fixture(autouse=True)
def fast_passwords(settings) -> None:
    """Argon2 is slow on purpose; tests sign in often."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def roles(db) -> None:
    """The groups of the roles, also after a test with real transactions has emptied the tables."""
    for name in ROLES:
        Group.objects.get_or_create(name=name)


@pytest.fixture
def erasable(transactional_db) -> Iterator[None]:
    """For tests with real transactions: lifts the guards at the end, so that the tables can be emptied."""
    yield
    with connection.cursor() as cursor:
        for guard in guards.guards():
            if guard.event == "DELETE":
                cursor.execute(
                    f"DROP TRIGGER IF EXISTS {guard.name}"
                    + ("" if connection.vendor == "sqlite" else f" ON {guard.table}")
                )
