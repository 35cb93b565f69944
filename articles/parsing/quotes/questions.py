"""Reporters' questions: paragraphs such as ``[Reporter: "Did you run?"]`` or ``KQTU: "What was it like?"``."""

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
