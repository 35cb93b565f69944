"""Pasted copy as lines and paragraphs: characters made safe, mail undone, hard-wrapped lines joined."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from typing import NamedTuple

from .bodytree import BLANKS
from .story import Problem

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_SURROGATES = re.compile("[\ud800-\udfff]")
# UTF-8 read as cp1252: every typographic mark begins with these letters.
_MOJIBAKE = re.compile("â€[œ\x9d™˜“”¦\x93\x94]|Ã[©¨¼¶¤¡³±]")
_GAPS = re.compile(f"[{BLANKS}]{{2,}}|[\t\n]")
_EDGES = re.compile(f"^[{BLANKS}]|[{BLANKS}]\\Z")
_QUOTED = re.compile(r"^[ ]?((?:>[ ]?)+)")
_SIGNATURE_LINES = 8
_NARROWEST, _WIDEST = 45, 100
_SLACK = 8  # how far short of the widest line a line may stop and still have been broken by a machine


class Line(NamedTuple):
    """A line without blanks around it, and how far it was indented."""

    text: str
    indent: int


def safe_characters(text: str) -> tuple[str, list[Problem]]:
    """The text with newlines as the only line ends and no character that a page or a database cannot hold."""
    if text.isascii() and text.isprintable():  # most fields of a wire's item
        return text, []
    problems = []
    text = _LINE_ENDS.sub("\n", text).replace("\u2029", "\n\n").replace("\ufeff", "")
    text, removed = _CONTROLS.subn("", text)
    if removed:
        message = f"{removed:,} control character{'s were' if removed > 1 else ' was'} removed."
        problems.append(Problem("control-characters", message))
    text, halves = _SURROGATES.subn("\ufffd", text)
    if halves or "\ufffd" in text:
        problems.append(Problem("characters-lost", "Some characters were lost before the copy came here.", "\ufffd"))
    if garbled := _MOJIBAKE.search(text):
        message = "Some characters look wrongly decoded; paste the copy again from its source."
        problems.append(Problem("characters-garbled", message, garbled.group()))
    return text, problems


def split_lines(text: str) -> tuple[list[Line], list[str], list[Problem]]:
    """The lines of the copy, a mail's signature (taken off), and what was noticed of mail."""
    rows = text.split("\n")
    problems = []
    marked = sum(1 for row in rows if row.lstrip().startswith(">"))
    if marked > 1 and marked * 5 >= 4 * sum(1 for row in rows if row.strip()):
        rows = [_QUOTED.sub("", row) for row in rows]
        problems.append(Problem("mail-quoting", "The copy is a quoted mail; the > marks were left out.", ">"))
    signature: list[str] = []
    for number in range(len(rows) - 1, max(len(rows) - _SIGNATURE_LINES - 3, 0), -1):
        if rows[number].rstrip() == "--":
            signature = [tidy(row) for row in rows[number + 1 :] if row.strip()]
            del rows[number:]
            break
    return [Line(tidy(row), _indent(row)) for row in rows], signature, problems


def _indent(row: str) -> int:
    if row[:1] not in (" ", "\t"):
        return 0
    row = row.expandtabs()
    return len(row) - len(row.lstrip(" "))


def tidy(text: str) -> str:
    """The words with single blanks between them and none at the ends, as a body holds them."""
    if text.isascii():
        return " ".join(text.split())
    return _EDGES.sub("", _GAPS.sub(" ", text))


def join_lines(lines: list[Line], stands_alone: Callable[[str], bool]) -> list[str]:
    """Paragraphs: parted by blank lines and indents; lines that were broken by a machine are joined with one space.

    A line was broken by a machine if the next line's first word would have made it wider than the copy's widest line.
    Lines that ``stands_alone`` knows (bylines, labels) are joined to nothing. Wider copy has a paragraph a line.
    """
    width = _wrap_width(lines)
    if not width:
        return [line.text for line in lines if line.text]
    paragraphs: list[list[str]] = []
    before = Line("", 0)
    for line in lines:
        is_alone = bool(line.text) and stands_alone(line.text)
        joins = line.indent <= before.indent and _is_full(before.text, line.text, width) and not is_alone
        if joins:
            paragraphs[-1].append(line.text)
        elif line.text:
            paragraphs.append([line.text])
        before = Line("", 0) if is_alone else line
    return [" ".join(parts) for parts in paragraphs]


def join_cut_lead(lines: list[Line], paragraphs: list[str]) -> list[str]:
    """The paragraphs, a lead whose first line stops short put together again.

    Wires send the dateline beside the copy: its first line is shorter by that, ends no sentence, and goes on in the
    next, which is neither indented nor parted from it.
    """
    rows = list(itertools.dropwhile(lambda line: not line.text, lines))[:2]
    if len(rows) < 2 or len(paragraphs) < 2 or paragraphs[0] != rows[0].text or not rows[1].text:
        return paragraphs
    is_cut = rows[0].indent >= rows[1].indent and _goes_on(rows[0].text) and len(paragraphs[1]) > len(rows[1].text)
    return [f"{paragraphs[0]} {paragraphs[1]}", *paragraphs[2:]] if is_cut else paragraphs


def _goes_on(text: str) -> bool:
    return not text.endswith((".", "!", "?", ":", "”", '"')) and not text.isupper()


def _wrap_width(lines: list[Line]) -> int:
    """The width at which the copy was wrapped; 0 if it was not."""
    lengths = [len(line.text) for line in lines if line.text]
    longer = sum(1 for length in lengths if length > _WIDEST)
    width = max((length for length in lengths if length <= _WIDEST), default=0)
    if width < _NARROWEST or longer * 20 > len(lengths):
        return 0
    full = sum(1 for line, after in itertools.pairwise(lines) if _is_full(line.text, after.text, width))
    return width if full * 4 >= len(lengths) else 0


def _is_full(text: str, after: str, width: int) -> bool:
    first_word = after.partition(" ")[0]
    return bool(text and after) and len(text) <= _WIDEST and len(text) + 1 + len(first_word) > width - _SLACK
