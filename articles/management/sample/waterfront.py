"""Scenes on the water: harbor, ferry, bridge, storm."""

from __future__ import annotations

import math

from .canvas import HEIGHT, WIDTH, Canvas
from .palettes import mix
from .scenery import clouds, gulls, hills, lamp, sky, town, water, weather


def harbor(sheet: Canvas) -> None:
    """Boats at anchor, a breakwater with its light, a quay in front."""
    colors = sheet.colors
    sky(sheet, 470)
    hills(sheet, 474, rise=110)
    town(sheet, -10, 520, 476, 92, mix(colors.mid, colors.far, 0.3))
    water(sheet, 470)
    sheet.shape([(980, 486), (1000, 466), (1620, 452), (1620, 496)], mix(colors.near, colors.mid, 0.4))
    lighthouse(sheet, 1030, 470, 150)
    for x, y, size in ((250, 560, 0.7), (560, 540, 0.55), (800, 640, 1.15), (1330, 600, 0.85)):
        sailboat(sheet, x, y, size)
    gulls(sheet, 7)
    quay(sheet)
    weather(sheet)


def quay(sheet: Canvas) -> None:
    colors = sheet.colors
    sheet.block(-10, 800, WIDTH + 20, 110, mix(colors.near, colors.ink, 0.55))
    sheet.block(-10, 790, WIDTH + 20, 16, mix(colors.near, colors.paper, 0.18))
    for x in range(40, WIDTH, 130):
        sheet.block(x, 806, 4, 100, mix(colors.near, colors.ink, 0.75))
    for x in (220, 640, 1420):
        sheet.block(x - 14, 752, 28, 42, colors.ink, round_by=5)
        sheet.block(x - 22, 744, 44, 16, colors.ink, round_by=8)
    rope = [(220 + step * 21, 768 + 34 * math.sin(step / 20 * math.pi)) for step in range(21)]
    sheet.stroke(rope, mix(colors.paper, colors.brick, 0.45), 6)
    lamp(sheet, 1120, 794, 190)


def lighthouse(sheet: Canvas, x: float, base: float, high: float) -> None:
    colors = sheet.colors
    foot, head = high * 0.16, high * 0.1

    def level(share: float) -> float:
        return foot + (head - foot) * share

    for low, top, color in ((0, 0.33, colors.paper), (0.33, 0.55, colors.accent), (0.55, 0.8, colors.paper)):
        lower, upper = base - high * low, base - high * top
        corners = [(x - level(low), lower), (x - level(top), upper), (x + level(top), upper), (x + level(low), lower)]
        sheet.shape(corners, mix(color, colors.mid, 0.12))
    if colors.dark:
        sheet.glow(x, base - high * 0.87, high * 0.8, colors.lamp, 0.8)
    sheet.block(x - head * 1.4, base - high * 0.82, head * 2.8, high * 0.04, colors.ink)
    sheet.block(x - head * 0.7, base - high * 0.94, head * 1.4, high * 0.13, colors.lamp)
    sheet.shape(
        [(x - head, base - high * 0.93), (x, base - high * 1.05), (x + head, base - high * 0.93)], colors.accent
    )


def sailboat(sheet: Canvas, x: float, y: float, size: float) -> None:
    colors = sheet.colors
    below = mix(colors.water_near, colors.ink, 0.35)
    for step in range(5):
        long = (150 - step * 24) * size
        sheet.block(x - long / 2, y + (6 + step * 11) * size, long, 4 * size, below, round_by=2)
    sheet.block(x - 3 * size, y - 215 * size, 5 * size, 200 * size, colors.ink)
    sail = [(x + 8 * size, y - 205 * size), (x + 92 * size, y - 52 * size), (x + 8 * size, y - 46 * size)]
    sheet.shape(sail, mix(colors.paper, colors.sky_low, 0.12))
    jib = [(x - 9 * size, y - 180 * size), (x - 70 * size, y - 46 * size), (x - 9 * size, y - 46 * size)]
    sheet.shape(jib, mix(colors.paper, colors.far, 0.32))
    hull = [(x - 92, -34), (x + 112, -34), (x + 82, 6), (x - 66, 6)]
    sheet.shape([(x + (px - x) * size, y + py * size) for px, py in hull], mix(colors.accent, colors.ink, 0.12))
    sheet.block(x - 92 * size, y - 38 * size, 204 * size, 8 * size, colors.paper)


