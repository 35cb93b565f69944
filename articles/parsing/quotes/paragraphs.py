"""A story's body cut into paragraphs, as places in the text. Nothing is altered."""

from __future__ import annotations

import re

Span = tuple[int, int]

_LINE = re.compile(r"[^\n\r\u2028\u2029]*(?:\r\n|[\n\r\u2028\u2029])?")
_WRAP_WIDTH = 100  # no typist or mail program wraps lines wider than this
_FEW_LINES = 4
_ENDS = ".?!:\"'”’»)]"


def _lines(text: str) -> list[Span]:
    """Each line without its line end and outer white space; an empty line has equal ends."""
    found: list[Span] = []
    for match in _LINE.finditer(text):
        start, end = match.span()
        if start == end:
            continue
        line = match.group()
        lead = len(line) - len(line.lstrip())
        body = line.strip()
        found.append((start + lead, start + lead + len(body)) if body else (start, start))
    return found


def _is_wrapped(text: str, lines: list[Span]) -> bool:
    """Whether the lines were broken to a width: all of them short and most not at the end of a sentence."""
    full = [line for line in lines if line[0] < line[1]]
    if len(full) < _FEW_LINES or max(end - start for start, end in full) > _WRAP_WIDTH:
        return False
    open_ended = sum(text[end - 1] not in _ENDS for _start, end in full)
    return open_ended * 2 > len(full)


def find_paragraphs(text: str) -> list[Span]:
    """The paragraphs as (start, end), outer white space left out.

    Every line is a paragraph, unless the copy is wrapped to a width: then a blank line or an indent starts one.
    """
    lines = _lines(text)
    wrapped = _is_wrapped(text, lines)
    found: list[Span] = []
    is_open = False
    for start, end in lines:
        if start == end:
            is_open = False
            continue
        is_indented = start > 0 and text[start - 1] in " \t\u3000\u00a0"
        if wrapped and is_open and not is_indented:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
        is_open = True
    return found
