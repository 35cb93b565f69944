"""Bold and italic of the words being read, from tags and from styles: the innermost element that says so decides."""

from __future__ import annotations

import re
from typing import NamedTuple

from .htmltokens import Tag

_NAMES = ("strong", "em", "span", "font")
_WEIGHT = re.compile(r"(?:^|[;\s])font-weight\s*+:\s*+([a-z0-9]++)", re.IGNORECASE)
_SLANT = re.compile(r"(?:^|[;\s])font-style\s*+:\s*+([a-z]++)", re.IGNORECASE)


class Said(NamedTuple):
    """What one element says of its words; None: nothing."""

    strong: bool | None
    em: bool | None


class Styles:
    """The elements that are open. Each question and each step takes the same time, however many there are."""

    def __init__(self) -> None:
        self._open: dict[str, list[Said]] = {name: [] for name in _NAMES}
        self._strong: dict[str, list[tuple[int, bool]]] = {name: [] for name in _NAMES}
        self._em: dict[str, list[tuple[int, bool]]] = {name: [] for name in _NAMES}
        self._opened = 0

    def start(self, name: str, tag: Tag, *, in_heading: bool) -> None:
        """An element opens. In a heading a bold style says nothing: headings are drawn so anyway."""
        if name not in self._open:
            return
        said = _said(name, tag, in_heading=in_heading)
        self._opened += 1
        self._open[name].append(said)
        if said.strong is not None:
            self._strong[name].append((self._opened, said.strong))
        if said.em is not None:
            self._em[name].append((self._opened, said.em))

    def end(self, name: str) -> None:
        """The last element of that name closes; one that never opened changes nothing."""
        if not self._open.get(name):
            return
        said = self._open[name].pop()
        if said.strong is not None:
            self._strong[name].pop()
        if said.em is not None:
            self._em[name].pop()

    def now(self) -> tuple[bool, bool]:
        """Whether words are bold, whether they are italic."""
        return _innermost(self._strong), _innermost(self._em)

    def depths(self) -> tuple[int, ...]:
        """How many are open, to cut back to."""
        return tuple(len(self._open[name]) for name in _NAMES)

    def cut(self, depths: tuple[int, ...]) -> None:
        """Close what was opened since."""
        for name, depth in zip(_NAMES, depths, strict=True):
            while len(self._open[name]) > depth:
                self.end(name)


def _innermost(said: dict[str, list[tuple[int, bool]]]) -> bool:
    return max((stack[-1] for stack in said.values() if stack), default=(0, False))[1]


def _said(name: str, tag: Tag, *, in_heading: bool) -> Said:
    strong = True if name == "strong" else None
    em = True if name == "em" else None
    if "font-" in tag.rest:
        style = tag.attributes().get("style", "")
        weight, slant = _WEIGHT.search(style), _SLANT.search(style)
        if weight and not in_heading:
            strong = _is_bold(weight[1].lower(), strong)
        if slant:
            em = slant[1].lower() in {"italic", "oblique"} if slant[1].lower() != "inherit" else em
    return Said(strong, em)


def _is_bold(weight: str, otherwise: bool | None) -> bool | None:
    if weight.isdecimal():
        return len(weight) > 3 or int(weight) >= 600
    return {"bold": True, "bolder": True, "normal": False, "lighter": False}.get(weight, otherwise)
