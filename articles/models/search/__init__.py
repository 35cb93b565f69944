"""Search over what the public may see: the caller says which rows those are, the database finds words in them.

    rows = Edition.objects.visible(at)
    ids = search.newest(rows, read_words("ferry -strike"), limit=21)

Superseded editions stand in the indexes too; that only visible ones are found comes from the rows given. Each
function costs one query. Relevance ranks the newest some hundred rows that hold the words (each database says how
many): what is common is ranked among the news, what is rare is ranked whole, and neither grows with the archive.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from types import ModuleType
from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models import QuerySet
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from articles.models.search import postgresql, sqlite
from articles.models.search.words import Sought, TooMuchAsked, Words, read_words

BEST = 200
# They become tags after the text is escaped; a text of somebody's that holds them itself loses them.
_MARKS = ("\x02", "\x03")
_MARKED = re.compile("\x02([^\x02\x03]*)\x03")

__all__ = [
    "BEST",
    "Sought",
    "TooMuchAsked",
    "Words",
    "best",
    "best_among",
    "marked",
    "most_ranked",
    "newest",
    "newest_ids",
    "newest_of",
    "newest_with",
    "read_words",
    "scored_among",
    "scored_of",
    "sought_in",
]


def newest(
    rows: QuerySet,
    words: Words,
    *,
    limit: int,
    since: datetime | None = None,
    until: datetime | None = None,
    before: tuple[datetime, int] | None = None,
    few: bool = False,
) -> list[int]:
    """Ids of the rows that hold the words, by first publication, newest first.

    `since` (included) and `until` (not) bound first publication; `before` is the first publication and id of the last
    row of the page before; `few` says that the rows are a small part of all.
    """
    if not words.finds:
        return []
    found = _engine(rows.db).newest(rows, words, (), since=since, until=until, before=before, few=few)
    return [pk for (pk,) in found[:limit]]


def newest_with(
    rows: QuerySet,
    words: Words,
    *columns: str,
    limit: int,
    since: datetime | None = None,
    until: datetime | None = None,
    few: bool = False,
) -> list[tuple[Any, ...]]:
    """The same from the first on, each with these columns of its row: (id, column, …).

    The column `seconds` is its first publication, since 1970.
    """
    if not words.finds:
        return []
    found = _engine(rows.db).newest(rows, words, columns, since=since, until=until, before=None, few=few)
    return list(found[:limit])


def sought_in(words: Words, alias: str) -> Sought:
    """The words as that database is asked for them. They must have something to find."""
    return Sought(words.as_fts5() if _engine(alias) is sqlite else words.as_tsquery())


def newest_of(rows: QuerySet, words: Sought, *columns: str) -> QuerySet:
    """All that `newest_with` looks through, as a queryset of (id, column, …)."""
    return _engine(rows.db).newest(rows, words, columns, since=None, until=None, before=None, few=False)


def newest_ids(rows: QuerySet, words: Words | Sought, *, limit: int, few: bool = False) -> QuerySet:
    """The ids of `newest`, as a part of another query. The words must have something to find."""
    found = _engine(rows.db).newest(rows, words, (), since=None, until=None, before=None, few=few)
    return found[:limit]


def best(rows: QuerySet, words: Words, *, few: bool = False) -> list[int]:
    """Ids of at most 200 rows that hold the words, the most relevant first; of equals the newest."""
    if not words.finds:
        return []
    return _engine(rows.db).best_among(_engine(rows.db).scored(rows, words, few=few), BEST)


def scored_of(rows: QuerySet, words: Sought) -> QuerySet:
    """What `best` chooses from, as a queryset for `best_among`."""
    return _engine(rows.db).scored(rows, words, few=False)


def scored_among(rows: QuerySet, words: Sought, oldest: int) -> QuerySet:
    """The same of rows that are known to be the newest that hold the words.

    `oldest` is the second since 1970 in which the first of them came out: no index is read farther back.
    """
    return _engine(rows.db).scored_among(rows, words, oldest)


def most_ranked(alias: str) -> int:
    """How many of the newest that hold the words are ranked there."""
    return int(_engine(alias).RANKED)


def best_among(scored: Iterable[tuple[Any, ...]], alias: str) -> list[int]:
    """The same ids from rows that `scored_of` has read there."""
    return _engine(alias).best_among(scored, BEST)


def marked(
    rows: QuerySet, shown: Sequence[tuple[datetime, int]], words: Words, *, column: str, whole: bool = False
) -> dict[int, SafeString]:
    """HTML of a column by row id, with <mark> around what was found: the whole text, or the part that shows most.

    `shown` names the rows on the page by first publication and id.
    """
    if not shown or not words.sought:
        return {}
    found = _engine(rows.db).marked(rows, shown, words, column=column, whole=whole, around=_MARKS)
    return {pk: _html(text) for pk, text in found.items()}


def _html(text: str) -> SafeString:
    tagged = _MARKED.sub(r"<mark>\1</mark>", escape(text))
    return mark_safe(tagged.translate(dict.fromkeys(map(ord, _MARKS))))


def _engine(alias: str) -> ModuleType:
    return sqlite if connections[alias].vendor == "sqlite" else postgresql


def install_after_migrate(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """Signal receiver: after a migrate that leaves the indexes, they are filled and kept so."""
    connection = connections[using]
    if connection.vendor == "sqlite" and "articles_edition_words" in connection.introspection.table_names():
        sqlite.install(connection)
