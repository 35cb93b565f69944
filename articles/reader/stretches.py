"""In which years, and in which months of a year, there is something of a list.

Of each stretch of time one row is looked for, never counted: a list of twenty years costs twenty small reads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from articles.parsing.dates import FIRST_YEAR
from articles.press.moments import local
from articles.reader.calendar import start_of
from articles.reader.statements import UNASKED, Key, mark_of, stored


@dataclass(frozen=True, slots=True)
class Stretch:
    """A year or a month: its first day, and the first day after it."""

    kind: str
    first: date
    after: date


class ToldIn:
    """The stretches in which `build(at, begins, ends, *keys)` has a row: the newest or oldest by an index of that list.

    As with `AllRead`, the queryset's text is made once and has to be the same for every moment and key; the ends of a
    stretch are columns of those asked for. A plain EXISTS would have PostgreSQL read the whole list.
    """

    def __init__(self, build: Callable[..., QuerySet], *kinds: type[Key]) -> None:
        self._build = build
        # The first two stand for the ends of a stretch.
        self._marks = tuple(mark_of(kind, number) for number, kind in enumerate((datetime, datetime, *kinds)))
        self._made: dict[str, tuple[str, tuple[Any, ...]]] = {}

    def __call__(self, first: datetime, at: datetime, year: int | None, *keys: Key) -> dict[str, tuple[date, ...]]:
        """The `years` since then in which something can be read, newest first, and the `months` of that year; by their
        first days. One query."""
        since = max(local(first).year, FIRST_YEAR)
        stretches = [*_years(since, local(at).year), *(_months(year) if year else ())]
        probe, marks = self._made.get(connection.vendor) or self._make()
        ends = [stored(start_of(day).astimezone(UTC)) for one in stretches for day in (one.first, one.after)]
        rows = ", ".join(f"({n}, %s, %s)" for n in range(len(stretches)))
        known = dict(zip(map(stored, (UNASKED, *self._marks[2:])), map(stored, (at, *keys)), strict=True))
        with connection.cursor() as cursor:
            cursor.execute(
                f"WITH asked (n, begins, ends) AS (VALUES {rows}) SELECT n FROM asked WHERE ({probe}) IS NOT NULL",  # noqa: S608
                [*ends, *(known.get(mark, mark) for mark in marks)],
            )
            found = [stretches[n] for (n,) in sorted(cursor.fetchall())]
        return {f"{kind}s": tuple(one.first for one in found if one.kind == kind) for kind in ("year", "month")}

    def _make(self) -> tuple[str, tuple[Any, ...]]:
        """The statement that finds one row of a stretch, and its parameters."""
        begins, ends, *keys = self._marks
        sql, marks = self._build(UNASKED, begins, ends, *keys).values_list("pk")[:1].query.sql_with_params()
        columns = {stored(begins): "asked.begins", stored(ends): "asked.ends"}
        text, *pieces = sql.split("%s")
        for mark, piece in zip(marks, pieces, strict=True):
            text += columns.get(mark, "%s") + piece
        made = text, tuple(mark for mark in marks if mark not in columns)
        self._made[connection.vendor] = made
        return made


def _years(first: int, last: int) -> Iterator[Stretch]:
    for year in range(last, first - 1, -1):
        yield Stretch("year", date(year, 1, 1), date(year + 1, 1, 1))


def _months(year: int) -> Iterator[Stretch]:
    firsts = [*(date(year, n, 1) for n in range(1, 13)), date(year + 1, 1, 1)]
    for first, after in pairwise(firsts):
        yield Stretch("month", first, after)
