"""The screens of the tagging bench: the queue with a story beside it, a story alone, more of the queue."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.admin import site
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.admin.permissions import who
from articles.admin.tagging.pane import pane_of, story_to_tag
from articles.admin.tagging.queue import (
    MOST_COUNTED,
    SHOWN,
    WHAT,
    WHERE,
    Asked,
    Row,
    after,
    how_many,
    queue_of,
    rows_of,
)
from articles.advice.topics.near import near_topics
from articles.editorial.tagging import RIGHT
from articles.editorial.topic_making import MAKE
from articles.models import Article, Section
from articles.models.rights import may


@require_safe
def bench(request: HttpRequest) -> HttpResponse:
    """The queue, narrowed by `what`, `where` and `section`, and a story of it: the one asked for, else the first.

    The first is one that nobody else has open, where there is one.
    """
    user, at = who(request), timezone.now()
    if not may(user, RIGHT):
        raise PermissionDenied
    asked = Asked.of(request.GET)
    waiting = queue_of(user, asked, at)
    rows = rows_of(waiting, user, at, SHOWN + 1)
    story = _asked_for(request) or _first_free(rows)
    number = how_many(waiting)
    context = {
        **site.each_context(request),
        "title": "Tagging bench",
        "asked": asked,
        "what": WHAT,
        "where": WHERE,
        "sections": list(Section.objects.values_list("pk", "name")),
        "rows": rows[:SHOWN],
        "is_more": len(rows) > SHOWN,
        "left": min(number, MOST_COUNTED),
        "is_cut": number > MOST_COUNTED,
        **_shown(request, story, at),
    }
    if story is not None:
        context["next"] = after(waiting, context["article"]).values_list("pk", flat=True).first()
    return TemplateResponse(request, "admin/tagging/bench.html", context)


@require_safe
def bench_story(request: HttpRequest, pk: int) -> HttpResponse:
    """One story for the page's script; whoever comes by hand is led to the bench with it."""
    if request.headers.get("X-Desk") != "panel":
        story_to_tag(who(request), pk)
        return HttpResponse(status=302, headers={"Location": f"{reverse('admin:tagging')}?story={pk}"})
    return TemplateResponse(request, "admin/tagging/_story.html", _shown(request, pk, timezone.now()))


@require_safe
def bench_more(request: HttpRequest, pk: int) -> HttpResponse:
    """The lines of the queue after a story's."""
    user, at = who(request), timezone.now()
    if not may(user, RIGHT):
        raise PermissionDenied
    last = Article.objects.viewable_by(user).filter(pk=pk).only("updated_at").first() if pk < 2**63 else None
    if last is None:
        raise Http404("No such story.")
    rows = rows_of(after(queue_of(user, Asked.of(request.GET), at), last), user, at, SHOWN + 1)
    context = {"rows": rows[:SHOWN], "is_more": len(rows) > SHOWN, "asked": Asked.of(request.GET)}
    return TemplateResponse(request, "admin/tagging/_rows.html", context)


@require_safe
def bench_near(request: HttpRequest) -> JsonResponse:
    """Topics that may be meant by a name, before another of it is made."""
    if not may(who(request), MAKE):
        raise PermissionDenied
    near = near_topics(request.GET.get("q", "")[:200])
    results = [
        {"id": one.topic.pk, "text": one.topic.name, "note": f"{one.why} · {one.topic.get_kind_display().lower()}"}
        for one in near
        if not one.topic.retired
    ]
    return JsonResponse({"results": results})


def _asked_for(request: HttpRequest) -> int | None:
    said = request.GET.get("story", "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 19 else None


def _first_free(rows: list[Row]) -> int | None:
    free = [row.article.pk for row in rows if not row.others]
    return free[0] if free else rows[0].article.pk if rows else None


def _shown(request: HttpRequest, story: int | None, at: datetime) -> dict[str, Any]:
    if story is None:
        return {}
    article = story_to_tag(who(request), story)
    return {**pane_of(article, who(request), at), "asked": Asked.of(request.GET)}
