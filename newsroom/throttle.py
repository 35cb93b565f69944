"""Slows whoever guesses passwords: five failures for one name from one address, twenty from it over all names."""

from __future__ import annotations

from typing import Any

from axes.attempts import get_cool_off_threshold
from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Sum


class ThrottleHandler(AxesDatabaseHandler):
    """Counts in the database, so that every worker counts alike; an address at its limit is shut for every name.

    axes knows one limit alone: at the address's own limit the failures are said to have reached that one.
    """

    def get_failures(self, request: Any, credentials: dict | None = None) -> int:
        failures = super().get_failures(request, credentials)
        if failures >= settings.AXES_FAILURE_LIMIT:
            return failures
        recent = AccessAttempt.objects.filter(
            ip_address=request.axes_ip_address, attempt_time__gte=get_cool_off_threshold(request)
        )
        at_address = recent.aggregate(number=Sum("failures_since_start"))["number"] or 0
        return settings.AXES_FAILURE_LIMIT if at_address >= settings.SIGN_IN_FAILURES_PER_ADDRESS else failures
