from __future__ import annotations

import random
import zlib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.advice.topics import lesson
from articles.advice.topics.classifier import Model, Named, UnreadableModel
from articles.advice.topics.lesson import CannotTrain, Tagged
from articles.advice.topics.training import train
from articles.parsing.topicwords import weighed_terms
from tests.advice.topics.models import make_model


def test_words_and_numbers_are_weighed_and_the_headline_counts_thrice():
    words, _ = weighed_terms("Wheat", "Wheat rose. Prices of 3,000 in Oslo’s port.")

    assert words.keys() == {"wheat", "rose", "prices", "of", "0", "in", "oslo", "port"}
    assert (round(words["wheat"], 3), words["rose"]) == (2.386, 1.0)


def test_pieces_are_five_characters_with_the_ends_of_words_marked():
    _, pieces = weighed_terms("", "Corn in a port, corn.")

    assert pieces.keys() == {"~_corn", "~corn_", "~_in_", "~_port", "~port_"}
    assert (round(pieces["~corn_"], 3), pieces["~port_"]) == (1.693, 1.0)


@given(st.text(max_size=200), st.text(max_size=200))
def test_no_word_of_any_text_is_taken_for_a_piece(headline, text):
    words, pieces = weighed_terms(headline, text)

    assert not words.keys() & pieces.keys()
    assert bool(words) == bool(pieces)


def test_the_words_of_a_text_rank_its_topics_and_say_why():
    model = make_model(7, 9)

    scored = model.scored("Wheat", "A bushel of wheat.", {})

    assert [one.topic_id for one in scored] == [7, 9]
    assert model.accepted(scored) == [7]
    assert model.words_for("Wheat", "A bushel of wheat.", [7, 9, 11]) == {7: ("wheat", "bushel"), 9: ()}


def test_a_name_in_the_text_counts_beside_the_words():
    model = make_model(7, 9)

    plain, named = (model.scored("", "Nothing known.", one) for one in ({}, {9: Named(1, in_headline=True)}))

    assert (plain[0].chance, named[0].topic_id) == (plain[1].chance, 9)
    assert named[0].chance > plain[0].chance


def test_where_nothing_comes_to_the_bar_the_best_is_taken_from_the_floor_on():
    model = make_model(7, 9)

    doubtful = model.scored("", "Nothing known.", {})
    assert doubtful[0].chance < model.blend.floor
    assert model.accepted(doubtful) == []
    lower = replace(model, blend=replace(model.blend, floor=0.01))
    assert model.accepted(doubtful) != lower.accepted(doubtful) == [doubtful[0].topic_id]


@given(st.text(max_size=300), st.text(max_size=300))
def test_a_stored_model_says_the_same_of_any_text(headline, text):
    model = make_model(7, 9)

    again = Model.from_bytes(model.to_bytes())

    assert again.scored(headline, text, {}) == model.scored(headline, text, {})


@pytest.mark.parametrize(
    "content",
    [b"", b"junk", zlib.compress(b"junk"), zlib.compress(b'{"format":0}\n'), zlib.compress(b"[1]\n"), b"cut"],
)
def test_what_is_no_model_is_not_read(content):
    content = make_model(1, 2).to_bytes()[:-20] if content == b"cut" else content

    with pytest.raises(UnreadableModel):
        Model.from_bytes(content)


def test_training_without_the_library_says_what_is_missing(monkeypatch):
    monkeypatch.setattr(lesson, "_LIBRARIES", ("no_such_library",))

    with pytest.raises(
        CannotTrain, match="needs scikit-learn, which is not installed \\(no_such_library is missing\\)"
    ):
        train([])


def grain_and_oil() -> list[Tagged]:
    grain = [
        Tagged(f"Wheat harvest {n}", f"A bushel of corn and wheat number w{n}.", frozenset({1}), {}) for n in range(40)
    ]
    oil = [Tagged(f"Tanker sails {n}", f"Crude oil by tanker, barrel o{n}.", frozenset({2}), {}) for n in range(25)]
    both = [Tagged(f"Wheat by tanker {n}", "Crude oil, a bushel.", frozenset({1, 2}), {}) for n in range(10)]
    return random.Random(1).sample(grain + oil + both, 75)


def test_what_is_learned_is_applied_to_stories_not_seen():

    model, figures = train(grain_and_oil())

    assert (figures.stories, figures.topics) == (75, 2)
    assert figures.first_right > 0.95
    scored = Model.from_bytes(model.to_bytes()).scored("Harvest", "More wheat, bushel by bushel.", {})
    assert (scored[0].topic_id, model.accepted(scored)[0]) == (1, 1)


def test_too_little_to_learn_from_is_said():

    with pytest.raises(CannotTrain, match="Too little to learn from: 5 stories"):
        train(grain_and_oil()[:5])


def test_a_word_never_seen_is_known_by_its_pieces():
    model, _ = train(grain_and_oil())

    known, unknown = (model.scored("", text, {})[0] for text in ("supertanker tankering", "zzzz yyyy"))

    assert known.topic_id == 2
    assert known.chance > unknown.chance


def test_topics_on_every_story_and_ones_that_only_the_oldest_carry_are_learned():
    everywhere = [replace(story, topics=frozenset({*story.topics, 3})) for story in grain_and_oil()]
    old = [Tagged(f"Cocoa {n}", "Cocoa beans of Bahia.", frozenset({3, 4}), {}) for n in range(9)]

    model, figures = train(old + everywhere)

    assert figures.topics == 4
    assert model.scored("Cocoa", "Beans of Bahia.", {})[0].topic_id in {3, 4}


def test_the_figures_are_of_stories_that_nothing_had_seen():
    """Topics given by lot: what learned them by heart would look good, and what judges itself fairly does not."""
    lot = random.Random(5)
    stories = [
        Tagged(f"Report {n}", f"w{n} " * 3 + lot.choice(("rain", "sun", "wind")), frozenset({lot.choice((1, 2))}), {})
        for n in range(120)
    ]

    _, figures = train(stories)

    assert 0.3 < figures.first_right < 0.7
