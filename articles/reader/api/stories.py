"""Stories and quotes by the API: lists narrowed as the search pages are, and each by itself."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone

from articles.models import Edition, EditionQuote
from articles.press.content import SITE_MARK
from articles.press.exchange.story_json import story_json
from articles.press.exchange.summaries import quote_json, story_summary
from articles.press.exchange.told import NEEDED, read_told
from articles.reader.api.answers import api, refuse_unknown
from articles.reader.api.filters import checked
from articles.reader.filters import Asked, QuoteSearch, StorySearch
from articles.reader.finding import find_ids, onward
from articles.reader.json_answers import json_answer
from articles.reader.quotes import SHOWN
from articles.reader.read_along import authors_read_along, rows_of, topics_read_along

_STORY = (
    "id", "article", "path", "number", "headline", "dek", "kicker", "genre", "section__name", "section__slug", "byline",
    "first_published_at", "modified_at", "word_count",
)  # fmt: skip


@api
def story_list(request: HttpRequest) -> dict[str, Any]:
    """The stories asked for, newest first unless by relevance."""
    at = timezone.now()
    visible = Edition.objects.visible(at)
    asked = _asked(request, StorySearch, visible, at)
    along = {"authors": authors_read_along(), "topics": topics_read_along()}
    rows, following = _page(request, asked, visible.annotate(**along).values(*_STORY, *along))
    told = [story_summary(row, rows_of(row["authors"]), rows_of(row["topics"])) for row in rows]
    return {"stories": told, "next": following}


@api
def story(request: HttpRequest, article_id: str) -> Any:
    """All that a story's page says."""
    refuse_unknown(request, ())
    found = Edition.objects.visible(timezone.now()).filter(article=int(article_id)).order_by().values(*NEEDED)[:1]
    for told in read_told(list(found)):
        return json_answer(request, story_json(told), story=told.article)
    raise Http404


@api
def quote_list(request: HttpRequest) -> dict[str, Any]:
    """The quotes asked for, newest first unless by relevance."""
    at = timezone.now()
    visible = EditionQuote.objects.visible(at)
    asked = _asked(request, QuoteSearch, visible, at)
    rows, following = _page(request, asked, visible.values(*SHOWN, "edition__article"))
    return {"quotes": [quote_json(row) for row in rows], "next": following}


@api
def quote(request: HttpRequest, public_id: str) -> dict[str, Any]:
    """A quote of a story that can be read."""
    refuse_unknown(request, ())
    told = EditionQuote.objects.visible(timezone.now()).filter(public_id=public_id)
    for row in told.values(*SHOWN, "edition__article")[:1]:
        return quote_json(row)
    raise Http404


def _asked(request: HttpRequest, search: type[Asked], rows: Any, at: datetime) -> Asked:
    asked = search(request.GET, rows=rows, at=at)
    refuse_unknown(request, asked.filters)
    return checked(asked)


def _page(request: HttpRequest, asked: Asked, rows: Any) -> tuple[list[dict[str, Any]], str | None]:
    """The rows of the page asked for, in their order, and the address of the next one."""
    ids, more = find_ids(asked)
    by_id = {row["id"]: row for row in rows.filter(pk__in=ids)}
    found = [by_id[pk] for pk in ids if pk in by_id]
    if not (more and found):
        return found, None
    last = found[-1]["first_published_at"], found[-1]["id"]
    return found, f"{SITE_MARK}{request.path}?{onward(asked, last)}"
