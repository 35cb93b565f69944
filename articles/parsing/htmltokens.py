"""HTML cut into tags and text, in one pass whose time grows with the length alone, whatever the input."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import NamedTuple


class Tag(NamedTuple):
    """A start or end tag: its name in small letters and what stands between name and closing bracket."""

    name: str
    is_end: bool
    rest: str

    def attributes(self) -> dict[str, str]:
        """Attribute names in small letters with decoded values; of two with one name the first counts (WHATWG)."""
        found: dict[str, str] = {}
        for name, _, double, single, bare in _ATTRIBUTE.findall(self.rest):
            found.setdefault(name.lower(), decode_references(double or single or bare))
        return found


# Possessive throughout: a tag that never closes is read once, not once for each way of reading it.
_VALUE = r"""(\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s>"'][^\s>]*+))?+)?+"""
_ATTRIBUTE = re.compile(r"([^\s/>][^\s/>=]*+)" + _VALUE)
_TAG = re.compile(r"<(/?)([A-Za-z][^\s/>]*+)((?:[\s/]++|" + _ATTRIBUTE.pattern + r")*+)>")
_MARKUP = re.compile(r"<(?:/?[A-Za-z]|(?P<comment>!--|[!?]))")
# Python refuses to read an integer of more than 4,300 digits; no character needs nine.
_HUGE_REFERENCE = re.compile(r"&#(?:[0-9]{9,}|[xX][0-9a-fA-F]{9,});?")
_UNWANTED = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufeff]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")

# What these hold is not the story's words: programs, styles, other vocabularies, words for other devices, words that
# somebody struck out while changes were tracked.
_FOREIGN_TAGS = (
    "script style svg math template iframe object noscript noembed noframes textarea title xmp select audio video"
    " canvas map datalist del"
)
_DROPPED_WITH_CONTENT = frozenset(_FOREIGN_TAGS.split())


def html_tokens(markup: str) -> Iterator[Tag | str]:
    """Tags and decoded text in the order of the page, without comments, control characters and foreign content.

    Broken markup never loses words: a bracket that opens no tag is text, a tag that never closes makes the rest text,
    and a foreign element that never closes loses only its start tag.
    """
    markup = _SURROGATE.sub("\ufffd", markup)
    position = 0
    missing: set[str] = set()  # ends already looked for in vain, so that none is looked for twice
    while start := _MARKUP.search(markup, position):
        yield from _text(markup[position : start.start()])
        position = start.end()
        if start["comment"]:
            position = _after(markup, position, "-->" if start["comment"] == "!--" else ">", missing) or position
            continue
        tag = _TAG.match(markup, start.start())
        if not tag:
            position = start.start()
            break
        position = tag.end()
        name = tag[2].lower()
        if name not in _DROPPED_WITH_CONTENT:
            yield Tag(name, bool(tag[1]), tag[3])
        elif not tag[1]:
            position = _after(markup, position, f"</{name}", missing) or position
    yield from _text(markup[position:])


def _after(markup: str, position: int, end: str, missing: set[str]) -> int | None:
    """Where the markup goes on after the next such end, in any case of letters; None if there is none."""
    if end in missing:
        return None
    found = re.compile(re.escape(end), re.IGNORECASE).search(markup, position)
    if not found:
        missing.add(end)
        return None
    return found.end() if not end.startswith("</") else found.start()


def _text(raw: str) -> Iterator[str]:
    text = _UNWANTED.sub("", decode_references(raw))
    if text:
        yield text


def decode_references(text: str) -> str:
    """Character references as characters; those that name no character as U+FFFD."""
    if "&" not in text:
        return text
    return _SURROGATE.sub("\ufffd", html.unescape(_HUGE_REFERENCE.sub("\ufffd", text)))
