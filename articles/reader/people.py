"""People: what they wrote, what they said, in which role.

A person who stands only on hidden stories is hidden too.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db.models import F, FilteredRelation, QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import Edition, Person
from articles.press.moments import local
from articles.press.quotations import person_data
from articles.reader.alphabet import name_page
from articles.reader.cursor import ListPage, Order, list_page, story_page
from articles.reader.name_filter import PersonFilter
from articles.reader.pages import page, refused_page
from articles.reader.quotes import SHOWN, alone
from articles.reader.said_filter import SaidFilter
from articles.reader.subjects import of_person, public_people

WROTE = Order("named__first_published_at", "named__edition_id")
SAID = Order("first_published_at", "id")


@require_safe
def person_list(request: HttpRequest) -> HttpResponseBase:
    """People from A to Z: those who write here, those who are quoted; `find` narrows by what a name begins with."""
    asked = PersonFilter(request.GET, queryset=public_people(timezone.now()))
    about: dict[str, Any] = {
        "title": "People",
        "description": "Everyone who writes here and everyone we have quoted, by name.",
    }
    if not asked.is_valid():
        return refused_page(request, "articles/person_list.html", {"asked": asked}, **about)
    names = name_page(asked.qs.values("name", "slug", "folded_name", "pk", "title", "is_staff_writer"), request)
    if asked.asked:
        about |= {"path": request.path, "noindex": True}
    return page(request, "articles/person_list.html", {"names": names, "asked": asked}, **about)


@require_safe
def person_detail(request: HttpRequest, slug: str) -> HttpResponseBase:
    """What a person wrote and said. `show` (stories or quotes) gives one of the two lists, which goes on.

    `topic` and `year` narrow what they said; a value under which there is nothing of theirs is refused with 400.
    """
    at = timezone.now()
    person = get_object_or_404(Person.objects.select_related("merged_into"), slug=slug)
    if person.merged_into:
        return _to_merged(person.merged_into, at)
    show, family = request.GET.get("show", ""), person.family()
    asked = SaidFilter(request.GET, family, at) if show != "stories" else None
    is_narrow = bool(asked and asked.asked)
    stories = written_by(family, at) if show != "quotes" and not is_narrow else None
    wrote = story_page(stories, request, at, order=WROTE) if stories is not None else None
    said = _said(asked, request, at) if asked else None
    if not (wrote or said or (asked and is_narrow and asked.years)):
        raise Http404
    context: dict[str, Any] = {
        "person": person,
        "wrote": _once_each(wrote),
        "said": said,
        "roles": roles_of(person, local(at).date()),
        "asked": asked,
        "topics": asked.topics if asked and said and said.is_first else [],
    }
    is_human = person.kind == Person.Kind.HUMAN
    data = person_data(
        person.name, person.get_absolute_url(), person.title, is_human=is_human, is_staff=person.is_staff_writer
    )
    about = {
        "title": person.name,
        "description": person.bio or f"What {person.name} said on the record, when, and in which role.",
        "feed": person.get_absolute_url(),
        "data": data,
    }
    if asked and not asked.is_valid():
        return refused_page(request, "articles/person_detail.html", context, **about)
    return page(request, "articles/person_detail.html", context, **about)


def _said(asked: SaidFilter, request: HttpRequest, at: datetime) -> ListPage | None:
    """The page of quotes asked for, their words as they stand alone; none where the question cannot be answered."""
    if not asked.is_valid():
        return None
    said = list_page(asked.qs, request, at, *SHOWN, order=SAID)
    return replace(said, rows=alone(said.rows)) if said else None


def written_by(family: list[int], at: datetime) -> QuerySet[Edition]:
    """The stories with the person's name, to be read along the index of their bylines."""
    own = of_person("bylines__person", family)
    return Edition.objects.visible(at).alias(named=FilteredRelation("bylines", condition=own))


def _to_merged(person: Person, at: datetime) -> HttpResponseBase:
    get_object_or_404(public_people(at), pk=person.pk)
    return HttpResponsePermanentRedirect(person.get_absolute_url())


def _once_each(wrote: ListPage | None) -> ListPage | None:
    """The list without the second row of a story in which the person has two roles."""
    if wrote is None:
        return None
    by_edition = {row[WROTE.id]: row for row in wrote.rows}
    return replace(wrote, rows=list(by_edition.values()))


def roles_of(person: Person, today: date) -> list[dict[str, Any]]:
    """Roles of the person, those held today first."""
    roles = person.roles.order_by(F("end").desc(nulls_first=True), F("start").desc(nulls_last=True), "pk")
    return [
        {"role": role, "is_past": role.end is not None and role.end < today}
        for role in roles
        if role.start is None or role.start <= today
    ]
