"""Answers that visitors may keep: ETag, Last-Modified, 304, and how long a cache may go without asking."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag

from articles.models.surrogate_keys import HEADER, LISTS, SITE

# Long enough to carry a rush of readers, short enough that a killed story is gone and a scheduled one there at once.
CACHE_CONTROL = "public, max-age=5, stale-while-revalidate=10"


def conditional(
    request: HttpRequest, response: HttpResponse, *, changed_at: datetime | None = None
) -> HttpResponseBase:
    """The response with its digest as ETag and when it last changed, or 304 for a visitor who has it already."""
    etag = quote_etag(sha256(response.content).hexdigest()[:32])
    response["ETag"] = etag
    response.setdefault("Cache-Control", CACHE_CONTROL)
    response.setdefault(HEADER, f"{SITE} {LISTS}")
    if changed_at is not None:
        response["Last-Modified"] = http_date(changed_at.timestamp())
    last_modified = None if changed_at is None else int(changed_at.timestamp())
    return get_conditional_response(request, etag, last_modified, response) or response
