"""What only the desk's pages need, kept off readers' pages: each costs a reader a path compared and nothing else.

Session, account and messages are Django's own; here they are told apart by address. Pictures count to the desk's: one
of a story not yet out is shown to who may see it there.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponseBase
from simple_history.middleware import HistoryRequestMiddleware

_DESK = ("/admin", "/preview/", urlsplit(settings.MEDIA_URL).path or "/media/")
Answering = Callable[[HttpRequest], HttpResponseBase]


def is_desk(request: HttpRequest) -> bool:
    """Whether the address may ask who is there."""
    return request.path_info.startswith(_DESK)


class DeskOnly:
    """Mixed in before a middleware: readers' pages pass it by."""

    get_response: Any

    def __call__(self, request: HttpRequest) -> Any:
        if is_desk(request):
            return super().__call__(request)  # type: ignore[misc]
        return self.get_response(request)


class DeskSession(DeskOnly, SessionMiddleware):
    """Sessions."""


class DeskAuthentication(DeskOnly, AuthenticationMiddleware):
    """Who is there."""


class DeskMessages(DeskOnly, MessageMiddleware):
    """Sentences for the next page."""


def desk_history(get_response: Answering) -> Answering:
    """Who is there, for the rows of history."""
    told = HistoryRequestMiddleware(get_response)
    return lambda request: told(request) if is_desk(request) else get_response(request)


class PolicyMiddleware(CSPMiddleware):
    """The content security policy: readers' pages all have the same one, written once."""

    def __init__(self, get_response: Any) -> None:
        super().__init__(get_response)
        self._public = build_policy()

    def __call__(self, request: HttpRequest) -> Any:
        if is_desk(request):
            return super().__call__(request)
        response: Any = self.get_response(request)
        response.headers.setdefault(HEADER, self._public)
        return response
