"""Where the names of topics stand in a text: as whole words, in any spelling that folds to the same."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable
from functools import lru_cache
from typing import Generic, TypeVar

from .names import fold_name

_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
_LONGEST_WORD = 60
Of = TypeVar("Of", bound=Hashable)


class NameMarks(Generic[Of]):
    """Names arranged for finding them in texts, each with whose it is. Of names that overlap the first, then the
    longest, is marked."""

    def __init__(self, names: Iterable[tuple[str, Of]]) -> None:
        self._by_first_word: dict[str, list[tuple[tuple[str, ...], Of]]] = defaultdict(list)
        for name, of in names:
            words = tuple(fold_name(name).split())
            if words:
                self._by_first_word[words[0]].append((words, of))
        for named in self._by_first_word.values():
            named.sort(key=lambda one: -len(one[0]))

    def find(self, text: str) -> list[tuple[int, int, Of]]:
        """Start, end and owner of each name in the text, in order; none overlaps another."""
        if not self._by_first_word:
            return []
        words = list(_WORD.finditer(text))
        folded = [_folded(word.group()) for word in words]
        found, free = [], 0
        for place, word in enumerate(folded):
            if place < free:
                continue
            for name, of in self._by_first_word.get(word, ()):
                if tuple(folded[place : place + len(name)]) == name:
                    free = place + len(name)
                    found.append((words[place].start(), words[free - 1].end(), of))
                    break
        return found


@lru_cache(maxsize=1 << 14)
def _folded(word: str) -> str:
    """A word of the text as names fold, without its possessive ending."""
    if word.isascii() and word.isalnum():
        return word.lower()
    return fold_name(word[:_LONGEST_WORD].lower().removesuffix("’s").removesuffix("'s"))
