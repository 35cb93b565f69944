"""Topics of the whole vocabulary that may be one: names that are nearly the same, or nearly the same stories.

Names are never compared each with each. Those that can be alike share a key: the name without spaces, in the singular,
with its words sorted, or with one word left out; only within a key are letters looked at.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, combinations
from typing import NamedTuple

from django.db.models import Count

from articles.advice.topics.near import singular
from articles.models import DistinctTopics, Tagging, Topic, TopicAlias
from articles.parsing.spelling import is_near

MOST_SHOWN = 100
# Where more names share a key it says little: they are compared with their neighbours alone.
_COMPARED = 12
_SHORTEST_SPELLED = 5
# The newest taggings are looked at for topics on the same stories, at any size of the archive alike.
_LOOKED_AT = 20_000
_FEWEST_STORIES, _SAME_STORIES = 4, 0.8

_CHOSEN = Tagging.Status.CHOSEN


@dataclass(frozen=True, slots=True)
class Pair:
    """Two topics in use that may be one, the one with more stories second; and in words why."""

    first: Topic
    second: Topic
    why: str


class _Name(NamedTuple):
    topic: int
    folded: str
    alias: str = ""  # as it is written, where it is another name of the topic

    @property
    def of_alias(self) -> str:
        return f": also called “{self.alias}”" if self.alias else ""


Found = tuple[_Name, _Name, str]


def alike_topics(*, by_alias: bool, limit: int = MOST_SHOWN) -> list[Pair]:
    """Pairs whose names are alike or whose stories are nearly the same; or, `by_alias`, of whose names at least one is
    another name. The surest first, those said to be distinct left out. At most seven queries, however many topics.
    """
    names = _names(with_aliases=by_alias)
    found = _by_name(names) if by_alias else chain(_by_name(names), _by_stories())
    apart = set(DistinctTopics.objects.values_list("first", "second"))
    pairs: dict[tuple[int, int], str] = {}
    for one, other, why in found:
        key = (min(one.topic, other.topic), max(one.topic, other.topic))
        if one.topic != other.topic and key not in apart and by_alias == bool(one.alias or other.alias):
            pairs.setdefault(key, f"{why}{one.of_alias}{other.of_alias}")
        if len(pairs) == limit:
            break
    return _told(pairs)


def stories_of(topics: Iterable[int]) -> Counter:
    """How many stories carry each of the topics."""
    rows = Tagging.objects.filter(topic__in=set(topics), status=_CHOSEN).order_by().values_list("topic")
    return Counter(dict(rows.annotate(times=Count("pk"))))


def _told(pairs: dict[tuple[int, int], str]) -> list[Pair]:
    keys = {key for pair in pairs for key in pair}
    topics, times = Topic.objects.select_related("parent").in_bulk(keys), stories_of(keys)
    told = []
    for pair, why in pairs.items():
        first, second = sorted(pair, key=lambda key: (times[key], -key))
        for key in pair:
            topics[key].stories_now = times[key]  # type: ignore[attr-defined]
        told.append(Pair(topics[first], topics[second], why))
    return told


def _names(*, with_aliases: bool) -> list[_Name]:
    own = Topic.objects.in_use().order_by("folded_name").values_list("pk", "folded_name")
    if not with_aliases:
        return [_Name(*row) for row in own]
    aliases = TopicAlias.objects.filter(topic__retired=False, topic__merged_into=None).order_by("folded_name")
    return [
        *(_Name(*row) for row in own),
        *(_Name(*row) for row in aliases.values_list("topic", "folded_name", "name")),
    ]


def _by_name(names: list[_Name]) -> Iterator[Found]:
    """The surest first."""
    spaced: dict[str, list[_Name]] = defaultdict(list)
    plural: dict[str, list[_Name]] = defaultdict(list)
    order: dict[str, list[_Name]] = defaultdict(list)
    for name in names:
        words = [_singular(word) for word in name.folded.split(" ")]
        plural[" ".join(words)].append(name)
        spaced[name.folded.replace(" ", "")].append(name)
        if len(words) > 1:
            order[" ".join(sorted(words))].append(name)
    yield from _sharing(spaced, "the same but for spaces")
    yield from _sharing(plural, "the same but for the plural")
    yield from _sharing(order, "the same words in another order")
    yield from _spelled_alike(names)


_singular = lru_cache(maxsize=1 << 15)(singular)


def _sharing(groups: dict[str, list[_Name]], why: str) -> Iterator[Found]:
    for names in groups.values():
        if len(names) > 1:
            for one, other in combinations(names[:_COMPARED], 2):
                yield one, other, why


def _spelled_alike(names: list[_Name]) -> Iterator[Found]:
    """Names of which one word is a letter apart, all others the same."""
    but_one: dict[tuple[int, str], list[tuple[str, _Name]]] = defaultdict(list)
    for name in names:
        words = name.folded.split()
        for place, word in enumerate(words):
            if len(word) >= _SHORTEST_SPELLED and word.isalpha():
                rest = " ".join((*words[:place], *words[place + 1 :])) if len(words) > 1 else ""
                but_one[place, rest].append((word, name))
    for group in but_one.values():
        if len(group) > 1:
            yield from _near_words(group)


def _near_words(group: list[tuple[str, _Name]]) -> Iterator[Found]:
    """Words a letter apart have a word in common that comes of leaving out a letter, or none."""
    first: dict[str, tuple[str, _Name]] = {}
    sharing: dict[str, list[tuple[str, _Name]]] = {}
    for entry in group:
        word = entry[0]
        for place in range(len(word) + 1):
            less = word[:place] + word[place + 1 :]
            other = first.setdefault(less, entry)
            if other is not entry:
                sharing.setdefault(less, [other]).append(entry)
    for near in sharing.values():
        for (one, one_name), (other_word, other_name) in combinations(near[:_COMPARED], 2):
            if is_near(one, other_word):
                yield one_name, other_name, "spelled much alike"


def _by_stories() -> Iterator[Found]:
    """Topics of a kind nearly always on the same stories lately, none above the other."""
    rows = Tagging.objects.filter(status=_CHOSEN, topic__retired=False, topic__merged_into=None).order_by("-pk")
    of_story: dict[int, list[int]] = defaultdict(list)
    above: dict[int, int | None] = {}
    kind: dict[int, str] = {}
    told = rows.values_list("article", "topic", "topic__parent", "topic__kind")
    for story, topic, parent, kind_of_topic in told[:_LOOKED_AT]:
        of_story[story].append(topic)
        above[topic], kind[topic] = parent, kind_of_topic
    times = Counter(topic for topics in of_story.values() for topic in topics)
    together = Counter(pair for topics in of_story.values() for pair in combinations(sorted(topics), 2))
    for (one, other), both in together.most_common():
        most = max(times[one], times[other])
        if both < _FEWEST_STORIES:
            return
        if kind[one] != kind[other] or above[one] == other or above[other] == one:
            continue
        if both >= _SAME_STORIES * most:
            yield _Name(one, ""), _Name(other, ""), f"on {both} of the same {most} stories lately"
