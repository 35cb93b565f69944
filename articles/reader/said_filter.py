"""What a person said, narrowed by topic and year: only those under which there is something of theirs to read."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

import django_filters
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone

from articles.models import TopicStory
from articles.press.moments import local
from articles.reader.quotes import said_by, topics_of

# How far back topics and years are offered: nobody on record has said more, and a page has to end.
_READ = 5_000


class SaidFilter(django_filters.FilterSet):
    """By topic of the story and year of its publication; `topics` and `years` are those the person has quotes under."""

    topic = django_filters.ChoiceFilter(empty_label="All topics", method="on_topic")
    year = django_filters.ChoiceFilter(empty_label="All years", method="in_year")

    def __init__(self, data: QueryDict, family: list[int], at: datetime) -> None:
        super().__init__(data, queryset=said_by(family, at))
        told = said_by(family, at).order_by("-first_published_at", "-id")
        read = list(told.values_list("edition__article", "first_published_at")[:_READ])
        newest = dict.fromkeys(article for article, _ in read)
        self.topics: list[dict[str, Any]] = list(topics_of(newest))
        self.years = list(dict.fromkeys(str(local(moment).year) for _, moment in read))
        self._choose("topic", [(topic["slug"], topic["name"]) for topic in self.topics])
        self._choose("year", [(year, year) for year in self.years])

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.filters[name].extra["choices"] = choices
        sentence = {"invalid_choice": f"There is nothing under this {name}."}
        self.filters[name].extra["error_messages"] = sentence

    @property
    def asked(self) -> dict[str, str]:
        """What the list is narrowed by."""
        return {name: self.data[name] for name in self.filters if self.data.get(name)}

    @property
    def kept(self) -> str:
        """The same as the beginning of the query of the next page's address."""
        return f"{urlencode(self.asked)}&" if self.asked else ""

    def on_topic(self, rows: QuerySet, name: str, slug: str) -> QuerySet:
        return rows.filter(edition__article__in=TopicStory.objects.filter(topic__slug=slug).values("article"))

    def in_year(self, rows: QuerySet, name: str, year: str) -> QuerySet:
        zone = timezone.get_default_timezone()
        begins, ends = (datetime(int(year) + n, 1, 1, tzinfo=zone).astimezone(UTC) for n in (0, 1))
        return rows.filter(first_published_at__gte=begins, first_published_at__lt=ends)
