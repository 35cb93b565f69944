"""Training the classifier on the newsroom's tagged archive. Needs scikit-learn, the extra “suggest”; applying does not.

The machines of `lesson` learn from all stories; how they and the other signals are weighed together is learned from
machines that had not seen the story (three parts, each in turn left out; see `blending`).
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from articles.advice.topics.blending import Figures, blended
from articles.advice.topics.classifier import Blend, Model
from articles.advice.topics.lesson import FOLDS, CannotTrain, Lesson, Tagged, libraries

FEWEST_STORIES = 20
_FEWEST_A_TOPIC = 2
_FEWEST_TOGETHER = 3


def train(stories: Sequence[Tagged], tell: Callable[[str], None] = lambda step: None) -> tuple[Model, Figures]:
    """A model of these stories, given oldest first, and its figures on stories that no part of it had seen.

    Raises CannotTrain where a library, or enough stories, are missing.
    """
    lib = libraries()
    counted = Counter(topic for story in stories for topic in story.topics)
    topic_ids = sorted(topic for topic, number in counted.items() if number >= _FEWEST_A_TOPIC)
    stories = [story for story in stories if not story.topics.isdisjoint(topic_ids)]
    if len(stories) < FEWEST_STORIES or len(topic_ids) < 2:
        raise CannotTrain(
            f"Too little to learn from: {len(stories)} stories with topics that two or more carry, {len(topic_ids)} "
            f"such topics. It takes {FEWEST_STORIES} stories and 2 topics."
        )
    tell("words counted")
    lesson = Lesson(lib, stories, topic_ids)
    unseen = _unseen_margins(lesson)
    tell("judged on stories not seen")
    weights, constants = lesson.fit(lib.np.arange(len(stories)))
    together = _together(stories, topic_ids)
    tell("topics learned")
    blend, figures = blended(lesson, unseen, together)
    return _model(lesson, weights, constants, together, blend), figures


def _unseen_margins(lesson: Lesson) -> Any:
    """Each story's margins by machines that did not see it, nor those filed about the same time."""
    np, fold = lesson.lib.np, lesson.fold
    margins = np.zeros(lesson.is_on.shape)
    for number in range(FOLDS):
        held = np.flatnonzero(fold == number)
        margins[held] = lesson.margins(held, *lesson.fit(np.flatnonzero(fold != number)))
    return margins


def _model(lesson: Lesson, weights: Any, constants: Any, together: list[dict[int, float]], blend: Blend) -> Model:
    """The machines as a model that needs no library: for each term the topics it weighs for."""
    by_term = weights.T.tocsr()
    by_term.sort_indices()
    return Model(
        lesson.terms,
        array("f", lesson.rarity),
        array("I", by_term.indptr.tolist()),
        array("H", by_term.indices.tolist()),
        array("f", by_term.data.tolist()),
        lesson.topic_ids,
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
