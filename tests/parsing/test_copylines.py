"""Characters made safe, mail undone, lines joined to paragraphs."""

import pytest

from articles.parsing.copylines import join_lines, safe_characters, split_lines, tidy

WRAPPED = [
    "The council voted on Monday to close the pool on Harlow Street after two",
    "years of complaints from its neighbors, who said that it was unsafe and",
    "too loud.",
]


def paragraphs_of(text, alone=()):
    lines, _, _ = split_lines(safe_characters(text)[0])
    return join_lines(lines, lambda line: line in alone)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\x85", "\x0b", "\x0c"])
def test_every_line_end_ends_a_line(end):
    assert paragraphs_of(f"One.{end}Two.") == ["One.", "Two."]


@pytest.mark.parametrize("gap", ["\n\n", "\r\n\r\n", "\n \t \n", "\u2029", "\n\u00a0\n"])
def test_a_blank_line_parts_paragraphs(gap):
    assert paragraphs_of("\n".join(WRAPPED) + gap + "\n".join(WRAPPED)) == [" ".join(WRAPPED)] * 2


def test_an_indent_parts_paragraphs_of_wrapped_copy():
    text = "\n".join(["    " + WRAPPED[0], *WRAPPED[1:], "\t" + WRAPPED[0], *WRAPPED[1:]])

    assert paragraphs_of(text) == [" ".join(WRAPPED)] * 2


def test_a_short_line_ends_a_paragraph_of_wrapped_copy():
    assert paragraphs_of("\n".join([*WRAPPED, *WRAPPED])) == [" ".join(WRAPPED)] * 2


def test_a_line_that_stands_alone_is_joined_to_nothing():
    byline = "By Ana Ruiz, who is of course the city hall reporter of The Daily Star"
    text = "\n".join([byline, *WRAPPED])

    assert paragraphs_of(text, alone=[byline]) == [byline, " ".join(WRAPPED)]


def test_lines_of_unwrapped_copy_are_paragraphs():
    long = "word " * 40
    assert paragraphs_of(f"{long}\n{long}\nShort.\n{long}") == [long.strip(), long.strip(), "Short.", long.strip()]


def test_quoted_mail_is_unquoted_and_told():
    lines, _, problems = split_lines("> One\n>> Two\n>\n> Three")

    assert [line.text for line in lines] == ["One", "Two", "", "Three"]
    assert [problem.code for problem in problems] == ["mail-quoting"]


def test_a_signature_is_taken_off():
    lines, signature, _ = split_lines("One\n\n-- \nAna Ruiz\n  Desk ")

    assert [line.text for line in lines] == ["One", ""]
    assert signature == ["Ana Ruiz", "Desk"]


def test_a_dash_far_from_the_end_is_no_signature():
    _, signature, _ = split_lines("One\n--\n" + "line\n" * 30)

    assert signature == []


@pytest.mark.parametrize(
    ("text", "safe", "codes"),
    [
        ("a\x00b\x07c\x7f", "abc", ["control-characters"]),
        ("\ufeffBOM", "BOM", []),
        ("half \ud800", "half \ufffd", ["characters-lost"]),
        ("itâ€™s", "itâ€™s", ["characters-garbled"]),
        ("plain\ttext", "plain\ttext", []),
    ],
)
def test_unsafe_characters_are_removed_and_told(text, safe, codes):
    found, problems = safe_characters(text)

    assert (found, [problem.code for problem in problems]) == (safe, codes)


def test_blanks_are_tidied_but_a_single_no_break_space_stays():
    assert tidy(" \u00a0One  two\tthree \u00a0 Mr.\u00a0X\u3000") == "One two three Mr.\u00a0X"
