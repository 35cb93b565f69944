"""The page of a topic: what it is, where it lies, its stories and those of all topics below it, who speaks on it."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from articles.models import Image, Topic, TopicAlias, TopicStory
from articles.models.json_rows import AsStored, JsonRows, moment_in
from articles.press.editions import picture_now
from articles.press.listing import list_data
from articles.press.picture import topic_figure
from articles.reader.cursor import ListPage, joined, stand_in, stood_rows
from articles.reader.errors import moved
from articles.reader.pages import moulded_page, own_path, page, refused_page
from articles.reader.statements import OneRead
from articles.reader.subjects import public_topics, topic_now
from articles.reader.topics.around import Around, around
from articles.reader.topics.lately import READ, Lately, lately_on, quotes_in, related_to
from articles.reader.topics.narrowing import StoriesFilter, whole_page
from articles.reader.topics.timeline import told_in

_NAMES = 12
_TEMPLATE = "articles/topic_detail.html"
_ALL_SECTIONS, _ALL_KINDS = ("", "All sections"), ("", "All kinds")


class TopicRow(NamedTuple):
    """What a topic's page tells of it, its other names as JSON; `oldest` is the moment of its oldest story."""

    pk: int
    name: str
    slug: str
    description: str
    parent: int | None
    merged_into: int | None
    picture: int | None
    other_names: str | None
    oldest: datetime | str | None

    @property
    def path(self) -> str:
        return f"/topics/{self.slug}/"


def _topic(at: datetime, slug: str) -> QuerySet:
    names = TopicAlias.objects.filter(topic=OuterRef("pk")).order_by().values("topic")
    listed = TopicStory.objects.filter(topic=OuterRef("pk")).order_by("first_published_at").values("first_published_at")
    topics = Topic.objects.filter(slug=slug).order_by()
    topics = topics.annotate(
        names=Subquery(names.annotate(rows=JsonRows("name")).values("rows")), oldest=Subquery(listed[:1])
    )
    return topics.values_list(
        "pk", "name", "slug", "description", "parent", "merged_into", "picture", "names", AsStored(F("oldest"))
    )


_read_topic = OneRead(_topic, str)


@require_safe
def topic_detail(request: HttpRequest, slug: str) -> HttpResponseBase:
    """A topic's stories, narrowed by section, kind, year and month where asked; what they have in common above a
    whole list. An old name, another name and one merged away lead to the topic. 400 for what nobody can choose."""
    at = timezone.now()
    row = _read_topic.first(at, slug)
    topic = TopicRow(*row) if row else None
    if topic is None or topic.merged_into or not topic.oldest:
        return lead_on(slug, at)
    if any(request.GET.get(name) for name in StoriesFilter.base_filters):
        return _narrowed(request, topic, at)
    stories = whole_page(request, topic.pk, at)
    # Beyond the end of a topic that readers know there is a page without stories; of a hidden one there is none.
    if not stories and (stories.is_first or not public_topics(at).filter(pk=topic.pk).exists()):
        raise Http404
    lately = lately_on(topic.pk, at) if stories.is_first else None
    lies = around(topic.pk, topic.parent, at, met=[one.pk for one in lately.topic] if lately else ())
    words, texts = _told(topic, lies, stories)
    if lately:
        more, texts["quotes"] = _lately(lately, lies, at)
        words |= more
    words |= told_in(moment_in(topic.oldest), at, None, topic.pk)
    way = [("Topics", "/topics/"), *((near.name, f"/topics/{near.slug}/") for near in lies.above)]
    texts["data"] = list_data(own_path(request), topic.name, stories.rows, above=way)
    return moulded_page(request, _TEMPLATE, words, texts, **_about(topic))


def _narrowed(request: HttpRequest, topic: TopicRow, at: datetime) -> HttpResponseBase:
    """Those of the topic's stories that are asked for; 400 for what nobody can choose."""
    asked = StoriesFilter(request.GET, topic.pk, at)
    stories = asked.page(request) if asked.is_valid() else None
    if not stories and not public_topics(at).filter(pk=topic.pk).exists():
        raise Http404
    words, texts = _told(topic, around(topic.pk, topic.parent, at), stories)
    chosen = {f"asked_{name}": asked.form[name].value() for name in ("section", "genre")}
    words |= {"form": asked.form, "sections": asked.choices("section"), "genres": asked.choices("genre"), **chosen}
    words |= {"narrowed": True, "stories": stories, "picture": texts["picture"], "kept": asked.kept}
    if stories is None:
        return refused_page(request, _TEMPLATE, words, **_about(topic))
    year, month = (asked.form.cleaned_data[name] for name in ("year", "month"))
    told = format_date(asked.stretch[0], "F Y" if month else "Y") if asked.stretch else ""
    words |= told_in(moment_in(topic.oldest or at), at, year, topic.pk)
    words |= {"asked_year": year, "asked_month": month, "told": told, "first": f"{topic.path}?{urlencode(asked.asked)}"}
    return page(request, _TEMPLATE, words, **{**_about(topic), "path": request.path, "noindex": True})


def lead_on(slug: str, at: datetime, rest: str = "") -> HttpResponseBase:
    """301 to the topic that the name leads to, to what lies `rest` below it. Raises Http404 where there is none."""
    now = topic_now(slug, at)
    if now and now != slug:
        return HttpResponsePermanentRedirect(f"/topics/{now}/{rest}")
    leads_to = moved(f"/topics/{slug}/", rest)
    if leads_to is None:
        raise Http404
    return leads_to


def _told(topic: TopicRow, lies: Around, stories: ListPage | None) -> tuple[dict[str, Any], dict[str, str]]:
    """What stands on every page of the topic."""
    names = sorted(name for (name,) in json.loads(topic.other_names or "[]"))
    picture = topic_figure(picture_now(Image.objects.get(pk=topic.picture))) if topic.picture else ""
    words: dict[str, Any] = {
        "topic": topic,
        "other_names": tuple(names[:_NAMES]),
        "above": lies.above,
        "below": lies.below,
        "first": topic.path,
    }
    words["stories"] = stand_in(stories, "stories") if stories is not None else None
    return words, {"picture": mark_safe(picture), **(stories.texts("stories", "card") if stories else {})}


def _about(topic: TopicRow) -> dict[str, Any]:
    described = topic.description or f"Every story we have published on {topic.name}, the newest first."
    return {"title": topic.name, "description": described, "feed": topic.path}


def _lately(lately: Lately, lies: Around, at: datetime) -> tuple[dict[str, Any], str]:
    """What stands beside a whole list, and what it can be narrowed by; the quotes as HTML. One query."""
    quotes = quotes_in(lately.editions, at)
    sections, kinds = (tuple((one.slug, one.name) for one in kind) for kind in (lately.section, lately.genre))
    words: dict[str, Any] = {
        "quoted": tuple(lately.speaker),
        "related": tuple(related_to(lately.topic, lies.met)),
        "read": READ if len(lately.editions) >= READ else 0,
        "quotes": stood_rows("quotes") if quotes else (),
        "sections": (_ALL_SECTIONS, *sections),
        "genres": (_ALL_KINDS, *kinds),
    }
    return words, joined(quotes, "figure")
