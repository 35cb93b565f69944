import pytest

from articles.parsing.quotes.names import ORGANISATION, PERSON, TITLE, UNSURE, find_phrases
from tests.parsing.quotes.reading_of import tokens_of


def phrases(text):
    found = find_phrases(tokens_of(text), frozenset([0]), text)
    return [(" ".join(phrase.words), phrase.kind) for phrase in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("said Chicago Mayor Ray Alden", [("Ray Alden", PERSON)]),
        ("said acting fire chief Tom Holt", [("Tom Holt", PERSON)]),
        ("said Arthur Baker Smith", [("Arthur Baker Smith", PERSON)]),
        ("said Walter J. Reese Jr. of", [("Walter J. Reese Jr.", PERSON)]),
        ("said Joost van der Meer", [("Joost van der Meer", PERSON)]),
        ("said van der Meer", [("van der Meer", PERSON)]),
        ("Prince Tariq bin Rashid al-Masri left", [("Tariq bin Rashid al-Masri", PERSON)]),
        ("Ms. Abernethy left", [("Abernethy", PERSON)]),
        ("said Theresa May on", [("Theresa May", PERSON)]),
        ("the Attorney General left", [("Attorney General", TITLE)]),
        ("at Bluewater Ferry Partners in", [("Bluewater Ferry Partners", ORGANISATION)]),
        ("the Bureau of the U.S. Census said", [("Bureau of the U.S. Census", ORGANISATION)]),
        ("the Harbor Pilots union said", [("Harbor Pilots union", ORGANISATION)]),
        ("by Mothers Without Fear in", [("Mothers Without Fear", ORGANISATION)]),
        ("in Min-seo Hill, a former supervisor", [("Min-seo Hill", PERSON)]),
        ("said Secretary of State Ann Dea", [("Ann Dea", PERSON)]),
        ("said Acme Freight President and CEO Ann Dea", [("Ann Dea", PERSON)]),
        ("the Dover County Sheriff’s Office said", [("Dover County Sheriff’s Office", ORGANISATION)]),
        ("the Dover Teachers' Association said", [("Dover Teachers' Association", ORGANISATION)]),
        ("a Dover Alliance for Patient Access", [("Dover Alliance for Patient Access", ORGANISATION)]),
        ("the Office of Inspector General said", [("Office of Inspector General", ORGANISATION)]),
        ("the Committee to Protect Rivers said", [("Committee to Protect Rivers", ORGANISATION)]),
        ("the Bureau of Roads and Tunnels said", [("Bureau of Roads and Tunnels", ORGANISATION)]),
        ("the Salt and Grain Administration said", [("Salt and Grain Administration", ORGANISATION)]),
        ("on Farmers Without Fences", [("Farmers Without Fences", ORGANISATION)]),
        ("The council met on Monday", []),
    ],
)
def test_what_a_capitalised_phrase_is(text, expected):
    assert phrases(text) == expected


def test_a_possessive_ends_a_name():
    assert phrases("said Moody’s lawyer Rick Dale") == [("Moody", UNSURE), ("Rick Dale", PERSON)]


def test_a_run_of_capitals_without_end_is_cut():
    assert all(len(words.split()) <= 14 for words, _kind in phrases("Alpha Beta " * 100))
