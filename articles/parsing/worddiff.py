"""Two wordings compared word by word, as an editor reads a change: what stayed, what went, what came.

Words that occur once on both sides are found first and hold the rest in place (patience diff: B. Cohen, 2003); what
lies between them is compared by the shortest edit (E. Myers, "An O(ND) Difference Algorithm", 1986). Both are bounded:
a stretch too tangled to untangle is shown as gone and come whole, which is what a reader would say of it too.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

Kind = Literal["same", "out", "in"]

# A word with its apostrophes, a stretch of blanks, or one other character.
_TOKEN = re.compile(r"\w+(?:['’]\w+)*|\s+|[^\w\s]")
# How often a stretch is cut again at words that are single within it.
_DEEPEST = 6
# Comparisons of words a stretch may cost, and all stretches of a pair together: some tenths of a second at the most.
_EACH, _ALL = 300_000, 1_200_000


class Piece(NamedTuple):
    """Words in a row that are the same on both sides, only before ("out"), or only after ("in")."""

    kind: Kind
    text: str


class _Stretch(NamedTuple):
    """Tokens `a:b` of one side against `c:d` of the other."""

    a: int
    b: int
    c: int
    d: int


@dataclass(slots=True)
class _Purse:
    """How many comparisons are left to spend."""

    left: int = _ALL


def word_diff(before: str, after: str) -> tuple[Piece, ...]:
    """The change from one wording to the other: "same" and "out" joined are before, "same" and "in" are after.

    Two pieces in a row are never of one kind, what goes stands before what comes in its place, and blanks alone part
    no change. Time grows with the words; never raises.
    """
    if before == after:
        return (Piece("same", before),) if before else ()
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    return tuple(_pieces(old, new, _matches(old, new)))


def _matches(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Places of the tokens kept, in order."""
    purse = _Purse()
    kept: list[tuple[int, int]] = []
    waiting = [(_Stretch(0, len(old), 0, len(new)), 0)]
    while waiting:
        stretch, depth = waiting.pop()
        stretch = _trimmed(old, new, stretch, kept)
        if stretch.a == stretch.b or stretch.c == stretch.d:
            continue
        anchors = _anchors(old, new, stretch) if depth < _DEEPEST else []
        if anchors:
            kept += anchors
            waiting += [(part, depth + 1) for part in _between(stretch, anchors)]
        else:
            kept += _shortest(old, new, stretch, purse)
    return sorted(kept)


def _trimmed(old: Sequence[str], new: Sequence[str], stretch: _Stretch, kept: list[tuple[int, int]]) -> _Stretch:
    """The stretch without what both begin and end with, which is kept."""
    a, b, c, d = stretch
    while a < b and c < d and old[a] == new[c]:
        kept.append((a, c))
        a, c = a + 1, c + 1
    while a < b and c < d and old[b - 1] == new[d - 1]:
        b, d = b - 1, d - 1
        kept.append((b, d))
    return _Stretch(a, b, c, d)


def _anchors(old: Sequence[str], new: Sequence[str], stretch: _Stretch) -> list[tuple[int, int]]:
    """Tokens that stand once on both sides, as many as stand in one order (the longest increasing run)."""
    a, b, c, d = stretch
    in_old, in_new = Counter(old[a:b]), Counter(new[c:d])
    place_in_new = {new[n]: n for n in range(c, d) if in_new[new[n]] == 1}
    pairs = [(n, place_in_new[old[n]]) for n in range(a, b) if in_old[old[n]] == 1 and old[n] in place_in_new]
    ends: list[int] = []
    ending: list[int] = []
    earlier: list[int] = []
    for number, (_, place) in enumerate(pairs):
        length = bisect_left(ends, place)
        earlier.append(ending[length - 1] if length else -1)
        if length == len(ends):
            ends.append(place)
            ending.append(number)
        else:
            ends[length], ending[length] = place, number
    run: list[tuple[int, int]] = []
    last = ending[-1] if ending else -1
    while last >= 0:
        run.append(pairs[last])
        last = earlier[last]
    return run[::-1]


def _between(stretch: _Stretch, anchors: Iterable[tuple[int, int]]) -> Iterator[_Stretch]:
    a, b, c, d = stretch
    for old_place, new_place in anchors:
        yield _Stretch(a, old_place, c, new_place)
        a, c = old_place + 1, new_place + 1
    yield _Stretch(a, b, c, d)


def _shortest(old: Sequence[str], new: Sequence[str], stretch: _Stretch, purse: _Purse) -> list[tuple[int, int]]:
    """What the shortest edit keeps; nothing where finding it would cost more than there is."""
    a, b, c, d = stretch
    height, width = b - a, d - c
    furthest = {1: 0}
    trail: list[dict[int, int]] = []
    spent, limit = 0, min(_EACH, purse.left)
    for edits in range(height + width + 1):
        trail.append(dict(furthest))
        spent += edits + 1
        for k in range(-edits, edits + 1, 2):
            comes = k == -edits or (k != edits and furthest[k - 1] < furthest[k + 1])
            x = furthest[k + 1] if comes else furthest[k - 1] + 1
            start, y = x, x - k
            while x < height and y < width and old[a + x] == new[c + y]:
                x, y = x + 1, y + 1
            furthest[k] = x
            spent += x - start
            if x >= height and y >= width:
                purse.left -= spent
                return _walked_back(trail, stretch)
        if spent > limit:
            break
    purse.left -= spent
    return []


def _walked_back(trail: Sequence[dict[int, int]], stretch: _Stretch) -> list[tuple[int, int]]:
    """The tokens kept on the way that led to the end of both."""
    a, b, c, d = stretch
    x, y = b - a, d - c
    kept = []
    for edits in range(len(trail) - 1, -1, -1):
        furthest, k = trail[edits], x - y
        comes = k == -edits or (k != edits and furthest[k - 1] < furthest[k + 1])
        came_by = k + 1 if comes else k - 1
        from_x = furthest[came_by]
        from_y = from_x - came_by
        while x > max(from_x, 0) and y > max(from_y, 0) and x > 0 and y > 0:
            x, y = x - 1, y - 1
            kept.append((a + x, c + y))
        x, y = from_x, from_y
    return kept


def _pieces(old: Sequence[str], new: Sequence[str], kept: Iterable[tuple[int, int]]) -> Iterator[Piece]:
    """The pieces in order; blanks between two changes go with the changes."""
    same: list[str] = []
    gone: list[str] = []
    come: list[str] = []
    x = y = 0
    for old_place, new_place in [*kept, (len(old), len(new))]:
        if old_place > x or new_place > y:
            if "".join(same).strip() or not (gone or come):
                yield from _flushed(gone, come)
                if same:
                    yield Piece("same", "".join(same))
            else:
                gone += same
                come += same
            same = []
            gone += old[x:old_place]
            come += new[y:new_place]
        same += old[old_place : old_place + 1]
        x, y = old_place + 1, new_place + 1
    yield from _flushed(gone, come)
    if same:
        yield Piece("same", "".join(same))


def _flushed(gone: list[str], come: list[str]) -> Iterator[Piece]:
    if gone:
        yield Piece("out", "".join(gone))
    if come:
        yield Piece("in", "".join(come))
    gone.clear()
    come.clear()
