"""What a reader sees when there is nothing to see. A hidden address and one that never existed answer alike."""

from __future__ import annotations

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponsePermanentRedirect

from articles.models import Redirect
from articles.press.chrome import Chrome, render_chrome
from articles.reader.chrome import current_chrome
from articles.reader.pages import filled

_LONGEST_PATH = 300


def moved(path: str, rest: str = "") -> HttpResponseBase | None:
    """301 for a public address that once lived and now leads elsewhere; `rest` is what was asked for below it."""
    if len(path) > _LONGEST_PATH or "\0" in path:
        return None
    target = Redirect.objects.filter(path=path).values_list("target", flat=True).first()
    return HttpResponsePermanentRedirect(target + rest) if target else None


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponseBase:
    """404, unless the address has moved. Says nothing of what was asked for."""
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
