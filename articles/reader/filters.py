"""What a search may be narrowed by, read from the address. A word nobody knows is refused with a sentence, never met.

Sections are chosen from a list; topics and people are named by the last part of their address. Only those that the
public knows of are known here: a topic that stands on hidden stories alone is refused like one that never existed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Model, QuerySet
from django.http import Http404, QueryDict
from django.utils import timezone

from articles.models import EditionByline, EditionQuote, Person, Section, Tagging, Topic
from articles.models.search import BEST, TooMuchAsked, Words, read_words
from articles.parsing.names import name_slug
from articles.reader.cursor import LENGTH, read_cursor
from articles.reader.subjects import CHOSEN, of_person, public_people, public_sections, public_topics

_FIRST_DAY, _LAST_DAY = date(1700, 1, 1), date(2199, 12, 31)
_DAYS = "Give a day between 1700 and 2199."
SLUG = re.compile(r"[-a-zA-Z0-9_]+")
_NOWHERE = datetime.min.replace(tzinfo=UTC), 0


class WordsField(forms.CharField):
    """Words to look for."""

    def clean(self, value: Any) -> Words:
        try:
            return read_words(super().clean(value))
        except TooMuchAsked as error:
            raise ValidationError(str(error)) from error


class SubjectField(forms.SlugField):
    """A topic or person by name, or by the last part of its address."""

    def __init__(self, *, known: QuerySet | None = None, noun: str, **kwargs: Any) -> None:
        super().__init__(max_length=120, **kwargs)
        self.known, self.noun = known, noun

    def clean(self, value: Any) -> Model | None:
        """A name is as good as an address; what was merged away means what it was merged into."""
        is_address = not value or SLUG.fullmatch(str(value)) is not None
        slug = super().clean(value) if is_address else name_slug(str(value)[: self.max_length])
        found = self._known(slug) if slug and self.known is not None else None
        if slug and found is None:
            raise ValidationError(
                f"There is no {self.noun} “{slug}”." if is_address else f"There is no {self.noun} of this name."
            )
        return found

    def _known(self, slug: str) -> Model | None:
        known: Any = self.known
        found = known.filter(slug=slug).first()
        return found or known.filter(pk__in=known.model.objects.filter(slug=slug).values("merged_into")).first()


class DayField(forms.DateField):
    """A day as browsers and people write it: 2026-03-04."""

    def __init__(self, **kwargs: Any) -> None:
        within = [MinValueValidator(_FIRST_DAY, _DAYS), MaxValueValidator(_LAST_DAY, _DAYS)]
        super().__init__(input_formats=["%Y-%m-%d"], validators=within, **kwargs)
        self.error_messages["invalid"] = "Give the day as 2026-03-04."


class CursorField(forms.CharField):
    """Where the page before ended: a moment and a row's id."""

    def clean(self, value: Any) -> tuple[datetime, int] | None:
        value = super().clean(value)
        try:
            before = read_cursor(value) if value else None
        except Http404:
            before = _NOWHERE
        if before and not _FIRST_DAY <= before[0].date() <= _LAST_DAY:
            raise ValidationError("This page does not exist. Begin again with the first.")
        return before


class SearchForm(forms.Form):
    """The fields together."""

    def clean(self) -> dict[str, Any]:
        fields = super().clean() or self.cleaned_data
        if fields.get("from") and fields.get("to") and fields["from"] > fields["to"]:
            raise ValidationError("The first day is after the last.")
        return fields


class SubjectFilter(django_filters.Filter):
    """Narrows by a topic or person; `public` says which of them the public knows of at a moment."""

    field_class = SubjectField

    def __init__(self, *, public: Callable[[datetime], QuerySet], noun: str, **kwargs: Any) -> None:
        super().__init__(noun=noun, **kwargs)
        self.public = public


class WordsFilter(django_filters.Filter):
    """Says what is looked for; the search itself finds it."""

    field_class = WordsField

    def filter(self, qs: QuerySet, value: Words) -> QuerySet:
        return qs


class DayFilter(django_filters.Filter):
    """Narrows by the day of first publication, in the site's zone, the day itself included."""

    field_class = DayField


class CursorFilter(django_filters.Filter):
    """Says where to go on; the search itself begins there."""

    field_class = CursorField

    def filter(self, qs: QuerySet, value: Any) -> QuerySet:
        return qs


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=timezone.get_default_timezone())


