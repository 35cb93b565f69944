"""The archive: years, the months of a year, the calendar of a month, the stories of a day, in the site's zone.

A year, month or day without stories answers 404, like one that no calendar has.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.views.decorators.http import require_safe

from articles.press.listing import list_data
from articles.press.moments import day
from articles.reader.calendar import (
    after_month,
    count_days,
    count_months,
    neighbours,
    stories_of,
    weeks_of,
    years_told,
)
from articles.reader.cursor import story_page
from articles.reader.pages import own_path, page

_WEEKDAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")


@require_safe
def archive_index(request: HttpRequest) -> HttpResponseBase:
    """The years that hold stories, the newest with its months: as many small reads as there are years, and one year."""
    at = timezone.now()
    years = years_told(at)
    context = {
        "years": [(year, f"/archive/{year:04}/") for year in years[1:]],
        "newest": years[0] if years else None,
        "months": _months(count_months(years[0], at)) if years else [],
    }
    about = {"title": "Archive", "description": "Every story we have published, by the day it first came out."}
    return page(request, "articles/archive_index.html", context, **about)


@require_safe
def archive_year(request: HttpRequest, year: str) -> HttpResponseBase:
    """The months of a year, each with how many stories came out. 404 for a year without any."""
    at, first = timezone.now(), _day_or_404(int(year), 1, 1)
    months = count_months(first.year, at)
    if not any(stories for _, stories in months):
        raise Http404
    earlier, later = neighbours(first, date(first.year + 1, 1, 1), at)
    context = {
        "name": str(first.year),
        "months": _months(months),
        "earlier": (f"/archive/{earlier:%Y}/", f"{earlier:%Y}") if earlier else None,
        "later": (f"/archive/{later:%Y}/", f"{later:%Y}") if later else None,
    }
    about = {
        "title": f"Archive: {first.year}",
        "description": f"The months of {first.year}, and how many stories first came out in each.",
    }
    return page(request, "articles/archive_year.html", context, **about)


@require_safe
def archive_month(request: HttpRequest, year: str, month: str) -> HttpResponseBase:
    """The month's calendar, each day with how many stories came out. 404 for a month without any."""
    first, at = _day_or_404(int(year), int(month), 1), timezone.now()
    squares = count_days(first, at)
    if not any(square.stories for square in squares):
        raise Http404
    earlier, later = neighbours(first, after_month(first), at)
    name = format_date(first, "F Y")
    context = {
        "name": name,
        "year": f"/archive/{first:%Y}/",
        "weekdays": _WEEKDAYS,
        "weeks": weeks_of(squares),
        "total": sum(square.stories for square in squares),
        "earlier": (f"/archive/{earlier:%Y/%m}/", format_date(earlier, "F Y")) if earlier else None,
        "later": (f"/archive/{later:%Y/%m}/", format_date(later, "F Y")) if later else None,
    }
    about = {"title": f"Archive: {name}", "description": f"The days of {name}, and the stories of each."}
    return page(request, "articles/archive_month.html", context, **about)


@require_safe
def archive_day(request: HttpRequest, year: str, month: str, day_of_month: str) -> HttpResponseBase:
    """The stories first published on a day, and the days before and after that have any. 404 for one without."""
    at = timezone.now()
    which = _day_or_404(int(year), int(month), int(day_of_month))
    following = which + timedelta(days=1)
    stories = story_page(stories_of(which, following, at), request, at)
    if not stories and stories.is_first:
        raise Http404
    earlier, later = neighbours(which, following, at)
    context: dict[str, Any] = {
        "name": format_date(which, "l, F j, Y"),
        "stories": stories,
        "month": (f"/archive/{which:%Y/%m}/", format_date(which, "F Y")),
        "day": request.path,
        "earlier": (f"/archive/{earlier:%Y/%m/%d}/", day(earlier)) if earlier else None,
        "later": (f"/archive/{later:%Y/%m/%d}/", day(later)) if later else None,
    }
    title = f"Stories of {day(which)}"
    data = list_data(own_path(request), title, stories.rows, above=[("Archive", "/archive/"), context["month"][::-1]])
    about = {"title": title, "description": f"What we first published on {context['name']}.", "data": data}
    return page(request, "articles/archive_day.html", context, **about)


def _day_or_404(year: int, month: int, day_of_month: int) -> date:
    """The day; 404 for one no calendar has, and at the ends of time, where a day more cannot be reckoned."""
    try:
        found = date(year, month, day_of_month)
    except ValueError as error:
        raise Http404 from error
    if not 1 < found.year < 9999:
        raise Http404
    return found


def _months(counted: list[tuple[date, int]]) -> list[tuple[str, str, int]]:
    """(name, path, stories) of each month."""
    return [(format_date(month, "F"), f"/archive/{month:%Y/%m}/", stories) for month, stories in counted]
