"""The words of a story as the topic classifier weighs them, and the pieces of those words; the headline's thrice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from math import log

# What is read of a text: the point of a story stands in its beginning, and a suggestion must come at once.
MOST_CHARACTERS = 12_000
# What a piece begins with, and no word does.
PIECE = "~"
_HEADLINE_COUNTS = 3
_WORD = re.compile(r"[^\W\d_]+(?:['’.&-][^\W\d_]+)*|\d[\d.,]*")
_SHORTEST = 2
_LONGEST = 40
_LENGTH = 5


def weighed_terms(headline: str, text: str) -> tuple[dict[str, float], dict[str, float]]:
    """Each word with its weight, and each piece of a word: 1 + ln(times), the headline's words counted thrice.

    Case is folded and every number is the word “0”. Pieces are five characters long, a word's two ends being one
    each: they see “export” in “exporters”, and a word that was misspelled. A short word is one piece.
    """
    words = Counter(_words(text[:MOST_CHARACTERS]))
    for word in _words(headline):
        words[word] += _HEADLINE_COUNTS
    pieces: Counter[str] = Counter()
    for word, times in words.items():
        for piece in _pieces(word):
            pieces[piece] += times
    return _weighed(words), _weighed(pieces)


def _weighed(counts: Counter[str]) -> dict[str, float]:
    return {term: 1.0 + log(times) for term, times in counts.items()}


def _words(text: str) -> Iterator[str]:
    for found in _WORD.findall(text.lower()):
        word = "0" if found[0].isdigit() else found.replace("’", "'").removesuffix("'s")
        if word == "0" or _SHORTEST <= len(word) <= _LONGEST:
            yield word


@lru_cache(maxsize=1 << 15)
def _pieces(word: str) -> tuple[str, ...]:
    marked = f"_{word}_"
    return tuple(PIECE + marked[at : at + _LENGTH] for at in range(max(len(marked) - _LENGTH, 0) + 1))
