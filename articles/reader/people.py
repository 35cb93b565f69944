"""All people from A to Z. Who stands only on hidden stories is hidden too."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.reader.alphabet import name_page
from articles.reader.name_filter import PersonFilter
from articles.reader.pages import page, refused_page
from articles.reader.subjects import public_people


@require_safe
def person_list(request: HttpRequest) -> HttpResponseBase:
    """People from A to Z: those who write here, those who are quoted; `find` narrows by what a name begins with."""
    asked = PersonFilter(request.GET, queryset=public_people(timezone.now()))
    about: dict[str, Any] = {
        "title": "People",
        "description": "Everyone who writes here and everyone we have quoted, by name.",
    }
    if not asked.is_valid():
        return refused_page(request, "articles/person_list.html", {"asked": asked}, **about)
    names = name_page(asked.qs.values("name", "slug", "folded_name", "pk", "title", "is_staff_writer"), request)
    if asked.asked:
        about |= {"path": request.path, "noindex": True}
    return page(request, "articles/person_list.html", {"names": names, "asked": asked}, **about)
