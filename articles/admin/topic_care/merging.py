"""Merging a topic at the desk: choose the other, see all that it touches, say so."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from articles.admin.permissions import who
from articles.admin.topic_care.asking import any_topic, attempt, back, maybe_topic, page, require, topic_of
from articles.advice.topic_care.alike import stories_of
from articles.advice.topic_care.preview import merge_preview
from articles.advice.topics.near import near_topics, same_stories
from articles.editorial import EditorialError
from articles.editorial.topics import merge_topics, refuse_merge
from articles.models import Article, Topic


@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HttpRequest, object_id: str) -> HttpResponse:
    """`other` is the other topic, `keep` the one that stays: as asked, else the one on more stories."""
    require(request)
    if request.method == "POST":
        return _merged(request, object_id)
    topic = topic_of(object_id)
    other = maybe_topic(request.GET.get("other"))
    if other is None or other.pk == topic.pk:
        near = [*near_topics(topic.name, apart_from=topic.pk), *same_stories(topic)]
        context = {"topic": topic, "near": near, "title": f"Merge {topic} with another topic"}
        return page(request, "merge.html", context)
    source, into = _which_stays(topic, other, request.GET.get("keep", ""))
    context = {
        "topic": topic,
        "other": other,
        "source": source,
        "into": into,
        "preview": merge_preview(source, into, seen=Article.objects.viewable_by(who(request))),
        "refusal": _refusal(source, into),
        "title": f"Merge {source} into {into}",
    }
    return page(request, "merge.html", context)


def _merged(request: HttpRequest, object_id: str) -> HttpResponse:
    topic, other = any_topic(object_id), any_topic(request.POST.get("other"))
    source, into = _which_stays(topic, other, request.POST.get("keep", ""))

    def act() -> str:
        merge_topics(source, into=into, by=who(request), at=timezone.now())
        return f"“{source}” is merged into “{into}”."

    attempt(request, act)
    return back(request)


def _which_stays(topic: Topic, other: Topic, keep: str) -> tuple[Topic, Topic]:
    """Which goes and which stays; of two on as many stories the older one."""
    if keep in {str(topic.pk), str(other.pk)}:
        return (other, topic) if keep == str(topic.pk) else (topic, other)
    times = stories_of([topic.pk, other.pk])
    source, into = sorted((topic, other), key=lambda one: (times[one.pk], -one.pk))
    return source, into


def _refusal(source: Topic, into: Topic) -> str:
    """Why the merge would be refused, before anybody asks for it."""
    try:
        refuse_merge(source, into)
    except EditorialError as refusal:
        return str(refusal)
    return ""
