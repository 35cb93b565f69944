from __future__ import annotations

import pytest

from articles.advice.topics import Vocabulary
from tests.builders import make_topic


def test_names_are_found_as_whole_words_in_any_case():
    vocabulary = Vocabulary({"school board": 1, "schools": 2, "art": 3})

    found = vocabulary.proposals("The School Board met. The SCHOOL BOARD’S vote on smart parts.")

    assert [(p.topic_id, p.words, p.times) for p in found] == [(1, "School Board", 2)]


def test_the_most_frequent_comes_first_and_says_why():
    vocabulary = Vocabulary({"ferry": 1, "bridge": 2})

    found = vocabulary.proposals("A bridge, a ferry, another ferry.")

    assert [p.reason for p in found] == ["“ferry” stands in the text 2 times", "“bridge” stands in the text"]


def test_accents_and_apostrophes_are_no_hindrance():
    vocabulary = Vocabulary({"jose obrien": 1})

    assert [p.words for p in vocabulary.proposals("Mayor José O’Brien spoke.")] == ["José O’Brien"]


@pytest.mark.parametrize("text", ["", " ", "“”", "\x00", "a" * 100_000])
def test_no_text_is_too_odd(text):
    assert Vocabulary({"ferry": 1}).proposals(text) == []


@pytest.mark.django_db
def test_the_vocabulary_holds_names_and_aliases_of_topics_in_use(django_assert_num_queries):
    ferries = make_topic("Ferries")
    ferries.aliases.create(name="Boat line")
    make_topic("Old trams", retired=True)
    make_topic("Boats", merged_into=ferries)

    with django_assert_num_queries(2):
        vocabulary = Vocabulary.read()

    assert vocabulary.by_name == {"ferries": ferries.pk, "boat line": ferries.pk}
    assert vocabulary.named("FERRIES") == ferries.pk
    assert vocabulary.named("Trams") is None