def ferry(sheet: Canvas) -> None:
    """A double-deck ferry crossing before the hills and the town."""
    colors = sheet.colors
    sky(sheet, 480, sun=(330, 270))
    hills(sheet, 484, rise=140)
    town(sheet, 900, 1620, 486, 130, mix(colors.mid, colors.far, 0.25))
    water(sheet, 480, sun_x=330)
    _wake(sheet)
    _ferry_hull(sheet)
    _ferry_decks(sheet)
    gulls(sheet, 6, top=150, bottom=360)
    weather(sheet)


def _wake(sheet: Canvas) -> None:
    colors = sheet.colors
    foam = mix(colors.water_far, colors.paper, 0.55)
    for step in range(11):
        y, spread = 676 + step * 9, step * 36
        sheet.block(
            40 - spread, y, 470 - step * 12, 5 - step * 0.25, mix(foam, colors.water_near, step / 13), round_by=2
        )
    sheet.shape([(430, 690), (1225, 690), (1180, 760), (500, 760)], mix(colors.water_near, colors.ink, 0.13))
    for step in range(9):
        long = 700 - step * 62
        tone = mix(colors.water_near, colors.paper, 0.16 - 0.012 * step)
        sheet.block(480 + step * 18, 700 + step * 15, long, 5, tone, round_by=2)


def _ferry_hull(sheet: Canvas) -> None:
    colors = sheet.colors
    green = mix((24, 92, 92), colors.ink, 0.35 if colors.dark else 0.08)
    sheet.shape([(400, 606), (1262, 606), (1216, 692), (450, 692)], green)
    sheet.shape([(440, 674), (1228, 674), (1216, 692), (450, 692)], mix(colors.accent, colors.ink, 0.15))
    sheet.block(396, 594, 870, 14, colors.paper)
    foam = mix(colors.water_far, colors.paper, 0.75)
    for x in range(420, 1250, 46):
        sheet.oval(x + sheet.chance.uniform(-8, 8), 693, 34, 6, foam)
    sheet.oval(1226, 690, 54, 10, foam)


def _ferry_decks(sheet: Canvas) -> None:
    colors = sheet.colors
    white, shade = mix(colors.paper, colors.sky_low, 0.08), mix(colors.paper, colors.mid, 0.3)
    glass = colors.lamp if colors.dark else mix(colors.near, colors.water_far, 0.3)
    for x, y, wide, high, panes in ((470, 510, 720, 86, 15), (540, 434, 560, 72, 11)):
        sheet.block(x, y, wide, high, white)
        sheet.block(x - 14, y - 8, wide + 28, 11, shade)
        for pane in range(panes):
            sheet.block(x + 22 + pane * ((wide - 30) / panes), y + 20, 27, 34, glass, round_by=4)
    sheet.shape([(880, 426), (898, 362), (1026, 362), (1052, 426)], white)
    sheet.block(888, 354, 150, 10, shade)
    for x in (906, 944, 982):
        sheet.block(x, 376, 30, 26, glass, round_by=3)
    sheet.shape([(640, 428), (650, 330), (736, 330), (746, 428)], mix(colors.accent, colors.ink, 0.08))
    sheet.block(648, 346, 90, 18, colors.paper)
    sheet.block(950, 280, 5, 76, colors.ink)
    sheet.shape([(955, 284), (1004, 296), (955, 310)], colors.accent)
    if colors.dark:
        sheet.glow(830, 545, 420, colors.lamp, 0.22)


