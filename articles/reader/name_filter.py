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
    """By name: `find` is what it, one of its words, or another name of the same begins with.

    `aliases` are the other names, `named` their column that says whose they are.
    """

    aliases: type[PersonAlias | TopicAlias]
    named: str

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
        aliases = self.aliases.objects.filter(folded_name__startswith=folded).values(self.named)
        begins = Q(folded_name__startswith=folded) | Q(folded_name__contains=f" {folded}")
        return rows.filter(begins | Q(pk__in=aliases))


class PersonFilter(NameFilter):
    """People by name."""

    aliases, named = PersonAlias, "person"


class TopicFilter(NameFilter):
    """Topics by name and kind."""

    aliases, named = TopicAlias, "topic"
    kind = django_filters.ChoiceFilter(choices=Topic.Kind.choices, empty_label="All kinds")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["kind"].extra["error_messages"] = {"invalid_choice": "There is no such kind of topic."}
