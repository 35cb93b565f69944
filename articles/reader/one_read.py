"""One statement whose text is made once: what a page costs when nothing is built for it at the time of reading.

The statement is an ordinary queryset's, so that the rule of visibility stays where it is written. Building it anew is
a third of the price of reading a story.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.db import connection
from django.db.models import QuerySet

# They stand in the text's parameters for what is asked at each reading.
_AT = datetime(1999, 12, 31, 23, 59, 58, 123456, tzinfo=UTC)
_KEY = "\x1fkey"


class OneRead:
    """The first row of a queryset made by `build(at, key)`, which has to be the same for every moment and key."""

    def __init__(self, build: Callable[[datetime, str], QuerySet]) -> None:
        self._build = build
        self._made: dict[str, tuple[str, tuple[Any, ...]]] = {}

    def __call__(self, at: datetime = _AT, key: str = _KEY) -> tuple[Any, ...] | None:
        """The row's columns as the database gives them, or None."""
        sql, marks = self._made.get(connection.alias + connection.vendor) or self._make()
        moment = connection.ops.adapt_datetimefield_value(at)
        asked = {_KEY: key, connection.ops.adapt_datetimefield_value(_AT): moment}
        with connection.cursor() as cursor:
            cursor.execute(sql, [asked.get(mark, mark) for mark in marks])
            return cursor.fetchone()

    def _make(self) -> tuple[str, tuple[Any, ...]]:
        made = self._build(_AT, _KEY)[:1].query.sql_with_params()
        self._made[connection.alias + connection.vendor] = made
        return made
