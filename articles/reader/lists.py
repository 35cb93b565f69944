"""Pages that list stories: a section, a topic, a day; and all topics from A to Z."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import FilteredRelation, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import Edition, Topic
from articles.press.listing import list_data
from articles.reader.alphabet import name_page
from articles.reader.cursor import Order, story_page
from articles.reader.name_filter import TopicFilter
from articles.reader.pages import own_path, page, refused_page
from articles.reader.subjects import CHOSEN, public_sections, public_topics

TAGGED = Order("tagging__first_published_at", "tagging__article_id")


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
def topic_detail(request: HttpRequest, slug: str) -> HttpResponseBase:
    """A topic's stories. The address of one merged away leads to the one it went into."""
    at = timezone.now()
    topic: Topic = get_object_or_404(Topic.objects.select_related("merged_into"), slug=slug)
    if topic.merged_into:
        return _to_merged(topic.merged_into, at)
    stories = story_page(on_topic(topic, at), request, at, order=TAGGED)
    # Beyond the end of a topic that readers know there is a page without stories; of a hidden one there is none.
    if not stories and (stories.is_first or not public_topics(at).filter(pk=topic.pk).exists()):
        raise Http404
    context = {"topic": topic, "stories": stories, **relatives(topic, at)}
    about = {"title": topic.name, "description": topic.description, "feed": topic.get_absolute_url()}
    data = list_data(own_path(request), topic.name, stories.rows, above=[("Topics", "/topics/")])
    return page(request, "articles/topic_detail.html", context, data=data, **about)


@require_safe
def topic_list(request: HttpRequest) -> HttpResponseBase:
    """Topics from A to Z, each with the one above it where the public knows that one too; by kind and name."""
    at = timezone.now()
    asked = TopicFilter(request.GET, queryset=public_topics(at))
    about: dict[str, Any] = {
        "title": "Topics",
        "description": "Every subject, person, place and event our stories are about.",
    }
    if not asked.is_valid():
        return refused_page(request, "articles/topic_list.html", {"asked": asked}, **about)
    names = name_page(asked.qs.values("name", "slug", "folded_name", "pk", "parent_id"), request)
    rows = [row for _, group in names.letters for row in group]
    above = public_topics(at).filter(pk__in={row["parent_id"] for row in rows}).values("pk", "name", "slug")
    by_id = {parent["pk"]: parent for parent in above}
    for row in rows:
        row["parent"] = by_id.get(row["parent_id"])
    if asked.asked:
        about |= {"path": request.path, "noindex": True}
    return page(request, "articles/topic_list.html", {"names": names, "asked": asked}, **about)


@require_safe
def section_list(request: HttpRequest) -> HttpResponseBase:
    """The sections in their order: those in the navigation, and others in which a story can be read."""
    sections = list(public_sections(timezone.now()).values("name", "slug", "description"))
    about = {"title": "Sections", "description": "Every part of our site: what it is about, and its newest stories."}
    return page(request, "articles/section_list.html", {"sections": sections}, **about)


def on_topic(topic: Topic, at: datetime) -> QuerySet[Edition]:
    """The topic's stories, to be read along the index of its taggings."""
    chosen = Q(article__taggings__topic=topic, article__taggings__status=CHOSEN)
    return Edition.objects.visible(at).alias(tagging=FilteredRelation("article__taggings", condition=chosen))


def _to_merged(topic: Topic, at: datetime) -> HttpResponseBase:
    get_object_or_404(public_topics(at), pk=topic.pk)
    return HttpResponsePermanentRedirect(topic.get_absolute_url())


def relatives(topic: Topic, at: datetime) -> dict[str, Any]:
    """The topics above and below that the public knows of."""
    near = public_topics(at).filter(Q(parent=topic) | Q(pk=topic.parent_id)).order_by("name")
    found = list(near.values("pk", "name", "slug"))
    return {
        "parent": next((row for row in found if row["pk"] == topic.parent_id), None),
        "children": [row for row in found if row["pk"] != topic.parent_id],
    }
