"""Cards for a timeline: drawn, the same every time, never larger than they may be."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from articles.press.sharing.drawing import HEIGHT, WIDTH, draw, fitted
from articles.press.sharing.setting import can_be_set, length
from articles.press.sharing.told import ShareCard, card_mark, card_name, quote_card
from tests.press.contents import NOON

FERRY = ShareCard("Schools", "Ferry fares rise", "", "", "The Harbor Ledger", "March 4, 2026", "#a3271b")
QUOTE = replace(FERRY, words="“We would rather close it once.”", who="Lena Marsh", role="Public Works Director")


PICTURED = replace(FERRY, picture="renditions/ferry/1x1-640-0123456789ab.jpg")


def picture(card: ShareCard) -> Image.Image:
    return Image.open(BytesIO(draw(card))).convert("RGB")


def file(colour: str, size: tuple[int, int] = (640, 640), kind: str = "PNG", mode: str = "RGB") -> BytesIO:
    """A picture all of one colour, as a rendition's file."""
    out = BytesIO()
    Image.new(mode, size, colour).save(out, kind)
    out.seek(0)
    return out


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

    _, lines = fitted(words, 1040, 300)

    assert lines[0].startswith("“The deck is tired")
    assert lines[-1].endswith("…”")
    assert lines[-1].removesuffix("…”").split()[-1] in {"The", "deck", "is", "tired", "they", "said"}


def test_words_that_fit_are_all_there():
    _, lines = fitted("Alder Street bridge to close for nine weeks of repairs", 1040, 300)

    assert " ".join(lines) == "Alder Street bridge to close for nine weeks of repairs"


@pytest.mark.parametrize(
    "words", ["Łukasz Žižek și Đorđe", "Nguyễn Thị Minh Khai", "Харків і Київ", "Ο πρόεδρος", "Dvořák, Ğül, Ħal"]
)
def test_letters_the_web_type_lacks_are_set_in_another(words):
    assert can_be_set(words)
    assert draw(replace(FERRY, words=words)) != draw(replace(FERRY, words="日本語"))


def test_a_letter_with_its_accent_apart_is_one_sign(settings):
    """NFD, as some programs write it."""
    apart, whole = (quote_card("Local", quote_row(words)) for words in ("Z\u030ciz\u030cek", "Žižek"))

    assert apart == whole


def test_a_run_in_two_fonts_is_as_wide_as_its_parts():
    assert length("AŁA", "head", 40) == pytest.approx(length("A", "head", 40) * 2 + length("Ł", "head", 40))


def test_a_picture_stands_at_the_right_edge_beside_the_words():
    with Image.open(BytesIO(draw(PICTURED, file("#00ff00")))) as drawn:
        assert (drawn.format, drawn.size) == ("JPEG", (WIDTH, HEIGHT))
        red, green, blue = drawn.convert("RGB").getpixel((WIDTH - 5, HEIGHT - 5))
        assert (red < 20, green > 235, blue < 20) == (True, True, True)
        left = drawn.convert("RGB").crop((0, 40, 60, HEIGHT)).convert("L").getextrema()
        assert left[0] > 240


@pytest.mark.parametrize("size", [(640, 640), (200, 200), (40, 900), (900, 40), (1, 1)])
def test_a_picture_of_any_shape_fills_its_place(size):
    with Image.open(BytesIO(draw(PICTURED, file("#00ff00", size)))) as drawn:
        for at in ((720, 30), (WIDTH - 5, 30), (720, HEIGHT - 5), (WIDTH - 5, HEIGHT - 5)):
            assert drawn.convert("RGB").getpixel(at)[1] > 235


def test_a_transparent_picture_stands_on_paper():
    with Image.open(BytesIO(draw(PICTURED, file("#00000000", mode="RGBA")))) as drawn:
        assert min(drawn.convert("RGB").getpixel((WIDTH - 5, 300))) > 240


def test_where_the_pictures_file_is_gone_the_words_stand_all_the_same():
    with Image.open(BytesIO(draw(PICTURED))) as drawn:
        assert (drawn.format, drawn.size) == ("JPEG", (WIDTH, HEIGHT))


@settings(max_examples=15)
@given(st.text("iMx“” ,.Łж", min_size=1, max_size=600).filter(str.strip))
def test_words_beside_a_picture_never_reach_it(words):
    with Image.open(BytesIO(draw(replace(PICTURED, words=words), file("#fffefb")))) as drawn:
        assert drawn.convert("L").crop((660, 20, WIDTH, HEIGHT)).getextrema()[0] > 235


@pytest.mark.parametrize("field", ["kicker", "words", "who", "role", "name", "day", "accent", "picture"])
def test_the_address_of_a_card_changes_with_all_it_shows(field):
    assert card_mark(replace(QUOTE, **{field: "other"})) != card_mark(QUOTE)


def test_a_card_with_a_picture_is_a_file_of_another_kind():
    assert card_name(FERRY) == f"card.png?v={card_mark(FERRY)}"
    assert card_name(PICTURED) == f"card.jpg?v={card_mark(PICTURED)}"


def quote_row(words: str) -> dict[str, object]:
    return {"words": words, "speaker_name": "", "role": "", "first_published_at": NOON}
