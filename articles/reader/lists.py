"""Pages of sections: each with its stories, and all of them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import Edition
from articles.press.listing import list_data
from articles.reader.cursor import story_page
from articles.reader.pages import own_path, page
from articles.reader.subjects import public_sections


@require_safe
def section_detail(request: HttpRequest, slug: str) -> HttpResponseBase:
    at = timezone.now()
    section = get_object_or_404(public_sections(at), slug=slug)
    stories = Edition.objects.visible(at).filter(section=section)
    context: dict[str, Any] = {"section": section, "stories": story_page(stories, request, at)}
    about = {"title": section.name, "description": section.description, "feed": section.get_absolute_url()}
    data = list_data(own_path(request), section.name, context["stories"].rows, above=[("Front page", "/")])
    return page(request, "articles/section_detail.html", context, data=data, **about)


@require_safe
def section_list(request: HttpRequest) -> HttpResponseBase:
    """The sections in their order: those in the navigation, and others in which a story can be read."""
    sections = list(public_sections(timezone.now()).values("name", "slug", "description"))
    about = {"title": "Sections", "description": "The parts of our site, and what each is about."}
    return page(request, "articles/section_list.html", {"sections": sections}, **about)
