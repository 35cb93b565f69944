"""Quotes and stories for other sites to embed. Source: oEmbed 1.0 (oembed.com), type rich."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import Edition
from articles.press.content import SITE_MARK
from articles.press.quotations import embedded, embedded_story, standing_alone
from articles.press.syndicated import in_xml
from articles.reader.conditional import conditional
from articles.reader.quotes import spoken

WIDEST = 550
_LINE, _AROUND, _LETTER = 28, 90, 9
_QUOTE_PATH = re.compile(r"/quotes/([-a-zA-Z0-9_]{1,16})/?")
_STORY_PATH = re.compile(r"(/[0-9]{4}/[0-9]{2}/[0-9]{2}/[-a-zA-Z0-9_]{1,200})/?")
_STORY = ("path", "headline", "dek", "byline")


@require_safe
def oembed(request: HttpRequest) -> HttpResponseBase:
    """A quote or story that can be read, for the site that asks by its address. Anything hidden or unknown is 404."""
    form = request.GET.get("format", "json")
    if form not in {"json", "xml"}:
        return HttpResponse("Only json and xml are spoken here.\n", status=501, content_type="text/plain")
    answer = _embed(_asked_for(request.GET.get("url", "")), _width(request.GET.get("maxwidth", "")), timezone.now())
    if form == "json":
        return conditional(request, JsonResponse(answer, json_dumps_params={"ensure_ascii": False}))
    lines = "".join(f"<{name}>{escape(in_xml(str(value)))}</{name}>" for name, value in answer.items())
    written = f'<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n<oembed>{lines}</oembed>\n'
    return conditional(request, HttpResponse(written, content_type="text/xml; charset=utf-8"))


def _embed(path: str, width: int, at: datetime) -> dict[str, Any]:
    """What stands at the path, for embedding. Raises Http404 where that is neither a quote nor a story to read."""
    if found := _QUOTE_PATH.fullmatch(path):
        for quote in spoken(at).filter(public_id=found[1])[:1]:
            return _quote(quote, width)
    if found := _STORY_PATH.fullmatch(path):
        for story in Edition.objects.visible(at).filter(path=f"{found[1]}/").order_by().values(*_STORY)[:1]:
            return _story(story, width)
    raise Http404


def _asked_for(url: str) -> str:
    """The path of an address of this site."""
    site = urlsplit(settings.SITE_URL)
    try:
        asked = urlsplit(url)
    except ValueError as error:
        raise Http404 from error
    if asked.scheme not in {"http", "https"} or asked.netloc.lower() != site.netloc.lower():
        raise Http404
    return asked.path


def _width(asked: str) -> int:
    """The width to be shown at: never more than was asked for, nor than a quote looks well at."""
    return min(int(asked), WIDEST) if re.fullmatch("[1-9][0-9]{0,5}", asked) else WIDEST


def _quote(quote: dict[str, Any], width: int) -> dict[str, Any]:
    who = quote["speaker_name"] or "Unnamed speaker"
    return _rich(
        f"{who} in “{quote['edition__headline']}”", who, embedded(quote), len(standing_alone(quote["words"])), width
    )


def _story(story: dict[str, Any], width: int) -> dict[str, Any]:
    letters = len(story["headline"]) + len(story["dek"])
    return _rich(story["headline"], story["byline"] or settings.SITE_NAME, embedded_story(story), letters, width)


def _rich(title: str, author: str, html: str, letters: int, width: int) -> dict[str, Any]:
    lines = 1 + letters * _LETTER // width
    return {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "author_name": author,
        "provider_name": settings.SITE_NAME,
        "provider_url": f"{settings.SITE_URL}/",
        "html": html.replace(SITE_MARK, settings.SITE_URL),
        "width": width,
        "height": _AROUND + lines * _LINE,
    }
