"""All topics: a tree of those with others below them, and everybody from A to Z."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from string import ascii_uppercase
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery, Value
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import Topic
from articles.models.json_rows import JsonRows
from articles.reader.alphabet import name_page, write_name_cursor
from articles.reader.name_filter import TopicFilter
from articles.reader.pages import page, refused_page
from articles.reader.subjects import public_topics

# Of more than these the page of the topic itself, and the alphabet, tell.
_TOPS, _BELOW = 24, 12
_KINDS = {
    Topic.Kind.SUBJECT: "Subjects",
    Topic.Kind.PLACE: "Places",
    Topic.Kind.ORGANISATION: "Organisations",
    Topic.Kind.PERSON: "People",
    Topic.Kind.EVENT: "Events",
}


@dataclass(frozen=True, slots=True)
class Branch:
    """A topic at the top with the first of those below it, (name, slug) each, and whether there are more."""

    name: str
    slug: str
    below: list[tuple[str, str]]
    has_more: bool


@require_safe
def topic_list(request: HttpRequest) -> HttpResponseBase:
    """Topics by kind and below each other, then from A to Z, each with the one above it; narrowed by kind and name."""
    at = timezone.now()
    asked = TopicFilter(request.GET, queryset=public_topics(at))
    about: dict[str, Any] = {
        "title": "Topics",
        "description": "Every subject, person, place and event our stories are about.",
    }
    if not asked.is_valid():
        return refused_page(request, "articles/topic_list.html", {"asked": asked}, **about)
    names = name_page(asked.qs.values("name", "slug", "folded_name", "pk", "parent_id"), request)
    rows = [row for _, group in names.letters for row in group]
    above = Topic.objects.filter(pk__in={row["parent_id"] for row in rows}).values("pk", "name", "slug")
    by_id = {parent["pk"]: parent for parent in above}
    for row in rows:
        row["parent"] = by_id.get(row["parent_id"])
    context = {"names": names, "asked": asked, "tree": [], "alphabet": []}
    if asked.asked:
        about |= {"path": request.path, "noindex": True}
    elif names.is_first:
        context |= {"tree": read_tree(at)}
    if names.further or not names.is_first:
        context |= {"alphabet": list(_alphabet(asked.kept))}
    return page(request, "articles/topic_list.html", context, **about)


def read_tree(at: datetime) -> list[tuple[str, list[Branch]]]:
    """By kind, the topics at the top that have any below them which readers know. One query."""
    tops = public_topics(at).filter(parent=None, pk__in=Topic.objects.filter(parent__isnull=False).values("parent"))
    rows = tops.annotate(below=Subquery(_first_below(at))).filter(below__isnull=False)
    found = rows.order_by("folded_name").values_list("kind", "name", "slug", "below")[:_TOPS]
    order = [str(kind) for kind in _KINDS]
    by_kind = groupby(sorted(found, key=lambda row: order.index(row[0])), key=lambda row: row[0])
    return [(_KINDS[kind], [_branch(*row) for row in rows]) for kind, rows in by_kind]


def _first_below(at: datetime) -> QuerySet:
    """The first topics below one, as JSON."""
    first = public_topics(at).filter(parent=OuterRef(OuterRef("pk"))).order_by("folded_name").values("pk")
    rows = Topic.objects.filter(pk__in=first[: _BELOW + 1]).order_by().values(one=Value(1))
    return rows.annotate(rows=JsonRows("folded_name", "name", "slug")).values("rows")


def _branch(kind: str, name: str, slug: str, below: str) -> Branch:
    rows = [(name, slug) for _, name, slug in sorted(json.loads(below))]
    return Branch(name, slug, rows[:_BELOW], len(rows) > _BELOW)


def _alphabet(kept: str) -> Iterator[tuple[str, str]]:
    """(letter, query of the page that begins with it): a long list can be opened anywhere."""
    for letter in ascii_uppercase:
        yield letter, f"{kept}before={write_name_cursor(letter.lower(), 0)}"
