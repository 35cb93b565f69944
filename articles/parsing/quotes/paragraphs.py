"""A story's body cut into paragraphs, as places in the text. Nothing is altered."""

from __future__ import annotations

import re

Span = tuple[int, int]

_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_WRAP_WIDTH = 100  # no typist or mail program wraps lines wider than this
_FEW_LINES = 4
_ENDS = ".?!:\"'”’»)]"


def _lines(text: str) -> list[tuple[int, int, bool]]:
    """Each line with words, without its outer white space, and whether an empty line stands before it."""
    found: list[tuple[int, int, bool]] = []
    last_end, after_blank = 0, False
    for match in _LINE.finditer(text):
        start, end = match.span()
        line = match.group()
        body = line.strip()
        gap = text[last_end:start]
        after_blank = after_blank or len(gap.replace("\r\n", "\n")) > 1
        last_end = end
        if body:
            lead = start + len(line) - len(line.lstrip())
            found.append((lead, lead + len(body), after_blank))
        after_blank = not body
    return found


def _is_wrapped(text: str, lines: list[tuple[int, int, bool]]) -> bool:
    """Whether the lines were broken to a width: all of them short and most not at the end of a sentence."""
    if len(lines) < _FEW_LINES or any(end - start > _WRAP_WIDTH for start, end, _blank in lines):
        return False
    open_ended = sum(text[end - 1] not in _ENDS for _start, end, _blank in lines)
    return open_ended * 2 > len(lines)


def find_paragraphs(text: str) -> list[Span]:
    """The paragraphs as (start, end), outer white space left out.

    Every line is a paragraph, unless the copy is wrapped to a width: then a blank line or an indent starts one.
    """
    lines = _lines(text)
    wrapped = _is_wrapped(text, lines)
    found: list[Span] = []
    for start, end, after_blank in lines:
        is_indented = start > 0 and text[start - 1] in " \t\u3000\u00a0"
        if wrapped and found and not after_blank and not is_indented:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found
