"""A story in the forms programs read, at its address by suffix or as what they accept; a section's newest as a list.

Source: RFC 9110, 12.5.1 (Accept); IPTC ninjs 3.1, which has no media type of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import Edition
from articles.press.exchange.ninjs import ninjs_item
from articles.press.exchange.story_json import story_json
from articles.press.exchange.told import NEEDED, Told, read_told
from articles.press.memento import links_of
from articles.reader.json_answers import JSON, json_answer
from articles.reader.stories import absent
from articles.reader.subjects import public_sections

_LISTED = 30
_OK = frozenset({200, 304})


@require_safe
def story_as_json(request: HttpRequest, path: str) -> HttpResponseBase:
    """The story as plain JSON. Where none can be read, what the story's own address would answer."""
    return _story(request, f"/{path}/", story_json)


@require_safe
def story_as_ninjs(request: HttpRequest, path: str) -> HttpResponseBase:
    """The story as ninjs."""
    return _story(request, f"/{path}/", ninjs_item)


@require_safe
def section_as_ninjs(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The section's newest stories as a list of ninjs items."""
    at = timezone.now()
    section = get_object_or_404(public_sections(at), slug=slug)
    stories = Edition.objects.visible(at).filter(section=section, first_published_at__lte=at).newest_first()
    return json_answer(request, [ninjs_item(told) for told in read_told(list(stories.values(*NEEDED)[:_LISTED]))])


def by_accept(page: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """The story's page; its JSON for a program that would rather have that. People and their browsers get the page."""

    @wraps(page)
    def shown(request: HttpRequest, path: str) -> HttpResponseBase:
        accepted = request.META.get("HTTP_ACCEPT", "")
        if "json" in accepted and request.get_preferred_type(["text/html", JSON]) == JSON:
            response = story_as_json(request, path)
        else:
            response = page(request, path)
        if response.status_code in _OK:
            response.headers["Link"] = links_of(path)
        response.headers["Vary"] = "Accept"
        return response

    return shown


def _story(request: HttpRequest, path: str, form: Callable[[Told], dict[str, Any]]) -> HttpResponseBase:
    at = timezone.now()
    found = Edition.objects.visible(at).filter(path=path).order_by().values(*NEEDED)[:1]
    told = read_told(list(found))
    if not told:
        return absent(request, path, at)
    return json_answer(request, form(told[0]), story=told[0].article)
