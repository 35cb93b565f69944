"""The words around the quoted runs, read once: each run is one token, and its own words are not looked at."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from articles.parsing.quotes.lexicon import ABBREVIATION, ATHLETE, GIVEN_NAME, ROLE, TAGS
from articles.parsing.quotes.marks import Run
from articles.parsing.quotes.paragraphs import Span

WORD = "w"
CAPITAL = "C"
NUMBER = "n"
POINT = "."
QUOTED = "Q"

_TOKEN = re.compile(
    r"((?:[^\W\d_]\.){2,}|[^\W\d_](?:\.[^\W\d_])+)"  # U.S. a.m.
    r"|([^\W\d_][\w\u0300-\u036f\u00ad\u200b-\u200d]*(?:[-’'&][^\W_][\w\u0300-\u036f]*)*)"
    r"|(\d+(?:[.,:/-]\d+)*%?[\w-]*)"
    r"|(([^\w\s])\5*)"
)
MOST_TOKENS = 80_000  # more than any story: some 70,000 words
_RUN_COST = 10  # what a quoted run counts for: each is attributed, a word is only read
_FIGURE = 3  # the group of _TOKEN that is a figure; words come before it, points after
_NUMBERS = frozenset(["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"])
_SECOND = {  # nouns for a player only after these words: running back, tight end
    "back": frozenset(["running", "defensive"]),
    "end": frozenset(["tight", "defensive"]),
}
_OWNERS = ("'s", "’s", "’S", "'S")


class Token(NamedTuple):
    """A word, a figure, a point, or a whole quoted run (``run`` is then its number, else -1)."""

    text: str
    low: str
    kind: str
    tags: int
    start: int
    end: int
    is_owner: bool = False
    run: int = -1


def read_tokens(text: str, paragraphs: list[Span], runs: list[Run]) -> tuple[list[Token], list[Span]]:
    """The story's tokens, and for each paragraph its (first, end) token numbers.

    A body of more than ``MOST_TOKENS`` (a quoted run counts as ten) is read up to there: paragraphs after it are empty.
    """
    tokens: list[Token] = []
    spans: list[Span] = []
    number, left = 0, MOST_TOKENS
    for paragraph, (start, end) in enumerate(paragraphs):
        first = len(tokens)
        at = start
        while number < len(runs) and runs[number].paragraph == paragraph and left > 0:
            run = runs[number]
            left -= _RUN_COST + _read_words(text, at, run.outer_start, tokens, left)
            tokens.append(Token(text[run.start : run.end], "", QUOTED, 0, run.start, run.end, False, number))
            at = run.outer_end
            number += 1
        if left > 0:
            left -= _read_words(text, at, end, tokens, left)
        spans.append((first, len(tokens)))
    return tokens, spans


def _read_words(text: str, start: int, end: int, tokens: list[Token], most: int) -> int:
    """Append the tokens of a stretch of text, ``most`` at the most; returns how many."""
    before = len(tokens)
    append = tokens.append
    for match in islice(_TOKEN.finditer(text, start, end), most):
        at, to = match.span()
        word = match.group()
        group = match.lastindex or 0
        if group < _FIGURE:
            shown, low, kind, tags, is_owner = _shape(word)
            if low in _SECOND and tokens and tokens[-1].low in _SECOND[low]:
                tags |= ROLE | ATHLETE
            append(Token(shown, low, kind, tags, at, to, is_owner))
        elif group == _FIGURE:
            append(Token(word, word, NUMBER, 0, at, to))
        elif word == "." and tokens and tokens[-1].end == at and _takes_point(tokens[-1]):
            tokens[-1] = tokens[-1]._replace(text=tokens[-1].text + ".", end=to)
        elif word in ("’", "'") and tokens and tokens[-1].end == at and tokens[-1].low[-1:] == "s":
            tokens[-1] = tokens[-1]._replace(is_owner=True)
        else:
            append(Token(word, word, POINT, 0, at, to))
    return len(tokens) - before


def _takes_point(token: Token) -> bool:
    """Whether a full stop right after the word is part of it: Gov. and J. are, house. is not."""
    if token.tags & ABBREVIATION:
        return token.kind == CAPITAL
    return token.kind == CAPITAL and len(token.text) == 1 and token.text != "I"


@lru_cache(maxsize=1 << 14)
def _shape(word: str) -> tuple[str, str, str, int, bool]:
    """Of a word as printed: its text without 's, in small letters, its kind, its flags, and whether it had 's."""
    is_owner = word.endswith(_OWNERS)
    if is_owner:
        word = word[:-2]
    low = word.lower().replace("’", "'")
    kind = CAPITAL if word[0].isupper() else WORD
    tags = TAGS.get(low.rstrip(".") if low[-1:] == "." else low, 0)
    if not tags and "-" in low:
        tags = _tags_of_compound(low, word.rsplit("-", 1)[1][:1].isupper())
    if kind == WORD and low[:3] in ("al-", "el-") and word[3:4].isupper():
        kind = CAPITAL
    return word, low, kind, tags, is_owner


def _tags_of_compound(low: str, is_double: bool) -> int:
    """co-worker is a worker, then-mayor a mayor, Maria-Elena a Maria; Min-seo tells nothing."""
    first, last = low.split("-", 1)[0], low.rsplit("-", 1)[1]
    if first.isdigit() or first in _NUMBERS:
        return 0  # a three-judge panel
    if first in ("then", "co", "ex", "vice", "former") or TAGS.get(last, 0) & ROLE:
        return TAGS.get(last, 0)
    return TAGS.get(first, 0) & GIVEN_NAME if is_double else 0
