"""TK and words written twice."""

from __future__ import annotations

import pytest

from articles.advice.gate import words
from articles.models import Image
from tests.advice.gate.sheets import copy, found, words_found


@pytest.mark.parametrize(
    ("text", "twice"),
    [
        ("He saw the the boat.", ["the the"]),
        ("The the boat.", ["The the"]),
        ("Over a  a line.", ["a a"]),
        ("She had had enough, and that that was it.", []),
        ("The, the boat. Of. Of course.", []),
        ("An anthem.", []),
        ("to the the of of end", ["the the", "of of"]),
    ],
)
def test_a_word_written_twice(text, twice):
    assert words_found(words.twice, text) == twice


def test_the_same_words_are_told_apart_by_their_number():
    one, other = found(words.twice, copy("Fine.", "It is the the boat and the the slip."))

    assert one.where == other.where
    assert [(f.words, f.nth, f.suggestion) for f in (one, other)] == [("the the", 0, "the"), ("the the", 1, "the")]


def test_the_pictures_words_are_read_too():
    picture = Image(title="Bridge", alt="TK", caption="Who [TK name] is", credit="Ana Ruiz")

    assert [f.message for f in found(words.to_come, copy(lead_image=picture))] == [
        "“TK” still stands in the picture’s alternative text.",
        "“[TK name]” still stands in the picture’s caption.",
    ]


def test_a_mark_in_brackets_goes_to_its_end_and_one_without_to_its_own():
    assert words_found(words.to_come, "TK came. [TK the name] and [note] left.") == ["TK", "[TK the name]"]
