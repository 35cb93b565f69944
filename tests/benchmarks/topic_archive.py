"""A made-up archive that is hard to tag: topics very unlike in size, with words in common, several on a story."""

from __future__ import annotations

import random
from dataclasses import dataclass
from itertools import accumulate

_STARTS = (*tuple("bcdfghjklmnprstvw"), "br", "cr", "dr", "fl", "gr", "pl", "pr", "sh", "sl", "st", "tr")
_MIDDLES = ["a", "e", "i", "o", "u", "ai", "ea", "ou"]
_ENDS = ["", *["n", "r", "s", "t", "l", "m", "d", "nd", "rt", "st", "ck"]]
TOPICS = 100


@dataclass(frozen=True, slots=True)
class Story:
    """A story with the names of its topics."""

    headline: str
    text: str
    topics: tuple[str, ...]


def make_stories(count: int, seed: int = 1) -> list[Story]:
    """So many stories; the same seed gives the same."""
    return [*_Archive(random.Random(seed)).stories(count)]


class _Archive:
    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        words = sorted({self._word() for _ in range(16_000)})
        chance.shuffle(words)
        self.common, rest = words[:6000], words[6000:]
        self.common_weights = [*accumulate(1 / (rank + 3) for rank in range(len(self.common)))]
        self.names = rest[:TOPICS]
        fields = [rest[TOPICS + 150 * n : TOPICS + 150 * (n + 1)] for n in range(20)]
        self.own = [
            [*chance.sample(rest, 25), *chance.sample(fields[n % 20], 45), *chance.sample(self.common, 20)]
            for n in range(TOPICS)
        ]
        self.sizes = [*accumulate(1 / (rank + 1) ** 1.25 for rank in range(TOPICS))]
        self.beside = [chance.sample(range(TOPICS), 2) for _ in range(TOPICS)]

    def _word(self) -> str:
        pick = self.chance.choice
        return "".join(pick(_STARTS) + pick(_MIDDLES) + pick(_ENDS) for _ in range(self.chance.choice((1, 2, 2, 3))))

    def stories(self, count: int) -> list[Story]:
        return [self._story() for _ in range(count)]

    def _story(self) -> Story:
        chance = self.chance
        first = chance.choices(range(TOPICS), cum_weights=self.sizes)[0]
        topics = [first]
        while chance.random() < 0.14 and len(topics) < 5:
            another = chance.choice(self.beside[first]) if chance.random() < 0.7 else chance.randrange(TOPICS)
            topics += [another] if another not in topics else []
        length = int(chance.lognormvariate(4.5, 0.6)) + 25
        words = chance.choices(self.common, cum_weights=self.common_weights, k=length)
        for place in range(length):
            if chance.random() < 0.09:
                words[place] = self._of(chance.choice(topics))
            elif chance.random() < 0.05:
                words[place] = chance.choice(chance.choice(self.own))
        for topic in topics:
            if chance.random() < 0.45:
                for _ in range(chance.choice((1, 1, 2, 4))):
                    words[chance.randrange(length)] = self.names[topic]
        if chance.random() < 0.25:
            words[chance.randrange(length)] = chance.choice(self.names)
        headline = [
            self._of(chance.choice(topics)) if chance.random() < 0.2 else chance.choice(self.common) for _ in range(7)
        ]
        if chance.random() < 0.15:
            headline[chance.randrange(len(headline))] = self.names[chance.choice(topics)]
        told = tuple(self.names[topic] for topic in topics if topic == first or chance.random() < 0.95)
        sentences = [" ".join(words[at : at + 18]).capitalize() + "." for at in range(0, length, 18)]
        return Story(" ".join(headline).capitalize(), "\n".join(sentences), told)

    def _of(self, topic: int) -> str:
        own = self.own[topic]
        return own[min(int(self.chance.expovariate(1 / 30)), len(own) - 1)]
