"""Pages of sections: each with its stories, and all of them."""

from __future__ import annotations

from typing import NamedTuple

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import Edition
from articles.press.listing import list_data
from articles.press.picture import OPENING_SECTION
from articles.reader.cursor import STORY, ListRead, stand_in
from articles.reader.pages import moulded_page, own_path, page
from articles.reader.statements import OneRead
from articles.reader.subjects import public_sections


class SectionRow(NamedTuple):
    """What the page of a section tells of it."""

    pk: int
    name: str
    slug: str
    description: str

    @property
    def path(self) -> str:
        return f"/sections/{self.slug}/"


_read_section = OneRead(
    lambda at, slug: public_sections(at).filter(slug=slug).order_by().values_list(*SectionRow._fields), str
)
_section_stories = ListRead(lambda at, pk: Edition.objects.visible(at).filter(section=pk), int, columns=STORY)


@require_safe
def section_detail(request: HttpRequest, slug: str) -> HttpResponseBase:
    at = timezone.now()
    row = _read_section.first(at, slug)
    if row is None:
        raise Http404
    section = SectionRow(*row)
    stories = _section_stories.story_page(request, at, section.pk, opening=OPENING_SECTION)
    data = list_data(own_path(request), section.name, stories.rows, above=[("Front page", "/")])
    words = {"section": section, "stories": stand_in(stories, "stories")}
    texts = {"data": data, **stories.texts("stories", "card")}
    described = section.description or f"Every story we have published in {section.name}, the newest first."
    about = {"title": section.name, "description": described, "feed": section.path}
    return moulded_page(request, "articles/section_detail.html", words, texts, **about)


@require_safe
def section_list(request: HttpRequest) -> HttpResponseBase:
    """The sections in their order: those in the navigation, and others in which a story can be read."""
    sections = list(public_sections(timezone.now()).values("name", "slug", "description"))
    about = {"title": "Sections", "description": "Every part of our site: what it is about, and its newest stories."}
    return page(request, "articles/section_list.html", {"sections": sections}, **about)
