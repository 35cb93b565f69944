"""A person's page: what they wrote, what they said, in which role. One who stands only on hidden stories is hidden."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import FilteredRelation, OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from articles.models import Edition, Person
from articles.models.elsewhere import Elsewhere, read_elsewhere
from articles.models.json_rows import JsonRows
from articles.press.moments import local
from articles.press.moulds import drawn
from articles.press.quotations import person_data
from articles.press.quote_figures import FIGURE, alone, with_figures
from articles.reader.cursor import STORY, ListPage, ListRead, Order, list_page, stand_in
from articles.reader.pages import moulded_page, refused_page
from articles.reader.quotes import TopicName, said_by
from articles.reader.roles import roles_of
from articles.reader.said_filter import Offered, SaidFilter, offered
from articles.reader.statements import OneRead
from articles.reader.subjects import of_person, public_people

WROTE = Order("named__first_published_at", "named__edition_id")
SAID = Order("first_published_at", "id")
_TEMPLATE = "articles/person_detail.html"
# So many topics are links to what was said on each; all of them narrow the list.
_TOPICS = 40


class PersonRow(NamedTuple):
    """What the page tells of a person."""

    name: str
    slug: str
    title: str
    bio: str
    is_human: bool
    is_staff: bool
    elsewhere: tuple[Elsewhere, ...]

    @property
    def path(self) -> str:
        return f"/people/{self.slug}/"


def _person(at: datetime, slug: str) -> QuerySet:
    merged = Person.objects.filter(merged_into=OuterRef("pk")).order_by().values("merged_into")
    return (
        Person.objects.filter(slug=slug)
        .order_by()
        .annotate(family_rows=Subquery(merged.annotate(rows=JsonRows("pk")).values("rows")))
        .values_list(
            "pk", "merged_into", "family_rows", "name", "slug", "title", "bio", "kind", "is_staff_writer",
            "elsewhere",
        )
    )  # fmt: skip


_read_person = OneRead(_person, str)


@require_safe
def person_detail(request: HttpRequest, slug: str) -> HttpResponseBase:
    """What a person wrote and said. `show` (stories or quotes) gives one of the two lists, which goes on.

    `topic` and `year` narrow what they said; a value under which there is nothing of theirs is refused with 400.
    """
    at = timezone.now()
    row = _read_person.first(at, slug)
    if row is None:
        raise Http404
    pk, merged_into, family_rows, name, slug, title, bio, kind, is_staff, elsewhere = row
    if merged_into:
        return _to_merged(merged_into, at)
    family = [pk, *sorted(merged for (merged,) in json.loads(family_rows or "[]"))]
    is_human = kind == Person.Kind.HUMAN
    person = PersonRow(name, slug, title, bio, is_human, bool(is_staff), read_elsewhere(elsewhere))
    return _page(request, person, family, at)


def _page(request: HttpRequest, person: PersonRow, family: list[int], at: datetime) -> HttpResponseBase:
    show = request.GET.get("show", "")
    on_offer = offered(family, at, request.GET.get("topic", "")) if show != "stories" else None
    narrowed = {name: request.GET[name] for name in SaidFilter.base_filters if on_offer and request.GET.get(name)}
    asked = SaidFilter(request.GET, family, at, on_offer) if on_offer and narrowed else None
    wrote = _wrote(len(family)).story_page(request, at, *family) if show != "quotes" and not narrowed else None
    said = _said_page(asked, request, family, at) if on_offer else None
    if not (wrote or said or (narrowed and on_offer and on_offer.years)):
        raise Http404
    words = {
        "person": person,
        "roles": roles_of(family[0], local(at).date()),
        "wrote": stand_in(_once_each(wrote), "wrote") if wrote else None,
        "said": stand_in(said, "said") if said else None,
        "narrowed": bool(narrowed),
    }
    texts = {"data": _data(person), "kept": f"{urlencode(narrowed)}&" if narrowed else ""}
    texts |= _once_each(wrote).texts("wrote", "card") if wrote else {}
    texts |= said.texts("said", "figure") if said else {}
    texts |= _narrowing(request, person, on_offer, lists_topics=bool(said and said.is_first)) if on_offer else {}
    about = {
        "title": person.name,
        "description": person.bio or f"What {person.name} said on the record, when, and in which role.",
        "feed": person.path,
    }
    if asked and not asked.is_valid():
        return refused_page(request, _TEMPLATE, {**words, **texts, "form": asked.form}, **about)
    return moulded_page(request, _TEMPLATE, words, texts, **about)


def _said_page(asked: SaidFilter | None, request: HttpRequest, family: list[int], at: datetime) -> ListPage | None:
    """The page of quotes asked for, as they are shown; none where the question cannot be answered."""
    if asked is None:
        said = _said(len(family)).page(request, at, *family)
    elif asked.is_valid():
        said = list_page(asked.qs, request, at, *FIGURE, order=SAID)
    else:
        return None
    return replace(said, rows=with_figures(alone(said.rows), own=True))


@lru_cache(maxsize=16)
def _wrote(size: int) -> ListRead:
    """The stories with the name of a person of so many ids."""
    return ListRead(lambda at, *family: written_by(list(family), at), *[int] * size, columns=STORY, order=WROTE)


@lru_cache(maxsize=16)
def _said(size: int) -> ListRead:
    """What a person of so many ids said."""
    return ListRead(lambda at, *family: said_by(list(family), at), *[int] * size, columns=FIGURE, order=SAID)


def written_by(family: list[int], at: datetime) -> QuerySet[Edition]:
    """The stories with the person's name, to be read along the index of their bylines."""
    own = of_person("bylines__person", family)
    return Edition.objects.visible(at).alias(named=FilteredRelation("bylines", condition=own))


def _narrowing(request: HttpRequest, person: PersonRow, on_offer: Offered, *, lists_topics: bool) -> dict[str, str]:
    """What the person's quotes can be narrowed by, as HTML: the choices of the form, links to topics."""
    topics = on_offer.topics[:_TOPICS] if lists_topics else []
    links = [drawn("articles/_said_on.html", {"person": person.slug, **topic._asdict()}) for topic in topics]
    years = [TopicName(year, year) for year in on_offer.years]
    return {
        "topic_options": _options("All topics", on_offer.topics, request.GET.get("topic")),
        "year_options": _options("All years", years, request.GET.get("year")),
        "topics": mark_safe("".join(links)),
    }


def _options(all_of_them: str, values: list[TopicName], chosen: str | None) -> SafeString:
    offered = [TopicName("", all_of_them), *values]
    rows = [{"value": slug, "name": name, "chosen": "chosen" if slug == chosen else ""} for slug, name in offered]
    return mark_safe("".join([drawn("articles/_option.html", row) for row in rows]))


def _data(person: PersonRow) -> SafeString:
    about = {"is_human": person.is_human, "is_staff": person.is_staff}
    return person_data(person.name, person.path, person.title, same_as=[href for href, _ in person.elsewhere], **about)


def _to_merged(person: int, at: datetime) -> HttpResponseBase:
    kept = get_object_or_404(public_people(at), pk=person)
    return HttpResponsePermanentRedirect(kept.get_absolute_url())


def _once_each(wrote: ListPage) -> ListPage:
    """The list without the second row of a story in which the person has two roles."""
    by_edition = {row[WROTE.id]: row for row in wrote.rows}
    return replace(wrote, rows=list(by_edition.values()))
