"""The byline as readers see it: every name leads to its page, with the title where there is one."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import groupby

from articles.press.content import Name

_MOST_IN_LISTS = 3


def linked_byline(byline: str, names: tuple[Name, ...]) -> str:
    """HTML of the byline. A line printed instead of the names is kept word for word, the names linked after it."""
    if not names:
        return escape(byline, quote=False)
    lines = "; ".join(_one_role(list(group), n) for n, (_, group) in enumerate(groupby(names, key=lambda n: n.role)))
    if _says_the_names(byline, names):
        return lines
    return f'{escape(byline, quote=False)} <span class="names">{lines}</span>'


def short_byline(byline: str, names: tuple[Name, ...]) -> str:
    """The byline for lists, where many names would push the story aside: “By Ana Ruiz, Tom Hale and 18 others”."""
    writers = _writers(names) if names else []
    if len(writers) <= _MOST_IN_LISTS or (byline and not _says_the_names(byline, names)):
        return plain_byline(byline, names)
    shown = [name.name for name in writers[: _MOST_IN_LISTS - 1]]
    return f"{writers[0].role_label} {in_a_row([*shown, f'{len(writers) - len(shown)} others'])}".strip()


def plain_byline(byline: str, names: tuple[Name, ...]) -> str:
    """The byline in one line of text: “By Ana Ruiz and Tom Hale”."""
    if byline and not _says_the_names(byline, names):
        return byline
    writers = _writers(names)
    return f"{writers[0].role_label} {in_a_row([name.name for name in writers])}".strip() if writers else ""


def _says_the_names(byline: str, names: tuple[Name, ...]) -> bool:
    """Whether the printed line is the names themselves, and not something printed instead of them."""
    return bool(names) and (not byline or all(name.name in byline for name in _writers(names)))


def _writers(names: tuple[Name, ...]) -> list[Name]:
    """Those who wrote; where none did, those who are named first."""
    return [name for name in names if name.role == "writer"] or [n for n in names if n.role == names[0].role]


def in_a_row(parts: Sequence[str], *, comma: bool = False) -> str:
    """“A”, “A and B”, “A, B and C”. With `comma` one stands before the “and” too: for parts with commas in them."""
    if len(parts) < 2:
        return "".join(parts)
    return ", ".join(parts[:-1]) + (", and " if comma else " and ") + parts[-1]


def _one_role(names: list[Name], place: int) -> str:
    label = names[0].role_label
    label = escape(label[:1].lower() + label[1:] if place else label, quote=False)
    titled = any(name.title for name in names)
    return f"{label} {in_a_row([_one_name(name) for name in names], comma=titled)}".strip()


def _one_name(name: Name) -> str:
    linked = f'<a rel="author" href="{escape(name.path)}">{escape(name.name, quote=False)}</a>'
    return f'{linked}, <span class="title">{escape(name.title, quote=False)}</span>' if name.title else linked
