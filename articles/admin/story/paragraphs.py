"""The paragraphs of a merged text as the page of two versions shows them: each side against what both began from."""

from __future__ import annotations

import re
from dataclasses import dataclass

from articles.admin.story.merging import ALIKE, MINE, THEIRS, Item, Merged
from articles.parsing.markup import blocks, body_text, quote_spans
from articles.parsing.worddiff import Piece, word_diff

_WHO = {THEIRS: "They", MINE: "You", ALIKE: "You both"}
_KINDS = {
    "h2": "a heading",
    "h3": "a smaller heading",
    "blockquote": "a set-off quotation",
    "hr": "a rule",
    "ul": "a list",
    "ol": "a numbered list",
}
_EMPHASIS = re.compile(r"</?(?:strong|em)>")
_LINK = re.compile(r"<a [^>]*>")


@dataclass(frozen=True, slots=True)
class Side:
    """What one side made of a paragraph: word by word, and what is changed besides words."""

    pieces: tuple[Piece, ...]
    note: str
    is_gone: bool


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph that is not everywhere as both began, with the number it has in the merged text (0: not in it)."""

    item: Item
    number: int
    base: str
    theirs: Side
    mine: Side

    @property
    def key(self) -> str:
        return self.item.key

    @property
    def is_contested(self) -> bool:
        return self.item.is_contested

    @property
    def has_both(self) -> bool:
        """Both wordings can stand: neither is a deletion."""
        return bool(self.item.theirs and self.item.mine)

    @property
    def taken(self) -> Side:
        return self.theirs if self.item.whose == THEIRS else self.mine

    @property
    def take_theirs(self) -> str:
        return "Leave it out, as they did" if self.theirs.is_gone else "Take theirs"

    @property
    def take_mine(self) -> str:
        return "Leave it out, as I did" if self.mine.is_gone else "Take mine"

    @property
    def said(self) -> str:
        """Who did what: “They changed paragraph 3”."""
        who = _WHO.get(self.item.whose, "You both")
        if not self.item.base:
            return f"{who} added paragraph {self.number}"
        if self.taken.is_gone:
            return f"{who} deleted a paragraph"
        return f"{who} changed paragraph {self.number}"


def paragraphs_of(merged: Merged) -> list[Paragraph]:
    """What changed in a text, in its order."""
    numbers = {key: number for number, key in enumerate(merged.parts, 1)}
    return [_paragraph(item, numbers.get(item.key, 0)) for item in merged.items]


def _paragraph(item: Item, number: int) -> Paragraph:
    before = body_text(item.base)
    return Paragraph(item, number, before, _side(item.base, before, item.theirs), _side(item.base, before, item.mine))


def _side(base: str, before: str, html: str) -> Side:
    text = body_text(html)
    return Side(word_diff(before, text), _note(base, html) if base and html else "", not html)


def _note(base: str, html: str) -> str:
    """What is changed besides words, in words; "" where nothing is."""
    if base == html:
        return ""
    was, now = blocks(base)[0], blocks(html)[0]
    changed = []
    if (was.tag, was.role) != (now.tag, now.role):
        changed.append(f"now {_kind(now.tag, now.role)}")
    if [span.text for span in quote_spans(base)] != [span.text for span in quote_spans(html)]:
        changed.append("marks of quotes changed")
    if _LINK.findall(base) != _LINK.findall(html):
        changed.append("links changed")
    if was.text == now.text and _EMPHASIS.findall(base) != _EMPHASIS.findall(html):
        changed.append("bold or italics changed")
    if not changed and was.text == now.text:
        changed.append("marks changed")
    return ", ".join(changed)


def _kind(tag: str, role: str) -> str:
    if role == "question":
        return "a reporter’s question"
    return _KINDS.get(tag, "a plain paragraph")
