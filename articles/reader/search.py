"""The search pages: stories, and quotes. What cannot be answered is refused on the page itself, with 400.

A search of stories takes at most eight queries: the sections (and with them the navigation), whom or what it is
narrowed by, what is found, its order, its rows and excerpts; on the first page besides counts by facet, or what may
have been meant; and where nothing narrows it, the topics and people of that name and the newest quotes with the words.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from articles.models import Edition, EditionQuote
from articles.models.json_rows import as_stored, moment_in
from articles.models.search import Sought, marked, newest_ids, sought_in
from articles.press.quotations import standing_alone
from articles.press.quote_figures import FIGURE, alone, with_figures
from articles.press.renewing import CARD, with_cards
from articles.reader.chrome import chrome_of, current_chrome
from articles.reader.conditional import conditional
from articles.reader.facets import chips, count_subjects, facets_of
from articles.reader.filters import Asked, QuoteSearch, StorySearch
from articles.reader.finding import Match, changed, find_ids, find_matches, first_page, ids_among, onward
from articles.reader.known import Named, name_subjects
from articles.reader.meaning import FEW, meant
from articles.reader.pages import filled
from articles.reader.quotes import spoken
from articles.reader.statements import AllRead, Among, written_ids

STORIES = {
    "title": "Search stories",
    "action": "/search/",
    "description": "Find any story by its words, section, topic, writer, speaker or day, and any quote on the record.",
}
QUOTES = {
    "title": "Quotes on the record",
    "action": "/quotes/",
    "feed": "/quotes/",
    "description": "Who said what, and in which role: every quote an editor confirmed, in the story it stands in.",
}
_QUOTES_BESIDE = 3
_NARROWING = ("topic", "person", "speaker", "section", "from", "to", "year")

_STORY = ("first_published_at", *CARD)
_read_stories = AllRead(lambda at, ids: as_stored(Edition.objects.visible(at).filter(Among("pk", ids)), *_STORY), str)

_QUOTE = ("id", *FIGURE)
_read_quotes = AllRead(lambda at, ids: as_stored(spoken(at).filter(Among("pk", ids)), *_QUOTE), str)


@require_safe
def search_stories(request: HttpRequest) -> HttpResponseBase:
    at = timezone.now()
    visible = Edition.objects.visible(at)
    asked = StorySearch(request.GET, rows=visible, at=at)
    if not asked.is_valid():
        return _page(request, "articles/search.html", asked, STORIES, status=400)
    if asked.is_first_page:
        matches = find_matches(asked)
        ids, more = ids_among(asked, matches)
        beside = _beside(asked, matches)
    else:
        ids, more = find_ids(asked)
        beside = {}
    read = _read_stories(at, written_ids(ids)) if ids else []
    rows, onwards = _rows(asked, ids, (dict(zip(_STORY, row, strict=True)) for row in read), more=more)
    with_cards(rows)
    excerpts = marked(visible, _keys(rows), asked.fields["q"], column="text")
    for row in rows:
        excerpt = excerpts.get(row["id"], "")
        row["excerpt"] = excerpt if "<mark>" in excerpt else ""
    return _page(
        request, "articles/search.html", asked, STORIES, shown=rows, more=onwards, chips=chips(asked), **beside
    )


@require_safe
def search_quotes(request: HttpRequest) -> HttpResponseBase:
    at = timezone.now()
    visible = EditionQuote.objects.visible(at)
    asked = QuoteSearch(request.GET, rows=visible, at=at)
    if not asked.is_valid():
        return _page(request, "articles/quote_search.html", asked, QUOTES, status=400)
    ids, more = find_ids(asked)
    read = _read_quotes(at, written_ids(ids)) if ids else []
    rows, onwards = _rows(asked, ids, (dict(zip(_QUOTE, row, strict=True)) for row in read), more=more)
    words = marked(visible, _keys(rows), asked.fields["q"], column="words", whole=True)
    for row in rows:
        row["words"] = mark_safe(standing_alone(words.get(row["id"], escape(row["words"]))))
    found: dict[str, Any] = {
        "shown": with_figures(rows),
        "more": onwards,
        **_meant(asked, few=asked.is_first_page and len(rows) <= FEW),
    }
    return _page(request, "articles/quote_search.html", asked, QUOTES, **found)


def _beside(asked: StorySearch, matches: list[Match]) -> dict[str, Any]:
    """What stands around the stories of the first page: facets, who or what is called so, quotes, a guess.

    Where the search is narrowed already, its reader is past the ways and the quotes.
    """
    words, typed = asked.fields["q"], "" if any(asked.fields[name] for name in _NARROWING) else asked.data.get("q", "")
    counts = count_subjects(asked, matches)
    people = {pk for name, values in counts.items() for pk, _ in values if name != "topic"}
    named = Named([], {})
    if counts or (typed and words.finds):
        named = name_subjects(typed, [pk for pk, _ in counts.get("topic", ())], people, asked.at)
    beside: dict[str, Any] = {"facets": facets_of(asked, matches, counts, named), "ways": named.called}
    if typed and words.finds:
        rows = _read_beside(asked.at, sought_in(words, asked.qs.db))
        quotes = alone(dict(zip(FIGURE, row, strict=True)) for row in rows)
        beside |= {"quotes": with_figures(quotes), "quotes_query": urlencode({"q": typed})}
    return {**beside, **_meant(asked, few=len(matches) <= FEW)}


def _quotes_beside(at: datetime, words: str) -> QuerySet:
    """The newest quotes that hold the words."""
    ids = newest_ids(EditionQuote.objects.visible(at), Sought(words), limit=_QUOTES_BESIDE)
    return as_stored(spoken(at).filter(pk__in=ids).order_by("-first_published_at", "-id"), *FIGURE)


_read_beside = AllRead(_quotes_beside, str, planned_anew=True)


def _meant(asked: Asked, *, few: bool) -> dict[str, str]:
    guess = meant(asked) if few and asked.fields["q"].finds else ""
    return {"meant": guess, "meant_query": changed(asked, q=guess)} if guess else {}


def _rows(
    asked: Asked, ids: list[int], rows: Iterable[dict[str, Any]], *, more: bool
) -> tuple[list[dict[str, Any]], str]:
    """The rows of the page asked for, in their order, and the query of the next page's address ("" at the end)."""
    by_id = {row["id"]: {**row, "first_published_at": moment_in(row["first_published_at"])} for row in rows}
    found = [by_id[pk] for pk in ids if pk in by_id]
    return found, onward(asked, _keys(found)[-1]) if more and found else ""


def _keys(rows: list[dict[str, Any]]) -> list[tuple[Any, int]]:
    return [(row["first_published_at"], row["id"]) for row in rows]


def _page(
    request: HttpRequest, template: str, asked: Asked, about: dict[str, str], *, status: int = 200, **found: Any
) -> HttpResponseBase:
    """The page with its form filled in. Only the bare address is for search engines; a card has any that answers."""
    is_bare = not any(asked.data.get(name) for name in asked.filters)
    first = first_page(asked)
    robots: dict[str, Any] = {} if is_bare else {"noindex": True}
    if status == 200:
        robots["path"] = f"{request.path}?{first}" if first else request.path
    words = {**about, **robots, "asked": asked, "form": asked.form, "first": first, **found}
    if isinstance(asked, StorySearch):
        chrome = chrome_of(json.dumps([[s.position, s.name, s.slug] for s in asked.sections if s.in_nav]))
    else:
        chrome = current_chrome()
    response = HttpResponse(filled(chrome, template, words), status=status)
    return conditional(request, response) if status == 200 else response
