"""Two bodies of one story compared as an editor reads a change: paragraph by paragraph, then word by word.

Paragraphs are matched by their ids, which edits keep; where an id is gone (a paragraph typed or pasted anew) by the
same words, then by words mostly the same between the same neighbours.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from .markup import Block, blocks
from .worddiff import Piece, word_diff

Kind = Literal["same", "changed", "format", "added", "removed"]

# Only blocks at the top of a clean body have an id; what stands before the next one belongs to the block.
_BLOCK = re.compile(r'<(?:p|h2|h3|blockquote|ul|ol|hr|figure)\b[^>]*? id="(p-[a-z2-7]{8})"[^>]*>')
_QUOTE = re.compile(r"</?q\b[^>]*>")
_ID = re.compile(r' id="[^"]*"')
_WORD = re.compile(r"\w+")
# From this share of words in common on, two paragraphs between the same neighbours are one that was rewritten.
_ALIKE = 0.5
# Pairs of paragraphs compared in one gap, at most; beyond it they are shown as gone and come.
_MOST_PAIRS = 2_500


@dataclass(frozen=True, slots=True)
class BlockChange:
    """A paragraph, heading, list or rule on its way from one body to the other.

    `format`: the same words, marked up otherwise. `moved`: it stands elsewhere among its neighbours, whatever else
    became of it. The pieces of kind "same" and "out" are its words before, "same" and "in" those after.
    """

    kind: Kind
    id: str
    tag: str
    role: str
    pieces: tuple[Piece, ...]
    moved: bool = False

    @property
    def is_change(self) -> bool:
        return self.moved or self.kind != "same"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Blocks in a row: shown, or (`is_folded`) unchanged ones that nobody needs to read again."""

    blocks: tuple[BlockChange, ...]
    is_folded: bool


def body_diff(before: str, after: str) -> tuple[BlockChange, ...]:
    """Every block of both bodies once, in the order of the later one; what went stands where it stood.

    Any HTML is taken; nothing is raised.
    """
    old, new = blocks(before), blocks(after)
    old_html, new_html = _plain_blocks(before), _plain_blocks(after)
    match = _matched(old, new)
    settled = _in_order(match)
    gone = _gone_after(old, match, settled)
    found: list[BlockChange] = [_removed(block) for block in gone[-1]]
    for place, block in enumerate(new):
        if place in match:
            was = old[match[place]]
            is_as_marked = _without_id(old_html.get(was.id, "")) == _without_id(new_html.get(block.id, ""))
            found.append(_kept(was, block, is_as_marked=is_as_marked, moved=place not in settled))
        else:
            found.append(BlockChange("added", block.id, block.tag, block.role, word_diff("", block.text)))
        found += [_removed(went) for went in gone[place]]
    return tuple(found)


def changed_blocks(before: str, after: str) -> int:
    """How many blocks were changed, added or taken out; marks of quotes aside. Both bodies are clean. Cheap."""
    if before == after:
        return 0
    old, new = _plain_blocks(before), _plain_blocks(after)
    changed = sum(html != old.get(block) for block, html in new.items())
    return changed + sum(block not in new for block in old)


def stretches(changes: Sequence[BlockChange], *, around: int = 1) -> tuple[Stretch, ...]:
    """The blocks with runs of unchanged ones folded, but for so many on each side of a change. One alone is shown."""
    near: set[int] = set()
    for place, change in enumerate(changes):
        if change.is_change:
            near.update(range(place - around, place + around + 1))
    found: list[Stretch] = []
    for is_shown, run in _runs(changes, near):
        found.append(Stretch(tuple(run), not is_shown and len(run) > 1))
    return tuple(found)


def _runs(changes: Sequence[BlockChange], near: set[int]) -> Iterator[tuple[bool, list[BlockChange]]]:
    run: list[BlockChange] = []
    for place, change in enumerate(changes):
        if run and (place in near) != (place - 1 in near):
            yield place - 1 in near, run
            run = []
        run.append(change)
    if run:
        yield len(changes) - 1 in near, run


