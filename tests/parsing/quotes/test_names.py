import pytest

from articles.parsing.quotes.names import ORGANISATION, PERSON, TITLE, UNSURE, find_phrases
from tests.parsing.quotes.reading_of import tokens_of


def phrases(text):
    found = find_phrases(tokens_of(text), frozenset([0]))
    return [(" ".join(phrase.words), phrase.kind) for phrase in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("said Chicago Mayor Ray Alden", [("Ray Alden", PERSON)]),
        ("said acting fire chief Tom Holt", [("Tom Holt", PERSON)]),
        ("said Howard Baker Smith", [("Howard Baker Smith", PERSON)]),
        ("said Robert J. Haskell Jr. of", [("Robert J. Haskell Jr.", PERSON)]),
        ("said Marijke van der Veen", [("Marijke van der Veen", PERSON)]),
        ("said van der Veen", [("van der Veen", PERSON)]),
        ("Prince Khalid bin Nasser al-Masri left", [("Khalid bin Nasser al-Masri", PERSON)]),
        ("Ms. Abernethy left", [("Abernethy", PERSON)]),
        ("said Theresa May on", [("Theresa May", PERSON)]),
        ("the Attorney General left", [("Attorney General", TITLE)]),
        ("at Keystone Pipeline Partners in", [("Keystone Pipeline Partners", ORGANISATION)]),
        ("the Office of the U.S. Trade Agency said", [("Office of the U.S. Trade Agency", ORGANISATION)]),
        ("the Border Patrol union said", [("Border Patrol union", ORGANISATION)]),
        ("by Mothers Without Fear in", [("Mothers Without Fear", ORGANISATION)]),
        ("in Hyun-woo Park, a former supervisor", [("Hyun-woo Park", PERSON)]),
        ("The council met on Monday", []),
    ],
)
def test_what_a_capitalised_phrase_is(text, expected):
    assert phrases(text) == expected


def test_a_possessive_ends_a_name():
    assert phrases("said Moody’s lawyer Rick Dale") == [("Moody", UNSURE), ("Rick Dale", PERSON)]


def test_a_run_of_capitals_without_end_is_cut():
    assert all(len(words.split()) <= 14 for words, _kind in phrases("Alpha Beta " * 100))
