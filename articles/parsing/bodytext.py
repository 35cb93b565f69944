"""The text of a body, and where in it each leaf stands: what the offsets of quotes count in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .bodytree import Leaf


def placed(leaves: Iterable[Leaf]) -> Iterator[tuple[int, Leaf]]:
    """Each leaf with the place of its first character in the text of all; a rule stands where the next text begins."""
    place = 0
    before: Leaf | None = None
    for leaf in leaves:
        text = leaf.text
        if before is not None and text:
            place += len(_between(before, leaf))
        yield place, leaf
        if text:
            before = leaf
            place += len(text)


def joined(leaves: Iterable[Leaf]) -> str:
    """The words of these leaves as one text; those without words leave no gap."""
    parts: list[str] = []
    before: Leaf | None = None
    for leaf in leaves:
        text = leaf.text
        if not text:
            continue
        if before is not None:
            parts.append(_between(before, leaf))
        parts.append(text)
        before = leaf
    return "".join(parts)


def _between(before: Leaf, leaf: Leaf) -> str:
    """A new line within one list, a blank line everywhere else."""
    if before.top is not leaf.top:
        return "\n\n"
    in_list = any(one is other and one.tag in ("ul", "ol") for one, other in zip(before.path, leaf.path, strict=False))
    return "\n" if in_list else "\n\n"
