from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.parsing.topicmarks import NameMarks


def found(text: str, *names: str) -> list[str]:
    return [f"{text[start:end]}={of}" for start, end, of in NameMarks((name, name) for name in names).find(text)]


def test_whole_words_are_found_in_any_spelling_that_folds_to_the_name():
    text = "The FERRY, not ferryboats; São Paulo’s ferry and sao paulo."

    assert found(text, "Ferry", "Sao Paulo") == [
        "FERRY=Ferry", "São Paulo’s=Sao Paulo", "ferry=Ferry", "sao paulo=Sao Paulo",
    ]  # fmt: skip


def test_the_longest_of_names_that_begin_alike_is_marked():
    assert found("The New York Times of New York", "New York", "New York Times") == [
        "New York Times=New York Times",
        "New York=New York",
    ]


def test_marks_never_overlap():
    assert found("city council member", "city council", "council member") == ["city council=city council"]


@pytest.mark.parametrize("names", [[], [""], ["!"], [" "]])
def test_no_name_marks_nothing(names):
    assert found("Words.", *names) == []


@given(st.text(max_size=200), st.lists(st.text(max_size=20), max_size=6))
def test_marks_are_in_order_apart_and_within_the_text(text, names):
    end = 0
    for start, stop, _ in NameMarks((name, name) for name in names).find(text):
        assert end <= start < stop <= len(text)
        end = stop
