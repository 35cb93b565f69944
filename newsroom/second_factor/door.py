"""The door with two locks: the password first, then the code or a passkey. No account is signed in between the two.

What is known between is kept in the session: whose password was said, when, and with which password. It is good for
five minutes, in that session alone, and dies with a change of the password.
"""

from __future__ import annotations

import time
from typing import Any

from allauth.mfa.webauthn.internal.auth import STATE_SESSION_KEY
from django.conf import settings
from django.contrib import messages
from django.contrib.admin import site
from django.contrib.auth import login
from django.contrib.auth.models import User
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from newsroom.second_factor import throttle
from newsroom.second_factor.acts import has_app, has_factor, spend
from newsroom.second_factor.passkey_pages import read_answer
from newsroom.second_factor.passkeys import ask_for_one, passkeys_of, use_passkey

_HALF = "half_signed_in"
_LONGEST_CODE = 20


class DoorView(LoginView):
    """The password. Who has a second factor is not signed in by it, but asked for the code."""

    def form_valid(self, form: Any) -> HttpResponse:
        user = form.get_user()
        if not has_factor(user):
            return super().form_valid(form)
        self.request.session.cycle_key()
        self.request.session[_HALF] = {
            "account": user.pk,
            "backend": user.backend,
            "password": user.get_session_auth_hash(),
            "since": int(time.time()),
            "next": self.get_success_url(),
        }
        return HttpResponseRedirect(reverse("admin:second_factor_code"))


@sensitive_post_parameters("code")
@csrf_protect
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def say_code(request: HttpRequest) -> HttpResponse:
    """The code. The right one signs in; five minutes after the password, or without it, the door begins anew."""
    user = _half_signed_in(request)
    if user is None:
        return _anew(request)
    if request.method != "POST":
        return _page(request, user)
    if not throttle.may_try(request, user):
        return _locked(request)
    code = request.POST.get("code", "").strip()
    if not code:
        return _page(request, user, "Type the code.")
    if len(code) > _LONGEST_CODE or not spend(user, code, at=timezone.now()):
        throttle.note_wrong(request, user)
        return _page(request, user, "That code does not open this account, or was used before. Wait for the next one.")
    return _let_in(request, user)


@csrf_protect
@never_cache
def begin_passkey(request: HttpRequest) -> HttpResponse:
    """What the browser needs to use a passkey, as JSON, for whose password was said."""
    user = _half_signed_in(request)
    if user is None:
        return _anew(request)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if not throttle.may_try(request, user):
        return _locked(request)
    if not passkeys_of(user):
        return JsonResponse({"wrong": "This account has no passkey."}, status=422)
    return JsonResponse(ask_for_one(user))


@sensitive_post_parameters("credential")
@csrf_protect
@never_cache
def say_passkey(request: HttpRequest) -> HttpResponse:
    """The passkey's answer, in the place of a code; a wrong one counts like a wrong code."""
    user = _half_signed_in(request)
    if user is None:
        return _anew(request)
    if request.method != "POST":
        return HttpResponseRedirect(reverse("admin:second_factor_code"))
    if not throttle.may_try(request, user):
        return _locked(request)
    if not use_passkey(user, read_answer(request), at=timezone.now()):
        throttle.note_wrong(request, user)
        return _page(request, user, "That passkey does not open this account. Try again, or type a code.")
    return _let_in(request, user)


def _let_in(request: HttpRequest, user: User) -> HttpResponse:
    throttle.forget(user)
    half = request.session.pop(_HALF)
    request.session.pop(STATE_SESSION_KEY, None)
    login(request, user, backend=half["backend"])
    return HttpResponseRedirect(half["next"])


def _anew(request: HttpRequest) -> HttpResponse:
    if request.session.pop(_HALF, None):
        messages.info(request, "That took too long. Say the password again.")
    return HttpResponseRedirect(reverse("admin:login"))


def _locked(request: HttpRequest) -> HttpResponse:
    return TemplateResponse(request, "admin/locked.html", {"after_password": True}, status=429)


def _half_signed_in(request: HttpRequest) -> User | None:
    """Whose password was said in this session, in the last five minutes, and is still the password."""
    half = request.session.get(_HALF)
    if not half or not 0 <= time.time() - half["since"] < settings.SECOND_FACTOR_MINUTES * 60:
        return None
    user = User.objects.filter(pk=half["account"], is_active=True, is_staff=True).first()
    if user is None or not constant_time_compare(half["password"], user.get_session_auth_hash()):
        return None
    return user


def _page(request: HttpRequest, user: User, wrong: str = "") -> HttpResponse:
    context = {
        **site.each_context(request),
        "title": "One more step",
        "wrong": wrong,
        "has_app": has_app(user),
        "has_passkey": bool(passkeys_of(user)),
    }
    return TemplateResponse(request, "admin/second_factor/code.html", context)
