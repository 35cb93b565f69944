"""The lines around a story that are not its body: labels, bylines, dates, embargoes, notes to editors, end marks."""

from __future__ import annotations

import re
from typing import NamedTuple

from .bylines import find_byline
from .embargoes import is_embargo_line

_LABELS = {
    **dict.fromkeys(("headline", "hed", "head", "hl", "title"), "headline"),
    **dict.fromkeys(("slug", "slugline"), "slugline"),
    **dict.fromkeys(("dek", "deck", "subhead", "subhed", "standfirst"), "dek"),
}
_LABEL = re.compile(rf"[*_]{{0,2}}(?P<label>{'|'.join(_LABELS)})[*_]{{0,2}} ?:[*_]{{0,2}} ?(?=\S)", re.IGNORECASE)
_NOTE = re.compile(
    r"[\[(]? ?(?:(?:eds|editors|notes? to (?:editors|desk)|editor['’]s notes?|editors['’] notes?|desk) ?[:–—]"
    r"|eds\.? note)|for immediate release\b",
    re.IGNORECASE,
)
_END_MARK = re.compile(
    r"#{3,}|[–—-] ?30 ?[–—-]|\( ?(?:ends?|endit|30) ?\)|[–—-] ?(?:ends?|endit) ?[–—-]|(?:END|ENDS)", re.IGNORECASE
)
_MORE = re.compile(r"[–—-]? ?\(? ?more ?\)? ?[–—-]?", re.IGNORECASE)
_WHO_ASKS = r"(?:[^\W_][^\[\]():]{0,40} )?(?:reporter|question|q|interviewer|anchor|moderator)(?: [^\[\]():]{1,40})?"
_QUESTION = re.compile(
    rf"\[ ?{_WHO_ASKS} ?[:–—].{{1,2000}}\]|\( ?{_WHO_ASKS} ?[:–—].{{1,2000}}\)"
    r"|(?:Q|Question|Reporter|Interviewer) ?[:–—]\s?\S.*|Q\. \S.*",
    re.IGNORECASE | re.DOTALL,
)
_LONGEST_NOTE = 1_000


class Labelled(NamedTuple):
    """A line with a label: its kind (headline, slugline, dek) and the words after it."""

    kind: str
    words: str


def find_label(line: str) -> Labelled | None:
    """HEADLINE: … , HED: … , SLUG: … , Slugline: … , DEK: …"""
    match = _LABEL.match(line)
    return Labelled(_LABELS[match["label"].lower()], line[match.end() :].strip(" *_")) if match else None


def is_note(line: str) -> bool:
    """A note to editors or the desk: Eds: … , Editor's note: … , FOR IMMEDIATE RELEASE."""
    return len(line) <= _LONGEST_NOTE and _NOTE.match(line) is not None


def is_end_mark(line: str) -> bool:
    """A line that only says that the story ends: ###, -30-, (END)."""
    return len(line) <= 40 and _END_MARK.fullmatch(line) is not None


def is_more_mark(line: str) -> bool:
    """A line that only says that another take follows: (MORE)."""
    return 4 <= len(line) <= 10 and _MORE.fullmatch(line) is not None


def is_question(line: str) -> bool:
    """A reporter's question set apart from the text: [Reporter: “…”], [Q: …], Q: …"""
    return _QUESTION.fullmatch(line) is not None


def stands_alone(line: str) -> bool:
    """Whether a line of hard-wrapped copy is never part of a paragraph."""
    first = line[:1]
    if first in "[(" and is_question(line):
        return True
    return bool(
        is_end_mark(line)
        or find_label(line)
        or is_embargo_line(line)
        or find_byline(line)
        or _is_labelled_question(line)
    )


def _is_labelled_question(line: str) -> bool:
    return line.startswith(("Q:", "A:", "Q. ", "QUESTION:"))
