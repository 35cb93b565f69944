"""Words to look for, as an editor writes them, and where they stand in a text.

A pattern is words: ``*`` ends a word anyhow (utili*), ``|`` parts alternatives (per cent|percent). Words are whole
words, kinds of apostrophes are alike, blanks are any blanks. There is no other syntax, so no pattern can be
slow: a text is read once however many patterns there are.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

# A word, the owner's 's apart from it; any other character alone.
_PIECE = re.compile(r"['’]s\b|\w+(?:['’](?!s\b)\w+)*|\S", re.IGNORECASE)
_SHORTEST_BEGINNING = 2
_STAR = "*"


class PatternError(ValueError):
    """A pattern that says nothing to look for. Its message is a sentence."""


class Piece(NamedTuple):
    """A word or a mark; `is_open`: any ending does; `is_spaced`: blanks stand before it."""

    text: str
    is_open: bool
    is_spaced: bool


class Match(NamedTuple):
    """Where a pattern's words stand. `is_whole`: no ending was left open, so that the words are known exactly."""

    start: int
    end: int
    key: int
    is_whole: bool


class _Phrase(NamedTuple):
    pieces: tuple[Piece, ...]
    key: int
    matches_case: bool


def read_pattern(pattern: str) -> tuple[tuple[Piece, ...], ...]:
    """The alternatives of a pattern, each in its words. Raises PatternError for one that cannot be looked for."""
    return tuple(_read_alternative(alternative) for alternative in pattern.split("|"))


def _read_alternative(words: str) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    for found in _PIECE.finditer(words):
        is_spaced = found.start() > 0 and words[found.start() - 1].isspace()
        if found.group() != _STAR:
            pieces.append(Piece(_plain(found.group()), False, is_spaced and bool(pieces)))
            continue
        if not pieces or is_spaced or pieces[-1].is_open or not pieces[-1].text[-1:].isalnum():
            raise PatternError("“*” stands at the end of a word: utili*.")
        pieces[-1] = pieces[-1]._replace(is_open=True)
    if not any(piece.text[:1].isalnum() for piece in pieces):
        raise PatternError("Each alternative needs a word to look for.")
    if pieces[0].is_open and len(pieces[0].text) < _SHORTEST_BEGINNING:
        raise PatternError(f"A word with “*” begins with at least {_SHORTEST_BEGINNING} letters.")
    if any(before.is_open and not after.is_spaced for before, after in itertools.pairwise(pieces)):
        raise PatternError("“*” stands at the end of a word: utili*.")
    return tuple(pieces)


class Phrases:
    """Many patterns, ready to be looked for in one reading of a text."""

    def __init__(self, patterns: Iterable[tuple[int, str, bool]]) -> None:
        """Of (key, pattern, whether capitals count); a pattern that cannot be looked for is left out."""
        self._whole: dict[str, list[_Phrase]] = defaultdict(list)
        self._open: dict[str, list[_Phrase]] = defaultdict(list)
        for key, pattern, matches_case in patterns:
            try:
                alternatives = read_pattern(pattern)
            except PatternError:
                continue
            for pieces in alternatives:
                begins = self._open if pieces[0].is_open else self._whole
                begins[pieces[0].text.casefold()].append(_Phrase(pieces, key, matches_case))
        self._lengths = sorted({len(beginning) for beginning in self._open})

    def find(self, text: str) -> Iterator[Match]:
        """Every place where one of the patterns stands, in order; of several at one place the longest."""
        pieces = [(found.start(), found.end(), _plain(found.group())) for found in _PIECE.finditer(text)]
        reached = 0
        for at, (start, _, word) in enumerate(pieces):
            if start < reached:
                continue
            ends = [(end, phrase) for phrase in self._begun(word) if (end := _end(phrase, pieces, at)) is not None]
            if ends:
                end, phrase = max(ends, key=lambda pair: pair[0])
                yield Match(start, end, phrase.key, not any(piece.is_open for piece in phrase.pieces))
                reached = end

    def _begun(self, word: str) -> Iterator[_Phrase]:
        low = word.casefold()
        yield from self._whole.get(low, ())
        for length in self._lengths:
            if length <= len(low):
                yield from self._open.get(low[:length], ())


def _end(phrase: _Phrase, pieces: Sequence[tuple[int, int, str]], at: int) -> int | None:
    """Where the phrase ends that begins with this piece of the text; None if it does not stand there."""
    if at + len(phrase.pieces) > len(pieces):
        return None
    for number, wanted in enumerate(phrase.pieces):
        start, _, word = pieces[at + number]
        if number and (start > pieces[at + number - 1][1]) != wanted.is_spaced:
            return None
        if not _is(word, wanted, phrase.matches_case):
            return None
    return pieces[at + len(phrase.pieces) - 1][1]


def _is(word: str, wanted: Piece, matches_case: bool) -> bool:
    one, other = (word, wanted.text) if matches_case else (word.casefold(), wanted.text.casefold())
    return one.startswith(other) if wanted.is_open else one == other


def _plain(word: str) -> str:
    return word.replace("’", "'")
