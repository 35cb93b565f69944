"""Which topics and people an address or a search names, read in one query. Only those the public knows of are known."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import CharField, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Coalesce

from articles.models import Person, PersonAlias, TopicAlias
from articles.models.json_rows import JsonRows
from articles.parsing.names import fold_name
from articles.reader.subjects import public_people, public_topics

_MOST = 6


@dataclass(frozen=True, slots=True)
class Subject:
    """A topic or person that readers know of. `family` are the ids their words may stand under (`Person.family`)."""

    kind: str
    pk: int
    name: str
    slug: str
    family: list[int]
    about: str

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> str:
        return f"/{'topics' if self.kind == 'topic' else 'people'}/{self.slug}/"


def subjects_of(slugs: Mapping[str, str], at: datetime) -> dict[str, Subject]:
    """The subjects that these filters (topic; any other: a person) name by slug. One query, none without a slug.

    Somebody merged away is who they were merged into.
    """
    arms = []
    for name, slug in slugs.items():
        rows = _public(name, at)
        kept = rows.model._default_manager.filter(slug=slug).order_by().values_list(Coalesce("merged_into", "pk"))
        arms.append(_columns(rows.filter(pk=Subquery(kept[:1])), name))
    return {subject.kind: subject for subject in _read(arms)}


def called(words: str, at: datetime) -> list[Subject]:
    """Topics and people whose name or alias is what a reader typed, in the singular or the plural. One query."""
    names = _numbers(fold_name(words))
    if not names:
        return []
    topics, people = (TopicAlias.objects.values("topic"), PersonAlias.objects.values("person"))
    arms = [
        _columns(
            _public(kind, at).filter(Q(folded_name__in=names) | Q(pk__in=aliases.filter(folded_name__in=names))), kind
        )
        for kind, aliases in (("topic", topics), ("person", people))
    ]
    return sorted(_read(arms), key=lambda subject: (subject.kind == "topic", subject.name))


def _public(kind: str, at: datetime) -> QuerySet:
    return public_topics(at) if kind == "topic" else public_people(at)


def _columns(rows: QuerySet, kind: str) -> QuerySet:
    """The rows as arms of one union. People bring the ids merged into them, as JSON."""
    family: Value | Subquery = Value("", TextField())
    about = "kind"
    if kind != "topic":
        merged = Person.objects.filter(merged_into=OuterRef("pk")).order_by().values("merged_into")
        family, about = Subquery(merged.annotate(rows=JsonRows("pk")).values("rows")), "title"
    columns = rows.order_by().annotate(is_a=Value(kind, CharField()), family_rows=family)
    return columns.values_list("is_a", "pk", "name", "slug", "family_rows", about)


def _read(arms: list[QuerySet]) -> list[Subject]:
    if not arms:
        return []
    found = arms[0].union(*arms[1:], all=True)[:_MOST]
    return [
        Subject(kind, pk, name, slug, [pk, *(sorted(row[0] for row in json.loads(family or "[]")))], about)
        for kind, pk, name, slug, family, about in found
    ]


def _numbers(folded: str) -> list[str]:
    """A folded name with its last word as one and as several."""
    if not folded:
        return []
    if folded.endswith("ies"):
        return [folded, f"{folded[:-3]}y", folded[:-1]]
    if folded.endswith("s"):
        return [folded, folded[:-1]]
    return [folded, f"{folded[:-1]}ies" if folded.endswith("y") else f"{folded}s"]
