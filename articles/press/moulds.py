"""Templates rendered once: cut where what differs from page to page goes, and filled by joining texts.

How a page looks stays in its template; what a page costs is a join.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from secrets import token_hex
from typing import Any

from django.template import engines
from django.utils.safestring import SafeString, mark_safe

# Nobody's words can hold it.
_TOKEN = token_hex(8)
_MARKED = re.compile(f"\x1f{_TOKEN}([a-z0-9_]+)\x1f")


@lru_cache(maxsize=256)
def place(name: str) -> str:
    """What stands in a template's words where a text of this name is to go."""
    return f"\x1f{_TOKEN}{name}\x1f"


@dataclass(frozen=True, slots=True)
class Mould:
    """The texts around the places, with the name of each place between them."""

    pieces: tuple[str, ...]

    def filled(self, values: Mapping[str, str]) -> str:
        """The whole, with these texts, HTML or to be escaped, in the places of their names."""
        texts = list(self.pieces)
        texts[1::2] = [_html(values[name]) for name in self.pieces[1::2]]
        return "".join(texts)


def _html(text: str) -> str:
    return text if isinstance(text, SafeString) else escape(text)


@lru_cache(maxsize=1024)
def mould(template: str, words: tuple[tuple[str, Any], ...]) -> Mould:
    """The template with these words, cut at the places among them.

    A template may print a place and ask whether it is there, no more: no filter sees what will stand in it. The words
    have to be plain data, equal only where they read the same.
    """
    written = engines["django"].get_template(template).render(dict(words))
    return Mould(tuple(_MARKED.split(written)))


def drawn(template: str, texts: Mapping[str, str]) -> SafeString:
    """A small template with these texts, rendered once for each choice of those that are not empty."""
    cast = _of_shape(template, tuple([name for name, text in texts.items() if text]))
    return mark_safe(cast.filled(texts))


@lru_cache(maxsize=256)
def _of_shape(template: str, there: tuple[str, ...]) -> Mould:
    return mould(template, tuple((name, place(name)) for name in there))
