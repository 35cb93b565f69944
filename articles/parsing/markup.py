"""The body's HTML: cleaned to an allow-list, numbered by block, read as text, and marked with quotes and questions.

Allowed: p, h2, h3, blockquote, ul, ol, li, strong, em, a (http, https, mailto), q with data-quote, br, hr. Every block
at the top has an id (``p-`` and eight of a-z2-7) that edits keep. Each function takes any HTML and gives clean HTML.
"""

from __future__ import annotations

import base64
import hashlib
import html
import itertools
import re
from collections import Counter, deque
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

import nh3

from .bodyreader import is_quote_id, read_body
from .bodytext import joined, placed
from .bodytree import Container, Leaf, Run, merged, render

LONGEST_BODY = 1_000_000
_CHUNK = 8_000  # characters nh3 sees at a time: on odd input it takes the square of their number
_REFERENCE = re.compile("&(?:amp|lt|gt|nbsp);")

_CLEANER = nh3.Cleaner(
    tags={"p", "h2", "h3", "blockquote", "ul", "ol", "li", "strong", "em", "a", "q", "br", "hr"},
    attributes={
        **{tag: {"id"} for tag in ("h2", "h3", "blockquote", "ul", "ol", "hr")},
        "p": {"id", "data-role"},
        "a": {"href"},
        "q": {"data-quote"},
    },
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
)


class BodyTooLong(ValueError):
    """A body over the limit. Its message is a sentence with both numbers."""

    def __init__(self, length: int) -> None:
        super().__init__(f"The body has {length:,} characters of HTML; at most {LONGEST_BODY:,} are allowed.")
        self.length = length


@dataclass(frozen=True, slots=True)
class Block:
    """A block at the top of the body: ``start`` is where its text begins in the body's text."""

    id: str
    tag: str
    role: str
    text: str
    start: int


@dataclass(frozen=True, slots=True)
class QuoteSpan:
    """Words marked as part of a quote, within one block; offsets count in the body's text."""

    quote_id: str
    block_id: str
    start: int
    end: int
    text: str


def clean_body(html: str) -> str:
    """The HTML with nothing but what is allowed; no word lost. Cleaning twice changes nothing.

    Other elements give up their words; scripts, styles, foreign vocabularies and embedded pages go with their content.
    Words outside a paragraph get one, empty blocks go, blanks in a row become one, two line breaks part a paragraph.
    Ids missing or used twice are made from the block's words, so that the same copy always gets the same ids.
    Raises BodyTooLong when the HTML, as given or as cleaned, has more than 1,000,000 characters.
    """
    if len(html) > LONGEST_BODY:
        raise BodyTooLong(len(html))
    cleaned = _written(read_body(html))
    if len(cleaned) > LONGEST_BODY:
        raise BodyTooLong(len(cleaned))
    return cleaned


def blocks(html: str) -> tuple[Block, ...]:
    """The blocks at the top of the body in order. A rule is a block without text."""
    leaves = _numbered(read_body(html))
    found = []
    for top, group in itertools.groupby(placed(leaves), key=lambda pair: pair[1].top):
        within = list(group)
        role = top.role if isinstance(top, Leaf) else ""
        found.append(Block(top.id, top.tag, role, joined(leaf for _, leaf in within), within[0][0]))
    return tuple(found)


def body_text(html: str) -> str:
    """The words of the body: a blank line between two paragraphs, a line for each list item and after each break."""
    return joined(read_body(html))


def quote_spans(html: str) -> tuple[QuoteSpan, ...]:
    """The marked runs of words in order; a quote marked in two places, or across two paragraphs, gives two spans."""
    spans = []
    for start, leaf in placed(_numbered(read_body(html))):
        end = start
        for quote_id, runs in itertools.groupby(leaf.runs, key=lambda run: run.marks.quote):
            text = "".join(run.text for run in runs)
            start, end = end, end + len(text)
            if quote_id:
                spans.append(QuoteSpan(quote_id, leaf.top.id, start, end, text))
    return tuple(spans)


def mark_quotes(html: str, spans: Sequence[tuple[int, int, str]]) -> str:
    """Mark the ranges (start, end, quote id) of the body's text; the text stays as it is.

    A range over several paragraphs is marked in each. Words already marked, or named by an earlier range, keep the
    mark they have; places outside the text are left out. Raises ValueError for an id that no quote can have.
    """
    for _, _, quote_id in spans:
        if not is_quote_id(quote_id):
            raise ValueError(f"{quote_id!r} cannot be the id of a quote.")
    ranges = deque(_disjoint(spans))
    leaves = read_body(html)
    for start, leaf in placed(leaves):
        leaf.runs = merged(_marked(leaf.runs, start, ranges))
    return _written(leaves)


