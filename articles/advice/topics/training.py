"""Training the classifier on the newsroom's tagged archive. Needs scikit-learn, the extra “suggest”; applying does not.

One linear support vector machine a topic (one against the rest) on words and pairs of words by tf-idf; then, from
stories each machine had not seen (three folds), how much its margin, names found in the text and topics that go
together count, and from where on a topic is accepted: at one bar for all, as micro-F1 asks once chances are true.
"""

from __future__ import annotations

import importlib
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from math import log
from typing import Any

from articles.advice.topics.classifier import Blend, Model, Named, facts_of
from articles.parsing.topicwords import weighed_words

FEWEST_STORIES = 20
_FEWEST_A_TOPIC = 2
_FEWEST_A_WORD = 2
_FEWEST_A_PAIR = 3
_FOLDS = 3
_THREADS = 2
# Entries smaller than this change no ranking, and are nine tenths of all.
_TINY = 0.01
# liblinear's own default; a finer one takes three times as long and ranks no better.
_CLOSE_ENOUGH = 0.1
_FEWEST_TOGETHER = 3
_LIBRARIES = ("numpy", "scipy.sparse", "sklearn.svm", "sklearn.linear_model")


class CannotTrain(ValueError):
    """Why no model can be made, as a sentence."""


@dataclass(frozen=True, slots=True)
class Tagged:
    """A story with its topics' ids as people chose them, and the topics whose names stand in it."""

    headline: str
    text: str
    topics: frozenset[int]
    named: dict[int, Named]


@dataclass(frozen=True, slots=True)
class Figures:
    """How the model did on stories it had not seen."""

    stories: int
    topics: int
    first_right: float
    found_in_five: float
    micro_f1: float


@dataclass(frozen=True, slots=True)
class _Libraries:
    np: Any
    sparse: Any
    svm: Any
    linear: Any


def train(stories: Sequence[Tagged], tell: Callable[[str], None] = lambda step: None) -> tuple[Model, Figures]:
    """A model of these stories, and its figures. Raises CannotTrain where a library, or enough stories, are missing."""
    libraries = _libraries()
    counted = Counter(topic for story in stories for topic in story.topics)
    topic_ids = sorted(topic for topic, number in counted.items() if number >= _FEWEST_A_TOPIC)
    stories = [story for story in stories if not story.topics.isdisjoint(topic_ids)]
    if len(stories) < FEWEST_STORIES or len(topic_ids) < 2:
        raise CannotTrain(
            f"Too little to learn from: {len(stories)} stories with topics that two or more carry, {len(topic_ids)} "
            f"such topics. It takes {FEWEST_STORIES} stories and 2 topics."
        )
    tell("words counted")
    lesson = _Lesson(libraries, stories, topic_ids)
    unseen = lesson.unseen_margins()
    tell("judged on stories not seen")
    weights, constants = lesson.fit(libraries.np.arange(len(stories)))
    together = _together(stories, topic_ids)
    tell("topics learned")
    blend, figures = _blend(lesson, unseen, together)
    return lesson.model(weights, constants, together, blend), figures


def _libraries() -> _Libraries:
    try:
        return _Libraries(*(importlib.import_module(name) for name in _LIBRARIES))
    except ImportError as error:
        raise CannotTrain(
            f"Training needs scikit-learn, which is not installed ({error.name} is missing): install the extra "
            "“suggest”. Names, speakers and sections are suggested without it."
        ) from error


class _Lesson:
    """The stories as numbers: a row a story, a column a term."""

    def __init__(self, libraries: _Libraries, stories: Sequence[Tagged], topic_ids: list[int]) -> None:
        self.lib, self.stories, self.topic_ids = libraries, stories, topic_ids
        self.places = {topic: place for place, topic in enumerate(topic_ids)}
        rows = [weighed_words(story.headline, story.text) for story in stories]
        found = Counter(term for row in rows for term in row)
        self.terms = sorted(
            term for term, times in found.items() if times >= (_FEWEST_A_PAIR if " " in term else _FEWEST_A_WORD)
        )
        self.rarity = [log((1 + len(rows)) / (1 + found[term])) + 1 for term in self.terms]
        self.rows = self._matrix(rows)
        self.is_on = self._answers()

    def _matrix(self, rows: Iterable[dict[str, float]]) -> Any:
        places = {term: place for place, term in enumerate(self.terms)}
        values, columns, ends = array("d"), array("l"), array("l", [0])
        for row in rows:
            known = [(place, weight) for term, weight in row.items() if (place := places.get(term)) is not None]
            columns.extend(place for place, _ in known)
            values.extend(weight * self.rarity[place] for place, weight in known)
            ends.append(len(columns))
        np = self.lib.np
        shape = (len(ends) - 1, len(self.terms))
        matrix = self.lib.sparse.csr_matrix((np.array(values), np.array(columns), np.array(ends)), shape=shape)
        lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
        lengths[lengths == 0] = 1.0
        return (self.lib.sparse.diags(1 / lengths) @ matrix).tocsr()

    def _answers(self) -> Any:
        answers = self.lib.np.zeros((len(self.stories), len(self.topic_ids)), dtype=bool)
        for row, story in enumerate(self.stories):
            for topic in story.topics:
                if topic in self.places:
                    answers[row, self.places[topic]] = True
        return answers

    def fit(self, chosen: Any) -> tuple[Any, Any]:
        """The machines' weights (a row a topic) and constants, from the chosen rows."""
        rows, answers = self.rows[chosen], self.is_on[chosen]

        def one(place: int) -> tuple[Any, float]:
            wanted = answers[:, place]
            if wanted.all() or not wanted.any():
                return self.lib.np.zeros(rows.shape[1]), 1.0 if wanted.all() else -1.0
            machine = self.lib.svm.LinearSVC(C=1.0, dual=True, random_state=0, tol=_CLOSE_ENOUGH).fit(rows, wanted)
            return machine.coef_.ravel(), float(machine.intercept_[0])

        with ThreadPoolExecutor(_THREADS) as pool:
            fitted = list(pool.map(one, range(len(self.topic_ids))))
        return self.lib.np.array([weights for weights, _ in fitted]), self.lib.np.array([by for _, by in fitted])

    def unseen_margins(self) -> Any:
        """Each story's margins by machines that did not see it."""
        np = self.lib.np
        fold = np.random.default_rng(0).permutation(len(self.stories)) % _FOLDS
        margins = np.zeros(self.is_on.shape)
        for number in range(_FOLDS):
            weights, constants = self.fit(np.flatnonzero(fold != number))
            held = np.flatnonzero(fold == number)
            margins[held] = self.rows[held] @ weights.T + constants
        return margins

    def model(self, weights: Any, constants: Any, together: list[dict[int, float]], blend: Blend) -> Model:
        """The machines as a model that needs no library: for each term the topics it weighs for."""
        np = self.lib.np
        terms, topics = np.nonzero(np.abs(weights.T) >= _TINY)
        begins = np.searchsorted(terms, np.arange(len(self.terms) + 1))
        return Model(
            self.terms,
            array("f", self.rarity),
            array("I", begins.tolist()),
            array("H", topics.tolist()),
            array("f", weights.T[terms, topics].tolist()),
            self.topic_ids,
            constants.tolist(),
            together,
            blend,
        )


