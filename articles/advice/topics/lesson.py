"""A tagged archive as numbers, and the machines that learn from it: two a topic, one of words, one of their pieces.

The machine of words sees each word weighed by how much oftener the topic's stories have it than others do (Wang and
Manning, 2012): it is surer of rare topics. The one of pieces makes other mistakes; what is told apart is by both.
"""

from __future__ import annotations

import importlib
from array import array
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from math import log
from typing import Any

from articles.advice.topics.classifier import Named
from articles.parsing.topicwords import weighed_terms

# The stories are parted into so many times, oldest first; each is judged by what was learned of the others. Not at
# random: stories of one day repeat each other, and the next to come will not.
FOLDS = 3
_THREADS = 2
# A term of fewer stories says nothing of the next one: words, pieces.
_FEWEST_A_TERM = (2, 3)
# What a mistake costs beside a long rule; the weighed words are small numbers.
_COST_OF_WORDS, _COST_OF_PIECES = 8.0, 1.0
# Of the stories without a topic so many, or twice as many as carry it, are looked at.
_MOST_OTHERS = 1500
# Entries smaller than this change no ranking, and are nine tenths of all.
_TINY = 0.01
# liblinear's own default; a finer one takes three times as long and ranks no better.
_CLOSE_ENOUGH = 0.1
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
class Libraries:
    """What training needs beside Python."""

    np: Any
    sparse: Any
    svm: Any
    linear: Any


def libraries() -> Libraries:
    """The libraries, loaded. Raises CannotTrain where one is missing."""
    try:
        return Libraries(*(importlib.import_module(name) for name in _LIBRARIES))
    except ImportError as error:
        raise CannotTrain(
            f"Training needs scikit-learn, which is not installed ({error.name} is missing): install the extra "
            "“suggest”. Names, speakers and sections are suggested without it."
        ) from error


class _View:
    """The stories as one kind of term shows them: a row a story, each of length one, a column a term."""

    def __init__(self, lib: Libraries, rows: Sequence[dict[str, float]], fewest: int) -> None:
        found = Counter(term for row in rows for term in row)
        self.lib, self.terms = lib, sorted(term for term, times in found.items() if times >= fewest)
        self.rarity = [log((1 + len(rows)) / (1 + found[term])) + 1 for term in self.terms]
        self.rows = self._matrix(rows)

    def _matrix(self, rows: Sequence[dict[str, float]]) -> Any:
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


class Lesson:
    """The stories as numbers, in both views, with the answers."""

    def __init__(self, lib: Libraries, stories: Sequence[Tagged], topic_ids: list[int]) -> None:
        self.lib, self.stories, self.topic_ids = lib, stories, topic_ids
        self.places = {topic: place for place, topic in enumerate(topic_ids)}
        weighed = [weighed_terms(story.headline, story.text) for story in stories]
        self.words = _View(lib, [words for words, _ in weighed], _FEWEST_A_TERM[0])
        self.pieces = _View(lib, [pieces for _, pieces in weighed], _FEWEST_A_TERM[1])
        self.is_on = self._answers()
        self.fold = lib.np.arange(len(stories)) * FOLDS // len(stories)

    @property
    def terms(self) -> list[str]:
        return [*self.words.terms, *self.pieces.terms]

    @property
    def rarity(self) -> list[float]:
        return [*self.words.rarity, *self.pieces.rarity]

    def _answers(self) -> Any:
        answers = self.lib.np.zeros((len(self.stories), len(self.topic_ids)), dtype=bool)
        for row, story in enumerate(self.stories):
            for topic in story.topics:
                if topic in self.places:
                    answers[row, self.places[topic]] = True
        return answers

    def fit(self, chosen: Any) -> tuple[Any, Any]:
        """The weight of each term of both views (a row a topic) and the constants, from the chosen rows."""
        np, answers = self.lib.np, self.is_on[chosen]
        words, pieces = self.words.rows[chosen], self.pieces.rows[chosen]
        likeness = words @ (words.T @ answers)
        everywhere = words.getnnz(axis=0)

        def one(place: int) -> tuple[Any, float]:
            wanted = answers[:, place]
            if wanted.all() or not wanted.any():
                return self._kept(np.zeros(words.shape[1] + pieces.shape[1])), 1.0 if wanted.all() else -1.0
            telling = self._telling(words[wanted].getnnz(axis=0), everywhere)
            worth = self._worth_a_look(wanted, likeness[:, place])
            by_words, constant = self._machine(
                words[worth] @ self.lib.sparse.diags(telling), wanted[worth], _COST_OF_WORDS
            )
            by_pieces, other = self._machine(pieces[worth], wanted[worth], _COST_OF_PIECES)
            return self._kept(np.concatenate([by_words * telling, by_pieces]) / 2), (constant + other) / 2

        with ThreadPoolExecutor(_THREADS) as pool:
            fitted = list(pool.map(one, range(len(self.topic_ids))))
        return self.lib.sparse.vstack([row for row, _ in fitted]).tocsr(), np.array([by for _, by in fitted])

    def _worth_a_look(self, wanted: Any, likeness: Any) -> Any:
        """The topic's stories, and of the others those most like them: what is far off teaches nothing."""
        np = self.lib.np
        others = np.flatnonzero(~wanted)
        most = max(_MOST_OTHERS, 2 * int(wanted.sum()))
        if len(others) > most:
            others = others[np.argpartition(-likeness[others], most)[:most]]
        return np.sort(np.concatenate([np.flatnonzero(wanted), others]))

    def _kept(self, weights: Any) -> Any:
        weights[self.lib.np.abs(weights) < _TINY] = 0
        return self.lib.sparse.csr_matrix(weights)

    def _telling(self, on: Any, everywhere: Any) -> Any:
        """How much oftener each word stands in the topic's stories than in others: logarithms, one at the most."""
        np, off = self.lib.np, everywhere - on
        ratio = np.log((on + 1) / (on + 1).sum()) - np.log((off + 1) / (off + 1).sum())
        return ratio / (np.abs(ratio).max() or 1.0)

    def _machine(self, rows: Any, wanted: Any, cost: float) -> tuple[Any, float]:
        machine = self.lib.svm.LinearSVC(C=cost, dual=True, random_state=0, tol=_CLOSE_ENOUGH).fit(rows, wanted)
        return machine.coef_.ravel(), float(machine.intercept_[0])

    def margins(self, chosen: Any, weights: Any, constants: Any) -> Any:
        """How far each of the chosen stories lies on each topic's side."""
        both = self.lib.sparse.hstack([self.words.rows[chosen], self.pieces.rows[chosen]]).tocsr()
        return (both @ weights.T).toarray() + constants
