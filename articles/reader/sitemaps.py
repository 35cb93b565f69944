"""Sitemaps (sitemaps.org 0.9) and the news sitemap: what can be read now, at most 50,000 addresses a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.html import escape
from django.views.decorators.http import require_safe

from articles.models import Edition, Person, Topic
from articles.press.syndicated import in_xml
from articles.reader.conditional import conditional
from articles.reader.subjects import public_people, public_sections, public_topics

FILE_LIMIT = 50_000
NEWS_LIMIT = 1_000
_LAST_FILE = 50_000
NEWS_DAYS = timedelta(days=2)
_XMLNS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_NEWS_XMLNS = f'{_XMLNS} xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'


@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponseBase:
    """Every other sitemap: stories by the month of first publication, subjects by stretches of their ids."""
    at = timezone.now()
    names = [f"stories-{month:%Y-%m}" for month in _months(at)]
    names += ["sections"]
    for kind, model in (("topics", Topic), ("people", Person)):
        newest = model._default_manager.aggregate(newest=Max("pk"))["newest"] or 0
        names += [f"{kind}-{number + 1}" for number in range(-(-newest // FILE_LIMIT))]
    entries = (f"<sitemap><loc>{_address(f'/sitemap-{name}.xml')}</loc></sitemap>" for name in names)
    return _answer(request, "sitemapindex", _XMLNS, entries)


@require_safe
def story_sitemap(request: HttpRequest, month: tuple[int, int]) -> HttpResponseBase:
    at = timezone.now()
    start = next((start for start in _months(at) if (start.year, start.month) == month), None)
    if start is None:
        raise Http404
    stories = Edition.objects.visible(at).newest_first()
    stories = stories.filter(first_published_at__gte=start, first_published_at__lt=_next_month(start))
    entries = (
        f"<url><loc>{_address(path)}</loc><lastmod>{_stamp(modified_at)}</lastmod></url>"
        for path, modified_at in stories.values_list("path", "modified_at")[:FILE_LIMIT]
    )
    return _answer(request, "urlset", _XMLNS, entries)


@require_safe
def section_sitemap(request: HttpRequest) -> HttpResponseBase:
    slugs = public_sections(timezone.now()).order_by("pk").values_list("slug", flat=True)
    return _subjects(request, "sections", slugs)


@require_safe
def topic_sitemap(request: HttpRequest, number: int) -> HttpResponseBase:
    slugs = public_topics(timezone.now()).filter(pk__range=_stretch(number)).order_by("pk")
    return _subjects(request, "topics", slugs.values_list("slug", flat=True))


@require_safe
def person_sitemap(request: HttpRequest, number: int) -> HttpResponseBase:
    slugs = public_people(timezone.now()).filter(pk__range=_stretch(number)).order_by("pk")
    return _subjects(request, "people", slugs.values_list("slug", flat=True))


@require_safe
def news_sitemap(request: HttpRequest) -> HttpResponseBase:
    """Stories of the last two days, as Google News reads them; a retraction is no news."""
    at = timezone.now()
    stories = Edition.objects.visible(at).newest_first().filter(first_published_at__gte=at - NEWS_DAYS)
    stories = stories.exclude(change=Edition.Change.RETRACTION)
    publication = (
        f"<news:publication><news:name>{escape(in_xml(settings.SITE_NAME))}</news:name>"
        f"<news:language>{settings.LANGUAGE_CODE.partition('-')[0]}</news:language></news:publication>"
    )
    entries = (
        f"<url><loc>{_address(path)}</loc><news:news>{publication}"
        f"<news:publication_date>{_stamp(first)}</news:publication_date>"
        f"<news:title>{escape(in_xml(headline))}</news:title></news:news></url>"
        for path, first, headline in stories.values_list("path", "first_published_at", "headline")[:NEWS_LIMIT]
    )
    return _answer(request, "urlset", _NEWS_XMLNS, entries)


def _months(at: datetime) -> Iterator[datetime]:
    """The first moments of the months, in the site's zone, from the first story that can be read to the last."""
    # The bound says which index to read, from either end.
    stories = Edition.objects.visible(at).filter(first_published_at__lte=at).newest_first()
    moments = stories.values_list("first_published_at", flat=True)
    last, first = moments.first(), moments.reverse().first()
    if last is None or first is None:
        return
    month = timezone.localtime(first).replace(day=1, hour=0, minute=0, second=0, microsecond=0, fold=0)
    while month <= last:
        yield month
        month = _next_month(month)


def _next_month(month: datetime) -> datetime:
    return (month + timedelta(days=32)).replace(day=1)


def _stretch(number: int) -> tuple[int, int]:
    if not 1 <= number <= _LAST_FILE:
        raise Http404
    return (number - 1) * FILE_LIMIT + 1, number * FILE_LIMIT


def _subjects(request: HttpRequest, place: str, slugs: Iterable[str]) -> HttpResponseBase:
    entries = (f"<url><loc>{_address(f'/{place}/{slug}/')}</loc></url>" for slug in slugs)
    return _answer(request, "urlset", _XMLNS, entries)


def _address(path: str) -> str:
    return escape(f"{settings.SITE_URL}{path}")


def _stamp(moment: datetime) -> str:
    return timezone.localtime(moment).isoformat(timespec="seconds")


def _answer(request: HttpRequest, root: str, xmlns: str, entries: Iterable[str]) -> HttpResponseBase:
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f"<{root} {xmlns}>", *entries, f"</{root}>\n"]
    return conditional(request, HttpResponse("\n".join(lines), content_type="application/xml; charset=utf-8"))
