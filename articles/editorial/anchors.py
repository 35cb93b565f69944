"""Quotes and their place in the body: new ones marked, old ones read back, words always derived from the body."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from articles.advice.speakers import match_people
from articles.models import Article, Quote
from articles.models.body import CleanBody
from articles.models.quote import make_public_id
from articles.parsing.marking import QUESTION, MarkedBody, mark_found, words_of
from articles.parsing.markup import QuoteSpan, body_text, mark_quotes, quote_spans, unmark_quotes
from articles.parsing.quotes import find_quotes
from articles.parsing.story import FoundQuote

# The id an editor's screen gives to words newly marked as a quote, until the save gives it a row and an id of its own.
MARKED_BY_HAND = re.compile(r"new-[a-z0-9]{4,16}")


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
    settled: Iterable[Quote] = (),
    is_new: bool = False,
) -> Anchored:
    """Clean a body, mark the quotes found in it that are not marked yet and propose a Quote for each.

    `found` are the finder's runs over the body's text where the caller has them already. Words of a dismissed quote
    among `settled` are not proposed again. Reporters' questions become paragraphs of their own role. `is_new`: marks
    that came with the body are another story's. Raises BodyTooLong.
    """
    dismissed = {quote.words for quote in settled if quote.status == Quote.Status.DISMISSED}
    return anchored(
        mark_found(body, make_id=make_public_id, found=found, leave_out=dismissed, is_new=is_new), said_on=said_on
    )


def anchored(marked: MarkedBody, *, said_on: date | None) -> Anchored:
    """A marked body with a Quote proposed for each mark."""
    quotes = []
    for place in marked.quotes:
        quote = _proposal(place.runs, said_on)
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


@dataclass(frozen=True, slots=True)
class Reanchored:
    """What a new body means for a story's quotes: to insert, to update, and the body to store."""

    body: CleanBody
    text: str
    new: list[Quote]
    changed: list[Quote]


def reanchor(article: Article, body: str) -> Reanchored:
    """Read the quotes' places back from an edited, clean body and propose quotes for what is new in it.

    Marks of quotes that are not this story's, and of dismissed ones, are taken off; the words stay. Words an editor
    has marked as a quote become a proposal of their own, also where one was dismissed.
    """
    quotes = list(article.quotes.all())
    live = {quote.public_id for quote in quotes if quote.status != Quote.Status.DISMISSED}
    foreign = {span.quote_id for span in quote_spans(body)} - live
    by_hand = {quote_id for quote_id in foreign if MARKED_BY_HAND.fullmatch(quote_id)}
    body, marked = _adopted(body, by_hand, said_on=article.dateline_date) if by_hand else (body, [])
    if foreign - by_hand:
        body = unmark_quotes(body, foreign - by_hand)
    if body_text(body) != article.body_text:
        anchored = anchor_new(body, said_on=article.dateline_date, settled=quotes)
        body, text, new = anchored.body, anchored.text, [*marked, *anchored.quotes]
    else:
        text, new = article.body_text, marked
    if new:
        match_speakers(new)
    before = {quote.pk: (quote.position, quote.block, quote.words) for quote in quotes}
    settle_places([*quotes, *new], quote_spans(body))
    changed = [quote for quote in quotes if before[quote.pk] != (quote.position, quote.block, quote.words)]
    return Reanchored(CleanBody(body), text, new, changed)


def match_speakers(quotes: Sequence[Quote]) -> None:
    """Propose for each quote the one known person who bears the name found: two queries however many."""
    people = match_people(quote.speaker_name for quote in quotes)
    for quote in quotes:
        quote.speaker = people.get(quote.speaker_name)


def _adopted(body: str, ids: set[str], *, said_on: date | None) -> tuple[str, list[Quote]]:
    """The body with the marks made by hand under ids of their own, and the quotes proposed for them.

    Speaker, role and question are those the finder reads for the same words, where it finds any.
    """
    by_mark: dict[str, list[QuoteSpan]] = defaultdict(list)
    for span in quote_spans(body):
        if span.quote_id in ids:
            by_mark[span.quote_id].append(span)
    runs = [run for run in find_quotes(body_text(body)) if run.kind != QUESTION]
    quotes, ranges = [], []
    for spans in by_mark.values():
        found = [run for run in runs if any(run.start < span.end and span.start < run.end for span in spans)]
        quote = _proposal(found, said_on) if found else Quote(said_on=said_on)
        quote.words, quote.rule, quote.confidence = words_of(spans), "marked by hand", 1.0
        quotes.append(quote)
        ranges += [(span.start, span.end, quote.public_id) for span in spans]
    return mark_quotes(unmark_quotes(body, ids), ranges), quotes


def _proposal(utterance: Sequence[FoundQuote], said_on: date | None) -> Quote:
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
