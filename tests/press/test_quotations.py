from __future__ import annotations

import pytest

from articles.press.quotations import standing_alone


@pytest.mark.parametrize(
    ("words", "alone"),
    [
        ("We are ready", "We are ready"),
        ("We are ready,", "We are ready"),
        ("The deck is tired,\nWe would rather close it once.", "The deck is tired. We would rather close it once."),
        ("The deck is tired,\nand so are we.", "The deck is tired, and so are we."),
        ("Is it safe?\nNo.", "Is it safe? No."),
        ("One,\nTwo,\nthree,", "One. Two, three"),
        ("The <mark>deck</mark>,\n<mark>We</mark> close it.", "The <mark>deck</mark>. <mark>We</mark> close it."),
        ("Yes,\n‘We’ll see.’", "Yes. ‘We’ll see.’"),
        ("Yes,\n…", "Yes, …"),
        ("", ""),
    ],
)
def test_the_runs_of_a_split_quote_read_as_one_text(words, alone):
    assert standing_alone(words) == alone
