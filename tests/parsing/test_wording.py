"""Two wordings of a quote: type, punctuation, marked cuts and insertions, and other words are told apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.parsing.wording import Change, Step, compare, steps, wording_key

SAID = "We went to the harbor, and we did not see the boats that he promised"


@pytest.mark.parametrize(
    "now",
    [
        SAID,
        "we went to the harbor, and we did not see the boats that he promised.",
        "We went to the harbor,\nand we did not see the boats that he promised,",
        "We  went to the\u00a0harbor and we did not see the boats that he promised",
    ],
)
def test_type_is_no_change(now):
    assert compare(SAID, now) == Change.NONE
    assert wording_key(SAID) == wording_key(now)


def test_kinds_of_marks_and_dashes_are_type():
    assert compare("It's “late” -- he's tired...", 'It’s "late" — he’s tired…') == Change.NONE


@pytest.mark.parametrize("now", [SAID + "?", SAID.replace(",", ":"), SAID.replace("to", "[to", 1)])
def test_another_mark_is_punctuation(now):
    assert compare(SAID, now) == Change.PUNCTUATION


@pytest.mark.parametrize(
    "now",
    [
        "We went to the harbor … the boats that he promised",
        "We went to the harbor . . . the boats that he promised",
        "We went to the harbor [...] the boats that he promised",
        "We went to the harbor …",
        "… [W]e did not see the boats that he promised",
        "We went to the harbor, and we did not see the [fishing] boats that he promised",
        "We went to the harbor, and we did not see the boats that [Mayor Dea] promised",
        "We went … and … the [ferry] boats …",
    ],
)
def test_words_left_out_under_an_ellipsis_or_put_in_brackets_are_marked(now):
    assert compare(SAID, now) == Change.MARKED


@pytest.mark.parametrize(
    "now",
    [
        SAID.replace("not ", ""),
        SAID.replace("boats", "ships"),
        SAID + " us",
        "We went to the harbor",
        "We went to the port … that he promised",
        "We went to the Harbor, and we did not see the boats that he promised",
        "the boats that he promised … We went to the harbor",
        "[We] promised",
        "",
    ],
)
def test_any_other_word_is_a_change_of_words(now):
    assert compare(SAID, now) == Change.WORDS


def test_a_mark_settled_with_the_words_stands_for_nothing_else():
    settled = "We went … home [again] and slept"

    assert compare(settled, "We went … home [again] and slept well") == Change.WORDS
    assert compare(settled, "We went … home [again] …") == Change.MARKED
    assert compare(settled, "We went quickly home [again] and slept") == Change.WORDS


def test_the_way_from_one_wording_to_the_other():
    assert steps("We did not go", "We did go [home]") == (
        Step("same", "We did"),
        Step("gone", "not"),
        Step("same", "go"),
        Step("new", "[home]"),
    )


@given(st.text(), st.text())
def test_any_two_texts_are_compared(one, other):
    assert compare(one, one) == Change.NONE
    assert compare(one, other) in Change
    assert (compare(one, other) == Change.NONE) == (compare(other, one) == Change.NONE)
    gone = " ".join(step.words for step in steps(one, other) if step.kind != "new")
    assert gone.split() == one.split()


@pytest.mark.parametrize("unit", ["a ", "… ", "[x] ", "a … ", "[a]b ", ". . . ", "a, ", "[", "-", "’"])
def test_a_megabyte_of_anything_is_compared(unit):
    long = unit * (1_000_000 // len(unit))

    assert compare(long, long + "z z") in {Change.WORDS, Change.PUNCTUATION}
    assert steps(long, long + "z z")[-1].words.endswith("z")
