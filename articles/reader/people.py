"""People: what they wrote, what they said, in which role; and each quote on its own page.

A person who stands only on hidden stories is hidden too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db.models import F, FilteredRelation, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import Edition, EditionQuote, Person, Quote
from articles.press.moments import local
from articles.press.quotations import person_data, quote_data, standing_alone
from articles.press.render import shortened
from articles.reader.alphabet import name_page
from articles.reader.cursor import ListPage, Order, list_page
from articles.reader.pages import page
from articles.reader.subjects import public_people

WROTE = Order("named__first_published_at", "named__edition_id")
SAID = Order("first_published_at", "id")
_ALSO_SAID = 3
_QUOTE = (
    "id", "public_id", "words", "speaker_name", "role", "said_on", "kind", "question", "verification", "context",
    "first_published_at", "speaker_id", "speaker__slug", "edition__path", "edition__headline",
)  # fmt: skip


@require_safe
def person_list(request: HttpRequest) -> HttpResponseBase:
    """People from A to Z: those who write here, those who are quoted."""
    names = name_page(
        public_people(timezone.now()).values("name", "slug", "folded_name", "pk", "title", "is_staff_writer"), request
    )
    about = {"title": "People", "description": "Everyone who writes here and everyone we have quoted, by name."}
    return page(request, "articles/person_list.html", {"names": names}, **about)


@require_safe
def person_detail(request: HttpRequest, slug: str) -> HttpResponseBase:
    """What a person wrote and said. `show` (stories or quotes) gives one of the two lists, which goes on."""
    at = timezone.now()
    person = get_object_or_404(Person.objects.select_related("merged_into"), slug=slug)
    if person.merged_into:
        return _to_merged(person.merged_into, at)
    show = request.GET.get("show", "")
    wrote = list_page(written_by(person, at), request, at, "card", order=WROTE) if show != "quotes" else None
    said = list_page(spoken(at).filter(speaker=person), request, at, *_QUOTE, order=SAID) if show != "stories" else None
    if not (wrote or said):
        raise Http404
    said = replace(said, rows=alone(said.rows)) if said else None
    context = {"person": person, "wrote": _once_each(wrote), "said": said, "roles": _roles(person, local(at).date())}
    data = person_data(person.name, person.get_absolute_url(), person.title, is_human=person.kind == Person.Kind.HUMAN)
    about = {
        "title": person.name,
        "description": person.bio or f"What {person.name} said on the record, when, and in which role.",
        "feed": person.get_absolute_url(),
        "data": data,
    }
    return page(request, "articles/person_detail.html", context, **about)


@require_safe
def quote_detail(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """A quote of a story that can be read: the words, whose they are, what they answer, where they stand."""
    at = timezone.now()
    quote = spoken(at).filter(public_id=public_id).first()
    if quote is None:
        raise Http404
    others = (
        spoken(at).filter(speaker=quote["speaker_id"]).exclude(public_id=public_id) if quote["speaker_id"] else None
    )
    [quote] = alone([quote])
    context = {
        "quote": quote,
        "checked": Quote.Verification(quote["verification"]).label if quote["verification"] else "",
        "others": alone(others.order_by("-first_published_at", "-id")[:_ALSO_SAID]) if others is not None else [],
    }
    who = quote["speaker_name"] or "Unnamed speaker"
    about = {
        "title": f"{who}: “{shortened(quote['words'], 40)}”",
        "description": quote["context"],
        "data": quote_data(quote),
    }
    return page(request, "articles/quote_detail.html", context, **about)


def spoken(at: datetime) -> QuerySet:
    """Quotes that can be read, with what a page shows of each."""
    return EditionQuote.objects.visible(at).values(*_QUOTE)


def one_a_story(quotes: Iterable[dict[str, Any]], how_many: int) -> list[dict[str, Any]]:
    """The first quote of each of so many stories; given and taken newest first, the last quote of a story first."""
    firsts: dict[str, dict[str, Any]] = {}
    for quote in quotes:
        firsts[quote["edition__path"]] = quote
    return alone(list(firsts.values())[:how_many])


def alone(quotes: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The quotes with their words as they stand outside a sentence."""
    return [{**quote, "words": standing_alone(quote["words"])} for quote in quotes]


def written_by(person: Person, at: datetime) -> QuerySet[Edition]:
    """The stories with the person's name, to be read along the index of their bylines."""
    own = Q(bylines__person=person)
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


def _roles(person: Person, today: date) -> list[dict[str, Any]]:
    """Roles of the person, those held today first."""
    roles = person.roles.order_by(F("end").desc(nulls_first=True), F("start").desc(nulls_last=True), "pk")
    return [
        {"role": role, "is_past": role.end is not None and role.end < today}
        for role in roles
        if role.start is None or role.start <= today
    ]
