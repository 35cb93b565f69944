import itertools

from articles.parsing.quotes.names import find_phrases
from articles.parsing.quotes.reading import read_story
from articles.parsing.quotes.register import build_register, fold
from tests.parsing.quotes.reading_of import tokens_of


def meanings(text):
    """Each phrase of the text with the names it may mean."""
    tokens = tokens_of(text)
    found = find_phrases(tokens, frozenset([0]), text)
    register = build_register(tokens, found)
    return [
        (" ".join(phrase.words), [register.entities[number].name for number in who])
        for phrase, who in zip(found, register.meanings, strict=True)
    ]


def test_a_surname_means_the_full_name_wherever_that_stands():
    assert meanings("said Reese and Walter J. Reese Jr. left") == [
        ("Reese", ["Walter J. Reese Jr."]),
        ("Walter J. Reese Jr.", ["Walter J. Reese Jr."]),
    ]


def test_a_first_name_or_a_nickname_means_the_full_name():
    assert meanings("said Nina Castle and Nina left")[1] == ("Nina", ["Nina Castle"])


def test_two_people_of_one_surname_stay_two():
    assert meanings("by Ann Brandt and Gus Brandt, said Brandt")[2] == ("Brandt", ["Ann Brandt", "Gus Brandt"])
    assert meanings("by Ed Holloway Sr. and Ed Holloway Jr. again")[1] == ("Ed Holloway Jr.", ["Ed Holloway Jr."])


def test_a_surname_of_two_words_is_not_another_person():
    assert meanings("by June Running Creek, said Running Creek")[1] == ("Running Creek", ["June Running Creek"])


def test_accents_and_al_do_not_part_a_name():
    assert fold("Muñiz") == fold("Muniz") == "muniz"
    assert fold("Al-Rashidi") == fold("al-Rashidi") == "rashidi"


def test_the_sex_is_read_from_honorific_title_and_first_name():
    text = "by Ms. Kell Otis, Spokeswoman Ro Tann, Gerald Fitz and Zyx Wvut"
    tokens = tokens_of(text)
    register = build_register(tokens, find_phrases(tokens, frozenset(), text))

    assert [(entity.name, entity.sex) for entity in register.entities] == [
        ("Kell Otis", "f"),
        ("Ro Tann", "f"),
        ("Gerald Fitz", "m"),
        ("Zyx Wvut", ""),
    ]


def test_a_surname_of_thousands_is_looked_up_among_a_few_of_them():
    names = ["".join(letters).title() for letters in itertools.product("bcdfg", "aeiou", "lmnrs", "aeiou", "t")]
    register = read_story(" ".join(f"{name} Zwick left. Zwick came." for name in names)).register

    assert len(register.entities) == len(names)
    assert max(len(meaning) for meaning in register.meanings) < 50
