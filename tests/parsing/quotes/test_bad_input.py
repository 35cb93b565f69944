"""Copy no editor would send: never an exception, every offset true, and the good part still read."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.parsing.quotes import find_quotes
from articles.parsing.quotes.tokens import MOST_TOKENS

GOOD = "“We won,” said Mayor Ann Dea.\n\n"
SIZE = 60_000
PIECES = """“ ” " ' ‘ ’ « » „ 「 」 '' `` . , ? ! — -- ( ) [ ] : said Smith John the mayor he she they it Mr. Jr. who
of to according Reporter: KQTU: U.S. 90s 6" was all that elder Acme Corp. The In For Asked al- van der 3"""


def check(text):
    """The quotes, once it is certain that they stand in order in the text and are its own words."""
    last = 0
    quotes = find_quotes(text)
    for quote in quotes:
        assert text[quote.start : quote.end] == quote.text == quote.text.strip() != ""
        assert quote.start >= last
        assert 0 <= quote.confidence <= 1
        assert quote.kind in ("full", "partial") or (quote.kind, quote.speaker) == ("reporter_question", None)
        last = quote.end
    return quotes


@pytest.mark.parametrize(
    "unit",
    [
        "“",
        "”",
        '"',
        "'",
        "“‘",
        '" ',
        "“a ",
        "“a\n\n",
        "«",
        "「」",
        "»",
        "« a » ",
        "„",
        "„b“ ",
        "‹",
        "‹c› ",
        "「d",
        "『「",
        "”“",
        "``",
        ",,a",
        "''' ",
        "(",
        "[",
        "— -- - ",
        "Alpha ",
        "A B ",
        "it's 'tis ",
        ", , said, ",
        "Mr. ",
        "of the ",
        "\n",
        ". ",
        "1.1",
        "a-a-",
        "a\u200b",
        "שלום ",
        "אמר: “לא.” ",
        "\u202e“",
        "“\u200b\ufeff” ",
        "\ud800",
        "“\ud83d” ",
        "“😀” ",
        "Ann Dea’s lawyer’s ",
        "said, “a” said, ",
        "the mayor ",
        "mayor’s ",
        "Sheriff’s Teachers’ ",
        "Secretary of State of ",
        "Mayor and CEO and ",
        "who ran who said ",
        "officials said one of the ",
        "the report of the state of ",
        "“We won,” said Mayor Ann Dea. ",
    ],
)
def test_a_body_of_one_thing_over_and_over(unit):
    quotes = check(GOOD + unit * (SIZE // len(unit)))

    assert (quotes[0].text, quotes[0].speaker) == ("We won,", "Ann Dea")


def test_fifty_thousand_marks():
    quotes = check(GOOD + "“yes,” he said. " * 25_000)

    assert len(quotes) == 25_001
    assert [quote.rule == "not read" for quote in quotes[:2]] == [False, False]
    assert (quotes[-1].rule, quotes[-1].speaker) == ("not read", None)


@pytest.mark.parametrize("mark", ["“", "”", '"', "'", "«", "»", "„", "‹", "「", "“‘"])
def test_fifty_thousand_bare_marks_before_the_good_part(mark):
    quotes = check(mark * (50_000 // len(mark)) + "\n\n" + GOOD)

    assert [(quote.text, quote.speaker) for quote in quotes] == [("We won,", "Ann Dea")]


def test_one_paragraph_of_a_million_characters():
    text = "“We won,” said Mayor Ann Dea. " + "The street was long and nobody came. " * 28_000

    assert [quote.speaker for quote in check(text)] == ["Ann Dea"]
    assert len(text.split()) > MOST_TOKENS


@pytest.mark.parametrize("text", ["“{}” said {}.", "{1} said, “{0}”", "According to {1}, “{0}”", "Mayor {1}: “{0}”"])
def test_a_name_of_two_hundred_words(text):
    words = "We won this case and then we went home,"

    assert [quote.text for quote in check(text.format(words, "Alpha " * 199 + "Dea"))] == [words]


def test_a_speaker_that_is_also_a_place_and_an_organisation():
    text = "Washington said Washington would not leave Washington. “We stay,” Washington said in Washington."

    assert [(quote.text, quote.speaker) for quote in check(text)] == [("We stay,", "Washington")]


@pytest.mark.parametrize("before", ["😀 𝔸 ", "😀\n\n", "\ud83d ", "e\u0301\u200d ", "\ufeff", "שלום "])
def test_places_count_code_points(before):
    quotes = check(before + "“We 😀 won 𝔸,” said Ann Dea.")

    assert [(quote.start, quote.text, quote.speaker) for quote in quotes] == [
        (len(before) + 1, "We 😀 won 𝔸,", "Ann Dea")
    ]


@pytest.mark.parametrize("marks", ["“”", "„“", "„”", "«»", "»«", "‹›", "›‹", "「」", "『』", '""'])
def test_marks_of_every_country(marks):
    text = f"{marks[0]}We won,{marks[1]} said Mayor Ann Dea. {marks[0]}And we knew it.{marks[1]}"

    assert [(quote.text, quote.speaker) for quote in check(text)] == [
        ("We won,", "Ann Dea"),
        ("And we knew it.", "Ann Dea"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "أحمد قال: «لن نرحل».",
        "המנהל אמר: “לא נעזוב.”",
        "Le maire a dit : « Nous partons. »",
        "„Wir gehen“, sagte der Bürgermeister.",
        "“We\u200b won,”\ufeff said Ann\u200d Dea.",
        "“\ud800\udfff broken,” said Ann Dea.",
        "“E\u0301,” said Inês Prado.",
    ],
)
def test_marks_and_letters_of_every_kind(text):
    assert len(check(text)) == 1


@pytest.mark.parametrize(
    "text", ["田中さんは「行きません」と言った。", "\x00“We won,”\x00 said Ann Dea.\x0b", "\ufeff“\u2029”"]
)
def test_copy_that_cannot_be_understood_is_left_alone(text):
    assert len(check(text)) <= 1


def test_odd_numbers_of_every_mark():
    chooser = random.Random(20170915)
    parts = PIECES.split()
    parts += ["\n", "\n\n", "\u200b", "\ud800", "“Yes,” ", "he said."]
    for number in range(2_000):
        joiner = " " if number % 2 else ""
        check(joiner.join(chooser.choice(parts) for _ in range(chooser.randint(1, 40))))


WORDS = st.sampled_from([*PIECES.split(), "Ann Dea", "Ann Dea’s", "“We won,”", "\n", "\n\n", "\u202e", "\ufeff", "😀"])


@given(st.lists(st.one_of(WORDS, st.text(st.characters(), max_size=6)), max_size=60), st.sampled_from(["", " "]))
def test_whatever_is_sent_after_a_good_paragraph(parts, joiner):
    body = joiner.join(parts)

    alone, after = check(body), check(GOOD + body)

    assert (after[0].start, after[0].text) == (1, "We won,")
    assert find_quotes(body) == alone
