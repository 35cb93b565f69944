"""Quotes and their place in a body: new ones marked and proposed, words always derived from the body."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from articles.advice.speakers import match_people
from articles.models import Quote
from articles.models.body import CleanBody
from articles.models.quote import make_public_id
from articles.parsing.marking import Before, MarkedBody, mark_found, words_of
from articles.parsing.markup import QuoteSpan
from articles.parsing.story import FoundQuote


@dataclass(frozen=True, slots=True)
class Anchored:
    """A body with its quotes marked, and the quotes proposed for the marks (not yet saved)."""

    body: CleanBody
    text: str
    quotes: list[Quote]


def anchor_new(
    body: str,
    *,
    said_on: date | None,
    found: Sequence[FoundQuote] | None = None,
    before: Before | None = None,
    is_new: bool = False,
) -> Anchored:
    """Clean a body, mark the quotes found in it that are not marked yet and propose a Quote for each.

    `found` are the finder's runs over the body's text where the caller has them already; `before` is what the body was
    before an edit. Reporters' questions become paragraphs of their own role. `is_new`: marks that came with the body
    are another story's. Raises BodyTooLong.
    """
    marked = mark_found(body, make_id=make_public_id, found=found, before=before, is_new=is_new)
    return anchored(marked, said_on=said_on, known=set(before.unplaced.values()) if before else ())


def anchored(marked: MarkedBody, *, said_on: date | None, known: Collection[str] = ()) -> Anchored:
    """A marked body with a Quote proposed for each mark but those of quotes that are `known`, by their ids."""
    quotes = []
    for place in marked.quotes:
        if place.public_id in known:
            continue
        quote = proposal(place.runs, said_on)
        quote.public_id, quote.words = place.public_id, place.words
        quote.block, quote.position = place.block, place.position
        quotes.append(quote)
    return Anchored(CleanBody(marked.html), marked.text, quotes)


def settle_places(quotes: Sequence[Quote], spans: Sequence[QuoteSpan]) -> None:
    """Set each quote's words, paragraph and order from its spans; one without any loses its place, not its words."""
    by_quote: dict[str, list[QuoteSpan]] = defaultdict(list)
    for span in spans:
        by_quote[span.quote_id].append(span)
    order = {quote_id: position for position, quote_id in enumerate(by_quote)}
    for quote in quotes:
        its = by_quote.get(quote.public_id)
        if its:
            quote.position, quote.block, quote.words = order[quote.public_id], its[0].block_id, words_of(its)
        else:
            quote.position = None


def match_speakers(quotes: Sequence[Quote]) -> None:
    """Propose for each quote the one known person who bears the name found: two queries however many."""
    people = match_people(quote.speaker_name for quote in quotes)
    for quote in quotes:
        quote.speaker = people.get(quote.speaker_name)


def proposal(utterance: Sequence[FoundQuote], said_on: date | None) -> Quote:
    """A Quote with what the finder read; its id and words are its mark's."""
    first = utterance[0]
    attributed = next((run for run in utterance if run.speaker), first)
    question = next((run.question for run in utterance if run.question), None)
    if question:
        kind = Quote.Kind.EXCHANGE
    else:
        kind = Quote.Kind.PARTIAL if all(run.kind == "partial" for run in utterance) else Quote.Kind.DIRECT
    return Quote(
        speaker_name=(attributed.speaker or "")[:200],
        role_printed=(next((run.role for run in utterance if run.role), None) or "")[:300],
        said_on=said_on,
        kind=kind,
        question=question or "",
        cue=(attributed.cue or "")[:80],
        confidence=min(run.confidence for run in utterance),
        rule=attributed.rule[:80],
        relied_on=list(attributed.relied_on),
    )
