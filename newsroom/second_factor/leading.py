"""Leads people of the roles that need a second factor to its page until they have one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from articles.models.rights import roles_of
from newsroom.second_factor.acts import has_factor

# What they may open before: the way to one, and the way out.
_OPEN = {
    "second_factor", "second_factor_begin", "second_factor_app", "second_factor_code",
    "second_factor_passkey", "second_factor_passkey_ask", "second_factor_passkey_begin", "second_factor_passkey_add",
    "login", "logout", "set_password", "password_change", "password_change_done",
}  # fmt: skip


def is_wanted_of(user: Any) -> bool:
    """Whether the newsroom asks a second factor of the account; a superuser counts as each role."""
    wanted = settings.SECOND_FACTOR_ROLES
    return bool(wanted and user.is_authenticated and (user.is_superuser or roles_of(user) & wanted))


class LeadingMiddleware:
    """No desk page, and no picture that is not public, for who needs a second factor and has none."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        match: Any = request.resolver_match
        is_desk, is_picture = match.namespace == "admin", match.url_name == "media-file"
        if not settings.SECOND_FACTOR_ROLES or not (is_desk or is_picture) or (is_desk and match.url_name in _OPEN):
            return None
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return None
        user: Any = request.user
        if not is_wanted_of(user) or has_factor(user):
            return None
        if is_picture:
            request.user = AnonymousUser()
            return None
        messages.warning(request, "Your role needs a second factor. Set one up, then the desk opens.")
        return HttpResponseRedirect(reverse("admin:second_factor"))
