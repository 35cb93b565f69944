"""Pictures as blocks of the body."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.parsing.bodydiff import body_diff, changed_blocks
from articles.parsing.markup import (
    PicturePlace,
    blocks,
    body_text,
    clean_body,
    mark_quotes,
    pictures_in,
    quote_spans,
    without_pictures,
)  # fmt: skip

FIGURE = '<figure data-image="7" id="p-aaaaaaaa"><figcaption>The Kestrel &amp; crew.</figcaption></figure>'


@pytest.mark.parametrize(
    ("given", "clean"),
    [
        (FIGURE, FIGURE),
        ('<figure data-image="7" id="p-aaaaaaaa"></figure>', '<figure data-image="7" id="p-aaaaaaaa"></figure>'),
        ('<figure id="p-aaaaaaaa" class="x" data-image="7" onclick="x()"><img src="x" onerror="x()"><figcaption>The '
         "<b>Kestrel</b>\n &amp; <q data-quote=\"abc\">crew</q>.<script>x()</script></figcaption></figure>", FIGURE),
        # Nothing but a number names a picture; another figure gives up its words.
        ('<figure data-image="-1" id="p-aaaaaaaa"><figcaption>A</figcaption></figure>', None),
        ('<figure data-image="7x"><figcaption>A</figcaption></figure>', None),
        ('<figure data-image=""><figcaption>A</figcaption></figure>', None),
        ('<figure data-image="99999999999999999999"><figcaption>A</figcaption></figure>', None),
    ],
)  # fmt: skip
def test_a_picture_keeps_its_number_its_anchor_and_a_plain_caption(given, clean):
    if clean is None:
        assert "figure" not in clean_body(given)
        assert body_text(given) == "A"
    else:
        assert clean_body(given) == clean


def test_what_is_open_around_a_picture_ends_before_it():
    cleaned = clean_body('<ul><li>one<figure data-image="7"></figure>two</li></ul><p>three')

    assert [block.tag for block in blocks(cleaned)] == ["ul", "figure", "p", "p"]
    assert body_text(cleaned) == "one\n\ntwo\n\nthree"


def test_a_caption_is_no_word_of_the_text():
    body = f"<p>One.</p>{FIGURE}<p>“Two,” she said.</p>"
    marked = mark_quotes(body, [(0, 10, "abc")])

    assert body_text(body) == "One.\n\n“Two,” she said."
    assert [span.text for span in quote_spans(marked)] == ["One.", "“Two"]
    assert "The Kestrel &amp; crew.</figcaption>" in marked


def test_pictures_are_listed_in_order_and_taken_out_by_number():
    body = clean_body(f'<p>A</p>{FIGURE}<figure data-image="8" id="p-bbbbbbbb"></figure>')

    assert pictures_in(body) == (
        PicturePlace(7, "p-aaaaaaaa", "The Kestrel & crew."), PicturePlace(8, "p-bbbbbbbb", "")
    )  # fmt: skip
    assert [place.image for place in pictures_in(without_pictures(body, {7}))] == [8]
    assert "figure" not in without_pictures(body)


def test_a_picture_is_one_block_of_a_comparison():
    before = clean_body(f"<p>A</p>{FIGURE}<p>B</p>")
    other = before.replace("The Kestrel", "The Heron")

    assert [change.kind for change in body_diff(before, other)] == ["same", "format", "same"]
    assert [change.kind for change in body_diff(before, without_pictures(before))] == ["same", "removed", "same"]
    assert changed_blocks(before, other) == 1


_PIECES = ["<p>", "</p>", "<ul>", "<li>", "</ul>", "<figure data-image='3'>", "</figure>", "<figcaption>",
           "</figcaption>", "<q data-quote=a>", "</q>", "words ", "<b>", "\n", "<blockquote>", "&lt;"]  # fmt: skip


@given(st.lists(st.sampled_from(_PIECES), max_size=24).map("".join))
def test_cleaning_twice_changes_nothing(html):
    cleaned = clean_body(html)

    assert clean_body(cleaned) == cleaned
    assert cleaned.count("<figure") == len(pictures_in(cleaned)) == html.count("<figure")
