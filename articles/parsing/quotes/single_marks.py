"""Single marks: telling a quote's from an apostrophe, a decade or a measure. The reporter's country decides which
mark is the outer one; here each single mark outside a double-marked run is judged by its neighbours alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

_BEFORE = frozenset('([{—–-"“:…/')
_ELISIONS = ("em ", "em,", "em.", "til ", "tis ", "twas ", "cause ", "n' ", "n’ ", "bout ", "round ", "neath ")
_LOOKAHEAD = 60  # marks: no quoted run holds more apostrophes than this


class _HasPlace(Protocol):
    @property
    def text(self) -> str: ...
    @property
    def start(self) -> int: ...


def opens_single(text: str, at: int, start: int, end: int) -> bool:
    """Whether the single mark at ``at`` can open a run: space before, a word after, and not ’90s, ’em or ’til."""
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < end else " "
    if text[at] == "’" or not (before.isspace() or before in _BEFORE):
        return False
    if after.isspace() or (after.isdigit() and text[at + 2 : at + 4].rstrip("s").isdigit()):
        return False
    return not text[at + 1 : at + 8].lower().startswith(_ELISIONS)


def _can_close(text: str, at: int, end: int) -> bool:
    before = text[at - 1]
    after = text[at + 1] if at + 1 < end else " "
    return not before.isspace() and not after.isalnum()


def _is_possessive(text: str, at: int) -> bool:
    """The owners’ wives: an s before, a word after."""
    return text[at - 1] in "sS" and text[at + 1 : at + 2] == " " and text[at + 2 : at + 3].isalpha()


def close_single(text: str, marks: Sequence[_HasPlace], at: int, end: int) -> int | None:
    """The number of the mark that closes the single-marked run opened by mark ``at``; None when none does.

    A mark after an s and before a word closes only if no better one follows: it may be a possessive.
    """
    opening, fallback = marks[at], None
    for number in range(at + 1, min(len(marks), at + _LOOKAHEAD)):
        mark = marks[number]
        if mark.text == "‘" or (mark.text == "'" and opens_single(text, mark.start, 0, end)):
            break
        if mark.text not in ("’", "'") or (opening.text == "'") != (mark.text == "'"):
            continue
        if _can_close(text, mark.start, end):
            if not _is_possessive(text, mark.start):
                return number
            fallback = fallback or number
    return fallback
