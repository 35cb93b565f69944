"""Cards drawn for a timeline: a story's headline beside its picture, or a quote with whose words it is.

Plain data in, the bytes of a picture out, the same for the same card. Where the type has no glyph for what has to be
said, no word is drawn: a row of empty boxes says less than the newsroom's icon.
"""

from __future__ import annotations

from io import BytesIO
from typing import IO

from django.contrib.staticfiles import finders
from PIL import Image, ImageDraw

from articles.press.render import shortened
from articles.press.sharing.setting import can_be_set, in_lines, in_one_line, length, step, write
from articles.press.sharing.told import ShareCard
from articles.press.structured import CARD_SIZE

WIDTH, HEIGHT = CARD_SIZE
_PAPER, _INK, _SOFT, _RULE = "#fffefb", "#16181d", "#565a63", "#d9d6cf"
_ICON = 320
_LEFT, _TOP, _BAR = 80, 72, 16
_FOOT = HEIGHT - 92
# The picture, on the right and to the edge.
_PICTURE = (500, HEIGHT - _BAR)
_BESIDE = 60
_SIZES = range(84, 39, -4)
# More never fits, in however narrow letters; what is measured stays bounded.
_MOST = 800
_JPEG = {"quality": 84, "optimize": True, "progressive": True}


def draw(card: ShareCard, picture: IO[bytes] | None = None) -> bytes:
    """The card as a PNG, as a JPEG if it has a picture; `picture` is the rendition's file, None if that cannot be had.

    Large words shrink to fit, then are cut at a word; without a glyph for all of them the icon stands alone.
    """
    image = Image.new("RGB", (WIDTH, HEIGHT), _PAPER)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, WIDTH, _BAR), fill=card.accent)
    if picture:
        image.paste(_cropped(picture), (WIDTH - _PICTURE[0], _BAR))
    if all(can_be_set(text) for text in card.said):
        _write(pen, card)
    else:
        with Image.open(str(finders.find("icons/icon-512.png"))) as icon:
            left = (_LEFT + _wide(card) + _LEFT - _ICON) // 2
            image.paste(icon.convert("RGB").resize((_ICON, _ICON)), (left, (HEIGHT - _ICON) // 2))
    out = BytesIO()
    if card.picture:
        image.save(out, "JPEG", **_JPEG)
    else:
        image.quantize(64).save(out, "PNG", optimize=True)
    return out.getvalue()


def _cropped(picture: IO[bytes]) -> Image.Image:
    """As much of the middle of the picture as its place shows."""
    wide, high = _PICTURE
    with Image.open(picture) as image:
        scale = max(wide / image.width, high / image.height)
        rgba = image.convert("RGBA").resize((round(image.width * scale), round(image.height * scale)))
    left, top = (rgba.width - wide) // 2, (rgba.height - high) // 2
    ground = Image.new("RGBA", _PICTURE, _PAPER)
    ground.alpha_composite(rgba.crop((left, top, left + wide, top + high)))
    return ground.convert("RGB")


def _write(pen: ImageDraw.ImageDraw, card: ShareCard) -> None:
    top = _TOP
    if card.kicker:
        write(pen, (_LEFT, top), in_one_line(card.kicker, "text", 34, _wide(card)), "text", 34, card.accent)
        top += 60
    bottom = _close(pen, card) - 44
    if card.who:
        bottom = _sign(pen, card, bottom)
    size, lines = fitted(shortened(card.words, _MOST), _wide(card), bottom - top)
    for number, line in enumerate(lines):
        write(pen, (_LEFT, top + number * step(size)), line, "head", size, _INK)


def _wide(card: ShareCard) -> int:
    """The room words have from the left margin on."""
    return WIDTH - _LEFT - _BESIDE - _PICTURE[0] if card.picture else WIDTH - 2 * _LEFT


def _close(pen: ImageDraw.ImageDraw, card: ShareCard) -> int:
    """The newsroom's name and the day, under a line; returns where that begins."""
    pen.line((_LEFT, _FOOT - 22, _LEFT + _wide(card), _FOOT - 22), _RULE, 2)
    day = _LEFT + _wide(card) - length(card.day, "text", 30)
    name = in_one_line(card.name, "text", 34, int(day) - _LEFT - 20)
    write(pen, (_LEFT, _FOOT), name, "head", 34, _INK)
    write(pen, (day, _FOOT), card.day, "text", 30, _SOFT)
    return _FOOT


def _sign(pen: ImageDraw.ImageDraw, card: ShareCard, bottom: int) -> int:
    """Whose words they are, above that line; returns where the words have to end."""
    lines = [(card.who, "head", _INK)] + ([(card.role, "text", _SOFT)] if card.role else [])
    top = bottom - 46 * len(lines)
    for number, (text, face, colour) in enumerate(lines):
        write(pen, (_LEFT, top + 46 * number), in_one_line(text, face, 36, _wide(card)), face, 36, colour)
    return top - 24


def fitted(words: str, wide: int, high: int) -> tuple[int, list[str]]:
    """The largest size at which the words fit, in lines; at the smallest what does not fit is left out."""
    for size in _SIZES:
        lines = in_lines(words, size, wide)
        if len(lines) * step(size) <= high:
            return size, lines
    most = high // step(size)
    last = " ".join(lines[most - 1 :])
    return size, [*lines[: most - 1], in_one_line(last, "head", size, wide, "…”" if words[0] == "“" else "…")]
