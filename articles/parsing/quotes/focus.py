"""Who is being talked about at a point of the story: what a pronoun, a surname of two people or "the mayor" means."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from articles.parsing.quotes.register import Entity

SUBJECT = 4.0  # weight of the subject of a sentence, and of a speaker
OTHER = 1.5
OWNER = 1.0
_FADE = 0.72  # what a sentence takes from every weight before it
_MEMORY = 40  # mentions looked back at


class Focus:
    """The story's latest mentions, weighed by their part in the sentence and by how many sentences ago they stood."""

    def __init__(self, entities: list[Entity]) -> None:
        self.entities = entities
        self.recent: deque[tuple[int, int, float]] = deque(maxlen=_MEMORY)

    def note(self, entity: int, sentence: int, weight: float) -> None:
        """Remember that the sentence spoke of the entity."""
        self.recent.append((entity, sentence, weight))

    def ranked(self, sentence: int, fits: Callable[[Entity], bool]) -> list[tuple[float, int]]:
        """The fitting entities with their weight now, heaviest first."""
        weights: dict[int, float] = {}
        for entity, at, weight in self.recent:
            if fits(self.entities[entity]):
                weights[entity] = weights.get(entity, 0.0) + weight * _FADE ** (sentence - at)
        return sorted(((weight, entity) for entity, weight in weights.items()), key=lambda row: (-row[0], row[1]))

    def person(self, sentence: int, sex: str) -> tuple[int, float] | None:
        """The person a pronoun of this sex means, and how sure; one whose sex is known goes before one it is not."""

        def fits(entity: Entity) -> bool:
            return not entity.is_organisation and (not sex or entity.sex in (sex, ""))

        ranked = self.ranked(sentence, fits)
        if not ranked:
            return None
        known = [
            (weight if not sex or self.entities[entity].sex == sex else weight * 0.55, entity)
            for weight, entity in ranked
        ]
        known.sort(key=lambda row: (-row[0], row[1]))
        return known[0][1], _sureness(known)

    def body(self, sentence: int) -> tuple[int, float] | None:
        """The organisation that "it" or "the company" means."""
        ranked = self.ranked(sentence, lambda entity: entity.is_organisation)
        return (ranked[0][1], _sureness(ranked)) if ranked else None

    def nearest(self, sentence: int, among: tuple[int, ...]) -> int:
        """The entity of ``among`` last spoken of most; the first of them if none was yet."""
        ranked = self.ranked(sentence, lambda entity: entity.number in among)
        return ranked[0][1] if ranked else among[0]


def _sureness(ranked: list[tuple[float, int]]) -> float:
    """From 0.6 (two weigh the same) to 0.95 (nobody else fits)."""
    if len(ranked) == 1:
        return 0.95
    best, second = ranked[0][0], ranked[1][0]
    return 0.6 + 0.3 * (1 - second / best) if best > 0 else 0.6
