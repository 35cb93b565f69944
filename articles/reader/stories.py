"""A story at its address, and every version of it that readers saw."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zlib import adler32

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from articles.models import Edition
from articles.models.json_rows import moment_in
from articles.models.related import related_read_along
from articles.models.surrogate_keys import HEADER, SITE, story_key
from articles.press.chrome import dress
from articles.press.content import with_live
from articles.press.look import current_look
from articles.press.memento import version_links
from articles.press.moments import stamp
from articles.press.related import related_links
from articles.press.renewing import drawn_anew, shown_as
from articles.press.versions import version_head, version_main, versions_told
from articles.reader.chrome import chrome_of, current_chrome, navigation_read_along
from articles.reader.errors import gone, moved
from articles.reader.pages import page
from articles.reader.statements import OneRead

# Visitors' own copies are asked for again after a minute; shared ones almost at once, for a kill has to reach them.
CACHE_CONTROL = "public, max-age=60, s-maxage=5, stale-while-revalidate=10"
_OF_VERSION = (
    "number", "change", "headline", "published_at", "superseded_at", "first_published_at", "correction__text",
)  # fmt: skip


def _one_story(at: datetime, path: str) -> QuerySet:
    """All that a story's page shows, in one row: what is drawn, what is live, what stands around it."""
    found = (
        Edition.objects.visible(at)
        .filter(path=path)
        .order_by()
        .annotate(nav=navigation_read_along(), related=related_read_along(at))
    )
    return found.values_list(
        "rendering__head", "rendering__page", "rendering__look", "digest", "published_at", "article__topic_links",
        "nav", "id", "rendering__times_stale", "article", "related",
    )  # fmt: skip


_read_story = OneRead(_one_story, str)


@require_safe
def story_detail(request: HttpRequest, path: str) -> HttpResponseBase:
    """The edition readers see now: one query, no template. 301 where it moved, 410 where it was taken away."""
    path, at = f"/{path}/", timezone.now()
    row = _read_story.first(at, path)
    if row is None:
        return absent(request, path, at)
    head, main, look, digest, published_at, topics, nav, pk, times_stale, article, related = row
    if look != current_look():
        drawn = drawn_anew({pk: times_stale})[pk]
        head, main = drawn.head, drawn.page
    chrome, live = chrome_of(nav), (topics, related_links(related))
    etag = f'"{digest[:24]}-{current_look()[:8]}-{_mark_of(head)}-{"-".join(map(_mark_of, live))}-{chrome.digest}"'
    response = HttpResponse(dress(chrome, *with_live(head, main, *live)))
    return _kept(request, response, etag, moment_in(published_at), article)


@require_safe
def version_list(request: HttpRequest, path: str) -> HttpResponseBase:
    """Every edition of the story that readers saw, the newest first; none from before a retraction."""
    at = timezone.now()
    story = _visible(path, at)
    if story is None:
        return absent(request, f"/{path}/", at)
    seen = Edition.objects.still_told(at).filter(article=story["article"]).order_by("-number")
    versions = seen.values(*_OF_VERSION)
    rows = [_version_row(version, at) for version in versions]
    context = {"story": story, "versions": rows}
    about = {"title": f"Versions: {story['headline']}", "description": versions_told(story["headline"])}
    return page(request, "articles/version_list.html", context, **about, noindex=True)


@require_safe
def version_detail(request: HttpRequest, path: str, number: str) -> HttpResponseBase:
    """One edition as readers saw it, marked as such and kept out of search engines. What was retracted is like none."""
    at = timezone.now()
    story = _visible(path, at)
    if story is None:
        return absent(request, f"/{path}/", at)
    told = Edition.objects.still_told(at).filter(article=story["article"], number=int(number))
    edition = told.select_related("rendering").first()
    if edition is None:
        raise Http404
    chrome = current_chrome()
    shown = shown_as(edition)
    main = version_main(edition, shown.page, story["path"], is_current=edition.number == story["number"])
    response = HttpResponse(dress(chrome, version_head(edition, story["path"]), main))
    response["X-Robots-Tag"] = "noindex"
    response["Memento-Datetime"] = http_date(edition.published_at.timestamp())
    response["Link"] = version_links(story["path"], edition.number)
    etag = f'"{edition.digest[:24]}-{story["number"]}-{chrome.digest}"'
    return _kept(request, response, etag, max(edition.published_at, story["published_at"]), story["article"])


def _visible(path: str, at: datetime) -> dict[str, Any] | None:
    columns = ("article", "number", "path", "headline", "published_at")
    return Edition.objects.visible(at).filter(path=f"/{path}/").order_by().values(*columns).first()


def _version_row(version: Mapping[str, Any], at: datetime) -> dict[str, Any]:
    """A version in the list. When it ends is told once it has ended: what the newsroom plans is its own."""
    # An edition taken back before its hour has a number, though readers never saw it.
    is_first = version["number"] == 1 or version["published_at"] == version["first_published_at"]
    change = "First published" if is_first else Edition.Change(version["change"]).label
    current = version["superseded_at"] > at
    when = stamp(version["published_at"]) + ("" if current else f" to {stamp(version['superseded_at'])}")
    return {**version, "change": change, "when": mark_safe(when), "correction": version["correction__text"] or ""}


def absent(request: HttpRequest, path: str, at: datetime) -> HttpResponseBase:
    """No edition is visible at the path: it moved, or was seen and taken away, or there never was one."""
    elsewhere = moved(path, request.path_info.removeprefix(path))
    if elsewhere:
        return elsewhere
    if Edition.objects.seen_before(at).filter(path=path).exists():
        return gone(request)
    raise Http404


def _kept(
    request: HttpRequest, response: HttpResponse, etag: str, changed_at: datetime, article: int
) -> HttpResponseBase:
    response["ETag"] = etag
    response["Last-Modified"] = http_date(changed_at.timestamp())
    response["Cache-Control"] = CACHE_CONTROL
    response[HEADER] = f"{SITE} {story_key(article)}"
    return get_conditional_response(request, etag, int(changed_at.timestamp()), response) or response


def _mark_of(text: str) -> str:
    """A short mark of a text, the same in every process."""
    return f"{adler32(text.encode()):x}"
