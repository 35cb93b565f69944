"""What other programs put on the clipboard, as the server cleans it when it comes raw."""

from __future__ import annotations

from pathlib import Path

import pytest

from articles.parsing.markup import body_text, clean_body
from tests.stories.pasted import HTML, RAW, expected, raw, seen, without_ids, words_of


def test_each_kind_of_program_is_in_the_corpus():
    assert len(HTML) >= 14
    assert len(RAW) - len(HTML) >= 4
    assert any(path.with_suffix(".saved.html").exists() for path in HTML)


@pytest.mark.parametrize("path", HTML, ids=lambda path: path.stem)
def test_a_raw_paste_is_cleaned_and_cleaned_again_it_is_the_same(path: Path):
    cleaned = clean_body(raw(path))

    assert without_ids(cleaned) == expected(path, "saved")
    assert clean_body(cleaned) == cleaned


@pytest.mark.parametrize("path", RAW, ids=lambda path: path.stem)
def test_what_the_editor_made_of_it_is_saved_as_it_is(path: Path):
    assert without_ids(clean_body(expected(path))) == expected(path)


@pytest.mark.parametrize("path", HTML, ids=lambda path: path.stem)
def test_no_word_of_it_is_lost(path: Path):
    assert words_of(body_text(raw(path))) == words_of(seen(raw(path)))
