"""Quotes: each on its own page, with what became of its words, and as others may embed it (oEmbed)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import pairwise
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import Correction, Edition, EditionQuote, Person, Quote, Tagging, Topic
from articles.parsing.wording import Change, compare
from articles.press.quotations import (
    embedded,
    marked_context,
    page_of,
    place_in_story,
    quote_data,
    standing_alone,
)
from articles.press.quote_figures import alone, with_figures
from articles.press.render import shortened
from articles.press.sharing.told import card_name, quote_card
from articles.reader.pages import page
from articles.reader.statements import UNASKED, AllRead, Among, written_ids
from articles.reader.subjects import CHOSEN, of_person

_ALSO_SAID = 3
_TOPICS = 500
SHOWN = (
    "id", "public_id", "words", "speaker_name", "role", "said_on", "kind", "question", "verification", "context",
    "first_published_at", "speaker_id", "speaker__slug", "speaker__kind", "edition__path", "edition__headline",
)  # fmt: skip
_TOLD = ("words", "edition_id", "edition__number", "edition__published_at", "edition__superseded_at")


@require_safe
def quote_detail(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """A quote of a story that can be read: the words, whose they are, what they answer, where they stand.

    Words that readers saw and that the story no longer has are shown as such, and kept out of search engines.
    """
    at = timezone.now()
    quote = spoken(at).filter(public_id=public_id).values(*SHOWN, "edition__article", "edition__section__name").first()
    if quote is None:
        return _former_quote(request, public_id, at)
    others = _also_said(quote, at)
    context = {
        "changes": _changes(_told(public_id, at), at),
        "checked": Quote.Verification(quote["verification"]).label if quote["verification"] else "",
        "others": with_figures(others, own=True),
        "topics": topics_of([quote["edition__article"]]) if quote["speaker__slug"] else [],
        "marked": marked_context(quote["context"], quote["words"]),
        "place": place_in_story(quote),
        "embed": embedded(quote),
        "quote": {
            **quote,
            "words": standing_alone(quote["words"]),
            "first_published_at": quote["first_published_at"].replace(microsecond=0),
        },
    }
    about = {
        "title": _title(quote),
        "description": quote["context"],
        "data": quote_data(quote),
        "embedded_at": page_of(quote),
        "share_card": card_name(quote_card(quote["edition__section__name"], quote)),
    }
    return page(request, "articles/quote_detail.html", context, **about)


def spoken(at: datetime) -> QuerySet:
    """Quotes that can be read, with what a page shows of each."""
    return EditionQuote.objects.visible(at).values(*SHOWN)


def said_by(family: list[int], at: datetime) -> QuerySet:
    """What a person of this family (`Person.family`) said, as far as it can be read."""
    return spoken(at).filter(of_person("speaker", family))


class TopicName(NamedTuple):
    """A topic as links and lists name it."""

    slug: str
    name: str


def _topics(at: datetime, stories: str) -> QuerySet:
    taggings = Tagging.objects.filter(Among("article_id", stories), status=CHOSEN)
    return Topic.objects.filter(pk__in=taggings.values("topic")).order_by("name").values_list("slug", "name")[:_TOPICS]


_read_topics = AllRead(_topics, str)


def topics_of(stories: Iterable[int]) -> list[TopicName]:
    """The topics of these stories (ids of articles), by name.

    The stories are read first and named one by one: asked in one query, a database that knows nothing of its tables
    yet goes through all topics and looks for each among all that was said.
    """
    return [TopicName(*row) for row in _read_topics(UNASKED, written_ids(set(stories)))]


def _title(quote: dict[str, Any]) -> str:
    return f"{quote['speaker_name'] or 'Unnamed speaker'}: “{shortened(standing_alone(quote['words']), 40)}”"


def _also_said(quote: dict[str, Any], at: datetime) -> list[dict[str, Any]]:
    """The speaker's newest other words, under whatever name they were published."""
    if not quote["speaker_id"]:
        return []
    speaker = Person.objects.select_related("merged_into").get(pk=quote["speaker_id"])
    others = said_by((speaker.merged_into or speaker).family(), at)
    others = others.exclude(public_id=quote["public_id"]).order_by("-first_published_at", "-id")
    return alone(others[:_ALSO_SAID])


def _told(public_id: str, at: datetime) -> list[dict[str, Any]]:
    """The quote as each edition had it that readers saw and may go on reading, the first of them first."""
    seen = EditionQuote.objects.still_told(at).filter(public_id=public_id)
    return list(seen.order_by("edition__number").values(*_TOLD))


def _changes(told: list[dict[str, Any]], at: datetime) -> list[dict[str, Any]]:
    """Where its words became others: when, from what, to what, and the correction that says why; the last first.

    What differs in type alone (the kind of a mark, where the words are parted) is no change of words.
    """
    steps = [(was, now) for was, now in pairwise(told) if compare(was["words"], now["words"]) != Change.NONE]
    if not steps:
        return []
    corrections = Correction.objects.visible(at).filter(after__in=[now["edition_id"] for _, now in steps])
    by_edition = {correction.after_id: correction for correction in corrections}
    return [
        {
            "at": now["edition__published_at"].replace(microsecond=0),
            "was": standing_alone(was["words"]),
            "now": standing_alone(now["words"]),
            "version": was["edition__number"],
            "correction": by_edition.get(now["edition_id"]),
        }
        for was, now in reversed(steps)
    ]


def _former_quote(request: HttpRequest, public_id: str, at: datetime) -> HttpResponseBase:
    """Words that the story had and no longer has. Raises Http404 unless readers may go on reading them."""
    quote = EditionQuote.objects.still_told(at).filter(public_id=public_id).order_by("-edition__number")
    last = quote.values(*SHOWN, "edition__article", "edition__number").first()
    if last is None:
        raise Http404
    story = Edition.objects.visible(at).filter(article=last["edition__article"]).values("path", "headline").first()
    if story is None:
        raise Http404
    since, until = _last_stay(_told(public_id, at))
    context = {
        "quote": {**last, "words": standing_alone(last["words"])},
        "story": story,
        "version": last["edition__number"],
        "since": since.replace(microsecond=0),
        "until": until.replace(microsecond=0),
    }
    return page(request, "articles/quote_former.html", context, title=_title(last), path="", noindex=True)


def _last_stay(told: list[dict[str, Any]]) -> tuple[datetime, datetime]:
    """From when to when the words stood in the story without a break, the last time they did."""
    since = told[0]["edition__published_at"]
    for before, after in pairwise(told):
        if before["edition__superseded_at"] != after["edition__published_at"]:
            since = after["edition__published_at"]
    return since, told[-1]["edition__superseded_at"]
