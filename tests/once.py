"""Rows that a module's tests share: built once, and taken back when the module has ended.

Each test runs in a transaction of its own inside, so that what it changes is undone before the next. A fixture of the
module's builds them; one of the test's reads anew what it hands out, if that is more than keys and words.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction


@contextmanager
def taken_back(blocker: Any) -> Iterator[None]:
    """What is written inside is written for whoever asks until the end, and then never was."""
    with blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)
