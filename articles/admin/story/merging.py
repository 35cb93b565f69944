"""Two edited texts of one story made one against the text both began from: paragraph by paragraph, name by name.

Pure: strings in, data out, the same for the same three texts.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from articles.parsing.markup import clean_body, quote_spans, unmark_quotes

BOTH, THEIRS, MINE, ALIKE = "both", "theirs", "mine", "alike"

# Only blocks at the top of a clean body have an id; what stands before the next one belongs to the block.
_BLOCK = re.compile(r'<(?:p|h2|h3|blockquote|ul|ol|hr)\b[^>]*? id="(p-[a-z2-7]{8})"[^>]*>')

Parts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Item:
    """A part (a paragraph, a name of the byline) that is not everywhere as both began: each side's, "" where it is not.

    `taken` is what stands in the merged text: the change of the side that made one; of two changes mine, unless mine
    was to delete it.
    """

    key: str
    base: str
    theirs: str
    mine: str

    @property
    def whose(self) -> str:
        """Whose doing it is: one side's, of both alike, or of both against each other."""
        if self.theirs == self.mine:
            return ALIKE
        if self.theirs == self.base:
            return MINE
        return THEIRS if self.mine == self.base else BOTH

    @property
    def is_contested(self) -> bool:
        return self.whose == BOTH

    @property
    def taken(self) -> str:
        if self.whose == THEIRS:
            return self.theirs
        return self.mine or (self.theirs if self.is_contested else "")


@dataclass(frozen=True, slots=True)
class Merged:
    """Parts in their merged order, what changed among them, and whose order it is ("" where nobody moved any).

    `moved` is BOTH where each side moved parts to other places: then `parts` has my order, `their_order` theirs.
    """

    parts: dict[str, str]
    items: tuple[Item, ...]
    moved: str
    their_order: tuple[str, ...]

    @property
    def body(self) -> str:
        return "".join(self.parts.values())

    @property
    def contested(self) -> frozenset[str]:
        """Keys of the parts both changed, each otherwise."""
        return frozenset(item.key for item in self.items if item.is_contested)


def merged_body(base: str, theirs: str, mine: str) -> Merged:
    """What either side changed alone is taken; where both changed a paragraph mine stands, and it is named.

    A paragraph one side deleted stays deleted unless the other changed it; new ones of both sides are in.
    """
    return merged_parts(*(_blocks(clean_body(body)) for body in (base, theirs, mine)))


def merged_parts(base: Parts, theirs: Parts, mine: Parts) -> Merged:
    """The same of any parts by their keys, in order. No part's words are empty."""
    keys = list(dict.fromkeys([*mine, *theirs, *base]))
    every = {key: Item(key, base.get(key, ""), theirs.get(key, ""), mine.get(key, "")) for key in keys}
    moved = _moved(list(base), list(theirs), list(mine))
    first, second = (theirs, mine) if moved == THEIRS else (mine, theirs)
    order = _order(list(first), list(second), every)
    places = {key: place for place, key in enumerate(_order(order, list(base), every, also_deleted=True))}
    changed = [item for item in every.values() if not item.base == item.theirs == item.mine]
    return Merged(
        {key: every[key].taken for key in order},
        tuple(sorted(changed, key=lambda item: places[item.key])),
        moved,
        tuple(_order(list(theirs), list(mine), every)) if moved == BOTH else (),
    )


def both_blocks(theirs: str, mine: str) -> str:
    """Both wordings of a paragraph one after the other, mine as a new one: a quote both mark keeps its mark in theirs.

    Else the one quote would be taken for one split in two, and its words stand twice on record.
    """
    shared = {span.quote_id for span in quote_spans(theirs)} & {span.quote_id for span in quote_spans(mine)}
    return clean_body(theirs + (unmark_quotes(mine, shared) if shared else mine))


def block_ids(html: str) -> list[str]:
    """The ids of the blocks of a clean piece of body."""
    return list(_blocks(html))


def _blocks(body: str) -> dict[str, str]:
    """Each block's HTML by its id, in order."""
    starts = list(_BLOCK.finditer(body))
    ends = [*(start.start() for start in starts[1:]), len(body)]
    return {start.group(1): body[start.start() : end] for start, end in zip(starts, ends, strict=False)}


def _moved(base: list[str], theirs: list[str], mine: list[str]) -> str:
    """Who moved parts that all three have."""
    common = set(base) & set(theirs) & set(mine)
    was, their, my = ([key for key in side if key in common] for side in (base, theirs, mine))
    if their == my:
        return ALIKE if my != was else ""
    if their == was:
        return MINE
    return THEIRS if my == was else BOTH


def _order(
    first: Sequence[str], second: Sequence[str], every: Mapping[str, Item], *, also_deleted: bool = False
) -> list[str]:
    """The keys of the first side in its order; those of the second alone after what stands before them there."""
    placed = {key for key in first if also_deleted or every[key].taken}
    after: dict[str, list[str]] = defaultdict(list)
    before = ""
    for key in second:
        if key in placed:
            before = key
        elif also_deleted or every[key].taken:
            after[before].append(key)
    order = after[""][:]
    for key in first:
        if key in placed:
            order += [key, *after[key]]
    return order
