"""Quoted runs: where quote marks open and close, paragraph by paragraph. Knows every common kind of mark.

One pass of a small state machine over the marks of a paragraph. A run with no closing mark ends with its paragraph
(or before the attribution that was swallowed with it); a closing mark with no opening one, when the words before it
open the paragraph, closes a run from there. Odd numbers of marks never fail.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import NamedTuple

from articles.parsing.quotes.paragraphs import Span
from articles.parsing.quotes.single_marks import close_single, opens_single

_MARK = re.compile(r"(?<=[\w.,?!])'(?=''(?!'))|''|``|,,(?=\w)|[\"“”„‟«»‹›「」『』‘’']")
_CLOSERS: dict[str, tuple[str, ...]] = {
    "“": ("”", '"', "''"),
    "„": ("“", "”"),
    "‟": ("”",),
    "«": ("»",),
    "»": ("«",),
    "‹": ("›",),
    "›": ("‹",),
    "「": ("」",),
    "『": ("』",),
    '"': ('"', "”", "''"),
    "''": ("''", '"'),
    "``": ("''", '"'),
    ",,": ("“", "”", "''", '"'),
    "”": ("”",),
}
_ALWAYS_OPEN = frozenset(["“", "„", "‟", "``", "「", "『", ",,", "«", "‹"])
_SINGLES = frozenset("‘’'")
_BEFORE_OPENING = frozenset("([{—–-…/:")
_SWALLOWED = re.compile(
    r"[,?!—–-]\s*(?=(?:(?:he|she|they|it|[A-Z][\w.’'-]+(?:\s[A-Z][\w.’'-]+){0,3})\s"
    r"(?:said|says|told|added|asked|wrote|replied)|(?:said|says|added|asked)\s[A-Z])\b)"
)
_SWALLOW_REACH = 600
_MOST_MARKS = 60_000  # a body with more is no story; the marks after these are not read


class Run(NamedTuple):
    """One quoted run: its words (start, end), the same with the marks (outer), its paragraph, whether it closed."""

    start: int
    end: int
    outer_start: int
    outer_end: int
    paragraph: int
    mark: str
    is_closed: bool


class Mark(NamedTuple):
    """One quote mark of the text."""

    text: str
    start: int
    end: int


def find_runs(text: str, paragraphs: list[Span]) -> list[Run]:
    """Every outermost quoted run that holds a letter or a digit, in order. Marks inside a run are its own words."""
    runs: list[Run] = []
    left = _MOST_MARKS
    for number, (start, end) in enumerate(paragraphs):
        marks = [Mark(m.group(), *m.span()) for m in islice(_MARK.finditer(text, start, end), left)]
        left -= len(marks)
        if marks:
            runs.extend(_Scan(text, number, start, end, marks).runs())
    return runs


class _Scan:
    """The marks of one paragraph, read from left to right."""

    def __init__(self, text: str, paragraph: int, start: int, end: int, marks: list[Mark]) -> None:
        self.text, self.paragraph, self.start, self.end, self.marks = text, paragraph, start, end, marks
        self.found: list[Run] = []
        self.singles_left = True

    def runs(self) -> list[Run]:
        at = 0
        while at < len(self.marks):
            mark = self.marks[at]
            if mark.text in _SINGLES:
                at = self._single(at)
            elif self._is_inches(mark):
                at += 1
            elif self._opens(mark):
                at = self._double(at)
            else:
                self._close_unopened(mark)
                at += 1
        return self.found

    def _around(self, mark: Mark) -> tuple[str, str]:
        before = self.text[mark.start - 1] if mark.start > self.start else " "
        after = self.text[mark.end] if mark.end < self.end else " "
        return before, after

    def _is_inches(self, mark: Mark) -> bool:
        """A straight mark after a figure, with no run open: 6" lift, 5'9"."""
        before, after = self._around(mark)
        return mark.text in ('"', "''", "”") and before.isdigit() and not after.isalnum()

    def _opens(self, mark: Mark) -> bool:
        before, after = self._around(mark)
        if mark.text in _ALWAYS_OPEN:
            return True
        if mark.text in ("」", "』"):
            return False
        if after.isspace():
            return before.isspace() and mark.end < self.end and mark.text != "”"
        return before.isspace() or before in _BEFORE_OPENING or (mark.text == '"' and after.isalnum())

    def _single(self, at: int) -> int:
        """Try a single mark as the opening of a run; returns the number of the next mark to read."""
        mark = self.marks[at]
        if not self.singles_left or not opens_single(self.text, mark.start, self.start, self.end):
            return at + 1
        closing = close_single(self.text, self.marks, at, self.end)
        if closing is None:
            self.singles_left = any(m.text == "’" for m in self.marks[at + 1 : at + 2])
            return at + 1
        self._add(mark, self.marks[closing].start, self.marks[closing].end, True)
        return closing + 1

    def _double(self, at: int) -> int:
        """Read a run from its opening mark to its closing one; returns the number of the next mark to read."""
        opening = self.marks[at]
        closers = _CLOSERS[opening.text]
        depth = 0
        for number in range(at + 1, len(self.marks)):
            mark = self.marks[number]
            if mark.text in closers and not self._reopens(opening, number):
                if depth == 0:
                    self._add(opening, mark.start, mark.end, True)
                    return number + 1
                depth -= 1
            elif mark.text == opening.text or (mark.text in closers and mark.text not in _SINGLES):
                if not self._is_nested(number, opening.text, closers):
                    self._add(opening, self._cut(opening.end, mark.start), mark.start, False)
                    return number
                depth += 1
        cut = self._cut(opening.end, self.end)
        self._add(opening, cut, cut, False)
        return len(self.marks)

    def _reopens(self, opening: Mark, number: int) -> bool:
        """Whether a mark that could close looks like an opening one: a space before, a letter after, and words lost."""
        mark = self.marks[number]
        if mark.text not in ('"', "''") or opening.text not in ('"', "''"):
            return False
        before, after = self._around(mark)
        if not before.isspace() or not after.isalnum():
            return False
        reach = self.text[opening.end : min(mark.start, opening.end + _SWALLOW_REACH)]
        return _SWALLOWED.search(reach) is not None

    def _is_nested(self, number: int, opening: str, closers: tuple[str, ...]) -> bool:
        """A second opening mark is nested when two closing marks follow it before a third opening one."""
        ahead = [m.text for m in self.marks[number + 1 : number + 9] if m.text in closers or m.text == opening]
        return opening not in closers and len(ahead) > 1 and ahead[0] in closers and ahead[1] in closers

    def _cut(self, start: int, end: int) -> int:
        """Where an unclosed run ends: before an attribution it would swallow, else at the end of what it could be."""
        match = _SWALLOWED.search(self.text, start, min(end, start + _SWALLOW_REACH))
        return match.start() + 1 if match else end

    def _close_unopened(self, mark: Mark) -> None:
        """A closing mark whose opening one is missing: the run began where the paragraph did."""
        before, _after = self._around(mark)
        if not self.found and before in ",.?!" and mark.text not in _SINGLES:
            opening = Mark(mark.text, self.start, self.start)
            self._add(opening, mark.start, mark.end, True)

    def _add(self, opening: Mark, end: int, outer_end: int, is_closed: bool) -> None:
        words = self.text[opening.end : end]
        body = words.strip()
        if not any(character.isalnum() for character in body[:200]):
            return
        start = opening.end + len(words) - len(words.lstrip())
        end = start + len(body)
        self.found.append(Run(start, end, opening.start, max(end, outer_end), self.paragraph, opening.text, is_closed))
