"""Cards for a timeline: drawn, the same every time, never larger than they may be."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from articles.press import share_card
from articles.press.share_card import HEIGHT, WIDTH, ShareCard, draw

FERRY = ShareCard("Schools", "Ferry fares rise", "", "", "The Harbor Ledger", "March 4, 2026", "#a3271b")
QUOTE = replace(FERRY, words="“We would rather close it once.”", who="Lena Marsh", role="Public Works Director")


def picture(card: ShareCard) -> Image.Image:
    return Image.open(BytesIO(draw(card))).convert("RGB")


@pytest.mark.parametrize(
    "card",
    [
        FERRY,
        QUOTE,
        replace(FERRY, kicker=""),
        replace(FERRY, words="x" * 300),
        replace(QUOTE, words="“" + "The deck is tired. " * 900 + "”", role="Director of " * 40),
        replace(FERRY, words="日本語の見出し"),
    ],
)
def test_a_card_is_a_png_of_its_size_and_light_and_the_same_every_time(card):
    drawn = draw(card)

    with Image.open(BytesIO(drawn)) as image:
        assert (image.format, image.size) == ("PNG", (WIDTH, HEIGHT))
    assert len(drawn) <= 150_000
    assert drawn == draw(card)


@pytest.mark.parametrize("field", ["kicker", "words", "name", "day", "accent"])
def test_all_that_it_says_shows(field):
    other = replace(FERRY, **{field: "#114488" if field == "accent" else "Other words"})

    assert draw(other) != draw(FERRY)


def test_whose_words_a_quote_is_shows():
    assert len({draw(QUOTE), draw(replace(QUOTE, who="Omar Field")), draw(replace(QUOTE, role="Mayor"))}) == 3


@pytest.mark.parametrize("words", ["日本語の見出し", "عنوان عاجل", "כותרת", "A smile 😀"])
def test_words_the_type_has_no_glyphs_for_leave_the_icon_alone(words):
    assert draw(replace(FERRY, words=words)) == draw(replace(QUOTE, words=words))
    assert draw(replace(FERRY, words=words)) != draw(FERRY)


@settings(max_examples=25)
@given(st.text("iMx“” ,.", min_size=1, max_size=900).filter(str.strip))
def test_nothing_is_written_outside_the_margins(words):
    image = picture(replace(QUOTE, words=words))

    for edge in ((0, 20, 60, HEIGHT), (WIDTH - 60, 20, WIDTH, HEIGHT), (0, HEIGHT - 30, WIDTH, HEIGHT)):
        assert len(image.crop(edge).getcolors()) == 1


def test_a_long_quote_is_cut_at_a_word_and_stays_a_quote():
    words = "“" + "The deck is tired, they said. " * 40 + "”"

    _, lines = share_card._fitted(words, 300)

    assert lines[0].startswith("“The deck is tired")
    assert lines[-1].endswith("…”")
    assert lines[-1].removesuffix("…”").split()[-1] in {"The", "deck", "is", "tired", "they", "said"}


def test_words_that_fit_are_all_there():
    _, lines = share_card._fitted("Alder Street bridge to close for nine weeks of repairs", 300)

    assert " ".join(lines) == "Alder Street bridge to close for nine weeks of repairs"
