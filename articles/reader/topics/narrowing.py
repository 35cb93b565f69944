"""What a topic's list may be narrowed by: section, kind of story, year and month of first publication."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, QueryDict

from articles.models import Article, Edition, TopicStory
from articles.reader.asking import YearFilter
from articles.reader.calendar import after_month, start_of
from articles.reader.cursor import STORIES, STORY, ListPage, ListRead, read_cursor, story_page, write_cursor
from articles.reader.statements import AllRead
from articles.reader.subjects import LISTED, on_topic, public_sections

# Where a section or kind is rare among a topic's stories, a page looks through so many of them and goes on from there.
LOOKED_THROUGH = 1_000
_MOMENT, _ID = "article__listed__first_published_at", "article__listed__article_id"
_MICROSECOND = timedelta(microseconds=1)
_MONTHS = [(str(n), date(2000, n, 1).strftime("%B")) for n in range(1, 13)]
_read_sections = AllRead(lambda at: public_sections(at).order_by("position", "name").values_list("pk", "name", "slug"))


Choices = tuple[tuple[str, str], ...]


class NarrowingForm(forms.Form):
    """The fields together."""

    def clean(self) -> dict[str, Any]:
        fields = super().clean() or self.cleaned_data
        if fields.get("month") and not fields.get("year") and "year" not in self.errors:
            raise ValidationError("Choose the year of the month, too.")
        return fields


class StoriesFilter(django_filters.FilterSet):
    """A topic's stories by section, kind, year and month."""

    section = django_filters.ChoiceFilter(empty_label="All sections", method="in_section")
    genre = django_filters.ChoiceFilter(
        label="Kind of story", choices=Article.Genre.choices, empty_label="All kinds", method="of_kind"
    )
    year = YearFilter(label="Year", method="in_time")
    month = django_filters.TypedChoiceFilter(choices=_MONTHS, coerce=int, empty_value=None, method="in_time")

    class Meta:
        form = NarrowingForm

    def __init__(self, data: QueryDict, topic: int, at: datetime) -> None:
        super().__init__(data, queryset=Edition.objects.none())
        self.topic, self.at = topic, at
        self.sections = {slug: (pk, name) for pk, name, slug in _read_sections(at)}
        sections = [(slug, name) for slug, (_, name) in self.sections.items()]
        for name, choices in (("section", sections), ("genre", Article.Genre.choices)):
            self.filters[name].extra["choices"] = choices
            self.filters[name].extra["error_messages"] = {"invalid_choice": "There is nothing of this kind to choose."}

    def choices(self, name: str) -> Choices:
        """What there is to choose from, the empty choice first."""
        return tuple((str(value), str(label)) for value, label in self.form.fields[name].choices)  # type: ignore[attr-defined]

    @property
    def asked(self) -> dict[str, str]:
        """What the list is narrowed by."""
        return {name: self.data[name] for name in self.filters if self.data.get(name)}

    @property
    def kept(self) -> str:
        """The same as the beginning of the query of the next page's address."""
        return f"{urlencode(self.asked)}&" if self.asked else ""

    @property
    def stretch(self) -> tuple[date, date] | None:
        """The first day of the year or month, and the first after it."""
        fields = self.form.cleaned_data
        if not fields["year"]:
            return None
        if fields["month"]:
            first = date(fields["year"], fields["month"], 1)
            return first, after_month(first)
        return date(fields["year"], 1, 1), date(fields["year"] + 1, 1, 1)

    def in_section(self, rows: QuerySet, name: str, slug: str) -> QuerySet:
        return rows.filter(section=self.sections[slug][0])

    def of_kind(self, rows: QuerySet, name: str, genre: str) -> QuerySet:
        return rows.filter(genre=genre)

    def in_time(self, rows: QuerySet, name: str, value: Any) -> QuerySet:
        """`page` sees to it: the topic's index is read from the one end of the year to the other."""
        return rows

    def page(self, request: HttpRequest) -> ListPage:
        """The page of the list that was asked for, of what the filters leave. Two queries.

        Raises Http404 for a cursor we never gave.
        """
        newest, begins = self._bounds()
        place = _place(request, newest)
        only = Q(**{f"{_MOMENT}__gte": begins}) if begins else Q()
        end = self._looked_through(place, begins) if self.asked.keys() & {"section", "genre"} else None
        if end:
            moment, article = end
            only = Q(**{f"{_MOMENT}__gte": moment}) & (Q(**{f"{_MOMENT}__gt": moment}) | Q(**{f"{_ID}__gte": article}))
        rows = self.filter_queryset(on_topic(self.topic, self.at, only))
        found = story_page(rows, request, newest, order=LISTED)
        return replace(found, older=write_cursor(*end)) if end and not found.older else found

    def _bounds(self) -> tuple[datetime, datetime | None]:
        """The last moment and the first that the list is read from. One bound at either end: SQLite uses no second."""
        if self.stretch is None:
            return self.at, None
        return min(self.at, start_of(self.stretch[1]) - _MICROSECOND), start_of(self.stretch[0])

    def _looked_through(self, place: Q, begins: datetime | None) -> tuple[datetime, int] | None:
        """Where this page stops looking; None where the topic's stories end before."""
        within = Q(first_published_at__gte=begins) if begins else Q()
        rows = TopicStory.objects.filter(place, within, topic=self.topic).order_by(*STORIES.columns)
        return rows.values_list(STORIES.moment, STORIES.id)[LOOKED_THROUGH - 1 : LOOKED_THROUGH].first()


def whole_page(request: HttpRequest, topic: int, at: datetime) -> ListPage:
    """The page asked for of all stories on the topic. One query. Raises Http404 for a cursor we never gave."""
    _place(request, at)
    return _stories.story_page(request, at, topic)


_stories = ListRead(lambda at, topic: on_topic(topic, at), int, columns=STORY, order=LISTED)


def _place(request: HttpRequest, newest: datetime) -> Q:
    """Where the page begins. Raises Http404 for a cursor of another list: it lies after all of this one's stories."""
    before = request.GET.get("before", "")
    if not before:
        return STORIES.up_to(newest)
    moment, article = read_cursor(before)
    if moment > newest:
        raise Http404
    return STORIES.older_than(moment, article)