def _together(stories: Sequence[Tagged], topic_ids: list[int]) -> list[dict[int, float]]:
    places = {topic: place for place, topic in enumerate(topic_ids)}
    pairs: Counter[tuple[int, int]] = Counter()
    alone: Counter[int] = Counter()
    for story in stories:
        on = sorted(places[topic] for topic in story.topics if topic in places)
        alone.update(on)
        pairs.update((one, other) for one in on for other in on if one != other)
    rows: list[dict[int, float]] = [{} for _ in topic_ids]
    for (one, other), times in sorted(pairs.items()):
        if times >= _FEWEST_TOGETHER:
            rows[one][other] = round(times / alone[one], 4)
    return rows


def _blend(lesson: _Lesson, unseen: Any, together: list[dict[int, float]]) -> tuple[Blend, Figures]:
    """How signals weigh, from stories not seen; the bar and the floor that give the best micro-F1 on them."""
    np, topics = lesson.lib.np, len(lesson.topic_ids)
    pairs: list[tuple[int, int]] = []
    facts: list[list[float]] = []
    for row, story in enumerate(lesson.stories):
        named = {lesson.places[key]: one for key, one in story.named.items() if key in lesson.places}
        for place, known in facts_of(unseen[row].tolist(), named, together).items():
            pairs.append((row, place))
            facts.append(known)
    where = np.array(pairs)
    is_right = lesson.is_on[where[:, 0], where[:, 1]]
    places = (np.arange(len(pairs)), where[:, 1])
    own = lesson.lib.sparse.csr_matrix((np.ones(len(pairs)), places), shape=(len(pairs), topics))
    both = lesson.lib.sparse.hstack([lesson.lib.sparse.csr_matrix(np.array(facts)), own]).tocsr()
    judge = lesson.lib.linear.LogisticRegression(C=1.0, max_iter=400).fit(both, is_right)
    chances = judge.predict_proba(both)[:, 1]
    weights = judge.coef_.ravel()
    bar, floor, best = _bars(np, where, chances, is_right, lesson.is_on)
    split = len(weights) - topics
    blend = Blend(weights[:split].tolist(), float(judge.intercept_[0]), weights[split:].tolist(), bar, floor)
    first, in_five = _ranking(where, chances, is_right, lesson.is_on)
    return blend, Figures(len(lesson.stories), topics, first, in_five, best)


def _bars(np: Any, where: Any, chances: Any, is_right: Any, is_on: Any) -> tuple[float, float, float]:
    """The bar, the floor for the best one alone, and the micro-F1 they give."""
    best = np.zeros(len(is_on))
    np.maximum.at(best, where[:, 0], chances)
    is_best = chances >= best[where[:, 0]]
    wanted = int(is_on.sum())
    found = (0.5, 0.5, -1.0)
    for bar in np.arange(0.2, 0.71, 0.02):
        for floor in np.arange(0.0, bar + 0.001, 0.04):
            taken = (chances >= bar) | (is_best & (chances >= floor))
            right = int((taken & is_right).sum())
            score = 2 * right / max(int(taken.sum()) + wanted, 1)
            if score > found[2] + 1e-9:
                found = (round(float(bar), 3), round(float(floor), 3), score)
    return found


def _ranking(where: Any, chances: Any, is_right: Any, is_on: Any) -> tuple[float, float]:
    """The share of stories whose first topic is right, and of their topics among the first five."""
    ranked: dict[int, list[tuple[float, bool]]] = {}
    for (row, _), chance, right in zip(where.tolist(), chances.tolist(), is_right.tolist(), strict=True):
        ranked.setdefault(row, []).append((-chance, right))
    first = in_five = 0.0
    for row, scored in ranked.items():
        scored.sort(key=lambda one: one[0])
        first += scored[0][1]
        in_five += sum(right for _, right in scored[:5]) / int(is_on[row].sum())
    return first / len(ranked), in_five / len(ranked)
