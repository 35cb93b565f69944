"""Calling a topic otherwise and moving it in the tree at the desk, looked at while one types."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from articles.admin.permissions import who
from articles.admin.topic_care.asking import attempt, back, maybe_topic, page, require, topic_of
from articles.advice.topic_care.alike import stories_of
from articles.advice.topics.near import near_topics
from articles.editorial import EditorialError
from articles.editorial.topics import checked_name, free_slug, move_topic, refuse_move, rename_topic
from articles.models import Topic

_MAKE = "topic.create_or_edit"
_LONGEST_TYPED = 1000


@require_http_methods(["GET", "HEAD", "POST"])
def rename(request: HttpRequest, object_id: str) -> HttpResponse:
    """A form with the name; what was typed stays where it is refused."""
    require(request, _MAKE)
    topic = topic_of(object_id)
    name = request.POST.get("name", topic.name)[:_LONGEST_TYPED]
    new_address = request.method != "POST" or "new_address" in request.POST

    def act() -> str:
        renaming = rename_topic(topic, name, by=who(request), at=timezone.now(), new_address=new_address)
        old, new = renaming.detail["name"]
        return f"“{old}” is called “{new}” now."

    if request.method == "POST" and attempt(request, act):
        return back(request)
    context = {
        "topic": topic,
        "name": name,
        "new_address": new_address,
        "stories": stories_of([topic.pk])[topic.pk],
        "title": f"Rename {topic}",
    }
    return page(request, "rename.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, object_id: str) -> HttpResponse:
    """A form with the place; none is the top."""
    require(request, _MAKE)
    topic = topic_of(object_id)
    below = maybe_topic(request.POST.get("below"))

    def act() -> str:
        if request.POST.get("below") and below is None:
            raise EditorialError("There is no such topic to move it below.")
        move_topic(topic, below=below, by=who(request), at=timezone.now())
        return f"“{topic}” lies {f'below “{below}”' if below else 'at the top'} now."

    if request.method == "POST" and attempt(request, act):
        return back(request)
    children = list(topic.children.filter(merged_into=None).order_by("name")[:50])
    return page(request, "move.html", {"topic": topic, "below": below, "children": children, "title": f"Move {topic}"})


@require_safe
def check(request: HttpRequest) -> JsonResponse:
    """What would come of a name (`name`) or a place (`below`) for a topic, before it is asked for."""
    require(request, _MAKE)
    topic = topic_of(request.GET.get("topic"))
    if "name" in request.GET:
        return JsonResponse(_checked_name(topic, request.GET["name"][:_LONGEST_TYPED]))
    below = maybe_topic(request.GET.get("below"))
    try:
        refuse_move(topic, below)
    except EditorialError as refusal:
        return JsonResponse({"error": str(refusal)})
    return JsonResponse({"error": "", "told": f"Will lie {f'below “{below}”' if below else 'at the top'}."})


def _checked_name(topic: Topic, name: str) -> dict[str, Any]:
    try:
        name = checked_name(name, topic)
    except EditorialError as refusal:
        return {"error": str(refusal), "near": []}
    near = [
        {
            "text": f"“{one.topic}” ({one.why})",
            "url": f"{reverse('admin:articles_topic_merge', args=[topic.pk])}?other={one.topic.pk}",
        }
        for one in near_topics(name, apart_from=topic.pk)
    ]
    return {"error": "", "told": f"Its address: /topics/{free_slug(name, topic)}/", "near": near}
