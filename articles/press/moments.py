"""Days and times as readers see them: AP style, in the site's own zone whatever the server or the visitor has."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

from django.utils import timezone
from django.utils.dateformat import format as format_date


def local(moment: datetime) -> datetime:
    """The moment in the site's zone."""
    return moment.astimezone(timezone.get_default_timezone())


@lru_cache(maxsize=4096)
def day(value: date) -> str:
    """“Sept. 15, 2017”: AP shortens the months that have more than five letters."""
    return format_date(value, "N j, Y")


def clock(moment: datetime) -> str:
    """“6:05 p.m. EDT”: AP drops :00 and says noon and midnight."""
    return format_date(local(moment), "P T")


def stamp(moment: datetime) -> str:
    """`<time>` with the day and the hour."""
    here = local(moment)
    return f'<time datetime="{here.isoformat(timespec="seconds")}">{day(here.date())}, {clock(here)}</time>'


def day_stamp(moment: datetime) -> str:
    """`<time>` with the day alone, for lists."""
    here = local(moment)
    return f'<time datetime="{here.isoformat(timespec="seconds")}">{day(here.date())}</time>'


def date_stamp(value: date) -> str:
    """`<time>` for a day without an hour."""
    return f'<time datetime="{value.isoformat()}">{day(value)}</time>'
