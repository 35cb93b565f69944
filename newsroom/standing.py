"""What stands between a request to the desk and its page: how long a sign-in lasts, and the log of what was refused."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any

from axes.helpers import get_client_ip_address
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

security_log = logging.getLogger("newsroom.security")

Answering = Callable[[HttpRequest], HttpResponse]

_SIGNED_IN, _SEEN = "signed_in_at", "seen_at"
_SAFE = {"GET", "HEAD", "OPTIONS"}
# Parts of an address that open a door by themselves.
_SECRET = {"token", "key", "url"}


class SessionAgeMiddleware:
    """Ends a sign-in after seven days, or twelve hours without a request; that it goes on is written every ten minutes.

    The row in the database holds the twelve hours: it is written anew, not with each request.
    """

    def __init__(self, get_response: Answering) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith("/admin") or settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return self.get_response(request)
        touched = _touch(request)
        response = self.get_response(request)
        key = request.session.session_key
        if touched and key and not request.session.exists(key):
            request.session.modified = False  # ended meanwhile, by a change of roles: it stays ended
        return response


def sign_in_begins(sender: Any, request: HttpRequest, **kwargs: Any) -> None:
    """Signal receiver: a session id nobody had before, and since when, so that its days can be counted."""
    request.session.cycle_key()
    request.session[_SIGNED_IN] = request.session[_SEEN] = int(time.time())


def _touch(request: HttpRequest) -> bool:
    """Whether the session was marked as used just now; one past its days is ended here."""
    if not request.user.is_authenticated:
        return False
    now = int(time.time())
    since = request.session.get(_SIGNED_IN, now)
    if now - since >= settings.SESSION_LONGEST:
        logout(request)
        return False
    if _SIGNED_IN in request.session and now - request.session.get(_SEEN, 0) < settings.SESSION_WRITTEN_EVERY:
        return False
    request.session[_SIGNED_IN], request.session[_SEEN] = since, now
    return True


class RefusalLogMiddleware:
    """Writes to the security log what the desk refused: who, what, on which object, from where; and break-glass use."""

    def __init__(self, get_response: Answering) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not request.path_info.startswith("/admin"):
            return response
        if response.status_code in {403, 404} or _is_sent_to_the_door(response):
            security_log.warning("refused %s: %s", _asked(request), response.status_code)
        elif request.method not in _SAFE and getattr(request.user, "is_superuser", False):
            security_log.warning("break-glass %s: %s", _asked(request), response.status_code)
        return response


def _is_sent_to_the_door(response: HttpResponse) -> bool:
    return response.status_code == 302 and response.headers["Location"].startswith(reverse("admin:login"))


def _asked(request: HttpRequest) -> str:
    """The request in one line, without what it carried: method, name of the address, object, account, address."""
    match: Any = request.resolver_match
    name = match.url_name if match else "nowhere"
    what = {key: str(value)[:40] for key, value in (match.kwargs.items() if match else ()) if key not in _SECRET}
    account = request.user.pk if getattr(request, "user", None) is not None else None
    return f"{request.method} {name} {what} to account {account or '-'} from {get_client_ip_address(request)}"
