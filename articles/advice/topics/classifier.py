"""What the newsroom's own tagged archive says a story is about: a trained linear model, read and applied.

The model is numbers and words only, stored as such: reading one runs nothing. Applying it needs no library.
"""

from __future__ import annotations

import json
import sys
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from heapq import nlargest
from math import exp, sqrt
from typing import Any

from articles.parsing.topicwords import weighed_terms

FORMAT = 2
CANDIDATES = 12
_MOST_WORDS_SHOWN = 3


class UnreadableModel(ValueError):
    """The stored bytes are no model of this format."""


@dataclass(frozen=True, slots=True)
class Named:
    """How often a topic's name or alias stands in a text, and whether in the headline."""

    times: int = 0
    in_headline: bool = False


@dataclass(frozen=True, slots=True)
class Scored:
    """A topic, and how likely it is chosen."""

    topic_id: int
    chance: float


@dataclass(frozen=True, slots=True)
class Blend:
    """How the signals are weighed together, learned from stories the model had not seen.

    `shared` weighs the facts of `facts_of` for every topic, `own` adds to each topic its own and `slopes` weighs its
    margin; what comes to `bar` or more is accepted, and where nothing does, the best one from `floor` on.
    """

    shared: list[float]
    constant: float
    own: list[float]
    slopes: list[float]
    bar: float
    floor: float


@dataclass(frozen=True)
class Model:
    """Words with their rarity; for each word the topics it speaks for or against, and how much."""

    terms: list[str]
    rarity: array  # of float: one a term
    begins: array  # of int: where a term's entries begin; one more than there are terms
    topic_of: array  # of int: an entry's topic, as its place in topic_ids
    weight: array  # of float: an entry's weight
    topic_ids: list[int]
    constants: list[float]
    together: list[dict[int, float]]  # for each topic, the share of its stories that carry another too
    blend: Blend

    @cached_property
    def place_of(self) -> dict[str, int]:
        return {term: place for place, term in enumerate(self.terms)}

    @cached_property
    def topic_places(self) -> dict[int, int]:
        return {topic_id: place for place, topic_id in enumerate(self.topic_ids)}

    def vector(self, headline: str, text: str) -> list[tuple[int, float]]:
        """The text's known terms, each with its weight: its words of length one together, and so its pieces."""
        return [term for terms in weighed_terms(headline, text) for term in self._even(terms)]

    def _even(self, terms: dict[str, float]) -> list[tuple[int, float]]:
        places, rarity = self.place_of, self.rarity
        found = [
            (place, weight * rarity[place]) for term, weight in terms.items() if (place := places.get(term)) is not None
        ]
        length = sqrt(sum(value * value for _, value in found)) or 1.0
        return [(place, value / length) for place, value in found]

    def margins(self, vector: list[tuple[int, float]]) -> list[float]:
        """How far the text lies on each topic's side."""
        margins = list(self.constants)
        begins, topic_of, weight = self.begins, self.topic_of, self.weight
        for place, value in vector:
            first, last = begins[place], begins[place + 1]
            for topic, by in zip(topic_of[first:last], weight[first:last], strict=True):
                margins[topic] += value * by
        return margins

    def scored(self, headline: str, text: str, named: Mapping[int, Named]) -> list[Scored]:
        """The likeliest topics of a text, best first; `named` are those whose name stands in it, by topic id."""
        vector = self.vector(headline, text)
        margins = self.margins(vector)
        by_place = {self.topic_places[key]: one for key, one in named.items() if key in self.topic_places}
        chances = {
            place: self._chance(facts, self.blend.own[place] + self.blend.slopes[place] * facts[0])
            for place, facts in facts_of(margins, by_place, self.together).items()
        }
        best = nlargest(len(chances), chances, key=lambda place: (chances[place], -place))
        return [Scored(self.topic_ids[place], chances[place]) for place in best]

    def accepted(self, scored: list[Scored]) -> list[int]:
        """The topics sure enough to be taken; else the best one, where it is not too doubtful."""
        sure = [one.topic_id for one in scored if one.chance >= self.blend.bar]
        best = [one.topic_id for one in scored[:1] if one.chance >= self.blend.floor]
        return sure or best

    def _chance(self, facts: list[float], own: float) -> float:
        total = self.blend.constant + own + sum(f * w for f, w in zip(facts, self.blend.shared, strict=True))
        return 1 / (1 + exp(-max(min(total, 60.0), -60.0)))

    def words_for(self, headline: str, text: str, topic_ids: Collection[int]) -> dict[int, tuple[str, ...]]:
        """For each of these topics the terms of the text that weigh most for it, the heaviest first."""
        wanted = {self.topic_places[topic]: topic for topic in topic_ids if topic in self.topic_places}
        speaks: dict[int, list[tuple[float, str]]] = {place: [] for place in wanted}
        for place, value in self._even(weighed_terms(headline, text)[0]):
            first, last = self.begins[place], self.begins[place + 1]
            entries = self.topic_of[first:last]
            for topic in wanted:
                at = bisect_left(entries, topic)
                if at < len(entries) and entries[at] == topic and self.weight[first + at] > 0:
                    speaks[topic].append((value * self.weight[first + at], self.terms[place]))
        return {wanted[place]: _told(found) for place, found in speaks.items()}

    def to_bytes(self) -> bytes:
        """The model as stored: a line of JSON, then the numbers, small end first."""
        head: dict[str, Any] = {
            "format": FORMAT,
            "terms": self.terms,
            "topic_ids": self.topic_ids,
            "constants": self.constants,
            "together": [list(row.items()) for row in self.together],
            "blend": asdict(self.blend),
        }
        parts = [json.dumps(head, separators=(",", ":")).encode(), b"\n"]
        parts += [_small_end_first(numbers).tobytes() for numbers in (self.rarity, self.begins, self.topic_of)]
        return zlib.compress(b"".join([*parts, _small_end_first(self.weight).tobytes()]), 1)

    @classmethod
    def from_bytes(cls, content: bytes) -> Model:
        """The model that was stored. Raises UnreadableModel for anything else."""
        try:
            head_line, _, rest = zlib.decompress(content).partition(b"\n")
            head = json.loads(head_line)
            if head["format"] != FORMAT:
                raise UnreadableModel("The stored model is of another format: train again.")
            terms, numbers = head["terms"], _Numbers(rest)
            rarity, begins = numbers.take("f", len(terms)), numbers.take("I", len(terms) + 1)
            topic_of, weight = numbers.take("H", begins[-1]), numbers.take("f", begins[-1])
            together = [{int(topic): share for topic, share in row} for row in head["together"]]
            ids, constants, blend = head["topic_ids"], head["constants"], Blend(**head["blend"])
            return cls(terms, rarity, begins, topic_of, weight, ids, constants, together, blend)
        except (zlib.error, ValueError, KeyError, TypeError, IndexError) as error:
            if isinstance(error, UnreadableModel):
                raise
            raise UnreadableModel("The stored model cannot be read: train again.") from error


