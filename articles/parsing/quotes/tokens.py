"""The words around the quoted runs, read once: each run is one token, and its own words are not looked at."""

from __future__ import annotations

import re
from typing import NamedTuple

from articles.parsing.quotes.lexicon import ABBREVIATION, GIVEN_NAME, TAGS
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
    """The story's tokens, and for each paragraph its (first, end) token numbers."""
    tokens: list[Token] = []
    spans: list[Span] = []
    number = 0
    for paragraph, (start, end) in enumerate(paragraphs):
        first = len(tokens)
        at = start
        while number < len(runs) and runs[number].paragraph == paragraph:
            run = runs[number]
            _read_words(text, at, run.outer_start, tokens)
            tokens.append(Token(text[run.start : run.end], "", QUOTED, 0, run.start, run.end, False, number))
            at = run.outer_end
            number += 1
        _read_words(text, at, end, tokens)
        spans.append((first, len(tokens)))
    return tokens, spans


def _read_words(text: str, start: int, end: int, tokens: list[Token]) -> None:
    for match in _TOKEN.finditer(text, start, end):
        at, to = match.span()
        word = match.group()
        group = match.lastindex
        if group == 4 or group == 5:
            if word == "." and tokens and tokens[-1].end == at and _takes_point(tokens[-1]):
                tokens[-1] = tokens[-1]._replace(text=tokens[-1].text + ".", end=to)
            else:
                tokens.append(Token(word, word, POINT, 0, at, to))
        elif group == 3:
            tokens.append(Token(word, word, NUMBER, 0, at, to))
        else:
            tokens.append(_word(word, at, to))


def _takes_point(token: Token) -> bool:
    """Whether a full stop right after the word is part of it: Gov. and J. are, house. is not."""
    if token.tags & ABBREVIATION:
        return token.kind == CAPITAL
    return token.kind == CAPITAL and len(token.text) == 1 and token.text != "I"


def _word(word: str, start: int, end: int) -> Token:
    is_owner = word.endswith(_OWNERS)
    if is_owner:
        word = word[:-2]
    low = word.lower().replace("’", "'")
    kind = CAPITAL if word[0].isupper() else WORD
    tags = TAGS.get(low.rstrip(".") if low[-1:] == "." else low, 0)
    if not tags and "-" in low:
        tags = _tags_of_compound(low, word.rsplit("-", 1)[1][:1].isupper())
    if kind == WORD and word[:3].lower() in ("al-", "el-") and word[3:4].isupper():
        kind = CAPITAL
    return Token(word, low, kind, tags, start, end, is_owner)


def _tags_of_compound(low: str, is_double: bool) -> int:
    """co-worker is a worker, then-mayor a mayor, Maria-Elena a Maria; Hyun-woo tells nothing."""
    first, last = low.split("-", 1)[0], low.rsplit("-", 1)[1]
    if first in ("then", "co", "ex", "vice", "former"):
        return TAGS.get(last, 0)
    return TAGS.get(first, 0) & GIVEN_NAME if is_double else 0
