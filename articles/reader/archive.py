"""The archive by day: months that hold stories, the days of a month, the stories of a day, in the site's zone."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.views.decorators.http import require_safe

from articles.models import Edition
from articles.press.moments import day, local
from articles.reader.cursor import story_page
from articles.reader.pages import page


@require_safe
def archive_index(request: HttpRequest) -> HttpResponseBase:
    """The months from the first story to the last, by year: two small reads, however many stories there are."""
    at = timezone.now()
    stories = (
        Edition.objects.visible(at).filter(first_published_at__lte=at).values_list("first_published_at", flat=True)
    )
    first, last = stories.order_by("first_published_at").first(), stories.order_by("-first_published_at").first()
    years = _years(local(first), local(last)) if first and last else []
    about = {"title": "Archive", "description": "Every story we have published, by the day it first came out."}
    return page(request, "articles/archive_index.html", {"years": years}, **about)


@require_safe
def archive_month(request: HttpRequest, year: str, month: str) -> HttpResponseBase:
    """The days of a month on which stories came out. 404 for a month without any."""
    first, at = _day_or_404(int(year), int(month), 1), timezone.now()
    days = (first + timedelta(days=n) for n in range(monthrange(first.year, first.month)[1]))
    # A story of each day is enough to know the day by: as many small reads as there are days, in one query.
    firsts: list[Any] = [Subquery(_within(day, 1, at).order_by("-first_published_at").values("pk")[:1]) for day in days]
    moments = Edition.objects.visible(at).filter(pk__in=firsts).order_by("first_published_at")
    found = [local(moment).date() for moment in moments.values_list("first_published_at", flat=True)]
    if not found:
        raise Http404
    name = format_date(first, "F Y")
    context = {"name": name, "days": [(f"/archive/{day:%Y/%m/%d}/", format_date(day, "l, F j")) for day in found]}
    about = {"title": f"Archive: {name}", "description": f"The days of {name}, and the stories of each."}
    return page(request, "articles/archive_month.html", context, **about)


@require_safe
def archive_day(request: HttpRequest, year: str, month: str, day_of_month: str) -> HttpResponseBase:
    """The stories first published on a day. 404 for a day without any."""
    at = timezone.now()
    which = _day_or_404(int(year), int(month), int(day_of_month))
    stories = story_page(_within(which, 1, at), request, at)
    if not stories and stories.is_first:
        raise Http404
    context = {
        "name": format_date(which, "l, F j, Y"),
        "stories": stories,
        "month": f"/archive/{which:%Y/%m}/",
        "day": request.path,
    }
    about = {"title": f"Stories of {day(which)}", "description": f"What we first published on {context['name']}."}
    return page(request, "articles/archive_day.html", context, **about)


def _within(first: date, days: int, at: datetime) -> QuerySet[Edition]:
    """What can be read of the stories first published in these days."""
    zone = timezone.get_default_timezone()
    start, end = (datetime.combine(d, time.min, tzinfo=zone) for d in (first, first + timedelta(days=days)))
    return Edition.objects.visible(at).filter(first_published_at__gte=start, first_published_at__lt=end)


def _day_or_404(year: int, month: int, day_of_month: int) -> date:
    """The day; 404 for one no calendar has, and at the ends of time, where a day more cannot be reckoned."""
    try:
        found = date(year, month, day_of_month)
    except ValueError as error:
        raise Http404 from error
    if not 1 < found.year < 9999:
        raise Http404
    return found


def _years(first: datetime, last: datetime) -> list[tuple[int, list[tuple[str, str]]]]:
    """The years from the last story to the first, each with its months."""
    return [(year, _months(year, first, last)) for year in range(last.year, first.year - 1, -1)]


def _months(year: int, first: datetime, last: datetime) -> list[tuple[str, str]]:
    """(name, path) of the year's months between the first story and the last."""
    start = first.month if year == first.year else 1
    end = last.month if year == last.year else 12
    return [(format_date(date(year, m, 1), "F"), f"/archive/{year:04}/{m:02}/") for m in range(start, end + 1)]
