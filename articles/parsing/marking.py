"""Any HTML to a clean body with the quotes found in it marked, read once: what filing a story needs of its body."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from .bodymarks import QuoteSpan, mark_leaves, spans_of, unmark_leaves
from .bodyreader import read_body
from .bodytext import joined, placed
from .bodytree import Leaf
from .bodywriter import written
from .markup import LONGEST_BODY, BodyTooLong
from .quotes import find_quotes
from .story import FoundQuote
from .wording import wording_key

QUESTION = "reporter_question"
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class MarkedQuote:
    """An utterance marked in a body: its id, its words, the paragraph it begins in, its order among all quotes.

    `runs` are the finder's, in the order of the text.
    """

    public_id: str
    words: str
    block: str
    position: int
    runs: tuple[FoundQuote, ...]


@dataclass(frozen=True, slots=True)
class MarkedBody:
    """A clean body, its text, and the quotes newly marked in it."""

    html: str
    text: str
    quotes: tuple[MarkedQuote, ...]


@dataclass(frozen=True, slots=True)
class Before:
    """What a body was before an edit: the texts of its paragraphs, and its quotes by the key of their words.

    `left_out` are keys of words that are no quote of record; `unplaced` gives the id of quotes whose words are marked
    nowhere now. Keys are `wording_key`'s.
    """

    paragraphs: frozenset[str] = frozenset()
    left_out: frozenset[str] = frozenset()
    unplaced: Mapping[str, str] = field(default_factory=dict)


def words_of(spans: Sequence[QuoteSpan]) -> str:
    """A quote's words: those of its spans in order, the comma before an attribution left out at the end."""
    return _joined(span.text for span in spans)


def mark_found(
    html: str,
    *,
    make_id: Callable[[], str],
    found: Sequence[FoundQuote] | None = None,
    before: Before | None = None,
    is_new: bool = False,
) -> MarkedBody:
    """Clean any HTML, find its quotes and mark each that is not marked yet, under an id from `make_id`.

    `found` are the finder's runs where the caller has them; they count only if they fit the cleaned text, since
    cleaning makes one of several blanks. Paragraphs that are a reporter's question get their role. With `before` only
    text that is new since then is looked at, what was left out then is not marked, and words that come back get the id
    they had. `is_new`: marks that come with the HTML are another story's and come off. Raises BodyTooLong as
    `clean_body` does.
    """
    if len(html) > LONGEST_BODY:
        raise BodyTooLong(len(html))
    leaves = read_body(html)
    if is_new and "<q" in html:
        unmark_leaves(leaves)
    text = joined(leaves)
    fits = found is not None and all(text[run.start : run.end] == run.text for run in found)
    runs = found if found is not None and fits else find_quotes(text)
    taken = [(span.start, span.end) for span in spans_of(leaves)] if "<q" in html and not is_new else []
    if before is not None:
        runs = _new_since(before, leaves, runs)
    utterances = _named(_utterances(runs, taken), make_id, before)
    if utterances:
        mark_leaves(leaves, [(run.start, run.end, key) for key, its in utterances.items() for run in its])
    _mark_questions(leaves, [run.start for run in runs if run.kind == QUESTION])
    marked = written(leaves)
    if len(marked) > LONGEST_BODY:
        raise BodyTooLong(len(marked))
    return MarkedBody(marked, text, tuple(_placed_quotes(leaves, utterances)) if utterances else ())


def _new_since(before: Before, leaves: list[Leaf], runs: Sequence[FoundQuote]) -> list[FoundQuote]:
    """The runs of every utterance some of whose words stand in a paragraph that is new or changed."""
    fresh = [(start, start + len(leaf.text)) for start, leaf in placed(leaves) if leaf.text not in before.paragraphs]
    starts = [start for start, _ in fresh]
    groups = set()
    for run in runs:
        nearest = bisect_right(starts, run.start) - 1
        if nearest >= 0 and run.start < fresh[nearest][1]:
            groups.add(run.group)
    return [run for run in runs if run.group in groups]


def _named(
    utterances: Sequence[tuple[FoundQuote, ...]], make_id: Callable[[], str], before: Before | None
) -> dict[str, tuple[FoundQuote, ...]]:
    """Each utterance under its id: the one its words had before, else a new one; without those left out before."""
    if before is None or not (before.left_out or before.unplaced):
        return {make_id(): utterance for utterance in utterances}
    unplaced = dict(before.unplaced)
    named = {}
    for utterance in utterances:
        key = wording_key(utterance_words(utterance))
        if key not in before.left_out:
            named[unplaced.pop(key, "") or make_id()] = utterance
    return named


def _placed_quotes(leaves: list[Leaf], utterances: dict[str, tuple[FoundQuote, ...]]) -> list[MarkedQuote]:
    """The quotes whose marks stand, in the body's order; one whose words all belong to another quote has none."""
    by_quote: dict[str, list[QuoteSpan]] = defaultdict(list)
    for span in spans_of(leaves):
        by_quote[span.quote_id].append(span)
    return [
        MarkedQuote(key, words_of(spans), spans[0].block_id, position, utterances[key])
        for position, (key, spans) in enumerate(by_quote.items())
        if key in utterances
    ]


def _utterances(runs: Sequence[FoundQuote], taken: Sequence[tuple[int, int]]) -> list[tuple[FoundQuote, ...]]:
    """Runs by utterance, in order, without reporters' questions and what overlaps a mark already there."""
    grouped: dict[int, list[FoundQuote]] = defaultdict(list)
    for run in runs:
        grouped[run.group].append(run)
    return [
        tuple(group)
        for group in grouped.values()
        if all(run.kind != QUESTION for run in group)
        and not any(run.start < end and start < run.end for run in group for start, end in taken)
    ]


def _mark_questions(leaves: list[Leaf], places: Sequence[int]) -> None:
    """Give the paragraphs in brackets that hold a reporter's question, and nothing else, their role."""
    if not places:
        return
    for start, leaf in placed(leaves):
        if leaf.tag == "p" and not leaf.path and leaf.text.startswith("[") and leaf.text.endswith("]"):
            end = start + len(leaf.text)
            if any(start <= place < end for place in places):
                leaf.role = "question"


def utterance_words(utterance: Sequence[FoundQuote]) -> str:
    """The words of an utterance as a quote will have them."""
    return _joined(run.text for run in utterance)


def _joined(texts: Iterable[str]) -> str:
    """One line a run: what stood between two runs of a split quote was the story's, and its place is kept."""
    return "\n".join(_BLANKS.sub(" ", text).strip() for text in texts).strip().removesuffix(",")
