"""Statements of readers' pages that are cheap to run and dear to build: built once; and long lists of ids in one.

Building a story's statement anew would be a third of the price of reading it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

from django.db import connection
from django.db.models import BooleanField, F, Func, QuerySet

# They stand in the parameters for what is asked at each reading.
_AT = datetime(1999, 12, 31, 23, 59, 58, 123457, tzinfo=UTC)
_KEYS = tuple(f"\x1fkey{n}" for n in range(5))


class AllRead:
    """All rows of a queryset made by `build(at, *keys)`, which has to be the same for every moment and key.

    The queryset is an ordinary one, so that the rule of visibility stays where it is written.
    """

    def __init__(self, build: Callable[..., QuerySet], *, keys: int = 0) -> None:
        self._build, self._keys = build, _KEYS[:keys]
        self._made: dict[str, tuple[str, tuple[Any, ...]]] = {}

    def __call__(self, at: datetime, *keys: str) -> list[tuple[Any, ...]]:
        """The rows as the database gives them."""
        sql, marks = self._made.get(connection.alias + connection.vendor) or self._make()
        asked: dict[Any, Any] = dict(zip(self._keys, keys, strict=True))
        asked[connection.ops.adapt_datetimefield_value(_AT)] = connection.ops.adapt_datetimefield_value(at)
        with connection.cursor() as cursor:
            cursor.execute(sql, [asked.get(mark, mark) for mark in marks])
            return cursor.fetchall()

    def _make(self) -> tuple[str, tuple[Any, ...]]:
        made = self._build(_AT, *self._keys).query.sql_with_params()
        self._made[connection.alias + connection.vendor] = made
        return made


class OneRead(AllRead):
    """The first row of such a queryset, for one key."""

    def __init__(self, build: Callable[[datetime, str], QuerySet]) -> None:
        super().__init__(lambda at, key: build(at, key)[:1], keys=1)

    def first(self, at: datetime = _AT, key: str = "") -> tuple[Any, ...] | None:
        """The row as the database gives it, or None."""
        return next(iter(self(at, key)), None)


class Among(Func):
    """Whether a column's value is one of these ids: one parameter however many they are. `written_ids`, or a key."""

    output_field = BooleanField()

    def __init__(self, column: str, ids: str) -> None:
        super().__init__(F(column))
        self.ids = ids

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        column, params = compiler.compile(self.get_source_expressions()[0])
        return " ".join((column, "IN (SELECT value FROM json_each(%s))")), (*params, self.ids)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        column, params = compiler.compile(self.get_source_expressions()[0])
        return f"{column} = ANY(%s::bigint[])", (*params, self.ids)


def written_ids(ids: Iterable[int]) -> str:
    """The ids as `Among` takes them: a list in JSON for SQLite, an array for PostgreSQL."""
    listed = ",".join(map(str, ids))
    return f"[{listed}]" if connection.vendor == "sqlite" else f"{{{listed}}}"