def _plain_blocks(body: str) -> dict[str, str]:
    """Each block's HTML by its id, in order, without the marks of quotes."""
    starts = list(_BLOCK.finditer(body))
    ends = [*(start.start() for start in starts[1:]), len(body)][: len(starts)]
    return {start.group(1): _QUOTE.sub("", body[start.start() : end]) for start, end in zip(starts, ends, strict=True)}


def _without_id(html: str) -> str:
    return _ID.sub("", html, count=1)


def _kept(was: Block, block: Block, *, is_as_marked: bool, moved: bool) -> BlockChange:
    kind: Kind = "changed"
    if was.text == block.text:
        kind = "same" if is_as_marked else "format"
    return BlockChange(kind, block.id, block.tag, block.role, word_diff(was.text, block.text), moved)


def _removed(block: Block) -> BlockChange:
    return BlockChange("removed", block.id, block.tag, block.role, word_diff(block.text, ""))


def _matched(old: Sequence[Block], new: Sequence[Block]) -> dict[int, int]:
    """Which block of the old body each of the new one is, by their places."""
    place_of = {block.id: place for place, block in enumerate(old)}
    match = {place: place_of[block.id] for place, block in enumerate(new) if block.id in place_of}
    left = set(range(len(old))) - set(match.values())
    by_words: dict[str, list[int]] = defaultdict(list)
    for place in sorted(left, reverse=True):
        by_words[old[place].text].append(place)
    for place, block in enumerate(new):
        if place not in match and block.text and by_words[block.text]:
            match[place] = by_words[block.text].pop()
    _match_rewritten(old, new, match)
    return dict(sorted(match.items()))


def _match_rewritten(old: Sequence[Block], new: Sequence[Block], match: dict[int, int]) -> None:
    """Pair what is left between the same neighbours where most of the words are the same."""
    taken = set(match.values())
    for start, end in _gaps(len(new), match):
        was_from = match.get(start - 1, -1) + 1
        was_to = next((place for place in range(was_from, len(old)) if place in taken), len(old))
        if (end - start) * (was_to - was_from) > _MOST_PAIRS:
            continue
        words = {place: _bag(old[place].text) for place in range(was_from, was_to)}
        for place in range(start, end):
            bag = _bag(new[place].text)
            alike, best = max(((_share(bag, its), -one) for one, its in words.items()), default=(0.0, 0))
            if alike >= _ALIKE:
                match[place] = -best
                # What stands before it on the old side is before everything still to come on the new one.
                words = {one: its for one, its in words.items() if one > -best}


def _gaps(length: int, match: dict[int, int]) -> list[tuple[int, int]]:
    """Runs of places without a match."""
    found: list[tuple[int, int]] = []
    for place in range(length):
        if place in match:
            continue
        if found and found[-1][1] == place:
            found[-1] = (found[-1][0], place + 1)
        else:
            found.append((place, place + 1))
    return found


def _bag(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text.lower()))


def _share(one: Counter[str], other: Counter[str]) -> float:
    """The share of words two paragraphs have in common (Dice's coefficient)."""
    together = one.total() + other.total()
    return 2 * (one & other).total() / together if together else 0.0


def _in_order(match: dict[int, int]) -> set[int]:
    """The places of the new body whose blocks kept their order: the longest increasing run of old places."""
    ends: list[int] = []
    ending: list[int] = []
    earlier: dict[int, int | None] = {}
    for place, was in match.items():
        length = bisect_left(ends, was)
        earlier[place] = ending[length - 1] if length else None
        if length == len(ends):
            ends.append(was)
            ending.append(place)
        else:
            ends[length], ending[length] = was, place
    kept: set[int] = set()
    last: int | None = ending[-1] if ending else None
    while last is not None:
        kept.add(last)
        last = earlier[last]
    return kept


def _gone_after(old: Sequence[Block], match: dict[int, int], settled: Iterable[int]) -> defaultdict[int, list[Block]]:
    """Blocks that went, by the place in the new body after which they stood; -1 is before everything."""
    now = {match[place]: place for place in settled}
    taken = set(match.values())
    gone: defaultdict[int, list[Block]] = defaultdict(list)
    after = -1
    for place, block in enumerate(old):
        if place in now:
            after = now[place]
        elif place not in taken:
            gone[after].append(block)
    return gone
