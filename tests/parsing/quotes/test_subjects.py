import pytest

from articles.parsing.quotes.reading import read_story
from articles.parsing.quotes.subjects import main_subject, subject_right
from articles.parsing.quotes.subjects_left import subject_left


def place_of(reading, word):
    return next(number for number, token in enumerate(reading.tokens) if token.text == word)


def words(reading, subject):
    return reading.words(subject.mention.first, subject.mention.last) if subject and subject.mention else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("said acting port director Tom Holt.", "Tom Holt"),
        ("said the mayor.", "the mayor"),
        ("said Clinton campaign manager Robby Moor.", "Robby Moor"),
        ("said her son, Otto Brandt, softly.", "Otto Brandt"),
        ("said she was.", "she"),
        ("said Acme Rail analysts.", None),
    ],
)
def test_the_subject_right_of_a_verb(text, expected):
    reading = read_story(text)

    assert words(reading, subject_right(reading, 1)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ann Dea also publicly said so.", "Ann Dea"),
        ("Ann Dea, who chairs the board, said so.", "Ann Dea"),
        ("Rep. Gus Finch of Ohio said so.", "Rep. Gus Finch"),
        ("A spokesman for Acme, Tom Reil, said so.", "Tom Reil"),
        ("The boy’s mother, Tess Aldan, said so.", "Tess Aldan"),
        ("Otto Brandt walked home and said so.", "Otto Brandt"),
        ("In a statement, the company said so.", "the company"),
        ("It rained after Secretary Ann Dea said so.", "Secretary Ann Dea"),
        ("The aunt who raised Otto Brandt said so.", "The aunt"),
        ("Ann Dea, seen at a rally in Dayton, Ohio, said so.", "Ann Dea"),
    ],
)
def test_the_subject_left_of_a_verb(text, expected):
    reading = read_story(text)

    assert words(reading, subject_left(reading, place_of(reading, "said"), 0)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Asked about it, Finch looked at Dean Mallory.", "Finch"),
        ("In the last row, Ruth Oakes had seen it all.", "Ruth Oakes"),
        ("Castle’s team met Ann Dea.", "Ann Dea"),
        ("His coach, Gus Oakes, was shorter.", "Gus Oakes"),
        ("Her grandson, pilot Otto Brandt, flew over it.", "Otto Brandt"),
        ("In the stands was Gus Oakes, who clapped.", "Gus Oakes"),
    ],
)
def test_the_subject_of_a_sentence(text, expected):
    reading = read_story(text)
    first, end = reading.sentences[0]

    assert words(reading, main_subject(reading, first, end)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Federal prosecutors said so.", "Federal prosecutors"),
        ("On Monday, the state’s lawyers said so.", "lawyers"),
    ],
)
def test_several_people_left_of_a_verb(text, expected):
    reading = read_story(text)
    subject = subject_left(reading, place_of(reading, "said"), 0)

    assert reading.words(subject.first, subject.last).endswith(expected)
    assert subject.mention is None


def test_people_who_are_asked_about_say_nothing():
    reading = read_story("Ann Dea asked whether voters wanted so.")

    assert words(reading, subject_left(reading, place_of(reading, "wanted"), 0)) == "Ann Dea"
