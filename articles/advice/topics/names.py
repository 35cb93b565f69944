"""Which topics a text is about, and why: names and aliases of the vocabulary found in it."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from articles.models import Topic, TopicAlias
from articles.parsing.names import fold_name

_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A topic proposed for a text, with the words that speak for it and how often they occur."""

    topic_id: int
    words: str
    times: int

    @property
    def reason(self) -> str:
        """Why, in words for an editor."""
        return f"“{self.words}” stands in the text" + (f" {self.times} times" if self.times > 1 else "")


class Vocabulary:
    """The topics in use, arranged for finding their names in texts: two queries to read, none to use."""

    def __init__(self, names: dict[str, int]) -> None:
        """`names` maps each folded name or alias to its topic's id."""
        self.by_name = names
        self._by_first_word: dict[str, list[tuple[tuple[str, ...], int]]] = defaultdict(list)
        for name, topic_id in names.items():
            words = tuple(name.split())
            if words:
                self._by_first_word[words[0]].append((words, topic_id))

    @classmethod
    def read(cls) -> Vocabulary:
        """The vocabulary as it stands."""
        names = dict(Topic.objects.in_use().values_list("folded_name", "pk"))
        aliases = TopicAlias.objects.filter(topic__retired=False, topic__merged_into=None)
        return cls({**dict(aliases.values_list("folded_name", "topic_id")), **names})

    def named(self, name: str) -> int | None:
        """The id of the topic of that name or alias, in any spelling that folds to it."""
        return self.by_name.get(fold_name(name))

    def proposals(self, text: str) -> list[Proposal]:
        """Topics whose name or alias stands in the text as whole words, the most frequent first."""
        words = _WORD.findall(text)
        folded = [_fold_word(word) for word in words]
        found: dict[int, tuple[str, int]] = {}
        for place, word in enumerate(folded):
            for name, topic_id in self._by_first_word.get(word, ()):
                if tuple(folded[place : place + len(name)]) == name:
                    as_written, times = found.get(topic_id, (" ".join(words[place : place + len(name)]), 0))
                    found[topic_id] = (as_written, times + 1)
        ranked = sorted(found.items(), key=lambda item: (-item[1][1], item[0]))
        return [Proposal(topic_id, as_written, times) for topic_id, (as_written, times) in ranked]


@lru_cache(maxsize=1 << 15)
def _fold_word(word: str) -> str:
    if word.isascii() and word.isalnum():
        return word.lower()
    return fold_name(word.lower().removesuffix("’s").removesuffix("'s"))
