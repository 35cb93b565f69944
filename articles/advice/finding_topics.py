"""Topics offered while somebody types: the ten likeliest, by where a word of a name begins and by how many carry it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from articles.models import Topic, TopicAlias, TopicUse, TopicWord
from articles.parsing.names import fold_name

MOST = 10
LONGEST_TYPED = 100
# A topic may fit by several of its words, and whether it is in use is told by its own row: so many are looked at, first
# of those that have all words as typed, which are few; where they are not enough so many, then all.
_LOOKED_AT = ((True, 60), (False, 60), (False, 1_000), (False, None))


@dataclass(frozen=True, slots=True)
class FoundTopic:
    """A topic offered: the other name that fits where its own does not, how many stories carry it.

    `is_same`: one of its names is what was typed.
    """

    topic: Topic
    also_called: str
    stories: int
    is_same: bool

    @property
    def note(self) -> str:
        """What tells it from topics of like names, in words."""
        called = f"also called “{self.also_called}”" if self.also_called else ""
        above = f"below {self.topic.parent}" if self.topic.parent else ""
        number = f"{self.stories:,} {'story' if self.stories == 1 else 'stories'}"
        return " · ".join(filter(None, (called, self.topic.get_kind_display().lower(), above, number)))


class _Row(NamedTuple):
    topic: int
    stories: int
    differs: int


def find_topics(typed: str, most: int = MOST) -> list[FoundTopic]:
    """Topics in use of which each word typed begins a word: one of that very name first, then those on most stories.

    With nothing typed those on most stories. Three queries; none reads the taggings.
    """
    exact = fold_name(typed[:LONGEST_TYPED].replace("\0", ""))  # PostgreSQL takes no such character
    for in_order, wide in _LOOKED_AT if " " in exact else _LOOKED_AT[1:]:
        rows = _rows(exact, in_order, wide)
        best = {row.topic: row for row in reversed(rows)}
        topics = Topic.objects.in_use().select_related("parent").in_bulk(list(best))
        shown = [key for key in dict.fromkeys(row.topic for row in rows) if key in topics][:most]
        if len(shown) == most or not (in_order or (wide is not None and len(rows) == wide)):
            break
    called = _other_names([topics[key] for key in shown if not _fits(topics[key].folded_name, exact)], exact)
    return [
        FoundTopic(topics[key], called.get(key, ""), best[key].stories, exact != "" and not best[key].differs)
        for key in shown
    ]


def _rows(exact: str, in_order: bool, wide: int | None) -> list[_Row]:
    """The best rows first, one index read in bounds."""
    if not exact:
        used = TopicUse.objects.filter(stories__gt=0).order_by("-stories", "topic")
        return [_Row(key, stories, 1) for key, stories in used.values_list("topic", "stories")[:wide]]
    found = TopicWord.objects.typed(exact, in_order=in_order).values_list("topic", "stories", "rank")  # type: ignore[misc]
    return list(map(_Row._make, found[:wide]))


def _fits(folded: str, typed: str) -> bool:
    """Whether each word typed begins a word of the name."""
    words = folded.split()
    return all(any(word.startswith(part) for word in words) for part in typed.split())


def _other_names(topics: Iterable[Topic], typed: str) -> dict[int, str]:
    """Of topics whose own name does not fit, the other name that does, the shortest."""
    keys = [topic.pk for topic in topics]
    names = TopicAlias.objects.filter(topic__in=keys).values_list("topic", "name", "folded_name") if keys else []
    best: dict[int, str] = {}
    for key, name, _ in sorted(names, key=lambda row: (not _fits(row[2], typed), len(row[1]), row[1])):
        best.setdefault(key, name)
    return best
