"""Who is being talked about at a point of the story: what a pronoun, a surname of two people or "the mayor" means."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from articles.parsing.quotes.register import Entity

SUBJECT = 4.0  # weight of the subject of a sentence, and of a speaker
ASKED = 4.4  # of somebody the subject asks: the next words are the answer
CLAUSE = 3.0  # of somebody who does a verb inside the sentence
TOPIC = 2.6  # of the owner of the subject: Castle's record was praised
OTHER = 1.5
OWNER = 1.0
PARAGRAPH_BREAK = 0.5  # sentences a new paragraph counts for
_FADE = 0.72  # what a sentence takes from every weight before it
_LAST_SUBJECT = SUBJECT * 0.5  # the weight of somebody who was a subject a sentence or two ago
_MEMORY = 24  # mentions looked back at
_REPEAT = 0.08  # what an older mention adds to the strongest one
_PROMINENT = 0.03  # what each mention in the story so far adds
_MOST_PROMINENT = 20
_SEX_UNKNOWN = 0.8  # how much of its weight an entity keeps when its sex is not known


class Focus:
    """The story's latest mentions, weighed by their part in the sentence and by how many sentences ago they stood.

    An entity weighs as much as its strongest mention: the person the last sentence was about comes before one who was
    named more often further back.
    """

    def __init__(self, entities: list[Entity]) -> None:
        self.entities = entities
        self.recent: deque[tuple[int, float, float]] = deque(maxlen=_MEMORY)
        self.times: dict[int, int] = {}

    def note(self, entity: int, time: float, weight: float) -> None:
        """Remember that the sentence spoke of the entity."""
        self.recent.append((entity, time, weight))
        self.times[entity] = self.times.get(entity, 0) + 1

    def ranked(self, time: float, fits: Callable[[Entity], bool]) -> list[tuple[float, int]]:
        """The fitting entities with their weight now, heaviest first."""
        best: dict[int, float] = {}
        total: dict[int, float] = {}
        fitting = {entity: fits(self.entities[entity]) for entity in {row[0] for row in self.recent}}
        for entity, at, weight in self.recent:
            if fitting[entity]:
                faded = weight * _FADE ** (time - at)
                best[entity] = max(best.get(entity, 0.0), faded)
                total[entity] = total.get(entity, 0.0) + faded
        rows = [
            (
                weight + _REPEAT * (total[entity] - weight) + _PROMINENT * min(self.times[entity], _MOST_PROMINENT),
                entity,
            )
            for entity, weight in best.items()
        ]
        return sorted(rows, key=lambda row: (-row[0], row[1]))

    def person(self, time: float, sex: str) -> tuple[int, float] | None:
        """The person a pronoun of this sex means, and how sure; one whose sex is known goes before one it is not."""

        def fits(entity: Entity) -> bool:
            return not entity.is_organisation and (not sex or entity.sex in (sex, ""))

        known = [
            (weight if not sex or self.entities[entity].sex == sex else weight * _SEX_UNKNOWN, entity)
            for weight, entity in self.ranked(time, fits)
        ]
        if not known:
            return None
        known.sort(key=lambda row: (-row[0], row[1]))
        return known[0][1], _sureness(known)

    def person_of_no_sex(self, time: float) -> tuple[int, float] | None:
        """The one person a "they" can mean: the last subject, when no list tells the sex of the name."""
        ranked = self.ranked(time, lambda entity: not entity.is_organisation)
        if not ranked or self.entities[ranked[0][1]].sex or ranked[0][0] < _LAST_SUBJECT:
            return None
        return ranked[0][1], 0.62

    def body(self, time: float, fits: Callable[[Entity], bool]) -> tuple[int, float, float] | None:
        """The organisation that "it" or "the company" means among those that fit, how sure, and its weight."""
        ranked = self.ranked(time, lambda entity: entity.is_organisation and fits(entity))
        return (ranked[0][1], _sureness(ranked), ranked[0][0]) if ranked else None

    def nearest(self, time: float, among: tuple[int, ...]) -> int:
        """The entity of ``among`` last spoken of most; the first of them if none was yet."""
        ranked = self.ranked(time, lambda entity: entity.number in among)
        return ranked[0][1] if ranked else among[0]


def _sureness(ranked: list[tuple[float, int]]) -> float:
    """From 0.6 (two weigh the same) to 0.95 (nobody else fits)."""
    if len(ranked) == 1:
        return 0.95
    best, second = ranked[0][0], ranked[1][0]
    return 0.6 + 0.35 * (1 - second / best) if best > 0 else 0.6
