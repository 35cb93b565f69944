"""The chrome as it is now: one small query for the navigation, or none where a page's own statement reads it too."""

from __future__ import annotations

import json
from functools import lru_cache

from django.db.models import QuerySet, Subquery
from django.http import HttpRequest

from articles.models import Section
from articles.models.json_rows import JsonRows
from articles.press.chrome import Chrome, Navigation, render_chrome
from articles.reader.statements import OneRead


def navigation() -> QuerySet:
    """The sections that are in the navigation, in one row of one column."""
    shown = Section.objects.in_navigation().order_by().values("in_nav")
    return shown.annotate(rows=JsonRows("position", "name", "slug")).values("rows")


def navigation_read_along() -> Subquery:
    """The same as a column of another query."""
    return Subquery(navigation())


_read_navigation = OneRead(lambda at: navigation())


def current_chrome() -> Chrome:
    """The chrome for the sections that are in the navigation."""
    row = _read_navigation.first()
    return chrome_of(row[0] if row else None)


def chrome_for(request: HttpRequest) -> Chrome:
    """The chrome of a page that answers this request: without a query where the navigation was read along."""
    return chrome_of(request.navigation) if hasattr(request, "navigation") else current_chrome()


def chrome_of(rows: str | None) -> Chrome:
    """The chrome for what `navigation` read; None where no section is in it."""
    return render_chrome(_sections(rows or "[]"))


@lru_cache(maxsize=16)
def _sections(rows: str) -> Navigation:
    return tuple((name, f"/sections/{slug}/") for _, name, slug in sorted(json.loads(rows)))
