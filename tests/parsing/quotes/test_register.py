from articles.parsing.quotes.names import find_phrases
from articles.parsing.quotes.register import build_register, fold
from tests.parsing.quotes.reading_of import tokens_of


def meanings(text):
    """Each phrase of the text with the names it may mean."""
    tokens = tokens_of(text)
    found = find_phrases(tokens, frozenset([0]))
    register = build_register(tokens, found)
    return [
        (" ".join(phrase.words), [register.entities[number].name for number in who])
        for phrase, who in zip(found, register.meanings, strict=True)
    ]


def test_a_surname_means_the_full_name_wherever_that_stands():
    assert meanings("said Haskell and Robert J. Haskell Jr. left") == [
        ("Haskell", ["Robert J. Haskell Jr."]),
        ("Robert J. Haskell Jr.", ["Robert J. Haskell Jr."]),
    ]


def test_a_first_name_or_a_nickname_means_the_full_name():
    assert meanings("said Maria Delgado and Maria left")[1] == ("Maria", ["Maria Delgado"])


def test_two_people_of_one_surname_stay_two():
    assert meanings("by Ann Ostrow and Kevin Ostrow, said Ostrow")[2] == ("Ostrow", ["Ann Ostrow", "Kevin Ostrow"])
    assert meanings("by Ed Latimer Sr. and Ed Latimer Jr. again")[1] == ("Ed Latimer Jr.", ["Ed Latimer Jr."])


def test_a_surname_of_two_words_is_not_another_person():
    assert meanings("by Lee Standing Elk, said Standing Elk")[1] == ("Standing Elk", ["Lee Standing Elk"])


def test_accents_and_al_do_not_part_a_name():
    assert fold("Acuña") == fold("Acuna") == "acuna"
    assert fold("Al-Mansouri") == fold("al-Mansouri") == "mansouri"


def test_the_sex_is_read_from_honorific_title_and_first_name():
    tokens = tokens_of("by Ms. Kell Otis, Spokeswoman Ro Tann, Gerald Fitz and Zyx Wvut")
    register = build_register(tokens, find_phrases(tokens, frozenset()))

    assert [(entity.name, entity.sex) for entity in register.entities] == [
        ("Kell Otis", "f"),
        ("Ro Tann", "f"),
        ("Gerald Fitz", "m"),
        ("Zyx Wvut", ""),
    ]
