"""The words of a story as the topic classifier weighs them: words and pairs of neighbours, the headline's thrice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from math import log

# What is read of a text: the point of a story stands in its beginning, and a suggestion must come at once.
MOST_CHARACTERS = 12_000
_HEADLINE_COUNTS = 3
_WORD = re.compile(r"[^\W\d_]+(?:['’.&-][^\W\d_]+)*|\d[\d.,]*|[.!?;:]")
_STOPS = frozenset(".!?;:")
_SHORTEST = 2
_LONGEST = 40


def weighed_words(headline: str, text: str) -> dict[str, float]:
    """Each word and pair of neighbouring words with its weight: 1 + ln(times), the headline's words counted thrice.

    Case is folded and every number is the word “0”; a pair never spans the end of a sentence.
    """
    counts: Counter[str] = Counter(_terms(text[:MOST_CHARACTERS]))
    for term in _terms(headline):
        counts[term] += _HEADLINE_COUNTS
    return {term: 1.0 + log(times) for term, times in counts.items()}


def _terms(text: str) -> Iterator[str]:
    before = ""
    for found in _WORD.findall(text.lower()):
        if found in _STOPS:
            before = ""
            continue
        word = "0" if found[0].isdigit() else found.replace("’", "'").removesuffix("'s")
        if len(word) > _LONGEST or (len(word) < _SHORTEST and word != "0"):
            continue
        yield word
        if before:
            yield f"{before} {word}"
        before = word