def bridge(sheet: Canvas) -> None:
    """A suspension bridge from one bank to the other."""
    colors = sheet.colors
    sky(sheet, 560, sun=(800, 300))
    hills(sheet, 564, rise=150)
    town(sheet, -10, 330, 566, 120, mix(colors.mid, colors.far, 0.3))
    water(sheet, 560, sun_x=800)
    steel = mix(colors.ink, colors.near, 0.4)
    for x in (400, 1200):
        for step in range(12):
            wave = sheet.chance.uniform(-8, 8)
            tone = mix(colors.water_near, steel, 0.42 - step * 0.03)
            sheet.block(x - 34 + wave, 640 + step * 20, 68, 7, tone, round_by=3)
    for start, low, end in ((-400, 520, 400), (400, 520, 1200), (1200, 520, 2000)):
        _span(sheet, start, low, end)
    for x in (400, 1200):
        sheet.block(x - 58, 610, 116, 34, mix(colors.near, colors.ink, 0.4), round_by=6)
        for side in (-30, 16):
            sheet.block(x + side, 170, 15, 450, steel)
        for y in (176, 300, 424):
            sheet.block(x - 30, y, 60, 14, steel)
    sheet.block(-10, 528, WIDTH + 20, 22, mix(steel, colors.ink, 0.35))
    sheet.block(-10, 522, WIDTH + 20, 7, mix(steel, colors.paper, 0.3))
    gulls(sheet, 5, top=330, bottom=470)
    weather(sheet)


def _span(sheet: Canvas, start: float, low: float, end: float) -> None:
    """One hanging cable with its hangers down to the deck."""
    color = mix(sheet.colors.ink, sheet.colors.near, 0.25)
    middle, half = (start + end) / 2, (end - start) / 2
    cable = [(x, low - 20 - 320 * ((x - middle) / half) ** 2) for x in range(int(start), int(end) + 1, 10)]
    for x, y in cable[::4]:
        sheet.stroke([(x, y), (x, 525)], color, 2)
    sheet.stroke(cable, color, 7)


def storm(sheet: Canvas) -> None:
    """High seas off a headland with a light."""
    colors = sheet.colors
    dark = mix(colors.sky_top, colors.ink, 0.35)
    sheet.fade(0, 520, dark, mix(colors.sky_low, colors.mid, 0.25))
    sheet.glow(1180, 420, 460, colors.sun, 0.5)
    clouds(sheet, 9, mix(dark, colors.ink, 0.35), top=20, bottom=240, scale=2.3)
    clouds(sheet, 6, mix(colors.sky_low, colors.paper, 0.2), top=200, bottom=330, scale=1.4)
    sheet.fade(500, HEIGHT, colors.water_far, colors.water_near)
    headland = [(-10, 560), (-10, 380), (90, 368), (210, 392), (300, 440), (360, 520), (430, 560)]
    sheet.shape(headland, mix(colors.near, colors.ink, 0.45))
    beam = [(196, 204), (1620, -60), (1620, 170)]
    sheet.wash(beam, color=colors.lamp, strength=0.3, soft=10)
    lighthouse(sheet, 190, 390, 215)
    for row in range(6):
        _swell(sheet, row)
    if colors.wet:
        sheet.slant(620, colors.paper, 0.32)


def _swell(sheet: Canvas, row: int) -> None:
    """One rank of waves with foam on the crests; nearer ranks are higher and darker."""
    colors = sheet.colors
    base, rise, long = 520 + row * 62, 12 + row * 10, 150 + row * 62
    shift = sheet.chance.uniform(0, long)
    crest = []
    for step in range(-2, 165):
        x = step * 10.0
        turn = ((x + shift) % long) / long
        crest.append((x, base - rise * (1 - abs(2 * turn - 1) ** 0.75) ** 1.5))
    body = mix(mix(colors.water_far, colors.near, 0.3), mix(colors.water_near, colors.ink, 0.45), row / 5)
    sheet.shape([*crest, (1650, HEIGHT), (-20, HEIGHT)], body)
    sheet.stroke(crest, mix(body, colors.paper, 0.5), 3 + row * 0.9)
    lower = [(x, y + 14 + row * 5) for x, y in crest]
    sheet.stroke(lower, mix(body, colors.paper, 0.14), 2 + row * 0.6)
