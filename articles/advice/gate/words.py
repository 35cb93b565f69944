"""Words that should not stand: those still to come, and one written twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from articles.advice.gate.findings import Finding, Sheet, around, label_of
from articles.parsing.markup import pictures_in

# TK, "to come": the trade's mark for words still missing. Kept in capitals so that no word is mistaken for it.
TK = re.compile(r"\[TK(?:TK)*\b[^\]\n]{0,60}\]|\bTK(?:TK)*\b")
READ_BY_READERS = (
    "headline",
    "seo_headline",
    "social_headline",
    "dek",
    "kicker",
    "tagline",
    "backstory",
    "byline_override",
)
_OF_A_PICTURE = {"alt": "alternative text", "caption": "caption", "credit": "credit"}
_AROUND = 30
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
# Words that English never doubles.
_SINGLE_LIST = "a an the of and or but with from for by at into as than they we he she if be"
_SINGLE = frozenset(_SINGLE_LIST.split())


def to_come(sheet: Sheet) -> Iterator[Finding]:
    """TK in any words readers see: the mark copy editors are taught to search for before anything goes out."""
    for name in READ_BY_READERS:
        for found in TK.finditer(getattr(sheet.article, name)):
            yield Finding("tk", f"“{found.group()}” still stands in the {label_of(name)}.", name, found.group())
    yield from _to_come_beside_pictures(sheet)
    if "TK" not in sheet.text:
        return
    for block in sheet.blocks:
        for found in TK.finditer(block.text):
            before, after = around(block.text, found.start(), found.end(), _AROUND)
            message = f"“{found.group()}” still stands in the text: “{before}{found.group()}{after}”."
            yield sheet.in_text("tk", message, block.start + found.start(), block.start + found.end())


def _to_come_beside_pictures(sheet: Sheet) -> Iterator[Finding]:
    for where, picture in sheet.pictures:
        for name, label in _OF_A_PICTURE.items():
            for found in TK.finditer(getattr(picture, name)):
                yield Finding("tk", f"“{found.group()}” still stands in the picture’s {label}.", where)
    for place in pictures_in(sheet.article.body):
        for found in TK.finditer(place.caption):
            yield Finding("tk", f"“{found.group()}” still stands in a picture’s caption.", place.block_id)


def twice(sheet: Sheet) -> Iterator[Finding]:
    """A word written twice ("the the"): the slip a spelling checker's eye and a reader's both skip.

    Only words that English never doubles: "had had", "that that" and "very, very" are somebody's intention.
    """
    for block in sheet.blocks:
        before: re.Match[str] | None = None
        for word in _WORD.finditer(block.text):
            if before is not None and _is_same(before, word, block.text):
                start, end = block.start + before.start(), block.start + word.end()
                yield sheet.in_text("twice", f"“{word.group()}” stands twice.", start, end, before.group())
                before = None
            else:
                before = word


def _is_same(before: re.Match[str], word: re.Match[str], text: str) -> bool:
    low = word.group().casefold()
    return low in _SINGLE and before.group().casefold() == low and text[before.end() : word.start()].isspace()
