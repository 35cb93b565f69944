"""The front page: a lead, seconds, what people said, and a river for each section."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import OuterRef, Q, Subquery
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from articles.models import Edition, Section
from articles.press.cards import as_lead
from articles.reader.pages import page
from articles.reader.quotes import one_a_story, spoken

_NEWEST = 12
_SECONDS = 4
_RIVER = 4
_QUOTES, _QUOTES_READ = 3, 40
_COLUMNS = ("article_id", "section_id", "card", "lead_image_id", "first_published_at")


@require_safe
def front(request: HttpRequest) -> HttpResponseBase:
    """Five queries, however many stories and sections there are. No story stands twice."""
    at = timezone.now()
    newest = list(
        Edition.objects.visible(at).filter(first_published_at__lte=at).newest_first().values(*_COLUMNS)[:_NEWEST]
    )
    lead = _with_picture_first(newest)[0] if newest else None
    seconds = [story for story in newest if story is not lead][:_SECONDS]
    shown = {story["article_id"] for story in [lead, *seconds] if story}
    context = {
        "lead": mark_safe(as_lead(lead["card"])) if lead else "",
        "seconds": seconds,
        "quotes": one_a_story(spoken(at).order_by("-first_published_at", "-id")[:_QUOTES_READ], _QUOTES),
        "rivers": _rivers(at, shown),
    }
    return page(request, "articles/front.html", context, title="", description=settings.SITE_TAGLINE)


def _rivers(at: datetime, shown: set[int]) -> list[dict[str, Any]]:
    """The newest stories of each section in the navigation, those left out that stand above."""
    readable = Edition.objects.visible(at).filter(first_published_at__lte=at)
    # The moment of the section's last story that can be wanted: from there on, two queries serve all sections.
    of_section = readable.filter(section=OuterRef("pk")).newest_first()
    reach = Subquery(of_section.values("first_published_at")[_RIVER + _SECONDS : _RIVER + _SECONDS + 1])
    sections = list(Section.objects.in_navigation().annotate(since=reach).values("pk", "name", "slug", "since"))
    wanted = Q(pk__in=[])
    for section in sections:
        of_this = Q(section=section["pk"])
        wanted |= of_this & Q(first_published_at__gte=section["since"]) if section["since"] else of_this
    stories = [s for s in readable.filter(wanted).newest_first().values(*_COLUMNS) if s["article_id"] not in shown]
    rivers = []
    for section in sections:
        own = [story for story in stories if story["section_id"] == section["pk"]][:_RIVER]
        if own:
            rivers.append({**section, "stories": _with_picture_first(own)})
    return rivers


def _with_picture_first(stories: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The newest story that has a picture, then the others in their order."""
    lead = next((story for story in stories if story["lead_image_id"]), stories[0])
    return [lead, *(story for story in stories if story is not lead)]
