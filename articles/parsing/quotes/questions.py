"""Reporters' questions: paragraphs such as ``[Reporter: "Did you run?"]`` or ``KQTU: "What was it like?"``.

Those in brackets may stand at the head of their answer's paragraph, before its opening mark or after it.
"""

from __future__ import annotations

import re

from articles.parsing.quotes.marks import Run
from articles.parsing.quotes.paragraphs import Span

_LABEL = re.compile(
    r"[\[(]?\s*(?:(?:[\w.&-]+\s){0,3}(?:reporter|anchor|interviewer|host|moderator|correspondent|question|producer)s?"
    r"(?:\s[A-Z][\w.'’-]+){0,3}|[KW][A-Z]{2,3}(?:[- ]?(?:TV|FM|AM|\d+))?|[A-Z]{2,5}\d{0,2}|Q)\s*:\s*",
    re.IGNORECASE,
)
_CALL_SIGN = re.compile(r"[\[(]?\s*[A-Z0-9 -]+:")
# Three words at least: “[sic?]” is an editor's doubt.
_ASKED_INSIDE = re.compile(r"\[\s*((?:[^\s\[\]]+\s+){2,80}[^\s\[\]]*\?)\s*\]\s*")
_CLOSED_BY = {"[": "]", "(": ")"}
_WORD_LABEL = re.compile(r"reporter|anchor|interviewer|host|moderator|correspondent|question|producer", re.IGNORECASE)


def question_label(text: str, paragraph: Span) -> int | None:
    """The end of the label that makes the paragraph a reporter's question; None for any other paragraph."""
    start, end = paragraph
    match = _LABEL.match(text, start, min(end, start + 80))
    if match is None:
        return None
    if _WORD_LABEL.search(match.group()) or _CALL_SIGN.match(match.group()):
        return match.end()
    return None


def unmarked_question(text: str, paragraph: Span, number: int) -> Run | None:
    """The words of a bracketed question that has no quote marks: [Reporter: Did you run?]"""
    start, end = paragraph
    label_end = question_label(text, paragraph)
    if label_end is None or text[start] not in "[(" or text[end - 1] not in "])":
        return None
    words = text[label_end : end - 1].strip()
    if not words:
        return None
    return Run(label_end, label_end + len(words), label_end, label_end + len(words), number, "[", True)


def part_question(text: str, paragraph: Span) -> list[Span]:
    """The paragraph, or the bracketed question it begins with and the rest: [Reporter: Did you run?] “No,” said Dea."""
    start, end = paragraph
    closing = _CLOSED_BY.get(text[start])
    label_end = question_label(text, paragraph) if closing else None
    closed = text.find(closing, label_end, end) + 1 if closing and label_end is not None else 0
    rest = closed + len(text[closed:end]) - len(text[closed:end].lstrip()) if closed else end
    return [(start, closed), (rest, end)] if rest < end else [paragraph]


def without_question(text: str, run: Run) -> Run:
    """The run from after the bracketed question it begins with, which nobody said: “[Did you run?] No,” said Dea."""
    match = _ASKED_INSIDE.match(text, run.start, run.end)
    return run._replace(start=match.end()) if match and match.end() < run.end else run


def question_inside(text: str, run: Run) -> Run | None:
    """The question that `without_question` took off the run, without its label."""
    match = _ASKED_INSIDE.search(text, run.outer_start, run.start)
    if match is None:
        return None
    start, end = match.span(1)
    start = question_label(text, (start, end)) or start
    return Run(start, end, start, end, run.paragraph, "[", True)
