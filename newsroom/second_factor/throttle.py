"""Slows whoever knows a password and guesses codes: counted where wrong passwords are, under a name of its own.

Five wrong codes for an account from one address, ten for it from all, in a quarter of an hour. Only who has said the
password comes this far, so nobody locks out somebody else.
"""

from __future__ import annotations

from axes.attempts import get_cool_off_threshold
from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from axes.utils import reset
from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_login_failed
from django.db.models import Sum
from django.http import HttpRequest


def may_try(request: HttpRequest, user: User) -> bool:
    """Whether a code may be tried for the account from here now."""
    if not settings.AXES_ENABLED:
        return True
    if not AxesProxyHandler.is_allowed(request, {"username": _name(user)}):
        return False
    recent = AccessAttempt.objects.filter(username=_name(user), attempt_time__gte=get_cool_off_threshold(request))
    failures = recent.aggregate(number=Sum("failures_since_start"))["number"] or 0
    return failures < settings.CODE_FAILURES_PER_ACCOUNT


def note_wrong(request: HttpRequest, user: User) -> None:
    """Count a wrong code."""
    user_login_failed.send(sender=__name__, credentials={"username": _name(user)}, request=request)


def forget(user: User) -> None:
    """The right code was said: begin to count anew."""
    reset(username=_name(user))


def _name(user: User) -> str:
    """A name no account can bear."""
    return f"{user.get_username()}#code"