class Asked(django_filters.FilterSet):
    """What was asked; what both searches have: words, topic, speaker, days."""

    q = WordsFilter(label="Words")
    topic = SubjectFilter(public=public_topics, noun="topic", method="on_topic")
    speaker = SubjectFilter(public=public_people, noun="speaker", method="said_by")
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
        for narrowing in self.filters.values():
            if isinstance(narrowing, SubjectFilter):
                narrowing.extra["known"] = narrowing.public(at)

    @classmethod
    def get_filters(cls) -> dict[str, Any]:
        """Adds the days: `from` is no name that a class body may hold."""
        days = {"from": DayFilter(label="From", method="from_day"), "to": DayFilter(label="To", method="to_day")}
        return {**super().get_filters(), **days}

    @property
    def fields(self) -> dict[str, Any]:
        """What was asked, once it is valid."""
        return self.form.cleaned_data

    @property
    def since(self) -> datetime | None:
        return _start_of(self.fields["from"]) if self.fields["from"] else None

    @property
    def until(self) -> datetime | None:
        return _start_of(self.fields["to"] + timedelta(days=1)) if self.fields["to"] else None

    @property
    def is_ranked(self) -> bool:
        """Whether the most relevant come first; without words there is nothing to rank."""
        return self.fields.get("sort") == "relevance" and not self.words.is_blank

    @property
    def words(self) -> Words:
        """All that is looked for by words."""
        return self.fields["q"]

    @property
    def is_narrow(self) -> bool:
        """Whether a topic or a person leaves a small part of all rows."""
        return any(self.fields.get(name) for name in ("topic", "person", "speaker"))

    def from_day(self, rows: QuerySet, name: str, day: date) -> QuerySet:
        return rows.filter(first_published_at__gte=self.since)

    def to_day(self, rows: QuerySet, name: str, day: date) -> QuerySet:
        return rows.filter(first_published_at__lt=self.until)

    def in_order(self, rows: QuerySet, name: str, value: Any) -> QuerySet:
        return rows


class StorySearch(Asked):
    """Stories by words, section, topic, person of the byline, speaker and days; newest or most relevant first."""

    section = django_filters.ChoiceFilter(empty_label="All sections", method="in_section")
    person = SubjectFilter(public=public_people, noun="person", method="written_by")

    def __init__(self, data: QueryDict, *, rows: QuerySet, at: datetime) -> None:
        super().__init__(data, rows=rows, at=at)
        self.sections: list[Section] = list(public_sections(at).only("name", "slug"))
        section = self.filters["section"]
        section.extra["choices"] = [(section.slug, section.name) for section in self.sections]
        section.extra["error_messages"] = {"invalid_choice": "There is no section of this name."}

    def in_section(self, rows: QuerySet, name: str, slug: str) -> QuerySet:
        return rows.filter(section=next(section for section in self.sections if section.slug == slug))

    def on_topic(self, rows: QuerySet, name: str, topic: Topic) -> QuerySet:
        return rows.filter(article__in=Tagging.objects.filter(topic=topic, status=CHOSEN).values("article"))

    def written_by(self, rows: QuerySet, name: str, person: Person) -> QuerySet:
        return rows.filter(pk__in=EditionByline.objects.filter(of_person("person", person.family())).values("edition"))

    def said_by(self, rows: QuerySet, name: str, speaker: Person) -> QuerySet:
        return rows.filter(pk__in=EditionQuote.objects.filter(of_person("speaker", speaker.family())).values("edition"))


class QuoteSearch(Asked):
    """Quotes by words, speaker, organisation, topic of the story and days; newest or most relevant first."""

    organisation = WordsFilter(label="Organisation")

    @property
    def words(self) -> Words:
        """An organisation spoke itself, or stands in the role the story prints."""
        return self.fields["q"].said_for(self.fields["organisation"])

    def on_topic(self, rows: QuerySet, name: str, topic: Topic) -> QuerySet:
        return rows.filter(edition__article__in=Tagging.objects.filter(topic=topic, status=CHOSEN).values("article"))

    def said_by(self, rows: QuerySet, name: str, speaker: Person) -> QuerySet:
        return rows.filter(of_person("speaker", speaker.family()))
