"""What a search may be narrowed by (django-filter). The fields that read it from the address are `asking`'s."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

import django_filters
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils import timezone

from articles.models import EditionByline, EditionQuote
from articles.models.search import BEST, Words
from articles.reader.asking import (
    CursorFilter,
    DayFilter,
    SearchForm,
    SubjectFilter,
    WordsFilter,
    YearFilter,
    slug_asked,
)
from articles.reader.cursor import LENGTH
from articles.reader.known import Subject, subjects_of
from articles.reader.statements import AllRead
from articles.reader.subjects import is_large, of_person, public_sections, under_topic

# Fields that leave the rows found as they are: the words, and which of them to show.
_NOT_NARROWING = ("q", "sort", "start", "before")


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=timezone.get_default_timezone())


class SectionRow(NamedTuple):
    """A section that a search may be narrowed by, and whether and where it stands in the navigation."""

    pk: int
    name: str
    slug: str
    in_nav: bool
    position: int


_read_sections = AllRead(lambda at: public_sections(at).values_list("pk", "name", "slug", "in_nav", "position"))


class Asked(django_filters.FilterSet):
    """What was asked; what both searches have: words, topic, speaker, days."""

    q = WordsFilter(label="Words")
    topic = SubjectFilter(noun="topic", method="on_topic")
    speaker = SubjectFilter(noun="speaker", method="said_by")
    year = YearFilter(label="Year", method="in_days")
    before = CursorFilter()
    sort = django_filters.ChoiceFilter(
        choices=[("newest", "Newest first"), ("relevance", "Most relevant first")], empty_label=None, method="in_order"
    )
    start = django_filters.TypedChoiceFilter(
        choices=[(str(n), str(n)) for n in range(0, BEST, LENGTH)], coerce=int, empty_value=0, method="in_order"
    )

    class Meta:
        form = SearchForm

    def __init__(self, data: QueryDict, *, rows: QuerySet, at: datetime) -> None:
        super().__init__(data, queryset=rows)
        self.at = at
        self._large: bool | None = None
        named = [name for name, narrowing in self.filters.items() if isinstance(narrowing, SubjectFilter)]
        slugs = {name: slug_asked(data.get(name, "").strip()) for name in named}
        found = subjects_of({name: slug for name, slug in slugs.items() if slug}, at)
        for name in named:
            self.filters[name].extra["found"] = found.get(name)

    @classmethod
    def get_filters(cls) -> dict[str, Any]:
        """Adds the days: `from` is no name that a class body may hold."""
        days = {"from": DayFilter(label="From", method="in_days"), "to": DayFilter(label="To", method="in_days")}
        return {**super().get_filters(), **days}

    @property
    def fields(self) -> dict[str, Any]:
        """What was asked, once it is valid."""
        return self.form.cleaned_data

    @property
    def since(self) -> datetime | None:
        """The first moment that is within the days and the year."""
        year = self.fields["year"]
        firsts = [day for day in (self.fields["from"], date(year, 1, 1) if year else None) if day]
        return _start_of(max(firsts)) if firsts else None

    @property
    def until(self) -> datetime | None:
        """The first moment after them."""
        year = self.fields["year"]
        lasts = [day for day in (self.fields["to"], date(year, 12, 31) if year else None) if day]
        return _start_of(min(lasts) + timedelta(days=1)) if lasts else None

    @property
    def is_ranked(self) -> bool:
        """Whether the most relevant come first; without words there is nothing to rank."""
        return self.fields.get("sort") == "relevance" and not self.words.is_blank

    @property
    def is_first_page(self) -> bool:
        return not self.fields["before"] and not self.fields["start"]

    @property
    def words(self) -> Words:
        """All that is looked for by words."""
        return self.fields["q"]

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the words leaves rows out."""
        return any(self.fields.get(name) for name in self.filters if name not in _NOT_NARROWING)

    @property
    def is_narrow(self) -> bool:
        """Whether a topic or a person leaves a small part of all rows."""
        topic = self.fields["topic"]
        return any(self.fields.get(name) for name in ("person", "speaker")) or bool(topic and not self._is_large(topic))

    def is_under(self, topic: Subject, article: str) -> Q:
        """That the story of this column is on the topic or on one below it."""
        return under_topic(topic.pk, article, one_by_one=self._is_large(topic))

    def _is_large(self, topic: Subject) -> bool:
        """Asked of the database once."""
        if self._large is None:
            self._large = is_large(topic.pk)
        return self._large

    def in_days(self, rows: QuerySet, name: str, value: Any) -> QuerySet:
        if self.since:
            rows = rows.filter(first_published_at__gte=self.since)
        return rows.filter(first_published_at__lt=self.until) if self.until else rows

    def in_order(self, rows: QuerySet, name: str, value: Any) -> QuerySet:
        return rows


class StorySearch(Asked):
    """Stories by words, section, topic, person of the byline, speaker and days; newest or most relevant first."""

    section = django_filters.ChoiceFilter(empty_label="All sections", method="in_section")
    person = SubjectFilter(noun="person", method="written_by")

    def __init__(self, data: QueryDict, *, rows: QuerySet, at: datetime) -> None:
        super().__init__(data, rows=rows, at=at)
        self.sections = [SectionRow(*row) for row in _read_sections(at)]
        section = self.filters["section"]
        section.extra["choices"] = [(section.slug, section.name) for section in self.sections]
        section.extra["error_messages"] = {"invalid_choice": "There is no section of this name."}

    def in_section(self, rows: QuerySet, name: str, slug: str) -> QuerySet:
        return rows.filter(section=next(section.pk for section in self.sections if section.slug == slug))

    def on_topic(self, rows: QuerySet, name: str, topic: Subject) -> QuerySet:
        return rows.filter(self.is_under(topic, "article"))

    def written_by(self, rows: QuerySet, name: str, person: Subject) -> QuerySet:
        return rows.filter(pk__in=EditionByline.objects.filter(of_person("person", person.family)).values("edition"))

    def said_by(self, rows: QuerySet, name: str, speaker: Subject) -> QuerySet:
        return rows.filter(pk__in=EditionQuote.objects.filter(of_person("speaker", speaker.family)).values("edition"))


class QuoteSearch(Asked):
    """Quotes by words, speaker, organisation, topic of the story and days; newest or most relevant first."""

    organisation = WordsFilter(label="Organisation")

    @property
    def words(self) -> Words:
        """An organisation spoke itself, or stands in the role the story prints."""
        return self.fields["q"].said_for(self.fields["organisation"])

    def on_topic(self, rows: QuerySet, name: str, topic: Subject) -> QuerySet:
        return rows.filter(self.is_under(topic, "edition__article"))

    def said_by(self, rows: QuerySet, name: str, speaker: Subject) -> QuerySet:
        return rows.filter(of_person("speaker", speaker.family))
