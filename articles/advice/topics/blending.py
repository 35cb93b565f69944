"""How the signals for a topic are weighed together, learned from stories the machines had not seen; and how well.

A logistic regression over the facts of `facts_of`, with a constant and a slope of its own for each topic, so that a
rare topic's margin may mean another thing than a common one's. Chances being true, one bar for all gives the best
micro-F1 of what is accepted.

The figures told are of stories that neither the machine, nor the weighing, nor the bar had seen: each part is judged
by a weighing and a bar learned from the other parts.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from articles.advice.topics.classifier import Blend, facts_of
from articles.advice.topics.lesson import FOLDS, Lesson

# A topic's own slope is believed in half as much as what is learned of all.
_SLOPE = 0.5
_BARS = [round(0.2 + 0.02 * step, 2) for step in range(26)]
_FLOORS = [round(0.04 * step, 2) for step in range(18)]


@dataclass(frozen=True, slots=True)
class Figures:
    """How the model did on stories it had not seen."""

    stories: int
    topics: int
    first_right: float
    found_in_five: float
    micro_f1: float


@dataclass(frozen=True, slots=True)
class _Cases:
    """Topics worth a look on stories: the story's row, the topic's place, what is known, and whether it was chosen."""

    lesson: Lesson
    row: Any
    place: Any
    facts: Any
    is_right: Any

    def of(self, rows: Any) -> _Cases:
        """The cases of these stories, a mark a row."""
        kept = rows[self.row]
        return _Cases(self.lesson, self.row[kept], self.place[kept], self.facts[kept], self.is_right[kept])

    def design(self) -> Any:
        lib, topics = self.lesson.lib, len(self.lesson.topic_ids)
        numbers = lib.np.arange(len(self.row))
        shape = (len(numbers), topics)
        own = lib.sparse.csr_matrix((lib.np.ones(len(numbers)), (numbers, self.place)), shape=shape)
        slopes = lib.sparse.csr_matrix((_SLOPE * self.facts[:, 0], (numbers, self.place)), shape=shape)
        return lib.sparse.hstack([lib.sparse.csr_matrix(self.facts), own, slopes]).tocsr()


@dataclass(frozen=True, slots=True)
class _Weighing:
    """What each column of a design weighs, and from where on a topic is accepted."""

    weights: Any
    constant: float
    bar: float = 0.5
    floor: float = 0.5

    def chances(self, cases: _Cases) -> Any:
        return 1 / (1 + cases.lesson.lib.np.exp(-(cases.design() @ self.weights + self.constant)))

    def accepted(self, cases: _Cases, chances: Any) -> Any:
        """Which cases come to the bar; of a story where none does, the best one from the floor on."""
        np = cases.lesson.lib.np
        best = np.zeros(len(cases.lesson.stories))
        np.maximum.at(best, cases.row, chances)
        return (chances >= self.bar) | ((chances >= best[cases.row]) & (chances >= self.floor))


def blended(lesson: Lesson, unseen: Any, together: list[dict[int, float]]) -> tuple[Blend, Figures]:
    """How signals weigh, by the margins of machines that did not see the story; and the figures."""
    cases = _cases(lesson, unseen, together)
    figures = _figures(cases)
    found, topics = _weighing(cases), len(lesson.topic_ids)
    shared = len(found.weights) - 2 * topics
    weights = found.weights.tolist()
    own, slopes = weights[shared : shared + topics], [_SLOPE * slope for slope in weights[shared + topics :]]
    return Blend(weights[:shared], found.constant, own, slopes, found.bar, found.floor), figures


def _figures(cases: _Cases) -> Figures:
    lesson = cases.lesson
    first = in_five = 0.0
    right = taken = 0
    for number in range(FOLDS):
        found, held = _weighing(cases.of(lesson.fold != number)), cases.of(lesson.fold == number)
        chances = found.chances(held)
        accepted = found.accepted(held, chances)
        taken, right = taken + int(accepted.sum()), right + int((accepted & held.is_right).sum())
        ranked = _ranking(held, chances)
        first, in_five = first + ranked[0], in_five + ranked[1]
    stories = len(lesson.stories)
    micro_f1 = 2 * right / (taken + int(lesson.is_on.sum()))
    return Figures(stories, len(lesson.topic_ids), first / stories, in_five / stories, micro_f1)


def _weighing(cases: _Cases) -> _Weighing:
    lib, design = cases.lesson.lib, cases.design()
    if cases.is_right.all() or not cases.is_right.any():
        return _Weighing(lib.np.zeros(design.shape[1]), 1.0 if cases.is_right.all() else -1.0)
    judge = lib.linear.LogisticRegression(C=1.0, max_iter=400).fit(design, cases.is_right)
    return _with_bars(_Weighing(judge.coef_.ravel(), float(judge.intercept_[0])), cases)


def _with_bars(found: _Weighing, cases: _Cases) -> _Weighing:
    """The bar, and the floor for the best one alone, that give the best micro-F1 on these cases."""
    chances, wanted, best = found.chances(cases), int(cases.is_right.sum()), -1.0
    for bar in _BARS:
        for floor in [floor for floor in _FLOORS if floor <= bar]:
            tried = replace(found, bar=bar, floor=floor)
            taken = tried.accepted(cases, chances)
            score = 2 * int((taken & cases.is_right).sum()) / max(int(taken.sum()) + wanted, 1)
            if score > best + 1e-9:
                best, found = score, tried
    return found


def _ranking(cases: _Cases, chances: Any) -> tuple[float, float]:
    """Of how many stories the first topic is right, and the sum of the shares of their topics among the first five."""
    ranked: dict[int, list[tuple[float, bool]]] = {}
    for row, chance, right in zip(cases.row.tolist(), chances.tolist(), cases.is_right.tolist(), strict=True):
        ranked.setdefault(row, []).append((-chance, right))
    first = in_five = 0.0
    for row, scored in ranked.items():
        scored.sort(key=lambda one: one[0])
        first += scored[0][1]
        in_five += sum(right for _, right in scored[:5]) / int(cases.lesson.is_on[row].sum())
    return first, in_five


def _cases(lesson: Lesson, unseen: Any, together: list[dict[int, float]]) -> _Cases:
    np = lesson.lib.np
    rows, places, facts = [], [], []
    for row, story in enumerate(lesson.stories):
        named = {lesson.places[key]: one for key, one in story.named.items() if key in lesson.places}
        for place, known in facts_of(unseen[row].tolist(), named, together).items():
            rows.append(row)
            places.append(place)
            facts.append(known)
    row, place = np.array(rows), np.array(places)
    return _Cases(lesson, row, place, np.array(facts), lesson.is_on[row, place])
