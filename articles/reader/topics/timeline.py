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

from articles.models.topic import Topic
from articles.press.moments import local
from articles.reader.asking import FIRST_YEAR
from articles.reader.calendar import start_of
from articles.reader.subjects import LISTED, newest_on

# They stand in the parameters for what is asked at each reading.
_AT, _BEGINS, _ENDS = (datetime(1999, 12, 31, 23, 59, 58, n, tzinfo=UTC) for n in (123457, 123458, 123459))
_TOPIC = Topic(pk=-1999)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A year or a month: its first day, and the first day after it."""

    kind: str
    first: date
    after: date


def told_in(topic: Topic, first: datetime, at: datetime, year: int | None) -> dict[str, list[date]]:
    """The `years` since then in which something can be read, newest first, and the `months` of that year. One query."""
    since = max(local(first).year, FIRST_YEAR)
    stretches = [*_years(since, local(at).year), *(_months(year) if year else ())]
    sql, marks = _probe(connection.vendor)
    adapt = connection.ops.adapt_datetimefield_value
    arms, asked = [], []
    for n, stretch in enumerate(stretches):
        known = {
            _TOPIC.pk: topic.pk,
            adapt(_AT): adapt(at),
            adapt(_BEGINS): adapt(start_of(stretch.first).astimezone(UTC)),
            adapt(_ENDS): adapt(start_of(stretch.after).astimezone(UTC)),
        }
        arms.append(f"SELECT {n} WHERE EXISTS ({sql})")
        asked += [known.get(mark, mark) for mark in marks]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(arms), asked)
        found = [stretches[n] for (n,) in sorted(cursor.fetchall())]
    return {
        "years": [one.first for one in found if one.kind == "year"],
        "months": [one.first for one in found if one.kind == "month"],
    }


@cache
def _probe(vendor: str) -> tuple[str, tuple[Any, ...]]:
    """The statement that looks for one story of a stretch: an ordinary queryset, its text made once."""
    rows = newest_on(_TOPIC, _AT).filter(**{f"{LISTED.moment}__gte": _BEGINS, f"{LISTED.moment}__lt": _ENDS})
    sql, marks = rows.values_list("pk")[:1].query.sql_with_params()
    return sql, tuple(marks)


def _years(first: int, last: int) -> Iterator[Stretch]:
    for year in range(last, first - 1, -1):
        yield Stretch("year", date(year, 1, 1), date(year + 1, 1, 1))


def _months(year: int) -> Iterator[Stretch]:
    firsts = [*(date(year, n, 1) for n in range(1, 13)), date(year + 1, 1, 1)]
    for first, after in pairwise(firsts):
        yield Stretch("month", first, after)
