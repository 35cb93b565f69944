"""What a reader sees when there is nothing to see. A hidden address and one that never existed answer alike."""

from __future__ import annotations

import re
from datetime import datetime

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponsePermanentRedirect
from django.utils import timezone

from articles.models import Edition, Redirect
from articles.press.chrome import Chrome, render_chrome
from articles.reader.api.answers import not_there
from articles.reader.chrome import current_chrome
from articles.reader.pages import filled
from articles.reader.subjects import public_topics, topic_now

_LONGEST_PATH = 300
_TOPIC = re.compile(r"/topics/([-\w]+)/", re.ASCII)


def moved(path: str, rest: str = "") -> HttpResponseBase | None:
    """301 for a public address that once lived and now leads elsewhere; `rest` is what was asked for below it."""
    if len(path) > _LONGEST_PATH or "\0" in path:
        return None
    target = Redirect.objects.filter(path=path).values_list("target", flat=True).first()
    leads_to = _seen_now(path, target, timezone.now()) if target else None
    return HttpResponsePermanentRedirect(leads_to + rest) if leads_to else None


def _seen_now(path: str, target: str, at: datetime) -> str | None:
    """Where an address that moved leads at this moment: a story's to the one it has now, not to one only planned.

    None where the address itself was only ever planned, and where a topic stands on hidden stories alone: it answers
    like one that never existed.
    """
    topic = _TOPIC.fullmatch(target)
    if topic:
        return target if public_topics(at).filter(slug=topic[1]).exists() or topic_now(topic[1], at) else None
    seen = Edition.objects.seen_before(at)
    planned_only = Edition.objects.filter(path__in=[path, target]).exclude(path__in=seen.values("path"))
    hidden = set(planned_only.values_list("path", flat=True))
    if path in hidden:
        return None
    now = Edition.objects.visible(at).filter(article__path=target).values_list("path", flat=True).first()
    leads_to = now or (None if target in hidden else target)
    return leads_to if leads_to != path else None


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponseBase:
    """404, unless the address has moved. Says nothing of what was asked for."""
    if request.path_info.startswith("/api/v"):
        return not_there()
    return moved(request.path_info) or _notice("articles/not_found.html", 404)


def gone(request: HttpRequest) -> HttpResponse:
    """410 for a story that readers saw and the newsroom took away."""
    return _notice("articles/gone.html", 410)


def server_error(request: HttpRequest) -> HttpResponse:
    """500. Asks the database for nothing: it may be what failed."""
    return _notice("articles/server_error.html", 500, render_chrome(()))


def _notice(template: str, status: int, chrome: Chrome | None = None) -> HttpResponse:
    response = HttpResponse(filled(chrome or _chrome_at_hand(), template, {}), status=status)
    response["Cache-Control"] = "no-store" if status == 500 else "no-cache"
    response["X-Robots-Tag"] = "noindex"
    return response


def _chrome_at_hand() -> Chrome:
    try:
        return current_chrome()
    except DatabaseError:
        return render_chrome(())
