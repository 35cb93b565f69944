"""People, topics and sections by the API: those that the public knows of, by name, and each by itself."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone

from articles.press.content import SITE_MARK
from articles.press.exchange.story_json import named
from articles.press.exchange.summaries import person_summary, section_json, topic_summary
from articles.press.moments import local
from articles.reader.alphabet import name_page
from articles.reader.api.answers import api, refuse_unknown
from articles.reader.api.filters import PersonNames, TopicNames, checked
from articles.reader.roles import roles_of
from articles.reader.subjects import merged_slug, public_people, public_sections, public_topics, topic_now
from articles.reader.topics.around import Near, around

LENGTH = 100
_MOST_BELOW = 1_000
_PERSON = ("name", "slug", "kind", "title", "bio", "is_staff_writer", "elsewhere")
_TOPIC = ("name", "slug", "kind", "description", "code")
_SECTION = ("name", "slug", "description")


@api
def person_list(request: HttpRequest) -> dict[str, Any]:
    """People from A to Z: those who write here, those who are quoted."""
    rows, following = _names(request, PersonNames, public_people(timezone.now()), _PERSON)
    return {"people": [person_summary(row) for row in rows], "next": following}


@api
def person(request: HttpRequest, slug: str) -> Any:
    """A person with their roles. One merged away leads to who they went into."""
    refuse_unknown(request, ())
    at = timezone.now()
    found = get_object_or_404(public_people(at), slug=merged_slug(slug))
    if found.slug != slug:
        return HttpResponsePermanentRedirect(f"/api/v1/people/{found.slug}/")
    roles = [
        {
            "title": held.title,
            "organisation": held.organisation,
            "start": held.start.isoformat() if held.start else None,
            "end": held.end.isoformat() if held.end else None,
        }
        for held in roles_of(found.pk, local(at).date())
    ]
    return {**person_summary({name: getattr(found, name) for name in _PERSON}), "roles": roles}


@api
def topic_list(request: HttpRequest) -> dict[str, Any]:
    """Topics from A to Z."""
    rows, following = _names(request, TopicNames, public_topics(timezone.now()), _TOPIC)
    return {"topics": [topic_summary(row) for row in rows], "next": following}


@api
def topic(request: HttpRequest, slug: str) -> Any:
    """A topic with the one above it and those right below. An old name, or one merged away, leads to the topic."""
    refuse_unknown(request, ())
    at = timezone.now()
    found = public_topics(at).filter(slug=slug, merged_into=None).first()
    if found is None:
        kept = topic_now(slug, at)
        if kept is None:
            raise Http404
        return HttpResponsePermanentRedirect(f"/api/v1/topics/{kept}/")
    near = around(found.pk, found.parent_id, at, most=_MOST_BELOW)
    return {
        **topic_summary({name: getattr(found, name) for name in _TOPIC}),
        "parent": _named(near.above[-1]) if near.above else None,
        "children": [_named(row) for row in near.below],
    }


@api
def section_list(request: HttpRequest) -> dict[str, Any]:
    """All sections, as the navigation has them."""
    refuse_unknown(request, ())
    rows = public_sections(timezone.now()).order_by("position", "name").values(*_SECTION)
    return {"sections": [section_json(row) for row in rows]}


@api
def section(request: HttpRequest, slug: str) -> dict[str, Any]:
    """A section."""
    refuse_unknown(request, ())
    found = get_object_or_404(public_sections(timezone.now()), slug=slug)
    return section_json({name: getattr(found, name) for name in _SECTION})


def _names(
    request: HttpRequest, search: type, public: QuerySet, columns: tuple[str, ...]
) -> tuple[list[dict[str, Any]], str | None]:
    """The page of names asked for, and the address of the next one."""
    asked = search(request.GET, queryset=public)
    refuse_unknown(request, asked.filters)
    page = name_page(checked(asked).qs.values(*columns, "folded_name", "pk"), request, length=LENGTH)
    rows = [row for _, letter in page.letters for row in letter]
    if not page.further:
        return rows, None
    kept = {name: request.GET[name] for name in asked.filters if name != "before" and request.GET.get(name)}
    return rows, f"{SITE_MARK}{request.path}?{urlencode({**kept, 'before': page.further})}"


def _named(near: Near) -> dict[str, str]:
    return named(near.name, f"/topics/{near.slug}/")
