"""What the newest stories on a topic have in common: who is quoted, other topics, sections, kinds of story, quotes.

However many stories a topic has, two hundred are read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from heapq import nlargest
from math import sqrt
from typing import Any

from django.db import connection
from django.db.models import CharField, Count, F, IntegerField, QuerySet, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast, Coalesce

from articles.models import Article, EditionQuote, Tagging, Topic
from articles.models.json_rows import as_stored
from articles.press.quote_figures import FIGURE, one_a_story
from articles.reader.quotes import spoken
from articles.reader.statements import UNASKED, AllRead, Among, among, written_ids
from articles.reader.subjects import CHOSEN, newest_on
from articles.reader.topics.around import Near

READ = 200
_QUOTED, _RELATED, _QUOTES = 8, 8, 3
# Topics met most often, of which the related ones are chosen; of how many stories of each it is asked how rare it is.
_CANDIDATES, _COUNTED = 24, 400
# Stories of which quotes are read, and how many of them.
_STORIES_OF_QUOTES, _QUOTES_READ = 40, 40
_GENRES = dict(Article.Genre.choices)
_BELOW = """
    WITH RECURSIVE above (id, above_id) AS (
        SELECT id, parent_id FROM articles_topic WHERE id {ids}
        UNION
        SELECT a.id, t.parent_id FROM above a JOIN articles_topic t ON t.id = a.above_id WHERE t.parent_id IS NOT NULL
    )
    SELECT id FROM above WHERE above_id = %s"""
_SIZE = f"""(
    SELECT COUNT(*) FROM (
        SELECT 1 FROM articles_topicstory s WHERE s.topic_id = articles_topic.id LIMIT {_COUNTED}
    ) few)"""  # noqa: S608 (a number of ours)


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


def lately_on(topic: int, at: datetime) -> Lately:
    """What the newest two hundred stories on the topic of this id have. One query."""
    met: dict[str, list[Met]] = {name: [] for name in Lately.__slots__}
    for kind, pk, name, slug, n in _read_lately(at, topic):
        met[kind].append(Met(pk, _GENRES.get(name, name) if kind == "genre" else name, slug, n))
    cut = {"speaker": _QUOTED, "topic": _CANDIDATES}
    most = {kind: nlargest(cut.get(kind, len(all)), all, key=lambda one: (one.n, -one.pk)) for kind, all in met.items()}
    return Lately(**most)


def _lately(at: datetime, topic: int) -> QuerySet:
    newest = newest_on(topic, at)
    editions, articles = newest.values("pk")[:READ], newest.values("article_id")[:READ]
    said = EditionQuote.objects.filter(edition__in=editions, speaker__isnull=False)
    tagged = Tagging.objects.filter(article__in=articles, status=CHOSEN).exclude(topic=topic)
    told = newest.model.objects.filter(pk__in=editions)
    today = [Coalesce(f"speaker__merged_into__{name}", f"speaker__{name}") for name in ("pk", "name", "slug")]
    return _counted(said, "speaker", *today).union(
        _counted(tagged, "topic", F("topic_id"), F("topic__name"), F("topic__slug")),
        _counted(told, "section", F("section_id"), F("section__name"), F("section__slug")),
        _counted(told, "genre", Value(0, IntegerField()), F("genre"), F("genre")),
        all=True,
    )


_read_lately = AllRead(_lately, int)


def related_to(topic: int, candidates: list[Met], above: Sequence[Near]) -> list[Met]:
    """The topics that are met with this one oftener than they are met anyway, best first. One query.

    None that lies above or below it: they share its stories as a matter of course.
    """
    higher = {near.pk for near in above}
    ids = written_ids(one.pk for one in candidates if one.pk not in higher)
    size = dict(_read_sizes(UNASKED, topic, ids))
    known = [one for one in candidates if one.pk in size]
    return nlargest(_RELATED, known, key=lambda one: (one.n / sqrt(max(size[one.pk], one.n)), -one.pk))


def _sizes(at: datetime, topic: int, ids: str) -> QuerySet:
    """(id, how many stories up to some hundred) of these topics, but for those below the topic."""
    below = RawSQL(_BELOW.format(ids=among(connection.vendor)), [ids, topic])  # noqa: S611 (a text of ours)
    sizes = Topic.objects.filter(Among("pk", ids)).exclude(pk__in=below).order_by()
    return sizes.values_list("pk", RawSQL(_SIZE, []))  # noqa: S611 (no parameters)


_read_sizes = AllRead(_sizes, int, str)


def quotes_on(topic: int, at: datetime) -> list[dict[str, Any]]:
    """The newest quotes, of as many stories. One query."""
    return one_a_story((dict(zip(FIGURE, row, strict=True)) for row in _read_quotes(at, topic)), _QUOTES)


def _quotes(at: datetime, topic: int) -> QuerySet:
    editions = newest_on(topic, at).values("pk")[:_STORIES_OF_QUOTES]
    said = spoken(at).filter(edition__in=editions).order_by("-first_published_at", "-id")
    return as_stored(said, *FIGURE)[:_QUOTES_READ]


_read_quotes = AllRead(_quotes, int)


def _counted(rows: QuerySet, kind: str, *columns: Any) -> QuerySet:
    pk, name, slug = columns
    named = rows.order_by().annotate(
        is_a=Value(kind), key=pk, called=Cast(name, CharField()), known_as=Cast(slug, CharField())
    )
    grouped = named.values("is_a", "key", "called", "known_as").annotate(n=Count("pk"))
    return grouped.values_list("is_a", "key", "called", "known_as", "n")
