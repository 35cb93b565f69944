"""Cards drawn for a timeline: a story's headline, or a quote with whose words it is, in the brand's name and accent.

Plain data in, the bytes of a PNG out, the same for the same card. Where the type has no glyph for what has to be said,
no word is drawn: a row of empty boxes says less than the newsroom's icon.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO

from django.contrib.staticfiles import finders
from PIL import Image, ImageDraw, ImageFont

from articles.press.render import shortened

WIDTH, HEIGHT = 1200, 630
# Another when the drawing is: what is kept of an older one is not shown.
DRAWING = "1"
_PAPER, _INK, _SOFT, _RULE = "#fffefb", "#16181d", "#565a63", "#d9d6cf"
_ICON = 320
_LEFT, _TOP, _BAR = 80, 72, 16
_WIDE = WIDTH - 2 * _LEFT
_SIZES = range(84, 39, -4)
_LEADING = 1.14
# More never fits, in however narrow letters; what is measured stays bounded.
_MOST = 800
_NO_GLYPH = "\uffff"


@dataclass(frozen=True, slots=True)
class ShareCard:
    """What a card says: above, the large words, below them whose they are ("" for none), at the foot name and day."""

    kicker: str
    words: str
    who: str
    role: str
    name: str
    day: str
    accent: str


def draw(card: ShareCard) -> bytes:
    """The card as a PNG. Large words shrink to fit, then are cut at a word; the icon alone where a glyph is lacking."""
    image = Image.new("RGB", (WIDTH, HEIGHT), _PAPER)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, WIDTH, _BAR), fill=card.accent)
    if all(_has_glyphs(text) for text in (card.kicker, card.words, card.who, card.role, card.name, card.day)):
        _write(pen, card)
    else:
        with Image.open(str(finders.find("icons/icon-512.png"))) as icon:
            image.paste(icon.convert("RGB").resize((_ICON, _ICON)), ((WIDTH - _ICON) // 2, (HEIGHT - _ICON) // 2))
    out = BytesIO()
    image.quantize(64).save(out, "PNG", optimize=True)
    return out.getvalue()


def _write(pen: ImageDraw.ImageDraw, card: ShareCard) -> None:
    top = _TOP
    if card.kicker:
        pen.text((_LEFT, top), _in_one_line(card.kicker, 34, _WIDE), card.accent, _font("text", 34))
        top += 60
    foot = HEIGHT - 92
    pen.line((_LEFT, foot - 22, WIDTH - _LEFT, foot - 22), _RULE, 2)
    pen.text((_LEFT, foot), _in_one_line(card.name, 34, _WIDE - 320), _INK, _font("head", 34))
    pen.text((WIDTH - _LEFT, foot), card.day, _SOFT, _font("text", 30), anchor="ra")
    bottom = foot - 44
    if card.who:
        bottom = _sign(pen, card, bottom)
    size, lines = _fitted(shortened(card.words, _MOST), bottom - top)
    for number, line in enumerate(lines):
        pen.text((_LEFT, top + number * _step(size)), line, _INK, _font("head", size))


def _sign(pen: ImageDraw.ImageDraw, card: ShareCard, bottom: int) -> int:
    """Whose words they are, above that line; returns where the words have to end."""
    lines = [(card.who, "head", _INK)] + ([(card.role, "text", _SOFT)] if card.role else [])
    top = bottom - 46 * len(lines)
    for number, (text, face, colour) in enumerate(lines):
        pen.text((_LEFT, top + 46 * number), _in_one_line(text, 36, _WIDE), colour, _font(face, 36))
    return top - 24


def _fitted(words: str, high: int) -> tuple[int, list[str]]:
    """The largest size at which the words fit, in lines; at the smallest what does not fit is left out."""
    for size in _SIZES:
        lines = _lines(words.split(), size)
        if len(lines) * _step(size) <= high:
            return size, lines
    most = high // _step(size)
    last = " ".join(lines[most - 1 :])
    return size, [*lines[: most - 1], _in_one_line(last, size, _WIDE, "head", end="…”" if words[0] == "“" else "…")]


def _lines(words: Iterable[str], size: int) -> list[str]:
    """The words in lines, full from the left; one too long for a line is broken."""
    font, lines, line = _font("head", size), [], ""
    for word in words:
        joined = f"{line} {word}" if line else word
        if font.getlength(joined) <= _WIDE:
            line = joined
            continue
        if line:
            lines.append(line)
        line = word
        while font.getlength(line) > _WIDE:
            end = max(1, int(len(line) * _WIDE / font.getlength(line)))
            while end > 1 and font.getlength(line[:end]) > _WIDE:
                end -= 1
            lines.append(line[:end])
            line = line[end:]
    return [*lines, line] if line else lines


def _in_one_line(text: str, size: int, wide: int, face: str = "text", end: str = "…") -> str:
    """As much of the text as fits in a line, cut at a word, with an ellipsis where something is left out."""
    font = _font(face, size)
    if font.getlength(text) <= wide:
        return text
    words = text.split()
    while len(words) > 1 and font.getlength(_cut(words) + end) > wide:
        words.pop()
    kept = _cut(words)
    while font.getlength(kept + end) > wide:
        kept = kept[:-1]
    return kept + end


def _cut(words: list[str]) -> str:
    return " ".join(words).rstrip(",;:.…–— ”")


def _step(size: int) -> int:
    return round(size * _LEADING)


@lru_cache(maxsize=64)
def _font(face: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(finders.find(f"fonts/newsreader-{face}.woff2")), size, layout_engine=_LAYOUT)


def _has_glyphs(text: str) -> bool:
    return all(sign.isspace() or _has_glyph(sign) for sign in set(text))


@lru_cache(maxsize=4096)
def _has_glyph(sign: str) -> bool:
    """Whether both faces draw it as something other than what stands for a sign they do not have."""
    return all(bytes(_mask(face, sign)) != bytes(_mask(face, _NO_GLYPH)) for face in ("head", "text"))


def _mask(face: str, sign: str) -> Image.core.ImagingCore:
    return _font(face, 40).getmask(sign)


# Without shaping, so that every machine draws the same; scripts that need it have no glyph here.
_LAYOUT = ImageFont.Layout.BASIC
