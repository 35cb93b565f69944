"""What a person said, narrowed by topic and year: only those under which there is something of theirs to read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import NamedTuple

import django_filters
from django.db.models import Exists, OuterRef, QuerySet
from django.http import QueryDict
from django.utils import timezone

from articles.models import TopicStory
from articles.models.json_rows import as_stored, moment_in
from articles.press.moments import local
from articles.reader.quotes import TopicName, said_by, topics_of
from articles.reader.statements import AllRead

# How far back topics and years are offered: nobody on record has said more, and a page has to end.
_READ = 5_000


class Offered(NamedTuple):
    """What a person's quotes may be narrowed by: topics by name, years from the newest on."""

    topics: list[TopicName]
    years: list[str]


@lru_cache(maxsize=16)
def _told(size: int) -> AllRead:
    """Story and moment of all that a person of so many ids said, the newest first."""

    def build(at: datetime, *family: int) -> QuerySet:
        told = said_by(list(family), at).order_by("-first_published_at", "-id")
        return as_stored(told, "edition__article", "first_published_at")[:_READ]

    return AllRead(build, *[int] * size)


def offered(family: list[int], at: datetime) -> Offered:
    """What is offered of this person (`Person.family`): two queries, one where they said nothing."""
    read = _told(len(family))(at, *family)
    newest = dict.fromkeys(article for article, _ in read)
    years = dict.fromkeys(str(local(moment_in(moment)).year) for _, moment in read)
    return Offered(topics_of(newest) if newest else [], list(years))


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
        """Somebody's quotes are few beside the stories of a large topic: each is asked whether its story is there."""
        return rows.filter(Exists(TopicStory.objects.filter(topic__slug=slug, article=OuterRef("edition__article"))))

    def in_year(self, rows: QuerySet, name: str, year: str) -> QuerySet:
        zone = timezone.get_default_timezone()
        begins, ends = (datetime(int(year) + n, 1, 1, tzinfo=zone).astimezone(UTC) for n in (0, 1))
        return rows.filter(first_published_at__gte=begins, first_published_at__lt=ends)