class _Numbers:
    """Arrays one after the other in bytes."""

    def __init__(self, content: bytes) -> None:
        self.content, self.at = content, 0

    def take(self, code: str, count: int) -> array:
        numbers = array(code)
        end = self.at + count * numbers.itemsize
        if end > len(self.content):
            raise UnreadableModel("The stored model is cut off: train again.")
        numbers.frombytes(self.content[self.at : end])
        self.at = end
        return _small_end_first(numbers)


def _told(speaks: list[tuple[float, str]]) -> tuple[str, ...]:
    """The heaviest terms, none that says a word of one told before; a number says nothing."""
    words: list[str] = []
    for _, term in nlargest(_MOST_WORDS_SHOWN * 3, speaks):
        is_new = not any(set(term.split()) & set(word.split()) for word in words)
        if is_new and "0" not in term.split() and len(words) < _MOST_WORDS_SHOWN:
            words.append(term)
    return tuple(words)


def _small_end_first(numbers: array) -> array:
    if sys.byteorder == "big":
        numbers = numbers[:]
        numbers.byteswap()
    return numbers


def facts_of(
    margins: list[float], named: Mapping[int, Named], together: list[dict[int, float]]
) -> dict[int, list[float]]:
    """What is weighed for each topic worth a look, by its place: the nearest by margin and those named in the text.

    Its margin, how far it is behind the best and the second, whether it is the best, whether its name stands in the
    text (and often), and in the headline, and the share of the best one's stories that carry it too.
    """
    near = nlargest(CANDIDATES, range(len(margins)), key=margins.__getitem__)
    if not near:
        return {}
    best = near[0]
    second = margins[near[1]] if len(near) > 1 else margins[best]
    facts = {}
    for place in dict.fromkeys([*near, *sorted(named)]):
        one, margin, is_best = named.get(place, _UNNAMED), margins[place], place == best
        beside = 0.0 if is_best else together[best].get(place, 0.0)
        lead = margin - second if is_best else 0.0
        often = float(one.times > 1)
        facts[place] = [
            *(margin, margin - margins[best], lead, float(is_best)),
            *(float(one.times > 0), often, float(one.in_headline), beside),
        ]
    return facts


_UNNAMED = Named()
