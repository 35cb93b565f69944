"""Two edited bodies of one story made one, paragraph by paragraph, against the body both began from."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Only blocks at the top of a clean body have an id; what stands before the next one belongs to the block.
_BLOCK = re.compile(r'<(?:p|h2|h3|blockquote|ul|ol|hr)\b[^>]*? id="(p-[a-z2-7]{8})"[^>]*>')


@dataclass(frozen=True, slots=True)
class Merged:
    """The body of both; `contested` are the ids of paragraphs both changed, of which mine is in it."""

    body: str
    contested: frozenset[str]


def merged_body(base: str, theirs: str, mine: str) -> Merged:
    """What either side changed alone is taken; where both changed a paragraph mine stands, and it is named.

    A paragraph one side deleted stays deleted unless the other changed it; new ones of both sides are in.
    """
    was, their, my = _blocks(base), _blocks(theirs), _blocks(mine)
    taken: dict[str, str] = {}
    contested: set[str] = set()
    for block_id, words in my.items():
        if block_id not in was or words != was[block_id]:
            taken[block_id] = words
            if their.get(block_id, "") not in {was.get(block_id, ""), words}:
                contested.add(block_id)
        elif block_id in their:
            taken[block_id] = their[block_id]
    for block_id, words in their.items():
        changed_by_them = words != was.get(block_id)
        if block_id not in taken and block_id not in my and changed_by_them:
            taken = _inserted(taken, block_id, words, list(their))
            if block_id in was:
                contested.add(block_id)
    return Merged("".join(taken.values()), frozenset(contested))


def _blocks(body: str) -> dict[str, str]:
    """Each block's HTML by its id, in order."""
    starts = list(_BLOCK.finditer(body))
    ends = [start.start() for start in starts[1:]] + [len(body)]
    return {start.group(1): body[start.start() : end] for start, end in zip(starts, ends, strict=True)}


def _inserted(taken: dict[str, str], block_id: str, words: str, order: list[str]) -> dict[str, str]:
    """The blocks with one more after the nearest block that stands before it on its own side."""
    before = next((other for other in reversed(order[: order.index(block_id)]) if other in taken), None)
    if before is None:
        return {block_id: words, **taken}
    result: dict[str, str] = {}
    for other, other_words in taken.items():
        result[other] = other_words
        if other == before:
            result[block_id] = words
    return result
