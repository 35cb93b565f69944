"""Parts that several scenes share: sky, sun, clouds, water, trees, towns, lamps."""

from __future__ import annotations

import math

from .canvas import HEIGHT, WIDTH, Canvas, ridge
from .palettes import Color, mix


def sky(sheet: Canvas, horizon: float = HEIGHT, *, sun: tuple[float, float] | None = (1140, 250)) -> None:
    """The sky down to the horizon, its sun or moon where asked, and what hangs in it in this light."""
    colors = sheet.colors
    sheet.fade(0, horizon, colors.sky_top, colors.sky_low)
    if colors.wet:
        clouds(sheet, 7, mix(colors.sky_top, colors.ink, 0.12), top=-20, bottom=200, scale=1.6)
        return
    if sum(colors.sky_top) < 120:
        for _ in range(110):
            x, y = sheet.chance.uniform(0, WIDTH), sheet.chance.uniform(0, horizon * 0.75)
            size = sheet.chance.choice((0.9, 1.2, 1.8))
            sheet.oval(x, y, size, size, mix(colors.sky_top, colors.paper, sheet.chance.uniform(0.35, 0.95)))
    if sun:
        sheet.glow(*sun, 360, colors.sun, 0.55)
        sheet.oval(*sun, 58, 58, colors.sun)
    clouds(sheet, 5, mix(colors.sky_low, colors.paper, 0.1 if colors.dark else 0.55), top=80, bottom=horizon * 0.5)


def clouds(sheet: Canvas, count: int, color: Color, *, top: float, bottom: float, scale: float = 1.0) -> None:
    """Long flat clouds, thin enough for the sky to show through."""
    pills = []
    for _ in range(count):
        x, y = sheet.chance.uniform(-100, WIDTH), sheet.chance.uniform(top, bottom)
        wide, high = sheet.chance.uniform(190, 380) * scale, 18 * scale
        shift = sheet.chance.uniform(0.08, 0.34)
        for part in range(3):
            pills.append(_pill(x + wide * shift * part * 0.8, y - part * high * 0.9, wide * (1 - 0.27 * part), high))
    sheet.wash(*pills, color=color, strength=0.34 if sheet.colors.dark else 0.55)


def _pill(x: float, y: float, long: float, high: float) -> list[tuple[float, float]]:
    half = high / 2
    right = [
        (x + long + half * math.cos(a), y + half * math.sin(a))
        for a in (n * math.pi / 8 - math.pi / 2 for n in range(9))
    ]
    left = [(x + half * math.cos(a), y + half * math.sin(a)) for a in (n * math.pi / 8 + math.pi / 2 for n in range(9))]
    return right + left


def hills(sheet: Canvas, base: float, *, rise: float = 120) -> None:
    """Two ranges of hills, the farther one paler."""
    colors = sheet.colors
    sheet.shape(ridge(sheet.chance, base, rise), mix(colors.far, colors.sky_low, 0.45))
    sheet.shape(ridge(sheet.chance, base, rise * 0.55), mix(colors.far, colors.mid, 0.25))


def water(sheet: Canvas, horizon: float, *, sun_x: float | None = 1140) -> None:
    """Water from the horizon to the bottom edge, with ripples and the path of the sun."""
    colors = sheet.colors
    sheet.fade(horizon, HEIGHT, colors.water_far, colors.water_near)
    for _ in range(150):
        depth = sheet.chance.random() ** 0.7
        y = horizon + 6 + depth * (HEIGHT - horizon)
        here = mix(colors.water_far, colors.water_near, depth)
        long = 14 + 90 * depth * sheet.chance.uniform(0.4, 1)
        tint = mix(here, sheet.chance.choice((colors.paper, colors.ink)), 0.1)
        sheet.block(sheet.chance.uniform(-40, WIDTH), y, long, 1 + 3 * depth, tint, round_by=1.5)
    if sun_x is not None and not colors.wet:
        _sun_path(sheet, horizon, sun_x)


