"""Splitting a topic at the desk: which of its stories go, and where to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from articles.admin.permissions import who
from articles.admin.topic_care.asking import attempt, back, keys_in, maybe_topic, page, require, topic_of
from articles.editorial import EditorialError
from articles.editorial.topics import NewTopic, Part, split_topic
from articles.models import Article, Section, Tagging, Topic

_STORIES_SHOWN, _CHOICES_SHOWN = 100, 30
_CHOSEN = Tagging.Status.CHOSEN


@dataclass(frozen=True, slots=True)
class Choice:
    """A topic or section that some of the stories have, and how many."""

    key: int
    name: str
    stories: int


@require_http_methods(["GET", "HEAD", "POST"])
def split(request: HttpRequest, object_id: str) -> HttpResponse:
    """Stories ticked, those with another topic too, or those of a section; to a new topic or one there is."""
    require(request)
    topic = topic_of(object_id)

    def act() -> str:
        done = split_topic(topic, _part(request), into=_into(request), by=who(request), at=timezone.now())
        moved = len(done.detail["taggings"]) + len(done.detail["dropped"])
        other = Topic.objects.get(pk=done.detail["into"])
        return f"{moved} {'story' if moved == 1 else 'stories'} of “{topic}” went to “{other}”."

    if request.method == "POST" and attempt(request, act):
        return back(request)
    context = {
        "topic": topic,
        "stories": _stories(topic, request),
        "ticked": keys_in(request.POST, "story", _STORIES_SHOWN),
        "topics": _beside(topic),
        "sections": _sections(topic),
        "total": topic.taggings.filter(status=_CHOSEN).count(),
        "asked": request.POST,
        "other": maybe_topic(request.POST.get("other")),
        "title": f"Split {topic}",
    }
    return page(request, "split.html", context)


def _part(request: HttpRequest) -> Part:
    which = request.POST.get("which", "stories")
    if which == "topic":
        beside = maybe_topic(request.POST.get("with_topic"))
        if beside is None:
            raise EditorialError("Choose the topic that the stories carry too.")
        return Part(with_topic=beside)
    if which == "section":
        section = Section.objects.filter(pk__in=keys_in(request.POST, "in_section", 1)).first()
        if section is None:
            raise EditorialError("Choose the section of the stories.")
        return Part(in_section=section)
    return Part(stories=keys_in(request.POST, "story", _STORIES_SHOWN))


def _into(request: HttpRequest) -> Topic | NewTopic:
    if request.POST.get("to") == "other":
        other = maybe_topic(request.POST.get("other"))
        if other is None:
            raise EditorialError("Choose the topic the stories go to.")
        return other
    return NewTopic(request.POST.get("name", "")[:1000], beside="beside" in request.POST)


def _stories(topic: Topic, request: HttpRequest) -> list[Article]:
    """The newest that carry it, of those the person may view."""
    seen = Article.objects.viewable_by(who(request)).values("pk")
    rows = topic.taggings.filter(status=_CHOSEN, article__in=seen).order_by("-first_published_at", "-article")
    told = rows.select_related("article__section").only(
        "article__headline", "article__slugline", "article__section__name", "article__first_published_at"
    )
    return [row.article for row in told[:_STORIES_SHOWN]]


def _beside(topic: Topic) -> list[Choice]:
    """The topics most often on the same stories."""
    own = topic.taggings.filter(status=_CHOSEN).order_by().values("article")
    rows = Tagging.objects.filter(status=_CHOSEN, article__in=own, topic__merged_into=None).exclude(topic=topic)
    return _choices(rows.order_by().values_list("topic", "topic__name"))


def _sections(topic: Topic) -> list[Choice]:
    rows = topic.taggings.filter(status=_CHOSEN, article__section__isnull=False)
    return _choices(rows.order_by().values_list("article__section", "article__section__name"))


def _choices(rows: Any) -> list[Choice]:
    counted = rows.annotate(stories=Count("pk")).order_by("-stories")[:_CHOICES_SHOWN]
    return [Choice(*row) for row in counted]