def unmark_quotes(html: str, ids: Collection[str]) -> str:
    """Take the marks of these quotes off; the words stay."""
    leaves = read_body(html)
    for leaf in leaves:
        leaf.runs = merged(
            Run(run.text, run.marks._replace(quote="")) if run.marks.quote in ids else run for run in leaf.runs
        )
    return _written(leaves)


def mark_questions(html: str, block_ids: Collection[str]) -> str:
    """Mark these paragraphs as a reporter's question; others stay as they are. Only paragraphs can be questions."""
    return _with_role(html, block_ids, "question")


def unmark_questions(html: str, block_ids: Collection[str]) -> str:
    """Make these paragraphs plain ones again."""
    return _with_role(html, block_ids, "")


def body_from_paragraphs(paragraphs: Sequence[str], questions: Collection[int] = ()) -> str:
    """Plain paragraphs as a body, each character shown as itself; ``questions``: indexes of reporter's questions."""
    written = []
    for number, paragraph in enumerate(paragraphs):
        role = ' data-role="question"' if number in questions else ""
        written.append(f"<p{role}>{html.escape(paragraph, quote=False)}</p>")
    return _written(read_body("".join(written)))


def _written(leaves: list[Leaf]) -> str:
    """The leaves as HTML, seen by nh3 as a second lock; where it objects (to an address), its result is read anew."""
    for _ in range(3):
        written = list(render(_numbered(leaves)))
        if all(_passes(chunk) for chunk in _chunks(written)):
            break
        leaves = read_body("".join(_CLEANER.clean(chunk) for chunk in _chunks(written)))
    return "".join(written)


def _passes(chunk: str) -> bool:
    """Whether nh3 leaves the chunk as it is. Its time grows with the square of the references: they are not shown."""
    shown = _REFERENCE.sub("_", chunk)
    return _CLEANER.clean(shown) == shown


def _chunks(written: Iterable[str]) -> Iterator[str]:
    chunk: list[str] = []
    length = 0
    for block in written:
        if chunk and length + len(block) > _CHUNK:
            yield "".join(chunk)
            chunk, length = [], 0
        chunk.append(block)
        length += len(block)
    yield "".join(chunk)


def _numbered(leaves: list[Leaf]) -> list[Leaf]:
    """The leaves with an id on each top-level block and nowhere else. Ids that stand are kept at their first place."""
    taken: set[str] = set()
    missing: list[tuple[Leaf | Container, list[Leaf]]] = []
    for top, group in itertools.groupby(leaves, key=_top):
        within = list(group)
        for leaf in within:
            if leaf is not top:
                leaf.id = ""
        if not top.id or top.id in taken:
            missing.append((top, within))
        else:
            taken.add(top.id)
    seen: Counter[str] = Counter()
    for top, within in missing:
        words = f"{top.tag}\n{joined(within)}"
        top.id = ""
        while not top.id or top.id in taken:
            seen[words] += 1
            top.id = _id_of(words, seen[words])
        taken.add(top.id)
    return leaves


def _id_of(words: str, ordinal: int) -> str:
    digest = hashlib.sha256(f"{ordinal}\n{words}".encode()).digest()
    return "p-" + base64.b32encode(digest[:5]).decode().lower()


def _top(leaf: Leaf) -> Leaf | Container:
    return leaf.top


def _disjoint(spans: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """The ranges in order, each beginning where the one before has ended."""
    ordered: list[tuple[int, int, str]] = []
    reached = 0
    for start, end, quote_id in sorted(spans, key=lambda span: span[0]):
        if end > max(start, reached):
            ordered.append((max(start, reached), end, quote_id))
            reached = end
    return ordered


def _marked(runs: list[Run], place: int, ranges: deque[tuple[int, int, str]]) -> Iterator[Run]:
    """The runs, which begin at ``place``, cut at the edges of the ranges and marked within them; past ranges go."""
    for run in runs:
        at, end = place, place + len(run.text)
        while at < end:
            while ranges and ranges[0][1] <= at:
                ranges.popleft()
            if not ranges or ranges[0][0] >= end:
                stop, quote_id = end, ""
            elif ranges[0][0] > at:
                stop, quote_id = ranges[0][0], ""
            else:
                stop, quote_id = min(ranges[0][1], end), ranges[0][2]
            marks = run.marks._replace(quote=run.marks.quote or quote_id)
            yield Run(run.text[at - place : stop - place], marks)
            at = stop
        place = end


def _with_role(html: str, block_ids: Collection[str], role: str) -> str:
    leaves = _numbered(read_body(html))
    for leaf in leaves:
        if not leaf.path and leaf.tag == "p" and leaf.id in block_ids:
            leaf.role = role
    return _written(leaves)
