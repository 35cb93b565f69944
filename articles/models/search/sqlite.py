"""Search on SQLite: FTS5 tables filled by triggers.

An index row's key is its *place*: the second of first publication, then the row's id in the low bits. FTS5 reads keys
in order, from either end and from any point, so the newest twenty of a word in every story cost twenty look-ups; and
no copy of a table that SQLite makes in a migration can shift them, because a place is computed from what is stored.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Exists, F, Func, OuterRef, QuerySet, Subquery

from articles.models.search.words import Sought, Words

RANKED = 300
ID_BITS = 30
_ID_MASK = (1 << ID_BITS) - 1


class IndexColumn(models.TextField):
    """FTS5's hidden column, named like its table: what MATCH and the ranking functions are asked of."""


@IndexColumn.register_lookup
class Matches(models.Lookup):
    """Rows that hold the words of a query in FTS5's language."""

    lookup_name = "matches"

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        column, column_params = self.process_lhs(compiler, connection)
        query, query_params = self.process_rhs(compiler, connection)
        return f"{column} MATCH {query}", [*column_params, *query_params]


class EditionWords(models.Model):
    """The words of every edition, superseded ones too: what is visible is asked of Edition."""

    place = models.BigIntegerField(primary_key=True, db_column="rowid")
    all_columns = IndexColumn(db_column="articles_edition_words")

    class Meta:
        managed = False
        db_table = "articles_edition_words"

    def __str__(self) -> str:
        return f"Words of edition {self.place & _ID_MASK}"


class EditionQuoteWords(models.Model):
    """The words of every published quote, with speaker and role."""

    place = models.BigIntegerField(primary_key=True, db_column="rowid")
    all_columns = IndexColumn(db_column="articles_editionquote_words")

    class Meta:
        managed = False
        db_table = "articles_editionquote_words"

    def __str__(self) -> str:
        return f"Words of quote {self.place & _ID_MASK}"


_INDEXES: dict[str, type[models.Model]] = {"edition": EditionWords, "editionquote": EditionQuoteWords}
# Weights and columns in the order of the tables: headline, dek, text, names; words, speaker, role.
_SCORES = {"edition": (8.0, 3.0, 1.0, 3.0), "editionquote": (4.0, 2.0, 1.0)}
_INDEXED = {"edition": ("headline", "dek", "text", "names"), "editionquote": ("words", "speaker_name", "role")}


