"""Quotes marked on a body's leaves: ranges of the text become marks on runs, and marks are read back as ranges."""

from __future__ import annotations

import itertools
import secrets
from collections import deque
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from .bodytext import placed
from .bodytree import Leaf, Run, merged

# Digits and letters that nobody misreads (no 0/o, 1/l/i); ten of them are 49 bits.
_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"


def make_quote_id() -> str:
    """A short random id for a quote's mark, its address and its anchor."""
    number = secrets.randbelow(len(_ALPHABET) ** 10)
    letters = []
    for _ in range(10):
        number, letter = divmod(number, len(_ALPHABET))
        letters.append(_ALPHABET[letter])
    return "".join(letters)


@dataclass(frozen=True, slots=True)
class QuoteSpan:
    """Words marked as part of a quote, within one block; offsets count in the body's text."""

    quote_id: str
    block_id: str
    start: int
    end: int
    text: str


def spans_of(leaves: list[Leaf]) -> tuple[QuoteSpan, ...]:
    """The marked runs of words of numbered leaves, in order."""
    spans = []
    for start, leaf in placed(leaves):
        end = start
        for quote_id, runs in itertools.groupby(leaf.runs, key=lambda run: run.marks.quote):
            text = "".join(run.text for run in runs)
            start, end = end, end + len(text)
            if quote_id:
                spans.append(QuoteSpan(quote_id, leaf.top.id, start, end, text))
    return tuple(spans)


def mark_leaves(leaves: list[Leaf], spans: Sequence[tuple[int, int, str]]) -> None:
    """Mark the ranges (start, end, quote id) of the leaves' text; words marked already keep the mark they have."""
    ranges = deque(_disjoint(spans))
    for start, leaf in placed(leaves):
        end = start + len(leaf.text)
        while ranges and ranges[0][1] <= start:
            ranges.popleft()
        if ranges and ranges[0][0] < end:
            leaf.runs = merged(_marked(leaf.runs, start, ranges))


def unmark_leaves(leaves: list[Leaf], ids: Collection[str] | None = None) -> None:
    """Take the marks of these quotes off, of all quotes if none are named."""
    for leaf in leaves:
        leaf.runs = merged(
            Run(run.text, run.marks._replace(quote="")) if ids is None or run.marks.quote in ids else run
            for run in leaf.runs
        )


def reword_leaves(leaves: list[Leaf], quote_id: str, lines: Sequence[str]) -> bool:
    """Give the spans of a quote these words, one line each; False, and nothing done, where their numbers differ.

    The comma before an attribution is the sentence's: a span that ends with one keeps it.
    """
    if sum(span.quote_id == quote_id for span in spans_of(leaves)) != len(lines):
        return False
    left = deque(lines)
    for leaf in leaves:
        runs: list[Run] = []
        for its, group in itertools.groupby(leaf.runs, key=lambda run: run.marks.quote):
            span = list(group)
            runs += _reworded(span, left.popleft()) if its == quote_id else span
        leaf.runs = merged(runs)
    return True


def _reworded(runs: list[Run], words: str) -> list[Run]:
    """The words in place of the runs', marked as the first of them; the runs as they are if they say so already."""
    text = "".join(run.text for run in runs)
    if text.endswith(",") and not words.endswith(","):
        words += ","
    return runs if text == words else [Run(words, runs[0].marks)]


def _disjoint(spans: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """The ranges in order, each beginning where the one before has ended."""
    ordered: list[tuple[int, int, str]] = []
    reached = 0
    for start, end, quote_id in sorted(spans, key=lambda span: span[0]):
        if end > max(start, reached):
            ordered.append((max(start, reached), end, quote_id))
            reached = end
    return ordered


def _marked(runs: list[Run], place: int, ranges: deque[tuple[int, int, str]]) -> Iterator[Run]:
    """The runs, which begin at ``place``, cut at the edges of the ranges and marked within them; past ranges go."""
    for run in runs:
        at, end = place, place + len(run.text)
        while at < end:
            while ranges and ranges[0][1] <= at:
                ranges.popleft()
            if not ranges or ranges[0][0] >= end:
                stop, quote_id = end, ""
            elif ranges[0][0] > at:
                stop, quote_id = ranges[0][0], ""
            else:
                stop, quote_id = min(ranges[0][1], end), ranges[0][2]
            marks = run.marks._replace(quote=run.marks.quote or quote_id)
            yield Run(run.text[at - place : stop - place], marks)
            at = stop
        place = end
