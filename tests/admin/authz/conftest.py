from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from tests.admin.authz.world import World, build


@pytest.fixture(scope="module")
def world(django_db_setup: Any, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[World]:
    """Built once a module, in a transaction that never ends well; each attempt is undone by itself."""
    from django.test import override_settings

    media = override_settings(
        MEDIA_ROOT=str(tmp_path_factory.mktemp("media")),
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    )
    requests = logging.getLogger("django.request")  # some thousand refusals, each with the way it came
    level = requests.level
    requests.setLevel(logging.ERROR)
    with django_db_blocker.unblock(), media, transaction.atomic():
        yield build()
        transaction.set_rollback(True)
    requests.setLevel(level)
