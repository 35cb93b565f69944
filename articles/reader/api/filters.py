"""What the API's lists of names may be narrowed by. Stories and quotes are asked for as on the search pages."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404

from articles.models import Person, Topic
from articles.parsing.names import fold_name
from articles.reader.alphabet import read_name_cursor
from articles.reader.api.answers import Refused


class NameField(forms.CharField):
    """The beginning of a name, whatever its case and accents."""

    def clean(self, value: Any) -> str:
        begins = super().clean(value)
        if begins and not fold_name(begins):
            raise ValidationError("Give letters or digits that the name begins with.")
        return fold_name(begins)


class NameCursorField(forms.CharField):
    """Where the page before ended."""

    def clean(self, value: Any) -> str:
        word = super().clean(value)
        try:
            return read_name_cursor(word)[0] if word else ""
        except Http404 as error:
            raise ValidationError("This page does not exist. Begin again with the first.") from error


class NameFilter(django_filters.Filter):
    """Narrows by how the name begins."""

    field_class = NameField

    def filter(self, qs: QuerySet, value: str) -> QuerySet:
        return qs.filter(folded_name__startswith=value) if value else qs


class NameCursorFilter(django_filters.Filter):
    """Says where to go on; `reader.alphabet` begins there."""

    field_class = NameCursorField

    def filter(self, qs: QuerySet, value: str) -> QuerySet:
        return qs


class _Named(django_filters.FilterSet):
    q = NameFilter(max_length=200)
    before = NameCursorFilter()


class PersonNames(_Named):
    """People by name and kind."""

    kind = django_filters.ChoiceFilter(choices=Person.Kind.choices)


class TopicNames(_Named):
    """Topics by name and kind."""

    kind = django_filters.ChoiceFilter(choices=Topic.Kind.choices)


def checked(asked: Any) -> Any:
    """The filters, once what was asked is valid. Raises Refused with a sentence for each parameter that is not."""
    if not asked.is_valid():
        raise Refused(**{name: [str(sentence) for sentence in said] for name, said in asked.form.errors.items()})
    return asked
