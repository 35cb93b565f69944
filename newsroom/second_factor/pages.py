"""“Second factor”: an account's own page of it, and what an administrator does for who has lost theirs."""

from __future__ import annotations

import base64
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY, generate_totp_secret
from django.contrib import messages
from django.contrib.admin import site
from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles.admin.permissions import who
from articles.editorial import EditorialError
from articles.models.rights import may
from newsroom.second_factor.acts import codes_left, has_app, renew_codes, switch_off, switch_on, take_off
from newsroom.second_factor.leading import is_wanted_of
from newsroom.second_factor.passkeys import LONGEST_NAME, passkeys_of

_LONGEST_CODE = 20


@require_safe
def state(request: HttpRequest) -> HttpResponse:
    """Whether it is on, and what can be done about it."""
    return show_state(request)


@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """A new secret, kept in the session until a code of it is said."""
    if has_app(me(request)):
        return HttpResponseRedirect(reverse("admin:second_factor"))
    request.session[SECRET_SESSION_KEY] = generate_totp_secret()
    return HttpResponseRedirect(reverse("admin:second_factor_app"))


@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def set_up_app(request: HttpRequest) -> HttpResponse:
    """Scan, type the code the app shows, and have the recovery codes told: once, in this answer."""
    secret = request.session.get(SECRET_SESSION_KEY)
    if not secret or has_app(me(request)):
        return HttpResponseRedirect(reverse("admin:second_factor"))
    if request.method != "POST":
        return _set_up(request, secret)
    user, code = me(request), request.POST.get("code", "")[:_LONGEST_CODE]
    try:
        codes = switch_on(user, secret=secret, code=code, by=user, at=timezone.now())
    except EditorialError as refusal:
        return _set_up(request, secret, str(refusal))
    del request.session[SECRET_SESSION_KEY]
    return tell(request, codes, "The second factor is on. From now on the desk asks for a code after your password.")


@sensitive_post_parameters("password")
@require_POST
def turn_off(request: HttpRequest) -> HttpResponse:
    """Off again, for who says the password."""
    if not says_password(request):
        return show_state(request, wrong_for="off")
    user = me(request)
    try:
        switch_off(user, by=user, at=timezone.now())
        messages.success(request, "The second factor is off. Your password alone opens the desk.")
    except EditorialError as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(reverse("admin:second_factor"))


@sensitive_post_parameters("password")
@require_POST
def new_codes(request: HttpRequest) -> HttpResponse:
    """A new sheet of recovery codes, for who says the password."""
    if not says_password(request):
        return show_state(request, wrong_for="codes")
    user = me(request)
    try:
        codes = renew_codes(user, by=user, at=timezone.now())
    except EditorialError as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(reverse("admin:second_factor"))
    return tell(request, codes, "These are new codes. The old ones open nothing any more.")


@require_POST
def take_off_lost(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the factor off an account whose owner has lost it."""
    if not may(request.user, "user.create_or_deactivate"):
        raise PermissionDenied
    account = get_object_or_404(User, pk=pk)
    try:
        take_off(account, by=who(request), at=timezone.now())
        messages.success(request, f"The second factor of {account} is off. The password alone opens the account.")
    except EditorialError as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(reverse("admin:auth_user_change", args=[account.pk]))


def me(request: HttpRequest) -> User:
    """The account itself: `request.user` stands for it and is no row to write with."""
    return User.objects.get(pk=who(request).pk)


def says_password(request: HttpRequest) -> bool:
    """Asked like at the door: wrong ones are counted there too."""
    name, password = who(request).get_username(), request.POST.get("password", "")
    found = authenticate(request, username=name, password=password)
    return found is not None and found.pk == who(request).pk


def show_state(request: HttpRequest, wrong_for: str = "", wrong: str = "That is not your password.") -> HttpResponse:
    """The page as it stands, with what was wrong beside the form it was wrong for."""
    user = who(request)
    app, passkeys = has_app(user), passkeys_of(user)
    context = {
        "title": "Second factor",
        "is_on": app or bool(passkeys),
        "has_app": app,
        "passkeys": passkeys,
        "longest_name": LONGEST_NAME,
        "codes_left": codes_left(user),
        "is_wanted": is_wanted_of(user),
        "wrong_for": wrong_for,
        "wrong": wrong,
    }
    return _page(request, "state", context, status=422 if wrong_for else 200)


def _set_up(request: HttpRequest, secret: str, wrong: str = "") -> HttpResponse:
    adapter = get_adapter()
    drawing = adapter.build_totp_svg(adapter.build_totp_url(who(request), secret)).encode()
    context = {
        "title": "Set up an authenticator app",
        "picture": f"data:image/svg+xml;base64,{base64.b64encode(drawing).decode()}",
        "secret": " ".join(secret[start : start + 4] for start in range(0, len(secret), 4)),
        "wrong": wrong,
    }
    return _page(request, "app", context, status=422 if wrong else 200)


def tell(request: HttpRequest, codes: list[str], news: str) -> HttpResponse:
    """The recovery codes, this once."""
    return _page(request, "codes", {"title": "Recovery codes", "codes": codes, "news": news})


def _page(request: HttpRequest, name: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    context = {**site.each_context(request), **context}
    return TemplateResponse(request, f"admin/second_factor/{name}.html", context, status=status)
