"""Search on PostgreSQL: a generated, weighted tsvector column with a GIN index beside each table's model fields.

The column is none of the models' fields (they are the same on SQLite); these expressions name it.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import BooleanField, F, FloatField, Func, Q, QuerySet, TextField, Value

from articles.models.json_rows import Seconds
from articles.models.search.words import Sought, Words

# Each row looked at is a vector fetched from beside the table: more would cost more than the rest of the page.
RANKED = 200


class Vector(Func):
    """The `search` column of the row whose key is given."""

    arity = 1
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, list[Any]]:
        key = self.get_source_expressions()[0]
        return f'{compiler.quote_name_unless_alias(key.alias)}."search"', []


def _query(words: Words | Sought) -> Func:
    return Func(Value(words.as_tsquery()), template="to_tsquery('newsroom', %(expressions)s)", output_field=TextField())


def _found(rows: QuerySet, words: Words | Sought) -> QuerySet:
    holds = Func(
        Vector(F("pk")), _query(words), template="(%(expressions)s)", arg_joiner=" @@ ", output_field=BooleanField()
    )
    return rows.filter(holds).order_by("-first_published_at", "-pk")


def newest(
    rows: QuerySet,
    words: Words | Sought,
    columns: Sequence[str],
    *,
    since: datetime | None,
    until: datetime | None,
    before: tuple[datetime, int] | None,
    few: bool,
) -> QuerySet:
    """Ids and columns of the rows that hold the words, newest first, from a point on.

    The planner sees itself which are few. `seconds` is a column of the first publication.
    """
    found = _found(rows, words)
    if "seconds" in columns:
        found = found.annotate(seconds=Seconds(F("first_published_at")))
    if since:
        found = found.filter(first_published_at__gte=since)
    if until:
        found = found.filter(first_published_at__lt=until)
    if before:
        moment, pk = before
        found = found.filter(first_published_at__lte=moment)
        found = found.filter(Q(first_published_at__lt=moment) | Q(pk__lt=pk))
    return found.values_list("pk", *columns)


def scored(rows: QuerySet, words: Words | Sought, *, few: bool) -> QuerySet:
    """(score by ts_rank and column weight, second it came out, id) of the newest two hundred rows that hold the words.

    Ranked outside: beside the search itself every row of a rare word would be ranked before the newest are taken.
    """
    newest_rows = rows.model._default_manager.using(rows.db).filter(pk__in=_found(rows, words).values("pk")[:RANKED])
    return scored_among(newest_rows, words, 0)


def scored_among(rows: QuerySet, words: Words | Sought, oldest: int) -> QuerySet:
    """The same of these rows, which hold the words; `oldest` is of no use here."""
    score = Func(Vector(F("pk")), _query(words), function="ts_rank", output_field=FloatField())
    timed = rows.order_by().annotate(score=score, seconds=Seconds(F("first_published_at")))
    return timed.values_list("score", "seconds", "pk")


def best_among(scored: Iterable[tuple[Any, ...]], limit: int) -> list[int]:
    """The ids of the best of them, of equals the newest."""
    return [pk for _, _, pk in heapq.nlargest(limit, scored)]


def marked(
    rows: QuerySet,
    shown: Sequence[tuple[datetime, int]],
    words: Words,
    *,
    column: str,
    whole: bool,
    around: tuple[str, str],
) -> dict[int, str]:
    """A column's text by row id, its found words between two marks: whole, or the part that holds most of them."""
    options = "StartSel={}, StopSel={}, ".format(*around)
    options += "HighlightAll=true" if whole else "MinWords=20, MaxWords=32, MaxFragments=1"
    text = Func(
        F(column),
        _query(words),
        Value(options),
        template="ts_headline('newsroom', %(expressions)s)",
        output_field=TextField(),
    )
    found = rows.filter(pk__in=[pk for _, pk in shown])
    return dict(found.annotate(marked=text).values_list("pk", "marked"))
