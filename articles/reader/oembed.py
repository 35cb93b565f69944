"""Quotes for other sites to embed. Source: oEmbed 1.0 (oembed.com), type rich."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.press.content import SITE_MARK
from articles.press.quotations import embedded, standing_alone
from articles.press.syndicated import in_xml
from articles.reader.conditional import conditional
from articles.reader.quotes import spoken

WIDEST = 550
_LINE, _AROUND, _LETTER = 28, 90, 9
_QUOTE_PATH = re.compile(r"/quotes/([-a-zA-Z0-9_]{1,16})/?")


@require_safe
def oembed(request: HttpRequest) -> HttpResponseBase:
    """A quote that can be read, for the site that asks by its address. Anything hidden or unknown is 404."""
    form = request.GET.get("format", "json")
    if form not in {"json", "xml"}:
        return HttpResponse("Only json and xml are spoken here.\n", status=501, content_type="text/plain")
    quote = spoken(timezone.now()).filter(public_id=_asked_for(request.GET.get("url", ""))).first()
    if quote is None:
        raise Http404
    answer = _answer(quote, _width(request.GET.get("maxwidth", "")))
    if form == "json":
        return conditional(request, JsonResponse(answer, json_dumps_params={"ensure_ascii": False}))
    lines = "".join(f"<{name}>{escape(in_xml(str(value)))}</{name}>" for name, value in answer.items())
    written = f'<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n<oembed>{lines}</oembed>\n'
    return conditional(request, HttpResponse(written, content_type="text/xml; charset=utf-8"))


def _asked_for(url: str) -> str:
    """The id in the address of a quote of this site."""
    site = urlsplit(settings.SITE_URL)
    try:
        asked = urlsplit(url)
    except ValueError as error:
        raise Http404 from error
    found = _QUOTE_PATH.fullmatch(asked.path)
    if not found or asked.scheme not in {"http", "https"} or asked.netloc.lower() != site.netloc.lower():
        raise Http404
    return found[1]


def _width(asked: str) -> int:
    """The width to be shown at: never more than was asked for, nor than a quote looks well at."""
    return min(int(asked), WIDEST) if re.fullmatch("[1-9][0-9]{0,5}", asked) else WIDEST


def _answer(quote: dict[str, Any], width: int) -> dict[str, Any]:
    who = quote["speaker_name"] or "Unnamed speaker"
    lines = 1 + len(standing_alone(quote["words"])) * _LETTER // width
    return {
        "version": "1.0",
        "type": "rich",
        "title": f"{who} in “{quote['edition__headline']}”",
        "author_name": who,
        "provider_name": settings.SITE_NAME,
        "provider_url": f"{settings.SITE_URL}/",
        "html": embedded(quote).replace(SITE_MARK, settings.SITE_URL),
        "width": width,
        "height": _AROUND + lines * _LINE,
    }
