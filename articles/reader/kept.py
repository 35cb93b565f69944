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
from articles.models.json_rows import moment_in
from articles.press.chrome import render_chrome
from articles.press.front.arrangement import read_slots
from articles.press.look import site_look
from articles.press.moments import local
from articles.reader.chrome import navigation_read_along
from articles.reader.cursor import read_cursor
from articles.reader.statements import OneRead

_DAY = 24 * 60 * 60
_HEADERS = ("Content-Type", "ETag", "Last-Modified", "Cache-Control", "X-Robots-Tag", "Surrogate-Key")
_CONDITIONS = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE")
View = Callable[..., HttpResponseBase]


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


@dataclass(frozen=True, slots=True)
class State:
    """How things stand: how much has changed so far, the navigation, what is planned; the slots of the front page."""

    number: int
    navigation: str | None
    planned: tuple[Any, ...]
    slots: Any

    def next_moment(self, at: datetime) -> datetime:
        """When the clock alone may next change a page: an edition, an arrangement, a slot, the day.

        The day counts because roles begin and end with one.
        """
        here = local(at)
        moments = [datetime.combine(here.date() + timedelta(days=1), time.min, tzinfo=here.tzinfo)]
        moments += [moment_in(moment) for moment in self.planned if moment]
        slots = json.loads(self.slots) if isinstance(self.slots, str) else self.slots
        moments += [slot.until for slot in read_slots(slots or ()) if slot.until and slot.until > at]
        return min(moments)


def read_state(at: datetime) -> State:
    """Read before the page is: what changes meanwhile makes the page wrong, not right. One query."""
    row = _read_state.first(at)
    if row is None:  # nobody counts changes here: nothing is kept
        return State(-1, None, (at,), None)
    return State(row[0], row[1], row[2:5], row[5])


def _state(at: datetime) -> QuerySet:
    def first(rows: QuerySet, moment: str) -> Subquery:
        return Subquery(rows.filter(**{f"{moment}__gt": at}).order_by(moment).values(moment)[:1])

    columns = {
        "sum": Subquery(PublicChange.objects.number()),
        "navigation": navigation_read_along(),
        "comes": first(Edition.objects.all(), "published_at"),
        "ends": first(Edition.objects.all(), "superseded_at"),
        "released": first(FrontPage.objects.all(), "released_at"),
        "slots": Subquery(FrontPage.objects.released(at).values("slots")[:1]),
    }
    return PublicChange.objects.filter(writer=0).order_by().annotate(**columns).values_list(*columns)


_read_state = OneRead(_state)


def kept(view: View) -> View:
    """The view, its pages kept. It must begin with `timezone.now()` and read tables of `public_change` alone."""

    @wraps(view)
    def shown(request: HttpRequest, **parts: Any) -> HttpResponseBase:
        key = _key(request)
        if key is None:
            return view(request, **parts)
        at = timezone.now()
        state = read_state(at)
        page = cache.get(key)
        if page is None or not page.is_right(state.number, at):
            response = view(_asked_anew(request, state), **parts)
            page = _page(response, state, at)
            if page is None:
                return response
            cache.set(key, page, _DAY)
            if not any(name in request.META for name in _CONDITIONS):
                return response
        return page.answer(request)

    shown.keeps_pages = True  # type: ignore[attr-defined]
    return shown


def _key(request: HttpRequest) -> str | None:
    """Under what the page is kept; None for an address that is not."""
    query = request.META.get("QUERY_STRING", "")
    if request.method not in {"GET", "HEAD"} or (query and not _is_cursor(query)):
        return None
    # The name, address and brand of the site, and its style sheet and script, which are named by what they hold.
    around = f"{render_chrome(()).digest} {settings.TIME_ZONE}"
    return f"page:{site_look()}:{_short(around)}:{_short(f'{request.path_info}?{query}')}"


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


def _asked_anew(request: HttpRequest, state: State) -> HttpRequest:
    """The same question by a visitor who has nothing yet, with the navigation and the slots that were read along."""
    asked = copy(request)
    asked.navigation, asked.slots = state.navigation, state.slots  # type: ignore[attr-defined]
    asked.method = "GET"
    asked.META = {name: value for name, value in request.META.items() if name not in _CONDITIONS}
    if "headers" in asked.__dict__:
        del asked.__dict__["headers"]
    return asked


def _page(response: HttpResponseBase, state: State, at: datetime) -> KeptPage | None:
    if response.status_code != 200 or not isinstance(response, HttpResponse) or response.cookies:
        return None
    headers = {name: response.headers[name] for name in _HEADERS if name in response.headers}
    return KeptPage(state.number, at, state.next_moment(at), response.content, headers)
