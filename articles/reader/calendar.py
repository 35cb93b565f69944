"""Which years, months and days hold stories, and how many: what is counted is a month or a year, never the archive."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

from django.db.models import Count, Q, QuerySet, Subquery
from django.utils import timezone

from articles.models import Edition
from articles.press.moments import local

_WEEK = 7


@dataclass(frozen=True, slots=True)
class Square:
    """A day on the calendar's grid; stories and path are nothing for one without stories."""

    day: date
    stories: int

    @property
    def path(self) -> str:
        return f"/archive/{self.day:%Y/%m/%d}/"


def start_of(day: date) -> datetime:
    """Midnight in the site's zone."""
    return datetime.combine(day, time.min, tzinfo=timezone.get_default_timezone())


def after_month(day: date) -> date:
    """The first day of the month that follows."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def stories_of(first: date, after: date, at: datetime) -> QuerySet[Edition]:
    """What can be read of the stories first published from the one day on and before the other."""
    told = Edition.objects.visible(at)
    return told.filter(first_published_at__gte=start_of(first), first_published_at__lt=start_of(after))


def count_between(firsts: Sequence[date], at: datetime) -> list[int]:
    """How many stories came out from each of these days until the next of them; one query over that stretch alone."""
    spans = list(pairwise(firsts))
    counts = {
        f"n{n}": Count("pk", filter=Q(first_published_at__gte=start_of(one), first_published_at__lt=start_of(next_one)))
        for n, (one, next_one) in enumerate(spans)
    }
    found = stories_of(firsts[0], firsts[-1], at).aggregate(**counts)
    return [found[name] for name in counts]


def count_days(month: date, at: datetime) -> list[Square]:
    """The month's days, each with its stories."""
    length = (after_month(month) - month).days
    days = [month + timedelta(days=n) for n in range(length + 1)]
    return [Square(*pair) for pair in zip(days, count_between(days, at), strict=False)]


def count_months(year: int, at: datetime) -> list[tuple[date, int]]:
    """The year's months, each with its stories."""
    months = [date(year, n, 1) for n in range(1, 13)]
    return list(zip(months, count_between([*months, date(year + 1, 1, 1)], at), strict=False))


def weeks_of(squares: list[Square]) -> list[list[Square | None]]:
    """The days as rows of a calendar, Sunday first; None before the first and after the last."""
    before = (squares[0].day.weekday() + 1) % _WEEK
    cells: list[Square | None] = [*[None] * before, *squares]
    cells += [None] * (-len(cells) % _WEEK)
    return [cells[n : n + _WEEK] for n in range(0, len(cells), _WEEK)]


def neighbours(first: date, after: date, at: datetime) -> tuple[date | None, date | None]:
    """The last day with stories before a stretch of days and the first after it. Two reads of one row."""
    told = Edition.objects.visible(at).values_list("first_published_at", flat=True)
    earlier = told.filter(first_published_at__lt=start_of(first)).order_by("-first_published_at", "-article_id").first()
    later = told.filter(first_published_at__gte=start_of(after), first_published_at__lte=at)
    follows = later.order_by("first_published_at", "article_id").first()
    return (local(earlier).date() if earlier else None, local(follows).date() if follows else None)


def years_told(at: datetime) -> list[int]:
    """The years that hold stories, the newest first: one small read a year from the first story to the last."""
    told = Edition.objects.visible(at).filter(first_published_at__lte=at)
    moments = told.values_list("first_published_at", flat=True)
    first, last = moments.order_by("first_published_at").first(), moments.order_by("-first_published_at").first()
    if not first or not last:
        return []
    years = range(local(last).year, local(first).year - 1, -1)
    # A story of each year is enough to know the year by: as many small reads as there are years, in one query.
    spans = (stories_of(date(year, 1, 1), date(year + 1, 1, 1), at) for year in years)
    newest: list[Any] = [Subquery(span.order_by("-first_published_at").values("pk")[:1]) for span in spans]
    found = moments.filter(pk__in=newest)
    return sorted({local(moment).year for moment in found}, reverse=True)
