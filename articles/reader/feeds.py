"""Feeds of the site, a section, a topic, a person, and of corrections: the newest thirty, each in three forms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet, Subquery
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.html import escape
from django.views.decorators.http import require_safe

from articles.models import Correction, Edition, EditionByline, Tagging
from articles.press.exchange.told import tag_uri
from articles.press.syndicated import in_xml, syndicated_body
from articles.reader.conditional import conditional
from articles.reader.feed_formats import FORMATS
from articles.reader.subjects import (
    CHOSEN,
    lately_naming,
    merged_slug,
    on_topic,
    public_people,
    public_sections,
    public_topics,
)

ITEMS = 30
_NEEDED = (
    "article", "path", "headline", "dek", "text", "body", "byline", "dateline_place", "dateline_source",
    "first_published_at", "published_at", "modified_at", "section__name",
)  # fmt: skip


@require_safe
def front_feed(request: HttpRequest, form: str) -> HttpResponseBase:
    at = timezone.now()
    editions = Edition.objects.visible(at).filter(first_published_at__lte=at).newest_first()
    return _stories(request, form, editions, at, about="", path="/")


@require_safe
def section_feed(request: HttpRequest, slug: str, form: str) -> HttpResponseBase:
    at = timezone.now()
    section = get_object_or_404(public_sections(at), slug=slug)
    editions = Edition.objects.visible(at).filter(section=section, first_published_at__lte=at).newest_first()
    return _stories(request, form, editions, at, about=section.name, path=section.get_absolute_url())


@require_safe
def topic_feed(request: HttpRequest, slug: str, form: str) -> HttpResponseBase:
    at = timezone.now()
    topic = get_object_or_404(public_topics(at), slug=slug)
    editions = on_topic(Edition.objects.visible(at), topic)
    return _stories(request, form, editions, at, about=topic.name, path=topic.get_absolute_url())


@require_safe
def person_feed(request: HttpRequest, slug: str, form: str) -> HttpResponseBase:
    """Stories the person wrote or is quoted in."""
    at = timezone.now()
    person = get_object_or_404(public_people(at), slug=merged_slug(slug))
    if person.slug != slug:
        return HttpResponsePermanentRedirect(f"{person.get_absolute_url()}feed.{form}")
    editions = lately_naming(Edition.objects.visible(at).newest_first(), person, at)
    return _stories(request, form, editions, at, about=person.name, path=person.get_absolute_url())


@require_safe
def corrections_feed(request: HttpRequest, form: str) -> HttpResponseBase:
    at = timezone.now()
    corrections = list(Correction.objects.visible(at)[:ITEMS])
    stories = Edition.objects.visible(at).filter(article__in=[c.article_id for c in corrections])
    by_article = {edition.article_id: edition for edition in stories.only("article", "path", "headline")}
    feed = _feed(form, about="Corrections", path="/corrections/")
    for correction in corrections:
        _add_correction(feed, correction, by_article[correction.article_id])
    return _answer(request, feed, max((c.corrected_at for c in corrections), default=None))


def _stories(
    request: HttpRequest, form: str, editions: QuerySet[Edition], at: datetime, *, about: str, path: str
) -> HttpResponseBase:
    """The feed of these editions: three queries."""
    closed = Edition.objects.filter(superseded_at__lte=at).order_by("-superseded_at").values("superseded_at")
    items = list(editions.select_related("section").only(*_NEEDED).annotate(closed_at=Subquery(closed[:1]))[:ITEMS])
    authors, topics = _authors(items), _topics(items)
    feed = _feed(form, about=about, path=path)
    for edition in items:
        _add_story(feed, edition, authors[edition.pk], topics[edition.article_id])
    # A story taken away is a change too, which no item left here can tell.
    moments = [moment for item in items for moment in (item.published_at, item.modified_at, item.closed_at) if moment]
    return _answer(request, feed, max(moments, default=None))


def _feed(form: str, *, about: str, path: str) -> Any:
    title = f"{about} – {settings.SITE_NAME}" if about else settings.SITE_NAME
    return FORMATS[form](
        title=in_xml(title),
        link=f"{settings.SITE_URL}{path}",
        description=in_xml(f"{title}: the newest stories" if about else settings.SITE_TAGLINE or title),
        language=settings.LANGUAGE_CODE,
        author_name=in_xml(settings.SITE_NAME),
        author_link=f"{settings.SITE_URL}/",
        feed_url=f"{settings.SITE_URL}{path}feed.{form}",
        feed_guid=f"{settings.SITE_URL}{path}",
    )


def _add_story(feed: Any, edition: Edition, authors: list[dict[str, str]], topics: list[str]) -> None:
    summary = in_xml(edition.dek or edition.text[:280].partition("\n")[0])
    feed.add_item(
        title=in_xml(edition.headline),
        link=f"{settings.SITE_URL}{edition.path}",
        description=escape(summary),
        summary=summary,
        content=syndicated_body(edition.body, edition.dateline_place, edition.dateline_source, settings.SITE_URL),
        creator=in_xml(edition.byline),
        authors=authors,
        categories=list(dict.fromkeys(in_xml(name) for name in [edition.section.name, *topics])),
        unique_id=tag_uri(f"story-{edition.article_id}", edition.first_published_at),
        unique_id_is_permalink=False,
        pubdate=edition.first_published_at,
        updateddate=edition.modified_at,
    )


def _add_correction(feed: Any, correction: Correction, story: Edition) -> None:
    text = f"<p>{escape(correction.text)}</p>"
    if correction.withdrawn_at:
        text += f"<p>Withdrawn: {escape(correction.withdrawn_reason)}</p>"
    feed.add_item(
        title=in_xml(f"{correction.get_kind_display()}: {story.headline}"),
        link=f"{settings.SITE_URL}{story.path}",
        description=in_xml(escape(correction.text)),
        summary=in_xml(correction.text),
        content=in_xml(text),
        creator="",
        authors=[],
        unique_id=tag_uri(f"correction-{correction.pk}", correction.corrected_at),
        unique_id_is_permalink=False,
        pubdate=correction.corrected_at,
        updateddate=correction.withdrawn_at or correction.corrected_at,
    )


def _authors(editions: Iterable[Edition]) -> dict[int, list[dict[str, str]]]:
    found: dict[int, list[dict[str, str]]] = defaultdict(list)
    bylines = EditionByline.objects.filter(edition__in=[edition.pk for edition in editions])
    for edition, name, slug in bylines.order_by("edition", "position").values_list("edition", "name", "person__slug"):
        author = {"name": in_xml(name), "url": f"{settings.SITE_URL}/people/{slug}/"}
        if author not in found[edition]:
            found[edition].append(author)
    return found


def _topics(editions: Iterable[Edition]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    taggings = Tagging.objects.filter(article__in=[edition.article_id for edition in editions], status=CHOSEN)
    for article, name in taggings.order_by("article", "topic__name").values_list("article", "topic__name"):
        found[article].append(name)
    return found


def _answer(request: HttpRequest, feed: Any, changed_at: datetime | None) -> HttpResponseBase:
    response = HttpResponse(feed.writeString("utf-8").encode(), content_type=feed.content_type)
    return conditional(request, response, changed_at=changed_at)
