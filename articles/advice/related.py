"""Which stories are related to one: those that share its topics, the rarer the better, and its speakers; the nearer in
time the better."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from math import log
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery, Value

from articles.models import Article, EditionQuote, Quote, Tagging
from articles.models.json_rows import JsonRows, moment_in

# Of each topic and speaker the newest stories are looked at, so that a topic with 200,000 costs what one with 40 does.
LOOKED_AT = 40
KEPT = 8
_YEAR = 365.25 * 24 * 60 * 60
_OF_A_SPEAKER = 0.6
_FADES = 0.35


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A story related to another: how closely, and why in words."""

    other: int
    score: float
    why: str


def related_to(article: Article, at: datetime) -> list[Suggestion]:
    """The closest first, at most eight; none twice, never the story itself. Two queries, whatever the topics hold."""
    around = article.first_published_at or at
    scores: dict[int, float] = defaultdict(float)
    when: dict[int, datetime] = {}
    shared: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for kind, weight, found in (("Topics", 1.0, _by_topic(article)), ("Quotes", _OF_A_SPEAKER, _by_speaker(article))):
        for name, stories in found:
            worth = weight * rarity([moment for moment, _ in stories])
            for moment, other in stories:
                scores[other] += worth
                when[other] = moment
                shared[other][kind].append(name)
    near = {other: score * _nearness(when[other], around) for other, score in scores.items()}
    best = sorted(near, key=lambda other: (-near[other], -when[other].timestamp(), other))[:KEPT]
    return [Suggestion(other, near[other], _why(shared[other])) for other in best]


def rarity(moments: list[datetime]) -> float:
    """What sharing a topic of these stories (the newest LOOKED_AT at most) is worth: 1 for one, less for each more.

    Where there may be more than were looked at, how fast they come says how many there are in a year.
    """
    number = float(len(moments))
    if number >= LOOKED_AT:
        span = (max(moments) - min(moments)).total_seconds()
        number = max(number, number * _YEAR / max(span, 1.0))
    return 1 / (1 + log(max(number, 1.0)))


def _nearness(moment: datetime, around: datetime) -> float:
    return 1 / (1 + _FADES * abs((moment - around).total_seconds()) / _YEAR)


def _why(shared: dict[str, list[str]]) -> str:
    told = (f"{kind}: {', '.join(sorted(set(names)))}" for kind, names in sorted(shared.items(), reverse=True))
    return "; ".join(told)[:200]


def _by_topic(article: Article) -> Iterable[tuple[str, list[tuple[datetime, int]]]]:
    """Each of the story's topics with the newest stories that carry it too."""
    tagged = Tagging.objects.filter(status=Tagging.Status.CHOSEN, first_published_at__isnull=False)
    newest = tagged.filter(topic=OuterRef(OuterRef("topic"))).exclude(article=article.pk)
    keys = newest.order_by("-first_published_at", "-article").values("pk")[:LOOKED_AT]
    told = _told(Tagging.objects.filter(pk__in=keys), "article")
    own = Tagging.objects.filter(article=article, status=Tagging.Status.CHOSEN).order_by("pk")
    return _read(own.values_list("topic__name", Subquery(told)))


def _by_speaker(article: Article) -> Iterable[tuple[str, list[tuple[datetime, int]]]]:
    """Each speaker of the story with the newest stories that quote them too."""
    newest = EditionQuote.objects.filter(speaker=OuterRef(OuterRef("speaker"))).exclude(edition__article=article.pk)
    keys = newest.order_by("-first_published_at", "-pk").values("pk")[:LOOKED_AT]
    told = _told(EditionQuote.objects.filter(pk__in=keys), "edition__article")
    own = Quote.objects.in_place().filter(article=article, status=Quote.Status.CONFIRMED, speaker__isnull=False)
    return _read(own.order_by("speaker").values_list("speaker__name", Subquery(told)).distinct())


def _told(rows: QuerySet, article: str) -> QuerySet:
    """The rows as JSON in one column: when their story first came out, and its key."""
    one_row = rows.order_by().values(one=Value(1))
    return one_row.annotate(rows=JsonRows("first_published_at", article)).values("rows")


def _read(found: Iterable[tuple[str, Any]]) -> Iterable[tuple[str, list[tuple[datetime, int]]]]:
    for name, rows in found:
        stories = {other: moment_in(moment) for moment, other in json.loads(rows or "[]")}
        yield name, [(moment, other) for other, moment in stories.items()]
