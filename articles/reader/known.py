"""Which topics and people an address or a search names, read in one query. Only those the public knows of are known."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, IntegerField, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Coalesce

from articles.models import Person, PersonAlias, Topic, TopicAlias
from articles.models.json_rows import JsonRows
from articles.parsing.names import fold_name
from articles.reader.statements import AllRead, Among, written_ids
from articles.reader.subjects import public_people, public_topics

_MOST = 6
# No folded name holds it.
_NOBODY = "\x1f"


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
    found = arms[0].union(*arms[1:], all=True) if arms else ()
    return {subject.kind: subject for subject in (_subject(row[1:]) for row in found)}


@dataclass(frozen=True, slots=True)
class Named:
    """Topics and people that are called what a reader typed; and those counted, by (is it a topic, id)."""

    called: list[Subject]
    counted: dict[tuple[bool, int], Subject]


def name_subjects(words: str, topics: Iterable[int], people: Iterable[int], at: datetime) -> Named:
    """Those whose name or alias is what was typed, in the singular or the plural, and those of these ids. One query.

    The ids must come from stories that can be read: of them nothing is asked. At most six are called the same.
    """
    rows = _read_named(at, *_numbers(fold_name(words)), written_ids(topics), written_ids(people))
    called = [_subject(row[1:]) for row in rows if row[0]][:_MOST]
    counted = [_subject(row[1:]) for row in rows if not row[0]]
    return Named(
        sorted(called, key=lambda subject: (subject.kind == "topic", subject.name)),
        {(subject.kind == "topic", subject.pk): subject for subject in counted},
    )


def _named(at: datetime, *keys: str) -> QuerySet:
    *names, topics, people = keys
    aliases = {"topic": TopicAlias.objects.values("topic"), "person": PersonAlias.objects.values("person")}
    arms = []
    for kind, of in aliases.items():
        is_called = Q(folded_name__in=names) | Q(pk__in=of.filter(folded_name__in=names))
        arms.append(_columns(_public(kind, at).filter(is_called), kind, is_called=True))
    arms.append(_columns(Topic.objects.filter(Among("pk", topics)), "topic"))
    arms.append(_columns(Person.objects.filter(Among("pk", people)), "person"))
    return arms[0].union(*arms[1:], all=True)


_read_named = AllRead(_named, str, str, str, str, str)


def _public(kind: str, at: datetime) -> QuerySet:
    return public_topics(at) if kind == "topic" else public_people(at)


def _columns(rows: QuerySet, kind: str, *, is_called: bool = False) -> QuerySet:
    """The rows as arms of one union. People bring the ids merged into them, as JSON."""
    family: Value | Subquery = Value("", TextField())
    about = "kind"
    if kind != "topic":
        merged = Person.objects.filter(merged_into=OuterRef("pk")).order_by().values("merged_into")
        family, about = Subquery(merged.annotate(rows=JsonRows("pk")).values("rows")), "title"
    columns = rows.order_by().annotate(
        by_name=Value(int(is_called), IntegerField()), is_a=Value(kind, CharField()), family_rows=family
    )
    return columns.values_list("by_name", "is_a", "pk", "name", "slug", "family_rows", about)


def _subject(row: tuple[Any, ...]) -> Subject:
    kind, pk, name, slug, family, about = row
    return Subject(kind, pk, name, slug, [pk, *sorted(merged for (merged,) in json.loads(family or "[]"))], about)


def _numbers(folded: str) -> list[str]:
    """A folded name with its last word as one and as several: three spellings, of which two may be one."""
    if not folded:
        return [_NOBODY] * 3
    if folded.endswith("ies"):
        return [folded, f"{folded[:-3]}y", folded[:-1]]
    other = folded[:-1] if folded.endswith("s") else f"{folded}s"
    return [folded, other, f"{folded[:-1]}ies" if folded.endswith("y") else other]
