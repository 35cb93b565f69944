"""What an editor should look at in the words of a story: TK marks, markup in plain text, unbalanced quote marks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from .embargoes import mentions_embargo
from .story import Problem

_MOST_OF_A_KIND = 20
_EXCERPT = 160
_TK = re.compile(r"\[[^\[\]]{0,80}?\bTK\b[^\[\]]{0,80}\]|(?<![^\W\d_])(?:TK){1,10}\b", re.ASCII)
_TAG = re.compile(
    r"</?(?:p|br|div|span|a|b|i|u|em|strong|script|style|img|iframe|h[1-6]|ul|ol|li|table|tr|td|font|blockquote|svg"
    r"|video|form|input|object|embed|link|meta|html|body|head)\b[^<>]{0,500}>",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"&(?:nbsp|amp|lt|gt|quot|apos|[lr][sd]quo|[mn]dash|hellip|#\d{2,6}|#x[0-9a-f]{2,5});", re.IGNORECASE
)
_INCHES = re.compile(r"(?<=\d)\"(?=[\s,.;)x]|$)")


def excerpt(words: str) -> str:
    """The words, or of many the first 160 characters or so, to their last whole word."""
    if len(words) <= _EXCERPT:
        return words
    return words[:_EXCERPT].rpartition(" ")[0] or words[:_EXCERPT]


def check_words(lines: Iterable[str]) -> list[Problem]:
    """TK marks, HTML and embargoes in headline, dek and paragraphs."""
    problems: list[Problem] = []
    for line in lines:
        # Plain searches first: few lines hold any of this, and a pattern costs ten times as much.
        if "TK" in line:
            problems += _marks_to_come(line)
        if "<" in line or "&" in line:
            problems += _markup(line)
        if mentions_embargo(line):
            message = "The copy speaks of an embargo that was not read; set the embargo by hand."
            problems.append(Problem("embargo-mentioned", message, excerpt(line)))
    return problems


def _marks_to_come(line: str) -> Iterator[Problem]:
    for mark in _TK.finditer(line):
        around = line[max(mark.start() - 40, 0) : mark.end() + 40].strip()
        yield Problem("tk", f"Still to come: “{around}”.", mark.group())


def _markup(line: str) -> Iterator[Problem]:
    if tag := _TAG.search(line):
        message = "The copy holds HTML tags; they are kept as words. Take them out, or paste the page's text."
        yield Problem("html-in-text", message, excerpt(tag.group()))
    if reference := _REFERENCE.search(line):
        message = "The copy holds HTML character references; they are kept as words."
        yield Problem("html-in-text", message, reference.group())


def check_quote_marks(paragraphs: Sequence[str]) -> list[Problem]:
    """A problem for each paragraph whose quote marks do not pair.

    A quote that goes on in the next paragraph may stay open where the next one opens it again.
    """
    problems = []
    for number, paragraph in enumerate(paragraphs):
        after = paragraphs[number + 1] if number + 1 < len(paragraphs) else ""
        if not _is_balanced(paragraph, goes_on=after.startswith(("“", '"', "„", "«"))):
            message = f"The quote marks of paragraph {number + 1} do not pair."
            problems.append(Problem("unbalanced-quote-marks", message, excerpt(paragraph)))
    return problems


def _is_balanced(paragraph: str, *, goes_on: bool) -> bool:
    opened, closed = paragraph.count("“"), paragraph.count("”")
    straight = paragraph.count('"')
    if straight % 2:
        straight -= len(_INCHES.findall(paragraph)) % 2
    if "„" in paragraph:  # German „…“ closes with the mark that opens in English
        opened, closed = paragraph.count("„"), opened + closed
    if goes_on and (opened + closed + straight) % 2:
        return closed <= opened
    if straight % 2:
        return abs(opened - closed) == 1
    return opened == closed


def limited(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems without repeats, of each kind at most 20; the last of more says how many there are."""
    distinct = list(dict.fromkeys(problems))
    counts = Counter(problem.code for problem in distinct)
    kept: list[Problem] = []
    seen: Counter[str] = Counter()
    for problem in distinct:
        seen[problem.code] += 1
        left = counts[problem.code] - _MOST_OF_A_KIND
        if seen[problem.code] == _MOST_OF_A_KIND and left > 0:
            problem = Problem(problem.code, f"{problem.message} (And {left:,} more like this.)", problem.words)
        if seen[problem.code] <= _MOST_OF_A_KIND:
            kept.append(problem)
    return tuple(kept)
