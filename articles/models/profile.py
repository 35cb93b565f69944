"""What the desk knows of an account: the hours it works by and what a new story of its begins with."""

from __future__ import annotations

import zoneinfo
from datetime import datetime, timedelta, tzinfo
from functools import cached_property
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models


def refuse_unknown_zone(name: str) -> None:
    """A time zone has to be one of the IANA database: “Europe/Berlin”."""
    if name and name not in zoneinfo.available_timezones():
        raise ValidationError(f"There is no time zone “{name}”.")


def account_name(user: Any, nobody: str = "the shell") -> str:
    """An account by the name people know; `nobody` is who acts without one."""
    return (user.get_full_name() or user.get_username()) if user else nobody


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


class DeskZone(tzinfo):
    """The zone an account works by, its own or else the newsroom's, read once and only when an hour is shown or read.

    `_desk_zone` on the account is the zone's name ("" for none), where whoever read the account read that along.
    """

    def __init__(self, user: Any) -> None:
        self.user = user

    @property
    def key(self) -> str:
        return self._zone.key

    def utcoffset(self, moment: datetime | None) -> timedelta | None:
        return self._zone.utcoffset(moment)

    def dst(self, moment: datetime | None) -> timedelta | None:
        return self._zone.dst(moment)

    def tzname(self, moment: datetime | None) -> str | None:
        return self._zone.tzname(moment)

    def fromutc(self, moment: datetime) -> datetime:
        return self._zone.fromutc(moment.replace(tzinfo=self._zone)).replace(tzinfo=self)

    def __str__(self) -> str:
        return self.key

    @cached_property
    def _zone(self) -> zoneinfo.ZoneInfo:
        name: str | None = getattr(self.user, "_desk_zone", None)
        if name is None:
            set_by_owner = DeskProfile.objects.filter(user=self.user.pk).values_list("time_zone", flat=True).first()
            name = self.user._desk_zone = set_by_owner or ""
        try:
            return zoneinfo.ZoneInfo(name or settings.TIME_ZONE)
        except zoneinfo.ZoneInfoNotFoundError:  # known when it was set, and not to this machine
            return zoneinfo.ZoneInfo(settings.TIME_ZONE)
