"""The search pages: stories, and quotes. What cannot be answered is refused on the page itself, with 400."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from articles.models import Edition, EditionQuote
from articles.models.search import marked
from articles.press.quotations import standing_alone
from articles.press.renewing import CARD, with_cards
from articles.reader.chrome import current_chrome
from articles.reader.conditional import conditional
from articles.reader.filters import Asked, QuoteSearch, StorySearch
from articles.reader.finding import find_ids, first_page, onward
from articles.reader.pages import filled
from articles.reader.quotes import spoken

STORIES = {"title": "Search stories", "action": "/search/"}
QUOTES = {
    "title": "Quotes on the record",
    "action": "/quotes/",
    "description": "Who said what, and in which role: every quote an editor confirmed, in the story it stands in.",
}


@require_safe
def search_stories(request: HttpRequest) -> HttpResponseBase:
    at = timezone.now()
    visible = Edition.objects.visible(at)
    asked = StorySearch(request.GET, rows=visible, at=at)
    if not asked.is_valid():
        return _page(request, "articles/search.html", asked, STORIES, status=400)
    rows, more = _rows(asked, visible.values("first_published_at", *CARD))
    with_cards(rows)
    excerpts = marked(visible, _keys(rows), asked.fields["q"], column="text")
    for row in rows:
        excerpt = excerpts.get(row["id"], "")
        row["excerpt"] = excerpt if "<mark>" in excerpt else ""
    return _page(request, "articles/search.html", asked, STORIES, shown=rows, more=more)


@require_safe
def search_quotes(request: HttpRequest) -> HttpResponseBase:
    at = timezone.now()
    visible = EditionQuote.objects.visible(at)
    asked = QuoteSearch(request.GET, rows=visible, at=at)
    if not asked.is_valid():
        return _page(request, "articles/quote_search.html", asked, QUOTES, status=400)
    rows, more = _rows(asked, spoken(at))
    words = marked(visible, _keys(rows), asked.fields["q"], column="words", whole=True)
    for row in rows:
        row["words"] = mark_safe(standing_alone(words.get(row["id"], escape(row["words"]))))
    return _page(request, "articles/quote_search.html", asked, QUOTES, shown=rows, more=more)


def _rows(asked: Asked, rows: QuerySet) -> tuple[list[dict[str, Any]], str]:
    """The rows of the page asked for, in their order, and the query of the next page's address ("" at the end)."""
    ids, more = find_ids(asked)
    by_id = {row["id"]: row for row in rows.filter(pk__in=ids)}
    found = [by_id[pk] for pk in ids if pk in by_id]
    return found, onward(asked, _keys(found)[-1]) if more and found else ""


def _keys(rows: list[dict[str, Any]]) -> list[tuple[Any, int]]:
    return [(row["first_published_at"], row["id"]) for row in rows]


def _page(
    request: HttpRequest, template: str, asked: Asked, about: dict[str, str], *, status: int = 200, **found: Any
) -> HttpResponseBase:
    """The page with its form filled in. Only the bare address is for search engines, and only where it is a list."""
    is_bare = about is QUOTES and not any(asked.data.get(name) for name in asked.filters)
    robots = {"path": request.path} if is_bare else {"noindex": True}
    words = {**about, **robots, "asked": asked, "form": asked.form, "first": first_page(asked), **found}
    response = HttpResponse(filled(current_chrome(), template, words), status=status)
    return conditional(request, response) if status == 200 else response
