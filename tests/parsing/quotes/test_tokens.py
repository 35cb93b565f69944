import pytest

from articles.parsing.quotes import lexicon as lx
from articles.parsing.quotes.marks import find_runs
from articles.parsing.quotes.paragraphs import find_paragraphs
from articles.parsing.quotes.tokens import CAPITAL, MOST_TOKENS, NUMBER, POINT, QUOTED, WORD, read_tokens
from tests.parsing.quotes.reading_of import tokens_of


def test_words_figures_points_and_runs():
    text = "Gov. Ann O’Dea, 61, said “no.”"
    tokens, _spans = read_tokens(text, find_paragraphs(text), find_runs(text, find_paragraphs(text)))

    assert [(token.text, token.kind) for token in tokens] == [
        ("Gov.", CAPITAL),
        ("Ann", CAPITAL),
        ("O’Dea", CAPITAL),
        (",", POINT),
        ("61", NUMBER),
        (",", POINT),
        ("said", WORD),
        ("no.", QUOTED),
    ]


def test_a_possessive_is_told_from_the_name():
    assert [(token.text, token.is_owner) for token in tokens_of("Baltimore’s and Texas’ mayors")] == [
        ("Baltimore", True),
        ("and", False),
        ("Texas", True),
        ("mayors", False),
    ]


def test_a_year_does_not_take_the_full_stop():
    assert [token.text for token in tokens_of("In 2021. County")] == ["In", "2021", ".", "County"]


@pytest.mark.parametrize(
    ("word", "flag"),
    [
        ("said", lx.SPEECH),
        ("spokeswoman", lx.FEMALE_WORD),
        ("then-mayor", lx.ROLE),
        ("Ms.", lx.HONORIFIC),
        ("Maria-Elena", lx.FEMALE_NAME),
    ],
)
def test_the_word_lists_flag_words(word, flag):
    assert tokens_of(f"x {word}")[1].tags & flag


def test_places_of_tokens_are_places_in_the_text():
    text = "  Dr.\u200bLena  Párk ’s — said\n\n1,000 words"

    for token in tokens_of(text):
        assert text[token.start : token.end].startswith(token.text)


def test_a_body_too_long_for_a_story_is_read_in_part():
    text = "word " * (MOST_TOKENS + 5)

    assert len(tokens_of(text)) == MOST_TOKENS