def _sun_path(sheet: Canvas, horizon: float, sun_x: float) -> None:
    colors = sheet.colors
    for step in range(26):
        depth = step / 26
        y = horizon + 4 + (HEIGHT - horizon) * depth
        here = mix(colors.water_far, colors.water_near, depth)
        long = (34 + 150 * depth) * sheet.chance.uniform(0.45, 1)
        x = sun_x - long / 2 + sheet.chance.uniform(-18, 18) * (1 + depth)
        sheet.block(x, y, long, 2.5 + 3.5 * depth, mix(here, colors.sun, 0.75 - 0.5 * depth), round_by=2)


def town(sheet: Canvas, left: float, right: float, base: float, high: float, color: Color) -> None:
    """A run of plain buildings; in the dark some of their windows are lit."""
    x = left
    while x < right:
        wide = min(sheet.chance.uniform(34, 84), right - x + 4)
        tall = high * sheet.chance.uniform(0.35, 1)
        sheet.block(x, base - tall, wide + 1, tall, color)
        if sheet.chance.random() < 0.3:
            sheet.shape([(x, base - tall), (x + wide / 2, base - tall - 16), (x + wide, base - tall)], color)
        windows(sheet, x + 7, base - tall + 10, wide - 14, tall - 16, color)
        x += wide


def windows(sheet: Canvas, x: float, y: float, wide: float, high: float, wall: Color) -> None:
    """A grid of small windows within a wall."""
    colors = sheet.colors
    for row in range(int(high // 20)):
        for column in range(int(wide // 14)):
            lit = colors.dark and sheet.chance.random() < 0.38
            pane = mix(wall, colors.lamp, 0.85) if lit else mix(wall, colors.paper, 0.1)
            sheet.block(x + column * 14, y + row * 20, 6, 10, pane)


def tree(sheet: Canvas, x: float, base: float, high: float, color: Color) -> None:
    """A round tree with a lighter side toward the light."""
    colors = sheet.colors
    sheet.block(x - high * 0.035, base - high * 0.45, high * 0.07, high * 0.45, mix(colors.ink, colors.brick, 0.3))
    sheet.oval(x, base - high * 0.62, high * 0.27, high * 0.38, color)
    sheet.oval(x + high * 0.06, base - high * 0.68, high * 0.17, high * 0.26, mix(color, colors.sun, 0.13))


def lamp(sheet: Canvas, x: float, base: float, high: float) -> None:
    """A street lamp; it glows in the dark palettes."""
    colors = sheet.colors
    sheet.block(x - 3, base - high, 6, high, colors.ink)
    sheet.block(x - 9, base - 12, 18, 12, colors.ink)
    if colors.dark:
        sheet.glow(x, base - high - 12, 120, colors.lamp, 0.6)
    sheet.block(x - 10, base - high - 26, 20, 28, colors.lamp if colors.dark else colors.paper, round_by=6)
    sheet.block(x - 13, base - high - 31, 26, 7, colors.ink, round_by=3)


def gulls(sheet: Canvas, count: int, *, top: float = 120, bottom: float = 330) -> None:
    """Gulls far off, two strokes each."""
    color = mix(sheet.colors.paper, sheet.colors.sky_low, 0.1) if not sheet.colors.dark else sheet.colors.paper
    for _ in range(count):
        x, y = sheet.chance.uniform(200, 1100), sheet.chance.uniform(top, bottom)
        span = sheet.chance.uniform(9, 20)
        wings = [
            (x - span, y - span * 0.3),
            (x - span * 0.45, y - span * 0.5),
            (x, y),
            (x + span * 0.45, y - span * 0.5),
        ]
        sheet.stroke([*wings, (x + span, y - span * 0.3)], color, 2.6)


def weather(sheet: Canvas) -> None:
    """Rain over a finished scene, where the palette is wet."""
    if sheet.colors.wet:
        sheet.slant(420, sheet.colors.paper, 0.3)
