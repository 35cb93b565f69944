"""In which years, and in which months of a year, stories on a topic came out.

Of each stretch of time one story is looked for, never counted: a topic of twenty years costs twenty small reads.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from itertools import pairwise
from typing import Any

from django.db import connection
from django.db.models import Q

from articles.press.moments import local
from articles.reader.asking import FIRST_YEAR
from articles.reader.calendar import start_of
from articles.reader.subjects import LISTED, on_topic

# They stand in the parameters for what is asked at each reading.
_AT, _BEGINS, _ENDS = (datetime(1999, 12, 31, 23, 59, 58, n, tzinfo=UTC) for n in (123457, 123458, 123459))
_TOPIC = -1999


@dataclass(frozen=True, slots=True)
class Stretch:
    """A year or a month: its first day, and the first day after it."""

    kind: str
    first: date
    after: date


def told_in(topic: int, first: datetime, at: datetime, year: int | None) -> dict[str, tuple[date, ...]]:
    """The `years` since then in which something can be read, newest first, and the `months` of that year. One query."""
    since = max(local(first).year, FIRST_YEAR)
    stretches = [*_years(since, local(at).year), *(_months(year) if year else ())]
    probe, marks = _probe(connection.vendor)
    adapt = connection.ops.adapt_datetimefield_value
    ends = [adapt(start_of(day).astimezone(UTC)) for one in stretches for day in (one.first, one.after)]
    rows = ", ".join(f"({n}, %s, %s)" for n in range(len(stretches)))
    known = {_TOPIC: topic, adapt(_AT): adapt(at)}
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH asked (n, begins, ends) AS (VALUES {rows}) SELECT n FROM asked WHERE ({probe}) IS NOT NULL",  # noqa: S608
            [*ends, *(known.get(mark, mark) for mark in marks)],
        )
        found = [stretches[n] for (n,) in sorted(cursor.fetchall())]
    return {
        "years": tuple(one.first for one in found if one.kind == "year"),
        "months": tuple(one.first for one in found if one.kind == "month"),
    }


@cache
def _probe(vendor: str) -> tuple[str, tuple[Any, ...]]:
    """The statement that finds one story of a stretch, and its parameters: an ordinary queryset, its text made once.

    The ends of the stretch are columns of `asked`. A plain EXISTS would have PostgreSQL read the whole topic.
    """
    listed = on_topic(_TOPIC, _AT, Q(article__listed__first_published_at__gte=_BEGINS))
    rows = listed.filter(**{f"{LISTED.moment}__lt": _ENDS}).order_by(*LISTED.columns)
    sql, marks = rows.values_list("pk")[:1].query.sql_with_params()
    adapt = connection.ops.adapt_datetimefield_value
    columns = {adapt(_BEGINS): "asked.begins", adapt(_ENDS): "asked.ends"}
    text, *pieces = sql.split("%s")
    for mark, piece in zip(marks, pieces, strict=True):
        text += columns.get(mark, "%s") + piece
    return text, tuple(mark for mark in marks if mark not in columns)


def _years(first: int, last: int) -> Iterator[Stretch]:
    for year in range(last, first - 1, -1):
        yield Stretch("year", date(year, 1, 1), date(year + 1, 1, 1))


def _months(year: int) -> Iterator[Stretch]:
    firsts = [*(date(year, n, 1) for n in range(1, 13)), date(year + 1, 1, 1)]
    for first, after in pairwise(firsts):
        yield Stretch("month", first, after)