def place_of(moment: datetime, pk: int) -> int:
    """Where a row stands in its index."""
    return int(moment.timestamp() // 1) << ID_BITS | pk


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

    `seconds` is a column of the first publication: its place says it.
    """
    found = _found(rows, words, few=few).annotate(seconds=F("place").bitrightshift(ID_BITS))
    if since:
        found = found.filter(place__gte=place_of(since, 0))
    if until:
        found = found.filter(place__lt=place_of(until, 0))
    if before:
        found = found.filter(place__lt=place_of(*before))
    stored = rows.model._default_manager.using(rows.db).filter(pk=OuterRef("row"))
    read = {column: Subquery(stored.values(column)[:1]) for column in columns if column != "seconds"}
    return found.annotate(**read).order_by("-place").values_list("row", *columns)


def scored(rows: QuerySet, words: Words | Sought, *, few: bool) -> QuerySet:
    """(score by BM25, id) of the newest three hundred rows that hold the words, the newest first."""
    return _scored(_found(rows, words, few=few), _kind(rows))[:RANKED]


def scored_among(rows: QuerySet, words: Words | Sought, oldest: int) -> QuerySet:
    """The same of these rows, which hold the words; the index is walked down to the second of the oldest."""
    first = models.Value(oldest).bitleftshift(ID_BITS)
    return _scored(_found(rows, words, few=True).filter(place__gte=first), _kind(rows))


def _scored(found: QuerySet, kind: str) -> QuerySet:
    weights = ", ".join(map(str, _SCORES[kind]))
    score = Func(F("all_columns"), template=f"bm25(%(expressions)s, {weights})", output_field=models.FloatField())
    return found.annotate(score=score).order_by("-place").values_list("score", "row")


def best_among(scored: Iterable[tuple[Any, ...]], limit: int) -> list[int]:
    """The ids of the best of them, of equals the newest.

    Sorted here: SQLite would score every row of a common word before it took the newest.
    """
    newest = enumerate(scored)
    return [pk for _, (_, pk) in heapq.nsmallest(limit, newest, key=lambda each: (each[1][0], each[0]))]


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
    kind = _kind(rows)
    number = _INDEXED[kind].index(column)
    ends = "'{}', '{}'".format(*around)
    template = f"highlight(%(expressions)s, {number}, {ends})"
    if not whole:
        template = f"snippet(%(expressions)s, {number}, {ends}, '…', 32)"
    text = Func(F("all_columns"), template=template, output_field=models.TextField())
    places = [place_of(moment, pk) for moment, pk in shown]
    # One walk over the stretch of the index the rows stand in: given single places, FTS5 would look the words up anew
    # for each.
    found = _INDEXES[kind]._default_manager.using(rows.db).annotate(row=F("place").bitand(_ID_MASK))
    found = found.filter(all_columns__matches=words.as_fts5(), place__range=(min(places), max(places)))
    return dict(found.filter(row__in=[pk for _, pk in shown]).annotate(marked=text).values_list("row", "marked"))


def _kind(rows: QuerySet) -> str:
    return str(rows.model._meta.model_name)


def _found(rows: QuerySet, words: Words | Sought, *, few: bool) -> QuerySet:
    """Index rows of the words whose stored rows are among `rows`.

    Asked one by one, as far as a page needs; gathered first where the caller knows them to be few.
    """
    index = _INDEXES[_kind(rows)]._default_manager.using(rows.db)
    found = index.filter(all_columns__matches=words.as_fts5()).annotate(row=F("place").bitand(_ID_MASK))
    rows = rows.order_by()
    return found.filter(row__in=rows.values("pk")) if few else found.filter(Exists(rows.filter(pk=OuterRef("row"))))


# TABLE, COLUMNS and the like stand for the names of _INDEXED. Whole seconds are cut out of the text, because strftime
# would round the last half millisecond up.
_PLACE = f"((CAST(strftime('%s', substr(ROW.first_published_at, 1, 19)) AS INTEGER) << {ID_BITS}) | ROW.id)"
_TRIGGERS = (
    "DROP TRIGGER IF EXISTS TABLE_is_indexed",
    "CREATE TRIGGER TABLE_is_indexed AFTER INSERT ON TABLE BEGIN"
    " INSERT OR REPLACE INTO TABLE_words(rowid, COLUMNS) VALUES (PLACE(NEW), VALUES(NEW)); END",
    "DROP TRIGGER IF EXISTS TABLE_is_unindexed",
    "CREATE TRIGGER TABLE_is_unindexed AFTER DELETE ON TABLE BEGIN"
    " DELETE FROM TABLE_words WHERE rowid = PLACE(OLD); END",
)
_CATCH_UP = (
    "INSERT INTO TABLE_words(rowid, COLUMNS) SELECT PLACE(stored), VALUES(stored) FROM TABLE stored"
    " WHERE NOT EXISTS (SELECT 1 FROM TABLE_words i WHERE i.rowid = PLACE(stored))"
)


def install(connection: Any) -> None:
    """Put the triggers that fill the indexes in place, and index what was written while they were away.

    A later change to a table drops its triggers without a word; rows written in the same migration would be missing.
    """
    with connection.cursor() as cursor:
        for kind in _INDEXES:
            for statement in (*_TRIGGERS, _CATCH_UP):
                cursor.execute(_spelled(statement, kind))


def _spelled(statement: str, kind: str) -> str:
    for row in ("NEW", "OLD", "stored"):
        values = ", ".join(f"substr({row}.{column}, 1, 200000)" for column in _INDEXED[kind])
        statement = statement.replace(f"VALUES({row})", values).replace(f"PLACE({row})", _PLACE.replace("ROW", row))
    return statement.replace("COLUMNS", ", ".join(_INDEXED[kind])).replace("TABLE", f"articles_{kind}")
