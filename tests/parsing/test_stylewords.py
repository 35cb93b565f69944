"""Patterns of house style: what they find, what they refuse, and that they do not depend on one another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.parsing.stylewords import PatternError, Phrases, read_pattern


def words_found(pattern: str, text: str, *, matches_case: bool = False) -> list[str]:
    return [text[m.start : m.end] for m in Phrases([(1, pattern, matches_case)]).find(text)]


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("prior to", "Prior  to it, prior\nto that, prior, to", ["Prior  to", "prior\nto"]),
        ("utili*", "Utilize the utility; futility", ["Utilize", "utility"]),
        ("utiliz* it", "We utilize it, utilized it, utilize", ["utilize it", "utilized it"]),
        ("per cent|percentage points", "Per cent and percentage points", ["Per cent", "percentage points"]),
        ("e-mail", "e-mail, an e mail, e-mails, E-Mail", ["e-mail", "E-Mail"]),
        ("don't", "don’t, don't, dont", ["don’t", "don't"]),
        ("don’t", "don't", ["don't"]),
        ("mayor", "the mayor’s car, mayoral, Mayor's", ["mayor", "Mayor"]),
        ("mayor's office", "the mayor’s office", ["mayor’s office"]),
        ("art", "heart artful art", ["art"]),
        ("a.b", "a.b axb", ["a.b"]),
        ("U.S.", "the U.S. and us", ["U.S."]),
        ("straße", "STRASSE", ["STRASSE"]),
    ],
)
def test_whole_words_are_found(pattern, text, found):
    assert words_found(pattern, text) == found


def test_capitals_count_when_asked():
    assert words_found("Town Hall", "town hall Town Hall", matches_case=True) == ["Town Hall"]


def test_of_several_at_one_place_the_longest_is_told():
    both = Phrases([(1, "first", False), (2, "first annual", False)])

    assert [(m.key, m.start, m.end) for m in both.find("the first annual first")] == [(2, 4, 16), (1, 17, 22)]


def test_a_match_says_whether_its_ending_was_left_open():
    both = Phrases([(1, "utili*", False), (2, "use", False)])

    assert [m.is_whole for m in both.find("use utility")] == [True, False]


@pytest.mark.parametrize("pattern", ["", "*", "a|", "|a", "a*b", "* a", "a *", "-", "x**", "a*", "(.+)+|"])
def test_what_cannot_be_looked_for_is_refused(pattern):
    with pytest.raises(PatternError):
        read_pattern(pattern)


WORDS = st.lists(st.sampled_from(["a", "b", "ab", "it's", "e-mail", "Über"]), min_size=1, max_size=4)


@given(
    WORDS, st.lists(WORDS, max_size=3), st.lists(st.sampled_from(["a", "b", "ab", "x", "it’s", "Über"]), max_size=30)
)
def test_a_pattern_finds_the_same_places_beside_other_patterns_that_begin_otherwise(pattern, others, text):
    joined = " ".join(text)
    alone = list(Phrases([(1, " ".join(pattern), False)]).find(joined))
    beside = Phrases([(1, " ".join(pattern), False), *((2, "zz " + " ".join(other), False) for other in others)])

    assert list(beside.find(joined)) == alone
    assert all(joined[m.start : m.end].replace("’", "'").casefold() == " ".join(pattern).casefold() for m in alone)
