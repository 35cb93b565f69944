"""Whole pages kept in the cache, and never shown once they are wrong.

A page read at a moment is right as long as nothing it is made of has changed (`models.public_change`: the database
counts) and the clock has passed no moment at which an edition comes out, ends, or a place on the front page is given
up. Both are looked at each time it is shown. What a visitor adds to the address keeps nothing: only the bare address
and one deeper in its list are kept.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import wraps
from hashlib import blake2b
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db.models import QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import parse_http_date

from articles.models import Edition, FrontPage, PublicChange
from articles.press.front.arrangement import read_slots
from articles.press.look import site_look
from articles.press.moments import local
from articles.reader.cursor import read_cursor
from articles.reader.one_read import OneRead, moment_of

_DAY = 24 * 60 * 60
_HEADERS = ("Content-Type", "ETag", "Last-Modified", "Cache-Control", "X-Robots-Tag", "Surrogate-Key")
_CONDITIONS = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE")
View = Callable[..., HttpResponseBase]

_read_number = OneRead(lambda at, key: PublicChange.objects.number())


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page's bytes and headers, after which change it was read, and from when until when it is right."""

    number: int
    since: datetime
    until: datetime
    content: bytes
    headers: dict[str, str]

    def is_right(self, number: int, at: datetime) -> bool:
        return self.number == number and self.since <= at < self.until

    def answer(self, request: HttpRequest) -> HttpResponseBase:
        """The page, or 304 for a visitor who has it."""
        response = HttpResponse(self.content, headers=self.headers)
        changed = self.headers.get("Last-Modified")
        known = parse_http_date(changed) if changed else None
        return get_conditional_response(request, self.headers.get("ETag"), known, response) or response


def kept(view: View) -> View:
    """The view, its pages kept. It must begin with `timezone.now()` and read tables of `public_change` alone."""

    @wraps(view)
    def shown(request: HttpRequest, **parts: Any) -> HttpResponseBase:
        key = _key(request)
        if key is None:
            return view(request, **parts)
        at, number = timezone.now(), _number()
        page = cache.get(key)
        if page is None or not page.is_right(number, at):
            response = view(_unconditional(request), **parts)
            page = _page(response, number, at)
            if page is None:
                return response
            cache.set(key, page, _DAY)
        return page.answer(request)

    shown.keeps_pages = True  # type: ignore[attr-defined]
    return shown


def _number() -> int:
    """How much has changed so far. Read before the page is: what changes meanwhile makes the page wrong, not right."""
    row = _read_number()
    return int(row[0] or 0) if row else 0


def _key(request: HttpRequest) -> str | None:
    """Under what the page is kept; None for an address that is not."""
    query = request.META.get("QUERY_STRING", "")
    if request.method not in {"GET", "HEAD"} or (query and not _is_cursor(query)):
        return None
    brand = f"{settings.SITE_URL} {settings.SITE_NAME} {settings.SITE_TAGLINE} {settings.TIME_ZONE}"
    return f"page:{site_look()}:{_short(brand)}:{_short(f'{request.path_info}?{query}')}"


def _short(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _is_cursor(query: str) -> bool:
    name, _, word = query.partition("=")
    if name != "before":
        return False
    try:
        read_cursor(word)
    except Http404:
        return False
    return True


def _unconditional(request: HttpRequest) -> HttpRequest:
    """The same question by a visitor who has nothing yet."""
    asked = copy(request)
    asked.method = "GET"
    asked.META = {name: value for name, value in request.META.items() if name not in _CONDITIONS}
    if "headers" in asked.__dict__:
        del asked.__dict__["headers"]
    return asked


def _page(response: HttpResponseBase, number: int, at: datetime) -> KeptPage | None:
    if response.status_code != 200 or not isinstance(response, HttpResponse) or response.cookies:
        return None
    headers = {name: response.headers[name] for name in _HEADERS if name in response.headers}
    return KeptPage(number, at, next_moment(at), response.content, headers)


def next_moment(at: datetime) -> datetime:
    """When the clock alone may next change a page: an edition, an arrangement, a slot, the day. One query.

    The day counts because roles begin and end with one.
    """
    here = local(at)
    moments = [datetime.combine(here.date() + timedelta(days=1), time.min, tzinfo=here.tzinfo)]
    row = _read_planned(at)
    if row is None:
        return at  # nobody counts changes here: nothing is kept
    *planned, slots = row
    moments += [moment_of(moment) for moment in planned if moment]
    slots = json.loads(slots) if isinstance(slots, str) else slots
    moments += [slot.until for slot in read_slots(slots or ()) if slot.until and slot.until > at]
    return min(moments)


def _planned(at: datetime, key: str) -> QuerySet:
    """The first moments to come at which an edition comes out or ends or an arrangement is released; the slots now."""

    def first(rows: QuerySet, moment: str) -> Subquery:
        return Subquery(rows.filter(**{f"{moment}__gt": at}).order_by(moment).values(moment)[:1])

    columns = {
        "comes": first(Edition.objects.all(), "published_at"),
        "ends": first(Edition.objects.all(), "superseded_at"),
        "released": first(FrontPage.objects.all(), "released_at"),
        "slots": Subquery(FrontPage.objects.released(at).values("slots")[:1]),
    }
    return PublicChange.objects.filter(writer=0).order_by().annotate(**columns).values_list(*columns)


_read_planned = OneRead(_planned)
