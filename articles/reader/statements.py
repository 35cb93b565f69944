"""Statements of readers' pages that are cheap to run and dear to build: built once; and long lists of ids in one.

Building a story's statement anew would be a third of the price of reading it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import BooleanField, F, Func, QuerySet

Key = str | int | datetime
# They stand in the parameters for what is asked at each reading; the moment also where none matters.
UNASKED = _AT = datetime(1999, 12, 31, 23, 59, 58, 123457, tzinfo=UTC)
_ID = 4_611_686_018_427_387_000


class _Made(NamedTuple):
    """A statement's text, for Django and for SQLite's driver; its parameters, and which stand for moment and keys."""

    sql: str
    in_sqlite: str
    params: tuple[Any, ...]
    marks: list[Any]


class AllRead:
    """All rows of a queryset made by `build(at, *keys)`, which has to be the same for every moment and key.

    The queryset is an ordinary one, so that the rule of visibility stays where it is written. `kinds` are the types of
    the keys: words, ids, moments. `planned_anew`: the best plan is another for each key.
    """

    def __init__(self, build: Callable[..., QuerySet], *kinds: type[Key], planned_anew: bool = False) -> None:
        self._build, self._planned_anew = build, planned_anew
        self._marks = tuple(mark_of(kind, number) for number, kind in enumerate(kinds))
        self._made: dict[str, _Made] = {}

    def __call__(self, at: datetime, *keys: Key) -> list[tuple[Any, ...]]:
        """The rows as the database gives them."""
        made = self._made.get(connection.alias + connection.vendor) or self._make()
        asked = dict(zip(made.marks, map(stored, (at, *keys)), strict=True))
        params = [asked.get(param, param) for param in made.params]
        return _rows(made, params, keeps_plan=not self._planned_anew)

    def _make(self) -> _Made:
        sql, params = self._build(_AT, *self._marks).query.sql_with_params()
        made = _Made(
            sql, sql.replace("%s", "?").replace("%%", "%"), params, [stored(mark) for mark in (_AT, *self._marks)]
        )
        self._made[connection.alias + connection.vendor] = made
        return made


class OneRead(AllRead):
    """The first row of such a queryset."""

    def __init__(self, build: Callable[..., QuerySet], *kinds: type[Key]) -> None:
        super().__init__(lambda at, *keys: build(at, *keys)[:1], *kinds)

    def first(self, at: datetime = UNASKED, *keys: Key) -> tuple[Any, ...] | None:
        """The row as the database gives it, or None."""
        return next(iter(self(at, *keys)), None)


def _rows(made: _Made, params: list[Any], *, keeps_plan: bool) -> list[tuple[Any, ...]]:
    """Run as Django runs it, but by the driver's own cursor: the text is not read through again at each asking, and
    PostgreSQL keeps its plan where the settings let it (PREPARED_STATEMENTS)."""
    with connection.cursor() as cursor:
        sql, driver = made.sql, connection.connection
        is_logged = connection.queries_logged  # the log puts the parameters into Django's own text
        if connection.vendor == "sqlite" and not is_logged:
            sql, cursor.cursor = made.in_sqlite, driver.cursor()
        elif keeps_plan and not is_logged and getattr(driver, "prepare_threshold", None) is not None:
            cursor.cursor = _preparing()(driver)
        cursor.execute(sql, params)
        return cursor.fetchall()


@lru_cache(maxsize=1)
def _preparing() -> Any:
    """The cursor that sends parameters beside the statement; Django's own writes them into it."""
    from psycopg import Cursor

    return Cursor


def mark_of(kind: type[Key], number: int) -> Key:
    """What stands in a statement for a key of this kind, until it is asked with one."""
    if kind is str:
        return f"\x1fkey{number}"
    return _ID + number if kind is int else _AT + timedelta(microseconds=number + 1)


def stored(key: Key) -> Any:
    """The key as it stands in the parameters."""
    return connection.ops.adapt_datetimefield_value(key) if isinstance(key, datetime) else key


class Among(Func):
    """Whether a column's value is one of these ids: one parameter however many they are. `written_ids`, or a key."""

    output_field = BooleanField()

    def __init__(self, column: str, ids: str) -> None:
        super().__init__(F(column))
        self.ids = ids

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        column, params = compiler.compile(self.get_source_expressions()[0])
        return f"{column} {among('sqlite')}", (*params, self.ids)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        column, params = compiler.compile(self.get_source_expressions()[0])
        return f"{column} {among('postgresql')}", (*params, self.ids)


def among(vendor: str) -> str:
    """The same in a statement's text, after a column."""
    return "IN (SELECT value FROM json_each(%s))" if vendor == "sqlite" else "= ANY(%s::bigint[])"


def written_ids(ids: Iterable[int]) -> str:
    """The ids as `Among` takes them: a list in JSON for SQLite, an array for PostgreSQL."""
    listed = ",".join(map(str, ids))
    return f"[{listed}]" if connection.vendor == "sqlite" else f"{{{listed}}}"
