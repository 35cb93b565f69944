"""Feeds of all that lists stories, of quotes, of a search, of corrections: the newest, each in three forms."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import Correction, Edition
from articles.press.syndicated import in_xml
from articles.reader.conditional import conditional
from articles.reader.feed_formats import FORMATS
from articles.reader.feed_items import Pictures, correction_item, quote_item, read_stories, story_item
from articles.reader.feed_written import changed_at, stamped, told_in
from articles.reader.filters import StorySearch
from articles.reader.finding import find_ids, first_page
from articles.reader.quotes import said_by, spoken
from articles.reader.statements import AllRead
from articles.reader.subjects import (
    lately_naming,
    merged_slug,
    newest_on,
    public_people,
    public_sections,
    public_topics,
)
from articles.reader.topics.detail import lead_on

ITEMS = 30
_PLACES_IN_A_SEARCH = ("sort", "start", "before")


@require_safe
def front_feed(request: HttpRequest, form: str) -> HttpResponseBase:
    at = timezone.now()
    return _stories(request, form, _read_front(at), about="", path="/")


@require_safe
def section_feed(request: HttpRequest, slug: str, form: str) -> HttpResponseBase:
    at = timezone.now()
    section = get_object_or_404(public_sections(at), slug=slug)
    rows = _read_section(at, section.pk)
    return _stories(request, form, rows, about=section.name, path=section.get_absolute_url())


@require_safe
def topic_feed(request: HttpRequest, slug: str, form: str) -> HttpResponseBase:
    at = timezone.now()
    topic = public_topics(at).filter(slug=slug, merged_into=None).first()
    if topic is None:
        return lead_on(slug, at, f"feed.{form}")
    rows = list(stamped(newest_on(topic, at), at)[:ITEMS])
    return _stories(request, form, rows, about=topic.name, path=topic.get_absolute_url())


@require_safe
def person_feed(request: HttpRequest, slug: str, form: str) -> HttpResponseBase:
    """Stories the person wrote or is quoted in."""
    at = timezone.now()
    person = get_object_or_404(public_people(at), slug=merged_slug(slug))
    if person.slug != slug:
        return HttpResponsePermanentRedirect(f"{person.get_absolute_url()}feed.{form}")
    rows = list(stamped(lately_naming(Edition.objects.visible(at).newest_first(), person, at), at)[:ITEMS])
    return _stories(request, form, rows, about=person.name, path=person.get_absolute_url())


@require_safe
def search_feed(request: HttpRequest, form: str) -> HttpResponseBase:
    """The newest stories that a search finds, in whatever order its page has them. 400 for what cannot be answered."""
    at = timezone.now()
    question = request.GET.copy()
    for name in _PLACES_IN_A_SEARCH:
        question.pop(name, None)
    asked = StorySearch(question, rows=Edition.objects.visible(at), at=at)
    if not asked.is_valid():
        sentences = "".join(f"{sentence}\n" for said in asked.form.errors.values() for sentence in said)
        return HttpResponse(sentences, status=400, content_type="text/plain; charset=utf-8")
    ids, _ = find_ids(asked)
    found = Edition.objects.visible(at).filter(pk__in=ids).newest_first()
    feed = _feed(form, about="Search", path="/search/", query=first_page(asked))
    return _answer(request, feed, [story_item(edition, Pictures()) for edition in read_stories(found, ITEMS)])


@require_safe
def quotes_feed(request: HttpRequest, form: str) -> HttpResponseBase:
    """What people said, in stories that can be read."""
    at = timezone.now()
    # The bound says which index to read.
    told = spoken(at).filter(first_published_at__lte=at).order_by("-first_published_at", "-id")[:ITEMS]
    return _answer(request, _feed(form, about="Quotes on the record", path="/quotes/"), map(quote_item, told))


@require_safe
def said_feed(request: HttpRequest, slug: str, form: str) -> HttpResponseBase:
    """What a person said. 404 where nothing of it can be read."""
    at = timezone.now()
    person = get_object_or_404(public_people(at), slug=merged_slug(slug))
    if person.slug != slug:
        return HttpResponsePermanentRedirect(f"{person.get_absolute_url()}quotes/feed.{form}")
    told = said_by(person.family(), at).order_by("-first_published_at", "-id")[:ITEMS]
    feed = _feed(form, about=f"{person.name} on the record", path=f"{person.get_absolute_url()}quotes/", page=person)
    return _answer(request, feed, map(quote_item, told))


@require_safe
def corrections_feed(request: HttpRequest, form: str) -> HttpResponseBase:
    at = timezone.now()
    corrections = list(Correction.objects.visible(at)[:ITEMS])
    stories = Edition.objects.visible(at).filter(article__in=[c.article_id for c in corrections])
    by_article = {edition.article_id: edition for edition in stories.only("article", "path", "headline")}
    items = [correction_item(correction, by_article[correction.article_id]) for correction in corrections]
    changed_at = max((c.corrected_at for c in corrections), default=None)
    return _answer(request, _feed(form, about="Corrections", path="/corrections/"), items, changed_at)


def _stories(
    request: HttpRequest, form: str, rows: list[tuple[Any, ...]], *, about: str, path: str
) -> HttpResponseBase:
    """The feed of these `stamped` editions."""
    feed = _feed(form, about=about, path=path)
    for story in told_in(feed, rows):
        feed.add_written(story.written, story.modified_at)
    return _answer(request, feed, (), changed_at(rows))


def _newest(stories: QuerySet[Edition], at: datetime) -> QuerySet:
    newest = stories.filter(first_published_at__lte=at).order_by("-first_published_at", "-article_id")
    return stamped(newest, at)[:ITEMS]


_read_front = AllRead(lambda at: _newest(Edition.objects.visible(at), at))
_read_section = AllRead(lambda at, pk: _newest(Edition.objects.visible(at).filter(section=pk), at), int)


def _feed(form: str, *, about: str, path: str, query: str = "", page: Any = None) -> Any:
    """An empty feed of what stands at the path; `page` is what has the page where that is another."""
    title = f"{about} – {settings.SITE_NAME}" if about else settings.SITE_NAME
    asked = f"?{query}" if query else ""
    shown = page.get_absolute_url() if page else path
    return FORMATS[form](
        title=in_xml(title),
        link=f"{settings.SITE_URL}{shown}{asked}",
        description=in_xml(f"{title}: the newest" if about else settings.SITE_TAGLINE or title),
        language=settings.BRAND.language,
        author_name=in_xml(settings.SITE_NAME),
        author_link=f"{settings.SITE_URL}/",
        feed_url=f"{settings.SITE_URL}{path}feed.{form}{asked}",
        feed_guid=f"{settings.SITE_URL}{path}{asked}",
    )


def _answer(
    request: HttpRequest, feed: Any, items: Iterable[dict[str, Any]], changed_at: datetime | None = None
) -> HttpResponseBase:
    for item in items:
        feed.add_item(**item, unique_id_is_permalink=False)
    response = HttpResponse(feed.writeString("utf-8").encode(), content_type=feed.content_type)
    return conditional(request, response, changed_at=changed_at)
