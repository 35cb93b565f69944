"""Leaves as the body's HTML: an id on each block at the top, and the allow-list as a second lock on what is written."""

from __future__ import annotations

import hashlib
import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator

import nh3

from .bodyreader import read_body
from .bodytext import joined
from .bodytree import Container, Leaf, render

_CHUNK = 8_000  # characters nh3 sees at a time: on odd input it takes the square of their number
_REFERENCE = re.compile("&(?:amp|lt|gt|nbsp);")

# Base 32 of RFC 4648 in small letters, two digits at a time: the library's own takes thirty times as long.
_PAIRS = [a + b for a in "abcdefghijklmnopqrstuvwxyz234567" for b in "abcdefghijklmnopqrstuvwxyz234567"]
# Paragraphs whose words hold nothing but marks of quotes: nothing that nh3 could object to, and most bodies.
_WORDS = "(?:[^<>&\\x00-\\x1f]++|&(?:amp|lt|gt|nbsp);)*+"
_PLAIN_CHUNK = re.compile(
    r'(?:<p(?: data-role="question")?+ id="p-[a-z2-7]{8}">'
    rf'{_WORDS}(?:<q data-quote="[A-Za-z0-9_-]{{1,64}}">{_WORDS}</q>{_WORDS})*+</p>)*+'
)
_CLEANER = nh3.Cleaner(
    tags={
        "p",
        "h2",
        "h3",
        "blockquote",
        "ul",
        "ol",
        "li",
        "strong",
        "em",
        "a",
        "q",
        "br",
        "hr",
        "figure",
        "figcaption",
    },
    attributes={
        **{tag: {"id"} for tag in ("h2", "h3", "blockquote", "ul", "ol", "hr")},
        "p": {"id", "data-role"},
        "figure": {"id", "data-image"},
        "a": {"href"},
        "q": {"data-quote"},
    },
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
)


def written(leaves: list[Leaf]) -> str:
    """The leaves as HTML, seen by nh3 as a second lock; where it objects (to an address), its result is read anew."""
    for _ in range(3):
        html = list(render(numbered(leaves)))
        if all(_passes(chunk) for chunk in _chunks(html)):
            break
        leaves = read_body("".join(_CLEANER.clean(chunk) for chunk in _chunks(html)))
    return "".join(html)


def _passes(chunk: str) -> bool:
    """Whether nh3 leaves the chunk as it is. Its time grows with the square of the references: they are not shown."""
    if _PLAIN_CHUNK.fullmatch(chunk):
        return True
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


def numbered(leaves: list[Leaf]) -> list[Leaf]:
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
        named = within[0].image if within[0].tag == "figure" else joined(within)
        words = f"{top.tag}\n{named}"
        top.id = ""
        while not top.id or top.id in taken:
            seen[words] += 1
            top.id = _id_of(words, seen[words])
        taken.add(top.id)
    return leaves


def _id_of(words: str, ordinal: int) -> str:
    number = int.from_bytes(hashlib.sha256(f"{ordinal}\n{words}".encode()).digest()[:5])
    return f"p-{_PAIRS[number >> 30]}{_PAIRS[number >> 20 & 1023]}{_PAIRS[number >> 10 & 1023]}{_PAIRS[number & 1023]}"


def _top(leaf: Leaf) -> Leaf | Container:
    return leaf.top
