"""What stands in a body, read once: its blocks, the words marked as quotes, the links."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from .bodymarks import QuoteSpan, spans_of
from .bodyreader import read_body
from .bodytext import joined, placed
from .bodytree import Leaf
from .bodywriter import numbered


@dataclass(frozen=True, slots=True)
class Block:
    """A block at the top of the body: ``start`` is where its text begins in the body's text."""

    id: str
    tag: str
    role: str
    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere; ``start`` is where they begin in the body's text."""

    href: str
    text: str
    start: int


@dataclass(frozen=True, slots=True)
class BodyFacts:
    """A body taken apart. Every offset counts in ``text``."""

    text: str
    blocks: tuple[Block, ...]
    spans: tuple[QuoteSpan, ...]
    links: tuple[Link, ...]


def read_facts(html: str) -> BodyFacts:
    """The body's text, blocks, marked quotes and links, of any HTML."""
    leaves = numbered(read_body(html))
    return BodyFacts(joined(leaves), blocks_of(leaves), spans_of(leaves), tuple(_links(leaves)))


def blocks_of(leaves: list[Leaf]) -> tuple[Block, ...]:
    """The blocks at the top of numbered leaves, in order. A rule is a block without text."""
    found = []
    for top, group in itertools.groupby(placed(leaves), key=lambda pair: pair[1].top):
        within = list(group)
        role = top.role if isinstance(top, Leaf) else ""
        start = next((place for place, leaf in within if leaf.text), within[0][0])  # a rule may stand before the words
        found.append(Block(top.id, top.tag, role, joined(leaf for _, leaf in within), start))
    return tuple(found)


def _links(leaves: list[Leaf]) -> Iterator[Link]:
    for place, leaf in placed(leaves):
        for href, runs in itertools.groupby(leaf.runs, key=lambda run: run.marks.href):
            text = "".join(run.text for run in runs)
            if href:
                yield Link(href, text, place)
            place += len(text)
