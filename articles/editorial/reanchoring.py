"""What an edited body means for the story's quotes: those that stay, go, come back, and those newly proposed.

The finder looks at new or changed paragraphs only. Taking a mark off words that stay is a decision, and so is putting
one back: what a person dismissed, here or in the panel, is not proposed again.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from articles.editorial.anchors import anchor_new, match_speakers, proposal, settle_places
from articles.models import Article, Quote
from articles.models.body import CleanBody
from articles.parsing.marking import QUESTION, Before, words_of
from articles.parsing.markup import (
    QuoteSpan,
    blocks,
    body_text,
    mark_quotes,
    paragraph_texts,
    quote_spans,
    unmark_quotes,
)
from articles.parsing.quotes import find_quotes
from articles.parsing.wording import wording_key

# The id an editor's screen gives to words newly marked as a quote, until the save gives it a row and an id of its own.
MARKED_BY_HAND = re.compile(r"new-[a-z0-9]{4,16}")
DISMISSED = Quote.Status.DISMISSED


@dataclass(frozen=True, slots=True)
class Reanchored:
    """What a new body means for a story's quotes: to insert, to update, and the body to store.

    `unmarked` and `remarked` are among the changed: marks taken off words that stay, and marks put back on them.
    """

    body: CleanBody
    text: str
    new: list[Quote]
    changed: list[Quote]
    unmarked: list[Quote]
    remarked: list[Quote]


def reanchor(article: Article, body: str) -> Reanchored:
    """Read the quotes' places back from an edited, clean body and propose quotes for what is new in it.

    Marks of quotes that are not this story's, and of those dismissed in the panel, are taken off; the words stay. Words
    an editor has marked as a quote become a proposal of their own, also where one was dismissed. Words that lost their
    mark with their paragraph and come back are the quote they were.
    """
    quotes = list(article.quotes.all())
    remarked = _put_back(quotes, article.body, body)
    live = {quote.public_id for quote in quotes if quote.status != DISMISSED or quote in remarked}
    foreign = {span.quote_id for span in quote_spans(body)} - live
    by_hand = {quote_id for quote_id in foreign if MARKED_BY_HAND.fullmatch(quote_id)}
    body, new = _adopted(body, by_hand, said_on=article.dateline_date) if by_hand else (body, [])
    if foreign - by_hand:
        body = unmark_quotes(body, foreign - by_hand)
    unmarked = _taken_off(quotes, article.body, body)
    text = body_text(body)
    if text != article.body_text:
        before = _before(article.body, body, quotes, without=unmarked)
        anchored = anchor_new(body, said_on=article.dateline_date, before=before)
        body, text, new = anchored.body, anchored.text, [*new, *anchored.quotes]
    if new:
        match_speakers(new)
    places = {quote.pk: (quote.position, quote.block, quote.words) for quote in quotes}
    settle_places([*quotes, *new], quote_spans(body))
    changed = [q for q in quotes if places[q.pk] != (q.position, q.block, q.words) or q in unmarked or q in remarked]
    return Reanchored(CleanBody(body), text, new, changed, unmarked, remarked)


def _put_back(quotes: Sequence[Quote], was: str, body: str) -> list[Quote]:
    """Dismissed quotes whose marks stand in the new body and did not in the old one: an editor undid the unmarking."""
    dismissed = [quote for quote in quotes if quote.status == DISMISSED and quote.public_id in body]
    if not dismissed:
        return []
    fresh = {span.quote_id for span in quote_spans(body)} - {span.quote_id for span in quote_spans(was)}
    return [quote for quote in dismissed if quote.public_id in fresh]


def _taken_off(quotes: Sequence[Quote], was: str, body: str) -> list[Quote]:
    """Quotes that stand in the old body, and in the new one without their marks: its paragraph says the same words."""
    placed = [quote for quote in quotes if quote.position is not None and quote.status != DISMISSED]
    marked = {span.quote_id for span in quote_spans(body)}
    gone = [quote for quote in placed if quote.public_id not in marked]
    if not gone:
        return []
    then = {block.id: block.text for block in blocks(was)}
    now = {block.id: block.text for block in blocks(body)}
    return [quote for quote in gone if quote.block in now and then.get(quote.block) == now[quote.block]]


def _before(was: str, body: str, quotes: Sequence[Quote], *, without: Sequence[Quote]) -> Before:
    """What the finder need not look at again, and whose words may come back."""
    marked = {span.quote_id for span in quote_spans(body)}
    left_out = [quote for quote in quotes if quote.public_id not in marked and (_is_dismissed(quote, without))]
    unplaced = [quote for quote in quotes if quote.public_id not in marked and quote not in left_out]
    return Before(
        paragraph_texts(was),
        frozenset(wording_key(quote.words) for quote in left_out),
        {wording_key(quote.words): quote.public_id for quote in unplaced},
    )


def _is_dismissed(quote: Quote, unmarked: Collection[Quote]) -> bool:
    return quote.status == DISMISSED or quote in unmarked


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
        quote = proposal(found, said_on) if found else Quote(said_on=said_on)
        quote.words, quote.rule, quote.confidence = words_of(spans), "marked by hand", 1.0
        quotes.append(quote)
        ranges += [(span.start, span.end, quote.public_id) for span in spans]
    return mark_quotes(unmark_quotes(body, ids), ranges), quotes
