import pytest

from articles.parsing.quotes.reading import read_story


def sentences(text):
    reading = read_story(text)
    return [reading.words(first, end - 1) for first, end in reading.sentences]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gov. Ann Dea left. Nobody saw.", ["Gov. Ann Dea left.", "Nobody saw."]),
        ("It opens at 5 a.m. The line is long.", ["It opens at 5 a.m.", "The line is long."]),
        ("He lives in the U.S. Senate building.", ["He lives in the U.S. Senate building."]),
        ("She sued Acme Inc. He did not.", ["She sued Acme Inc.", "He did not."]),
        ("He paid 3.5 million. Why?", ["He paid 3.5 million.", "Why?"]),
    ],
)
def test_sentences(text, expected):
    assert sentences(text) == expected


def test_a_quoted_sentence_ends_where_its_words_do():
    assert sentences("“It is over.” Smith left. “We lost,” he said.") == [
        "It is over.",
        "Smith left.",
        "We lost,” he said.",
    ]
