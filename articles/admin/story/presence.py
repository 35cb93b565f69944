"""Who else is in a story, told to the pages that have it open."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from articles.admin.permissions import who
from articles.admin.story.rows import clock
from articles.editorial import attend, leave
from articles.editorial.attending import Attendance, Somebody
from articles.models import Article

# Where somebody's cursor is, in words; of paragraphs the page that asks knows how they begin.
_WHERE = {
    "slugline": "in the slugline",
    "kicker": "in the kicker",
    "headline": "in the headline",
    "dek": "in the dek",
    "bylines": "in the byline",
    "byline_override": "in the byline",
    "dateline_place": "in the dateline",
    "dateline_source": "in the dateline",
    "dateline_date": "in the dateline",
    "body": "in the text",
    "section": "in the section",
    "topics": "at the tagging bench",
    "lead_image": "in the picture",
    "editors_note": "in the notes",
    "seo_headline": "in the headline for search",
    "social_headline": "in the headline for sharing",
}


@require_POST
def story_presence(request: HttpRequest, object_id: str) -> JsonResponse:
    """The page is open, at a place; or (`gone`) it is being closed. Answers who else is there and what stands."""
    if not object_id.isdigit() or len(object_id) > 18:
        raise Http404("No such story.")
    at = timezone.now()
    if "gone" in request.POST:
        leave(int(object_id), by=who(request), at=at)
        return JsonResponse({})
    try:
        attendance = attend(
            int(object_id),
            place=request.POST.get("place", "")[:40],
            is_typing=request.POST.get("typing") == "1",
            by=who(request),
            at=at,
        )
    except Article.DoesNotExist as missing:
        raise Http404("No such story.") from missing
    return JsonResponse(_told(attendance, at))


def _told(attendance: Attendance, at: datetime) -> dict[str, Any]:
    saver = "You" if attendance.is_own_save else attendance.saved_by
    return {
        "others": [_other(one, at) for one in attendance.others],
        "version": attendance.version,
        "saved": f"{saver} saved version {attendance.version} at {clock(attendance.saved_at, at)}",
    }


def _other(one: Somebody, at: datetime) -> dict[str, Any]:
    return {
        "id": one.pk,
        "name": one.name,
        "since": clock(one.since, at),
        "block": one.place if one.place.startswith("p-") else "",
        "where": _WHERE.get(one.place, ""),
        "typing": one.is_typing,
    }
