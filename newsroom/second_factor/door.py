"""The door with two locks: the password first, then the code. No account is signed in between the two.

What is known between is kept in the session: whose password was said, when, and with which password. It is good for
five minutes, in that session alone, and dies with a change of the password.
"""

from __future__ import annotations

import time
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.admin import site
from django.contrib.auth import login
from django.contrib.auth.models import User
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from newsroom.second_factor import throttle
from newsroom.second_factor.acts import has_factor, spend

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
        if request.session.pop(_HALF, None):
            messages.info(request, "That took too long. Say the password again.")
        return HttpResponseRedirect(reverse("admin:login"))
    if request.method != "POST":
        return _page(request)
    if not throttle.may_try(request, user):
        return TemplateResponse(request, "admin/locked.html", status=429)
    code = request.POST.get("code", "").strip()
    if not code:
        return _page(request, "Type the code.")
    if len(code) > _LONGEST_CODE or not spend(user, code, at=timezone.now()):
        throttle.note_wrong(request, user)
        return _page(request, "That code does not open this account, or was used before. Wait for the next one.")
    throttle.forget(user)
    half = request.session.pop(_HALF)
    login(request, user, backend=half["backend"])
    return HttpResponseRedirect(half["next"])


def _half_signed_in(request: HttpRequest) -> User | None:
    """Whose password was said in this session, in the last five minutes, and is still the password."""
    half = request.session.get(_HALF)
    if not half or not 0 <= time.time() - half["since"] < settings.SECOND_FACTOR_MINUTES * 60:
        return None
    user = User.objects.filter(pk=half["account"], is_active=True, is_staff=True).first()
    if user is None or not constant_time_compare(half["password"], user.get_session_auth_hash()):
        return None
    return user


def _page(request: HttpRequest, wrong: str = "") -> HttpResponse:
    context = {**site.each_context(request), "title": "Code", "wrong": wrong}
    return TemplateResponse(request, "admin/second_factor/code.html", context)
