"""A sheet to draw on: coordinates of 1,600 by 900 whatever its size, drawn double and halved for smooth edges."""

from __future__ import annotations

import io
import math
import random
from collections.abc import Sequence
from typing import TYPE_CHECKING

from .palettes import Color, Palette, mix

if TYPE_CHECKING:
    from PIL import Image

WIDTH, HEIGHT = 1600, 900
Point = tuple[float, float]


class Canvas:
    """What a scene draws with. The scene covers the sheet, so another shape of sheet crops its edges."""

    def __init__(self, size: tuple[int, int], palette: Palette, seed: int) -> None:
        from PIL import Image, ImageDraw

        self.size = size
        self.colors = palette
        self.chance = random.Random(seed)  # noqa: S311 - scatters stars and windows, guards nothing
        wide, high = size[0] * 2, size[1] * 2
        self.scale = max(wide / WIDTH, high / HEIGHT)
        self._left = (wide - WIDTH * self.scale) / 2
        self._top = (high - HEIGHT * self.scale) / 2
        self.sheet: Image.Image = Image.new("RGB", (wide, high), palette.sky_low)
        self._pen = ImageDraw.Draw(self.sheet)

    def jpeg(self) -> bytes:
        """The drawing at its own size, without metadata."""
        held = io.BytesIO()
        self.sheet.reduce(2).save(held, "JPEG", quality=88, optimize=True, progressive=True)
        return held.getvalue()

    def _at(self, points: Sequence[Point]) -> list[Point]:
        return [(x * self.scale + self._left, y * self.scale + self._top) for x, y in points]

    def _box(self, x: float, y: float, wide: float, high: float) -> tuple[float, float, float, float]:
        (left, top), (right, bottom) = self._at([(x, y), (x + max(wide, 0.5), y + max(high, 0.5))])
        return left, top, right, bottom

    def shape(self, points: Sequence[Point], color: Color) -> None:
        self._pen.polygon(self._at(points), fill=color)

    def block(self, x: float, y: float, wide: float, high: float, color: Color, *, round_by: float = 0) -> None:
        if round_by:
            self._pen.rounded_rectangle(self._box(x, y, wide, high), radius=round_by * self.scale, fill=color)
        else:
            self._pen.rectangle(self._box(x, y, wide, high), fill=color)

    def oval(self, x: float, y: float, across: float, down: float, color: Color) -> None:
        """An oval around the middle (x, y) with these half widths."""
        self._pen.ellipse(self._box(x - across, y - down, across * 2, down * 2), fill=color)

    def stroke(self, points: Sequence[Point], color: Color, thick: float) -> None:
        self._pen.line(self._at(points), fill=color, width=max(1, round(thick * self.scale)), joint="curve")

    def fade(self, top: float, bottom: float, first: Color, last: Color) -> None:
        """A band over the whole width whose color changes evenly from its top to its bottom."""
        from PIL import Image

        (_, upper), (_, lower) = self._at([(0, top), (0, bottom)])
        rows = max(1, round(lower - upper))
        column = Image.new("RGB", (1, rows))
        column.putdata([mix(first, last, row / rows) for row in range(rows)])
        self.sheet.paste(column.resize((self.sheet.width, rows)), (0, round(upper)))

    def wash(self, *shapes: Sequence[Point], color: Color, strength: float, soft: float = 0) -> None:
        """Lay thin color over what is there, once where the shapes overlap; `soft` blurs their edges."""
        from PIL import Image, ImageDraw, ImageFilter

        part = 8 if soft else 2
        mask = Image.new("L", (self.sheet.width // part, self.sheet.height // part))
        pen = ImageDraw.Draw(mask)
        for points in shapes:
            pen.polygon([(x / part, y / part) for x, y in self._at(points)], fill=round(255 * strength))
        if soft:
            mask = mask.filter(ImageFilter.GaussianBlur(soft * self.scale / part))
        self.sheet.paste(color, mask=mask.resize(self.sheet.size, Image.Resampling.BILINEAR))

    def glow(self, x: float, y: float, radius: float, color: Color, strength: float = 0.7) -> None:
        """Light that thins out around a point."""
        from PIL import Image, ImageChops

        side = max(2, round(radius * 2 * self.scale))
        around = ImageChops.invert(Image.radial_gradient("L"))
        # Pillow's gradient reaches 181 at the middle of an edge and 255 in a corner: keep the circle, drop the corners.
        mask = around.point([round(strength * 255 * (max(0, value - 74) / 181) ** 2) for value in range(256)])
        (left, top), *_ = self._at([(x - radius, y - radius)])
        self.sheet.paste(color, (round(left), round(top)), mask.resize((side, side), Image.Resampling.BICUBIC))

    def slant(self, count: int, color: Color, strength: float) -> None:
        """Rain: thin slanting strokes over the whole sheet."""
        from PIL import Image, ImageDraw

        mask = Image.new("L", self.sheet.size)
        pen = ImageDraw.Draw(mask)
        for _ in range(count):
            x, y, long = self.chance.uniform(-40, 1700), self.chance.uniform(-60, 900), self.chance.uniform(24, 62)
            pen.line(self._at([(x, y), (x - long * 0.32, y + long)]), fill=round(255 * strength), width=3)
        self.sheet.paste(color, mask=mask)


def smooth(corners: Sequence[Point]) -> list[Point]:
    """A closed curve through the corners (Catmull-Rom), eight points for each."""
    curve: list[Point] = []
    count = len(corners)
    for n in range(count):
        before, start, end, after = (corners[(n + k) % count] for k in (-1, 0, 1, 2))
        for t in (step / 8 for step in range(8)):
            weights = (-t + 2 * t**2 - t**3, 2 - 5 * t**2 + 3 * t**3, t + 4 * t**2 - 3 * t**3, t**3 - t**2)
            four = list(zip(weights, (before, start, end, after), strict=True))
            curve.append((sum(w * p[0] for w, p in four) / 2, sum(w * p[1] for w, p in four) / 2))
    return curve


def ridge(chance: random.Random, base: float, rise: float, *, waves: int = 3) -> list[Point]:
    """A rolling outline over the whole width, closed along the bottom edge."""
    parts = [(rise / (n + 1), chance.uniform(0.8, 1.6) * (n + 1), chance.uniform(0, math.tau)) for n in range(waves)]
    top = [
        (
            x,
            base
            - sum(high * (0.5 + 0.5 * math.sin(x / WIDTH * math.tau * often + start)) for high, often, start in parts),
        )
        for x in (step * 20.0 for step in range(-1, WIDTH // 20 + 2))
    ]
    return [*top, (WIDTH + 20, HEIGHT), (-20, HEIGHT)]
