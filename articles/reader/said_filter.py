"""What a person said, narrowed by topic and year: only those under which there is something of theirs to read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import NamedTuple

import django_filters
from django.core.validators import slug_re
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.http import QueryDict
from django.utils import timezone

from articles.models import Topic, TopicStory
from articles.models.json_rows import as_stored, moment_in
from articles.reader.quotes import TopicName, said_by, topics_of
from articles.reader.statements import AllRead
from articles.reader.stretches import ToldIn

# Topics are offered of so many of the newest quotes: few people on record have said more, and a page has to end. Asked
# for in the address, any topic of theirs is answered; years are all offered.
READ = 300


class Offered(NamedTuple):
    """What a person's quotes may be narrowed by: topics by name, years from the newest on."""

    topics: list[TopicName]
    years: list[str]


@lru_cache(maxsize=16)
def _told(size: int) -> AllRead:
    """Stories of the newest that a person of so many ids said, and the moment of the oldest."""

    def build(at: datetime, *family: int) -> QuerySet:
        told = said_by(list(family), at)
        first = told.order_by("first_published_at", "id").values("first_published_at")[:1]
        told = told.annotate(first=Subquery(first)).order_by("-first_published_at", "-id")
        return as_stored(told, "edition__article", "first")[:READ]

    return AllRead(build, *[int] * size)


@lru_cache(maxsize=16)
def _told_in(size: int) -> ToldIn:
    """The years in which a person of so many ids said something."""

    def build(at: datetime, begins: datetime, ends: datetime, *family: int) -> QuerySet:
        told = said_by(list(family), at).filter(first_published_at__gte=begins, first_published_at__lt=ends)
        return told.order_by("-first_published_at", "-id")

    return ToldIn(build, *[int] * size)


def offered(family: list[int], at: datetime, topic: str = "") -> Offered:
    """What is offered of this person (`Person.family`), that topic too if they spoke on it.

    Three queries, one where they said nothing; one more for a topic not met among the newest.
    """
    read = _told(len(family))(at, *family)
    if not read:
        return Offered([], [])
    topics = topics_of(dict.fromkeys(article for article, _ in read))
    # What can be no topic's address is asked of no database: PostgreSQL refuses some of it, such as NUL.
    if slug_re.match(topic) and topic not in {one.slug for one in topics}:
        topics += _spoken_on(family, topic, at)
    years = _told_in(len(family))(moment_in(read[0][1]), at, None, *family)["years"]
    return Offered(topics, [str(day.year) for day in years])


def _spoken_on(family: list[int], slug: str, at: datetime) -> list[TopicName]:
    """The topic of that address, if the person said something in a story on it."""
    said = _on_topic(said_by(family, at), slug)
    return [TopicName(*row) for row in Topic.objects.filter(Exists(said), slug=slug).values_list("slug", "name")]


def _on_topic(said: QuerySet, slug: str) -> QuerySet:
    """Somebody's quotes are few beside the stories of a large topic: each is asked whether its story is there."""
    return said.filter(Exists(TopicStory.objects.filter(topic__slug=slug, article=OuterRef("edition__article"))))


class SaidFilter(django_filters.FilterSet):
    """By topic of the story and year of its publication, of those that are offered."""

    topic = django_filters.ChoiceFilter(empty_label="All topics", method="on_topic")
    year = django_filters.ChoiceFilter(empty_label="All years", method="in_year")

    def __init__(self, data: QueryDict, family: list[int], at: datetime, on_offer: Offered) -> None:
        super().__init__(data, queryset=said_by(family, at))
        self._choose("topic", on_offer.topics)
        self._choose("year", [(year, year) for year in on_offer.years])

    def _choose(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        self.filters[name].extra["choices"] = choices
        sentence = {"invalid_choice": f"There is nothing under this {name}."}
        self.filters[name].extra["error_messages"] = sentence

    @property
    def asked(self) -> dict[str, str]:
        """What the list is narrowed by."""
        return {name: self.data[name] for name in self.filters if self.data.get(name)}

    def on_topic(self, rows: QuerySet, name: str, slug: str) -> QuerySet:
        return _on_topic(rows, slug)

    def in_year(self, rows: QuerySet, name: str, year: str) -> QuerySet:
        zone = timezone.get_default_timezone()
        begins, ends = (datetime(int(year) + n, 1, 1, tzinfo=zone).astimezone(UTC) for n in (0, 1))
        return rows.filter(first_published_at__gte=begins, first_published_at__lt=ends)
