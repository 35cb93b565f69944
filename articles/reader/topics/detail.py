"""The page of a topic: what it is, where it lies, its stories and those of all topics below it, who speaks on it."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import OuterRef, Subquery
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.views.decorators.http import require_safe

from articles.models import Topic, TopicAlias, TopicStory
from articles.models.json_rows import JsonRows, moment_in
from articles.press.editions import picture_now
from articles.press.listing import list_data
from articles.press.picture import topic_figure
from articles.reader.cursor import ListPage
from articles.reader.pages import own_path, page, refused_page
from articles.reader.subjects import public_topics, topic_now
from articles.reader.topics.around import around
from articles.reader.topics.lately import READ, lately_on, quotes_on, related_to
from articles.reader.topics.narrowing import StoriesFilter
from articles.reader.topics.timeline import told_in

_NAMES = 12


@require_safe
def topic_detail(request: HttpRequest, slug: str) -> HttpResponseBase:
    """A topic's stories, narrowed by section, kind, year and month where asked; what they have in common above a
    whole list. An old name, another name and one merged away lead to the topic. 400 for what nobody can choose."""
    at = timezone.now()
    topic = _read(slug)
    if topic is None or topic.merged_into_id or not topic.oldest:
        return lead_on(slug, at)
    asked = StoriesFilter(request.GET, topic, at)
    place = around(topic, at)
    lately = _lately(topic, asked, place["above"], at) if is_whole(request, asked) else {}
    stories = asked.page(request) if asked.is_valid() else None
    # Beyond the end of a topic that readers know there is a page without stories; of a hidden one there is none.
    if not stories and (lately or not public_topics(at).filter(pk=topic.pk).exists()):
        raise Http404
    context = {**_about(topic), **place, **lately, "asked": asked, "stories": stories}
    about: dict[str, Any] = {"title": topic.name, "description": topic.description, "feed": topic.get_absolute_url()}
    if stories is None:
        return refused_page(request, "articles/topic_detail.html", context, **about)
    context |= _in_time(topic, asked, at)
    if asked.asked:
        about |= {"path": request.path, "noindex": True}
    else:
        about["data"] = _data(request, topic, stories, place["above"])
    return page(request, "articles/topic_detail.html", context, **about)


def is_whole(request: HttpRequest, asked: StoriesFilter) -> bool:
    """Whether the first page of all the topic's stories is asked for."""
    return not asked.asked and not request.GET.get("before")


def lead_on(slug: str, at: datetime, rest: str = "") -> HttpResponseBase:
    """301 to the topic that the name leads to, to what lies `rest` below it. Raises Http404 where there is none."""
    leads_to = topic_now(slug, at)
    if leads_to is None or leads_to == slug:
        raise Http404
    return HttpResponsePermanentRedirect(f"/topics/{leads_to}/{rest}")


def _read(slug: str) -> Any:
    """The topic with its picture, its other names (JSON) and the moment of its oldest story."""
    names = TopicAlias.objects.filter(topic=OuterRef("pk")).order_by().values("topic")
    oldest = TopicStory.objects.filter(topic=OuterRef("pk")).order_by("first_published_at").values("first_published_at")
    topics = Topic.objects.select_related("picture").annotate(
        other_names=Subquery(names.annotate(rows=JsonRows("name")).values("rows")), oldest=Subquery(oldest[:1])
    )
    return topics.filter(slug=slug).first()


def _about(topic: Any) -> dict[str, Any]:
    names = sorted(name for (name,) in json.loads(topic.other_names or "[]"))
    picture = topic_figure(picture_now(topic.picture)) if topic.picture else ""
    return {"topic": topic, "other_names": names[:_NAMES], "picture": picture}


def _lately(topic: Topic, asked: StoriesFilter, above: list[dict[str, Any]], at: datetime) -> dict[str, Any]:
    """What stands beside a whole list, and what it can be narrowed by. Three queries."""
    lately = lately_on(topic, at)
    asked.offer(*([(one.slug, one.name) for one in kind] for kind in (lately.section, lately.genre)))
    return {
        "quoted": lately.speaker,
        "related": related_to(topic, lately.topic, above),
        "quotes": quotes_on(topic, at),
        "read": READ,
    }


def _in_time(topic: Any, asked: StoriesFilter, at: datetime) -> dict[str, Any]:
    """The time line, where on it the list is, and the list's name. One query."""
    year, month = (asked.form.cleaned_data[name] for name in ("year", "month"))
    told = format_date(asked.stretch[0], "F Y" if month else "Y") if asked.stretch else ""
    line = told_in(topic, moment_in(topic.oldest), at, year)
    return {**line, "asked_year": year, "asked_month": month, "told": told, "first": _first(topic, asked)}


def _first(topic: Topic, asked: StoriesFilter) -> str:
    """The address of the list's first page."""
    return f"{topic.get_absolute_url()}?{urlencode(asked.asked)}" if asked.asked else topic.get_absolute_url()


def _data(request: HttpRequest, topic: Topic, stories: ListPage, above: list[dict[str, Any]]) -> Any:
    way = [("Topics", "/topics/"), *((row["name"], f"/topics/{row['slug']}/") for row in above)]
    return list_data(own_path(request), topic.name, stories.rows, above=way)
