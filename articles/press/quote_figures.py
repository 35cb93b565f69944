"""How lists show a quote: the words, whose they are, in which role, in which story."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.safestring import SafeString

from articles.models.json_rows import day_in, moment_in
from articles.press.moments import day, local
from articles.press.moulds import drawn
from articles.press.quotations import standing_alone

# What is shown of a quote.
FIGURE = (
    "question", "public_id", "words", "speaker_name", "speaker__slug", "role", "edition__path", "edition__headline",
    "said_on", "first_published_at",
)  # fmt: skip


def with_figures(quotes: Iterable[Mapping[str, Any]], *, own: bool = False) -> list[dict[str, Any]]:
    """The rows of a list of quotes, each with its `figure`; `own` on the page of who said them all."""
    return [{**quote, "figure": quote_figure(quote, own=own)} for quote in quotes]


def quote_figure(quote: Mapping[str, Any], *, own: bool = False) -> SafeString:
    """The quote as HTML, with its words as they are given."""
    said_on = day_in(quote["said_on"]) if quote["said_on"] else local(moment_in(quote["first_published_at"])).date()
    return drawn(
        "articles/_quote.html",
        {
            "question": quote["question"],
            "public_id": quote["public_id"],
            "words": quote["words"],
            "name": quote["speaker_name"],
            "slug": "" if own else quote["speaker__slug"] or "",
            "role": quote["role"],
            "path": quote["edition__path"],
            "headline": quote["edition__headline"],
            "day": said_on.isoformat(),
            "day_words": day(said_on),
        },
    )


def one_a_story(quotes: Iterable[dict[str, Any]], how_many: int) -> list[dict[str, Any]]:
    """The first quote of each of so many stories; given and taken newest first, the last quote of a story first."""
    firsts: dict[str, dict[str, Any]] = {}
    for quote in quotes:
        firsts[quote["edition__path"]] = quote
    return with_figures(alone(list(firsts.values())[:how_many]))


def alone(quotes: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The quotes with their words as they stand outside a sentence."""
    return [{**quote, "words": standing_alone(quote["words"])} for quote in quotes]
