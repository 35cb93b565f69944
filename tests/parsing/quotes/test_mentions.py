import pytest

from articles.parsing.quotes.reading import dateline_end, read_story


def mentions(text):
    reading = read_story(text)
    return [(reading.words(mention.first, mention.last), mention.kind) for mention in reading.mentions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mayor left.", [("The mayor", "description")]),
        ("The 26-year-old said so.", [("The 26-year-old", "description")]),
        ("A White House official said so.", [("A White House official", "description")]),
        ("A spokesman for the bank said so.", [("A spokesman for the bank", "description"), ("the bank", "body")]),
        ("A school bus driver left.", [("A school bus driver", "description")]),
        ("She said the company left.", [("She", "pronoun"), ("the company", "body")]),
        ("Ann Dea left.", [("Ann Dea", "name")]),
        ("“No,” chief financial officer Ann Dea said.", [("chief financial officer", "description")]),
        ("The Castle administration left.", [("Castle administration", "body")]),
        ("A person familiar with the talks said so.", [("A person familiar with the talks", "description")]),
        ("An author of the report said so.", [("An author of the report", "description")]),
    ],
)
def test_who_is_spoken_of(text, expected):
    assert [row for row in mentions(text) if row in expected] == expected


def test_a_name_in_the_possessive_also_opens_a_description():
    assert mentions("Castle’s spokesman left.")[-1] == ("Castle’s spokesman", "description")


def test_nobody_is_spoken_of_in_the_dateline():
    reading = read_story("HARRISBURG, Pa. (AP) — A company left.")

    assert reading.tokens[dateline_end(reading.tokens, reading.paragraph_tokens)].text == "A"
    assert "HARRISBURG" not in [words for words, _kind in mentions("HARRISBURG, Pa. (AP) — A company left.")]


def test_a_description_does_not_reach_into_the_next_sentence():
    assert ("the centre", "body") in mentions("It closed the centre in 2021. County director Otto Brandt left.")
