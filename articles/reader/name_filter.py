"""What the lists of names may be narrowed by: what a name, or a word of it, begins with; the kind of a topic."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import django_filters
from django.db.models import Q, QuerySet

from articles.models import PersonAlias, Topic, TopicAlias
from articles.parsing.names import fold_name

_LONGEST = 120


class NameFilter(django_filters.FilterSet):
    """By name: `find` is what it, one of its words, or another name of the same begins with."""

    find = django_filters.CharFilter(label="Name", method="beginning", max_length=_LONGEST)

    @property
    def asked(self) -> dict[str, str]:
        """What the list is narrowed by."""
        return {name: self.data[name] for name in self.filters if self.data.get(name)}

    @property
    def kept(self) -> str:
        """The same as the beginning of the query of the next page's address."""
        return f"{urlencode(self.asked)}&" if self.asked else ""

    def beginning(self, rows: QuerySet, name: str, typed: str) -> QuerySet:
        folded = fold_name(typed)
        if not folded:
            return rows.none()
        aliases = self._aliases().filter(folded_name__startswith=folded)
        begins = Q(folded_name__startswith=folded) | Q(folded_name__contains=f" {folded}")
        return rows.filter(begins | Q(pk__in=aliases))

    def _aliases(self) -> QuerySet:
        """The ids that other names lead to."""
        raise NotImplementedError


class PersonFilter(NameFilter):
    """People by name."""

    def _aliases(self) -> QuerySet:
        return PersonAlias.objects.values("person")


class TopicFilter(NameFilter):
    """Topics by name and kind."""

    kind = django_filters.ChoiceFilter(choices=Topic.Kind.choices, empty_label="All kinds")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["kind"].extra["error_messages"] = {"invalid_choice": "There is no such kind of topic."}

    def _aliases(self) -> QuerySet:
        return TopicAlias.objects.values("topic")
