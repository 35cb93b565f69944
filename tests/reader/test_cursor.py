"""Cursors: what they say, and what is refused."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.http import Http404

from articles.reader.alphabet import read_name_cursor, write_name_cursor
from articles.reader.cursor import read_cursor, write_cursor

ODD = ["", "-", "x", "1", "1-", "-1", "1-1-1", "0x1-1", "1-g", "1 -1", "١-1", "1-1\n", "\0", "f" * 16 + "-1"]
ODD += ["1-" + "f" * 16, "f" * 15 + "-1", "-" + "f" * 15 + "-1", "9" * 10_000, "1" * 5_000 + "-" + "1" * 5_000]


@pytest.mark.parametrize(
    ("moment", "row"),
    [
        (datetime(2026, 3, 4, 17, 0, 0, 123456, tzinfo=UTC), 42),
        (datetime(1931, 1, 1, tzinfo=UTC), 1),
        (datetime(9999, 12, 31, tzinfo=UTC), 10**15),
    ],
)
def test_a_cursor_gives_back_what_it_was_made_of(moment, row):
    assert read_cursor(write_cursor(moment, row)) == (moment, row)


@pytest.mark.parametrize("word", ODD)
def test_what_is_no_cursor_is_not_found(word):
    with pytest.raises(Http404):
        read_cursor(word)


@pytest.mark.parametrize("name", ["ana ruiz", "ééé", "李", "a.b", "x" * 200])
def test_a_cursor_of_names_gives_back_what_it_was_made_of(name):
    assert read_name_cursor(write_name_cursor(name, 7)) == (name, 7)


@pytest.mark.parametrize("word", [*ODD[1:], "é", "AAAA", "____", "MS4", "MS4A", write_name_cursor("x" * 900, 1)])
def test_what_is_no_cursor_of_names_is_not_found(word):
    with pytest.raises(Http404):
        read_name_cursor(word)
