"""What the newest stories on a topic have in common: who is quoted, other topics, sections, kinds of story, quotes.

However many stories a topic has, two hundred are read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from heapq import nlargest
from math import sqrt
from typing import Any

from django.db.models import CharField, Count, F, QuerySet, Value
from django.db.models.functions import Cast, Coalesce

from articles.models import Article, EditionQuote, Tagging
from articles.models.json_rows import as_stored
from articles.press.quote_figures import FIGURE, one_a_story
from articles.reader.quotes import spoken
from articles.reader.statements import AllRead, Among, written_ids
from articles.reader.subjects import CHOSEN, newest_on

READ = 200
_QUOTED, _RELATED, _QUOTES = 8, 8, 3
# Topics met most often, of which the related ones are chosen.
_CANDIDATES = 24
# Stories of which quotes are read, and how many of them.
_STORIES_OF_QUOTES, _QUOTES_READ = 40, 40
_GENRES = dict(Article.Genre.choices)


@dataclass(frozen=True, slots=True)
class Met:
    """Something the newest stories have, and how often: in how many of them, or (people) in how many quotes."""

    pk: int
    name: str
    slug: str
    n: int


@dataclass(frozen=True, slots=True)
class Lately:
    """What was counted, most first; people's and topics' lists are cut."""

    speaker: list[Met]
    topic: list[Met]
    section: list[Met]
    genre: list[Met]
    # The stories themselves, the newest first.
    editions: list[int]


def lately_on(topic: int, at: datetime) -> Lately:
    """What the newest two hundred stories on the topic of this id have. Two queries."""
    newest = _read_newest(at, topic)
    editions, articles = (written_ids(row[column] for row in newest) for column in (0, 1))
    met: dict[str, list[Met]] = {name: [] for name in ("speaker", "topic", "section", "genre")}
    for kind, pk, name, slug, n in _read_counts(at, topic, editions, articles):
        met[kind].append(Met(pk, name, slug, n))
    for (pk, name, slug), n in Counter(row[2:5] for row in newest).items():
        met["section"].append(Met(pk, name, slug, n))
    for genre, n in sorted(Counter(row[5] for row in newest).items()):
        met["genre"].append(Met(0, _GENRES.get(genre, genre), genre, n))
    cut = {"speaker": _QUOTED, "topic": _CANDIDATES}
    most = {kind: nlargest(cut.get(kind, len(all)), all, key=lambda one: (one.n, -one.pk)) for kind, all in met.items()}
    return Lately(**most, editions=[row[0] for row in newest])


def _newest(at: datetime, topic: int) -> QuerySet:
    columns = ("pk", "article_id", "section_id", "section__name", "section__slug", "genre")
    return newest_on(topic, at).values_list(*columns)[:READ]


_read_newest = AllRead(_newest, int)


def _counts(at: datetime, topic: int, editions: str, articles: str) -> QuerySet:
    said = EditionQuote.objects.filter(Among("edition_id", editions), speaker__isnull=False)
    tagged = Tagging.objects.filter(Among("article_id", articles), status=CHOSEN).exclude(topic=topic)
    today = [Coalesce(f"speaker__merged_into__{name}", f"speaker__{name}") for name in ("pk", "name", "slug")]
    topics = _counted(tagged, "topic", F("topic_id"), F("topic__name"), F("topic__slug"))
    return _counted(said, "speaker", *today).union(topics, all=True)


_read_counts = AllRead(_counts, int, str, str)


def related_to(candidates: Iterable[Met], size: Mapping[int, int]) -> list[Met]:
    """The topics that are met here oftener than they are met anyway, best first: of those whose size is known, which
    are none that lie above or below (`around`): these share the stories as a matter of course."""
    known = [one for one in candidates if one.pk in size]
    return nlargest(_RELATED, known, key=lambda one: (one.n / sqrt(max(size[one.pk], one.n)), -one.pk))


def quotes_in(editions: Sequence[int], at: datetime) -> list[dict[str, Any]]:
    """The newest quotes of these, the newest editions, of as many stories. One query."""
    rows = _read_quotes(at, written_ids(editions[:_STORIES_OF_QUOTES]))
    return one_a_story((dict(zip(FIGURE, row, strict=True)) for row in rows), _QUOTES)


def _quotes(at: datetime, editions: str) -> QuerySet:
    said = spoken(at).filter(Among("edition_id", editions)).order_by("-first_published_at", "-id")
    return as_stored(said, *FIGURE)[:_QUOTES_READ]


_read_quotes = AllRead(_quotes, str)


def _counted(rows: QuerySet, kind: str, *columns: Any) -> QuerySet:
    pk, name, slug = columns
    named = rows.order_by().annotate(
        is_a=Value(kind), key=pk, called=Cast(name, CharField()), known_as=Cast(slug, CharField())
    )
    grouped = named.values("is_a", "key", "called", "known_as").annotate(n=Count("pk"))
    return grouped.values_list("is_a", "key", "called", "known_as", "n")
