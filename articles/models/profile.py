"""What the desk knows of an account: the hours it works by and what a new story of its begins with."""

from __future__ import annotations

import zoneinfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models


def refuse_unknown_zone(name: str) -> None:
    """A time zone has to be one of the IANA database: “Europe/Berlin”."""
    if name and name not in zoneinfo.available_timezones():
        raise ValidationError(f"There is no time zone “{name}”.")


class DeskProfile(models.Model):
    """One account's own settings; its owner sets them, nobody has to."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="desk_profile")
    time_zone = models.CharField(
        max_length=64, blank=True, validators=[refuse_unknown_zone], help_text="Empty: the newsroom's own."
    )
    section = models.ForeignKey("articles.Section", models.SET_NULL, null=True, blank=True, related_name="+")
    dateline_place = models.CharField(max_length=120, blank=True, help_text="As printed: BALTIMORE.")
    dateline_source = models.CharField(max_length=80, blank=True, help_text="Agency or station, without brackets.")

    def __str__(self) -> str:
        return f"Settings of {self.user}"
