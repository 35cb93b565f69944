"""Words set in the newsroom's type: each sign in the first font that has it, so that Łukasz Žižek is no row of boxes.

Newsreader's web fonts hold the signs of Western Europe. Beside this module lie, for drawing alone, Newsreader's of the
other Latin alphabets and Noto Serif's Greek and Cyrillic (SIL Open Font License, see `type/`).
"""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby
from pathlib import Path

from django.contrib.staticfiles import finders
from PIL import Image, ImageDraw, ImageFont

LEADING = 1.14
_TYPE = Path(__file__).parent / "type"
# The fonts of a face in the order they are asked, and how large each is beside the first.
_FONTS = (
    ("newsreader-{}", 1.0),
    ("newsreader-{}-latin-ext", 1.0),
    ("newsreader-{}-vietnamese", 1.0),
    ("noto-{}-cyrillic", 0.86),
    ("noto-{}-greek", 0.86),
)
_NO_GLYPH = "\uffff"
# Without shaping, so that every machine draws the same; scripts that need it have no glyph here.
_LAYOUT = ImageFont.Layout.BASIC


def can_be_set(text: str) -> bool:
    """Whether there is a glyph for all that is to be seen of it, in both faces."""
    return all(sign.isspace() or (_font_of(sign, "head") and _font_of(sign, "text")) for sign in set(text))


def length(text: str, face: str, size: int) -> float:
    """How wide the text is."""
    return sum(font.getlength(run) for font, run in _runs(text, face, size))


def write(pen: ImageDraw.ImageDraw, at: tuple[float, float], text: str, face: str, size: int, colour: str) -> None:
    """The text in a line whose top is at that height; fonts share the line they stand on."""
    x, top = at
    base = top + _font(_FONTS[0][0], face, size).getmetrics()[0]
    for font, run in _runs(text, face, size):
        pen.text((x, base), run, colour, font, anchor="ls")
        x += font.getlength(run)


def in_lines(text: str, size: int, wide: int) -> list[str]:
    """The text in lines, full from the left; a word too long for a line is broken."""
    lines, line = [], ""
    for word in text.split():
        joined = f"{line} {word}" if line else word
        if length(joined, "head", size) <= wide:
            line = joined
            continue
        if line:
            lines.append(line)
        line = word
        while length(line, "head", size) > wide:
            end = max(1, int(len(line) * wide / length(line, "head", size)))
            while end > 1 and length(line[:end], "head", size) > wide:
                end -= 1
            lines.append(line[:end])
            line = line[end:]
    return [*lines, line] if line else lines


def in_one_line(text: str, face: str, size: int, wide: int, end: str = "…") -> str:
    """As much of the text as fits in a line, cut at a word, with an ellipsis where something is left out."""
    if length(text, face, size) <= wide:
        return text
    words = text.split()
    while len(words) > 1 and length(_cut(words) + end, face, size) > wide:
        words.pop()
    kept = _cut(words)
    while length(kept + end, face, size) > wide:
        kept = kept[:-1]
    return kept + end


def step(size: int) -> int:
    """From one line to the next."""
    return round(size * LEADING)


def _cut(words: list[str]) -> str:
    return " ".join(words).rstrip(",;:.…–— ”")


def _runs(text: str, face: str, size: int) -> list[tuple[ImageFont.FreeTypeFont, str]]:
    """The text in pieces of one font each; what no font has goes with the first, as the box it is."""
    first = _FONTS[0]
    pieces = groupby(text, lambda sign: first if sign.isspace() else _font_of(sign, face) or first)
    return [(_font(name, face, round(size * scale)), "".join(signs)) for (name, scale), signs in pieces]


@lru_cache(maxsize=8192)
def _font_of(sign: str, face: str) -> tuple[str, float] | None:
    """The first font that draws the sign as something other than what stands for one it does not have."""
    for name, scale in _FONTS:
        font = _font(name, face, 40)
        if bytes(_mask(font, sign)) != bytes(_mask(font, _NO_GLYPH)):
            return name, scale
    return None


def _mask(font: ImageFont.FreeTypeFont, sign: str) -> Image.core.ImagingCore:
    return font.getmask(sign)


@lru_cache(maxsize=256)
def _font(name: str, face: str, size: int) -> ImageFont.FreeTypeFont:
    file = f"{name.format(face)}.woff2"
    place = _TYPE / file if (_TYPE / file).exists() else Path(str(finders.find(f"fonts/{file}")))
    return ImageFont.truetype(str(place), size, layout_engine=_LAYOUT)
