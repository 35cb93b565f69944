"""The body of a wire item: the lines of furniture that wires repeat in it are taken off, the words stay."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime

from .bodyreader import read_body
from .bodytext import joined
from .bodytree import Leaf, Run, render
from .bylines import find_byline
from .copychecks import check_quote_marks, check_words, limited
from .copylines import safe_characters
from .datelines import find_dateline
from .embargoes import is_embargo_line, read_embargo
from .furniture import is_end_mark, is_note, is_question
from .headlines import working_headline
from .markup import LONGEST_BODY, BodyTooLong, body_from_paragraphs
from .names import fold_name
from .story import BylineName, Dateline, FoundQuote, Problem
from .storyparser import parse_story

_HEAD_LEAVES = 6
_FIGURE_END = re.compile(r"</figure[^>]*>?", re.IGNORECASE)
_FIGURE = re.compile(r"<figure\b.*?</figure[^>]*(?:>|\Z)", re.IGNORECASE | re.DOTALL)
_LOOKS_LIKE_HTML = re.compile(
    r"<(?:p|div|br|h[1-6]|ul|body|html|section|article|blockquote|span)\b[^<>]*>", re.IGNORECASE
)


@dataclass(slots=True)
class WireBody:
    """What a body says of itself: its HTML, and the furniture taken off it; and where its item says it is from."""

    html: str = ""
    lead: str = ""
    text_begins: str = ""
    headline: str = ""
    byline: tuple[BylineName, ...] = ()
    byline_line: str = ""
    dateline: Dateline | None = None
    embargo_until: datetime | None = None
    quotes: tuple[FoundQuote, ...] | None = None
    notes: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    located: str = ""


def looks_like_html(text: str) -> bool:
    """Whether text of no stated type holds the tags of a page."""
    return _LOOKS_LIKE_HTML.search(text) is not None


def read_plain_body(text: str, headline: str) -> WireBody:
    """A body of plain text, by the rules of pasted copy; a first line that repeats the item's headline is left out."""
    first, newline, rest = text.lstrip().partition("\n")
    if newline and headline and fold_name(first[:400]) == fold_name(headline):
        text = rest
    story = parse_story(text, headline or None)
    if len(text) > LONGEST_BODY:
        raise BodyTooLong(len(text))
    return WireBody(
        html=body_from_paragraphs(story.paragraphs, story.questions),
        lead=story.paragraphs[0] if story.paragraphs else "",
        text_begins=story.body[:600],
        headline=story.headline or "",
        byline=story.byline,
        byline_line=story.byline_line,
        dateline=story.dateline,
        embargo_until=story.embargo_until,
        quotes=story.quotes,
        notes=list(story.notes),
        problems=[problem for problem in story.problems if problem.code not in ("no-headline", "empty", "no-body")],
    )


def read_html_body(html: str, headline: str, located: str = "") -> WireBody:
    """A body of HTML: pictures, a repeated headline, bylines, datelines, embargoes, notes and end marks come off.

    `located` is the place the item itself names: words before a dash that say the same place are a dateline beyond
    doubt. Raises BodyTooLong over the limit.
    """
    if len(html) > LONGEST_BODY:
        raise BodyTooLong(len(html))
    html, problems = safe_characters(html)
    body = WireBody(problems=problems, located=fold_name(located))
    html, figures = _without_figures(html)
    if figures:
        message = f"{figures} picture{'s were' if figures > 1 else ' was'} left out of the body."
        body.problems.append(Problem("picture-left-out", message))
    leaves = [leaf for number, leaf in enumerate(read_body(html)) if not _take(body, leaf, headline, number)]
    for leaf in leaves:
        if leaf.tag == "p" and not leaf.path and is_question(leaf.text):
            leaf.role = "question"
    texts = [leaf.text for leaf in leaves]
    body.html = "".join(render(leaves))
    body.lead = next((leaf.text for leaf in leaves if leaf.tag == "p"), "")
    body.text_begins = joined(leaves[:8])[:600]
    body.problems = list(limited([*body.problems, *check_words(texts), *check_quote_marks(texts)]))
    return body


def _without_figures(html: str) -> tuple[str, int]:
    """The HTML without its figures, and how many there were; what follows the last end tag is not searched."""
    ends = list(_FIGURE_END.finditer(html))
    if not ends:
        return html, 0
    before, figures = _FIGURE.subn("", html[: ends[-1].end()])
    return before + html[ends[-1].end() :], figures


def _take(body: WireBody, leaf: Leaf, headline: str, number: int) -> bool:
    """Whether the leaf is furniture and was taken; a dateline comes off the leaf, which stays."""
    text = leaf.text
    if leaf.path or leaf.tag == "hr":
        return False
    if is_embargo_line(text):
        found = read_embargo(text)
        body.problems += found.problems
        body.embargo_until = max(filter(None, (body.embargo_until, found.until)), default=None)
        return True
    if is_note(text):
        body.notes.append(text)
        return True
    if number >= _HEAD_LEAVES:
        return is_end_mark(text)
    return _take_head(body, leaf, text, headline)


def _take_head(body: WireBody, leaf: Leaf, text: str, headline: str) -> bool:
    if headline and len(text) <= 2 * len(headline) and fold_name(text) == fold_name(headline):
        return True
    people = () if body.byline else find_byline(text)
    if people:
        body.byline, body.byline_line = people, text
        return True
    found = find_dateline(text) if body.dateline is None else None
    if found and (found.is_certain or fold_name(found.dateline.place) == body.located):
        body.dateline = found.dateline
        body.problems += found.problems
        leaf.runs = _without_start(leaf.runs, len(text) - len(found.rest))
        return not found.rest
    return is_end_mark(text)


def _without_start(runs: list[Run], length: int) -> list[Run]:
    kept = []
    for run in runs:
        kept.append(Run(run.text[length:], run.marks))
        length = max(length - len(run.text), 0)
    return [run for run in kept if run.text]


def proposed_headline(body: WireBody) -> str:
    """A working headline from the lead."""
    return working_headline(body.headline or body.lead)
