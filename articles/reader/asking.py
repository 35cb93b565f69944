"""The fields of a search as they are read from the address. A word nobody knows is refused with a sentence, never met.

Sections are chosen from a list; topics and people are named by the last part of their address, or by their name.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import QuerySet
from django.http import Http404

from articles.models.search import TooMuchAsked, Words, read_words
from articles.parsing.dates import FIRST_YEAR, LAST_YEAR
from articles.parsing.names import name_slug
from articles.reader.cursor import read_cursor
from articles.reader.known import Subject

_FIRST_DAY, _LAST_DAY = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)
_DAYS = f"Give a day between {FIRST_YEAR} and {LAST_YEAR}."
_YEAR = re.compile(r"[0-9]{4}")
_SLUG = re.compile(r"[-a-zA-Z0-9_]+")
_LONGEST_NAME = 120
_NOWHERE = datetime.min.replace(tzinfo=UTC), 0


class WordsField(forms.CharField):
    """Words to look for."""

    def clean(self, value: Any) -> Words:
        try:
            return read_words(super().clean(value))
        except TooMuchAsked as error:
            raise ValidationError(str(error)) from error


def slug_asked(value: str) -> str:
    """The slug that was meant: a name is as good as an address. "" for what can be neither."""
    if _SLUG.fullmatch(value):
        return value if len(value) <= _LONGEST_NAME else ""
    return name_slug(value[:_LONGEST_NAME]) if value else ""


class SubjectField(forms.SlugField):
    """A topic or person by name, or by the last part of its address; `found` is what the public knows by it."""

    def __init__(self, *, found: Subject | None = None, noun: str, **kwargs: Any) -> None:
        super().__init__(max_length=_LONGEST_NAME, **kwargs)
        self.found, self.noun = found, noun

    def clean(self, value: Any) -> Subject | None:
        """What was merged away means what it was merged into."""
        is_address = not value or _SLUG.fullmatch(str(value)) is not None
        slug = super().clean(value) if is_address else str(value)
        if slug and self.found is None:
            raise ValidationError(
                f"There is no {self.noun} “{slug}”." if is_address else f"There is no {self.noun} of this name."
            )
        return self.found


class DayField(forms.DateField):
    """A day as browsers and people write it: 2026-03-04."""

    def __init__(self, **kwargs: Any) -> None:
        within = [MinValueValidator(_FIRST_DAY, _DAYS), MaxValueValidator(_LAST_DAY, _DAYS)]
        super().__init__(input_formats=["%Y-%m-%d"], validators=within, **kwargs)
        self.error_messages["invalid"] = "Give the day as 2026-03-04."


class YearField(forms.CharField):
    """A year of four digits; None for none."""

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        if not text:
            return None
        if not _YEAR.fullmatch(text) or not FIRST_YEAR <= int(text) <= LAST_YEAR:
            raise ValidationError(f"Give a year between {FIRST_YEAR} and {LAST_YEAR}.")
        return int(text)


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


class _Said(django_filters.Filter):
    """Says something of the search; the search itself does it."""

    def filter(self, qs: QuerySet, value: Any) -> QuerySet:
        return qs


class WordsFilter(_Said):
    """Says what is looked for."""

    field_class = WordsField


class CursorFilter(_Said):
    """Says where to go on."""

    field_class = CursorField


class SubjectFilter(django_filters.Filter):
    """Narrows by a topic or person."""

    field_class = SubjectField


class DayFilter(django_filters.Filter):
    """Narrows by the day of first publication, in the site's zone, the day itself included."""

    field_class = DayField


class YearFilter(django_filters.Filter):
    """Narrows by the year of first publication, in the site's zone."""

    field_class = YearField
