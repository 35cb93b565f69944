"""The body's HTML: cleaned to an allow-list, numbered by block, read as text, and marked with quotes and questions.

Allowed: p, h2, h3, blockquote, ul, ol, li, strong, em, a (http, https, mailto), q with data-quote, br, hr, and figure
with data-image, the number of a picture, in it at most a figcaption of plain words. Every block at the top has an id
(``p-`` and eight of a-z2-7) that edits keep. Each function takes any HTML and gives clean HTML.
"""

from __future__ import annotations

import html
from collections.abc import Collection, Sequence
from typing import NamedTuple

from .bodyfacts import Block, blocks_of
from .bodymarks import QuoteSpan, mark_leaves, reword_leaves, spans_of, unmark_leaves
from .bodyreader import is_quote_id, read_body
from .bodytext import joined
from .bodywriter import numbered, written

LONGEST_BODY = 1_000_000


class PicturePlace(NamedTuple):
    """A picture in a body: its number, the id of its block, and a caption written for this story ("" if none)."""

    image: int
    block_id: str
    caption: str


class BodyTooLong(ValueError):
    """A body over the limit. Its message is a sentence with both numbers."""

    def __init__(self, length: int) -> None:
        super().__init__(f"The body has {length:,} characters of HTML; at most {LONGEST_BODY:,} are allowed.")
        self.length = length


def clean_body(html: str) -> str:
    """The HTML with nothing but what is allowed; no word lost. Cleaning twice changes nothing.

    Other elements give up their words; scripts, styles, foreign vocabularies and embedded pages go with their content,
    and so do words struck out while changes were tracked (del). Bold and italic are read from styles too, and addresses
    that a mail program or a search engine wrapped lead to where they did.
    Words outside a paragraph get one, empty blocks go, blanks in a row become one, two line breaks part a paragraph.
    Ids missing or used twice are made from the block's words, so that the same copy always gets the same ids.
    Raises BodyTooLong when the HTML, as given or as cleaned, has more than 1,000,000 characters.
    """
    if len(html) > LONGEST_BODY:
        raise BodyTooLong(len(html))
    cleaned = written(read_body(html))
    if len(cleaned) > LONGEST_BODY:
        raise BodyTooLong(len(cleaned))
    return cleaned


def blocks(html: str) -> tuple[Block, ...]:
    """The blocks at the top of the body in order. A rule is a block without text."""
    return blocks_of(numbered(read_body(html)))


def paragraph_texts(html: str) -> frozenset[str]:
    """The words of each paragraph, heading and list item of the body."""
    return frozenset(leaf.text for leaf in read_body(html) if leaf.text)


def body_text(html: str) -> str:
    """The words of the body: a blank line between two paragraphs, a line for each list item and after each break."""
    return joined(read_body(html))


def quote_spans(html: str) -> tuple[QuoteSpan, ...]:
    """The marked runs of words in order; a quote marked in two places, or across two paragraphs, gives two spans."""
    return spans_of(numbered(read_body(html)))


def mark_quotes(html: str, spans: Sequence[tuple[int, int, str]]) -> str:
    """Mark the ranges (start, end, quote id) of the body's text; the text stays as it is.

    A range over several paragraphs is marked in each. Words already marked, or named by an earlier range, keep the
    mark they have; places outside the text are left out. Raises ValueError for an id that no quote can have.
    """
    for _, _, quote_id in spans:
        if not is_quote_id(quote_id):
            raise ValueError(f"{quote_id!r} cannot be the id of a quote.")
    leaves = read_body(html)
    mark_leaves(leaves, spans)
    return written(leaves)


def unmark_quotes(html: str, ids: Collection[str]) -> str:
    """Take the marks of these quotes off; the words stay."""
    leaves = read_body(html)
    unmark_leaves(leaves, ids)
    return written(leaves)


def reword_quote(html: str, quote_id: str, lines: Sequence[str]) -> str | None:
    """The body with other words in the spans of a quote, one line each; None where it has not as many spans."""
    leaves = read_body(html)
    return written(leaves) if reword_leaves(leaves, quote_id, lines) else None


def mark_questions(html: str, block_ids: Collection[str]) -> str:
    """Mark these paragraphs as a reporter's question; others stay as they are. Only paragraphs can be questions."""
    return _with_role(html, block_ids, "question")


def unmark_questions(html: str, block_ids: Collection[str]) -> str:
    """Make these paragraphs plain ones again."""
    return _with_role(html, block_ids, "")


def pictures_in(html: str) -> tuple[PicturePlace, ...]:
    """The pictures of a body in order."""
    if "<figure" not in html:
        return ()
    return tuple(
        PicturePlace(int(leaf.image), leaf.id, leaf.caption)
        for leaf in numbered(read_body(html))
        if leaf.tag == "figure"
    )


def without_pictures(html: str, images: Collection[int] | None = None) -> str:
    """The body without these pictures, without any if none are named; captions written for it go with them."""
    if "<figure" not in html:
        return html
    return written(
        [leaf for leaf in read_body(html) if leaf.tag != "figure" or (images and int(leaf.image) not in images)]
    )


def body_from_paragraphs(paragraphs: Sequence[str], questions: Collection[int] = ()) -> str:
    """Plain paragraphs as a body, each character shown as itself; ``questions``: indexes of reporter's questions."""
    pieces = []
    for number, paragraph in enumerate(paragraphs):
        role = ' data-role="question"' if number in questions else ""
        pieces.append(f"<p{role}>{html.escape(paragraph, quote=False)}</p>")
    return written(read_body("".join(pieces)))


def _with_role(html: str, block_ids: Collection[str], role: str) -> str:
    leaves = numbered(read_body(html))
    for leaf in leaves:
        if not leaf.path and leaf.tag == "p" and leaf.id in block_ids:
            leaf.role = role
    return written(leaves)
