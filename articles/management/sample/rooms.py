"""Scenes indoors: classroom, portrait."""

from __future__ import annotations

import math

from .canvas import HEIGHT, WIDTH, Canvas, smooth
from .palettes import Color, mix

SKIN, SKIN_LIT = (122, 78, 60), (154, 102, 78)


def classroom(sheet: Canvas) -> None:
    """An empty classroom: chalkboard, tall windows, rows of desks in the light they throw."""
    colors = sheet.colors
    wall = mix(colors.paper, colors.sky_low, 0.45)
    sheet.fade(0, 600, mix(wall, colors.mid, 0.14), wall)
    sheet.fade(600, HEIGHT, mix(colors.brick, colors.paper, 0.42), mix(colors.brick, colors.ink, 0.12))
    sheet.block(-10, 590, WIDTH + 20, 14, mix(colors.brick, colors.ink, 0.25))
    for x in (900, 1130, 1360):
        _tall_window(sheet, x)
        light = [(x + 10, 604), (x + 170, 604), (x - 170, 900), (x - 420, 900)]
        sheet.wash(light, color=colors.sun, strength=0.3, soft=6)
    _chalkboard(sheet)
    for row in range(3):
        size = 0.8 + row * 0.34
        for column in range(5):
            _desk(sheet, 800 + (column - 2) * 350 * size, 668 + row * 96, size)


def _tall_window(sheet: Canvas, x: float) -> None:
    colors = sheet.colors
    frame = mix(colors.paper, colors.sun, 0.3)
    sheet.block(x - 12, 108, 204, 414, frame)
    for step in range(40):
        sheet.block(x, 120 + step * 9.75, 180, 10.5, mix(colors.sky_top, colors.sky_low, step / 40))
    sheet.oval(x + 62, 500, 60, 70, mix(colors.grass, colors.far, 0.4))
    sheet.oval(x + 134, 500, 46, 40, mix(colors.grass, colors.mid, 0.3))
    sheet.block(x - 12, 512, 204, 78, mix(colors.paper, colors.sky_low, 0.45))
    for pane in (120, 215, 310, 405):
        sheet.block(x, pane - 4, 180, 7, frame)
    sheet.block(x + 87, 112, 7, 404, frame)
    sheet.block(x - 24, 508, 228, 18, mix(frame, colors.mid, 0.25))


def _chalkboard(sheet: Canvas) -> None:
    colors = sheet.colors
    board = mix((44, 84, 74), colors.ink, 0.3 if colors.dark else 0.08)
    chalk = mix(board, colors.paper, 0.6)
    sheet.block(88, 168, 704, 330, mix(colors.brick, colors.ink, 0.2), round_by=6)
    sheet.block(102, 182, 676, 302, board)
    sheet.block(88, 494, 704, 16, mix(colors.brick, colors.paper, 0.25))
    for row, long in enumerate((300, 250, 280)):
        wave = [(146 + step * 10.0, 232 + row * 48 + 7 * math.sin(step * 1.3 + row)) for step in range(long // 10)]
        sheet.stroke(wave, chalk, 4)
    arc = [(610 + 78 * math.cos(a), 330 + 78 * math.sin(a)) for a in (n * math.tau / 60 for n in range(61))]
    sheet.stroke(arc, chalk, 4)
    sheet.stroke([(610, 330), (688, 330)], chalk, 4)
    sheet.stroke([(610, 330), (566, 266)], chalk, 4)
    sheet.oval(440, 96, 46, 46, mix(colors.ink, colors.near, 0.3))
    sheet.oval(440, 96, 38, 38, colors.paper)
    sheet.stroke([(440, 72), (440, 96), (458, 104)], colors.ink, 5)


def _desk(sheet: Canvas, x: float, y: float, size: float) -> None:
    colors = sheet.colors
    wood, steel = mix(colors.lamp, colors.brick, 0.5), mix(colors.ink, colors.near, 0.35)

    def part(left: float, top: float, wide: float, high: float, color: Color, curve: float = 0) -> None:
        sheet.block(x + left * size, y + top * size, wide * size, high * size, color, round_by=curve * size)

    sheet.oval(x, y + 118 * size, 118 * size, 13 * size, mix(colors.brick, colors.ink, 0.3))
    for left in (-92, 84):
        part(left, 8, 9, 110, steel)
    part(-40, 52, 80, 12, mix(colors.accent, colors.ink, 0.1), 4)
    for left in (-36, 28):
        part(left, 60, 8, 58, steel)
    part(-40, -42, 80, 44, mix(colors.accent, colors.ink, 0.18), 8)
    sheet.shape(
        [
            (x - 96 * size, y - 14 * size),
            (x + 96 * size, y - 14 * size),
            (x + 108 * size, y + 8 * size),
            (x - 108 * size, y + 8 * size),
        ],
        wood,
    )
    part(-108, 8, 216, 14, mix(wood, colors.ink, 0.25), 3)


def portrait(sheet: Canvas) -> None:
    """A reader's portrait: an older woman before her shelves, a lamp beside her."""
    colors = sheet.colors
    sheet.fade(0, HEIGHT, mix(colors.near, colors.ink, 0.25), mix(colors.near, colors.ink, 0.5))
    for row in range(4):
        _shelf(sheet, 8 + row * 218)
    sheet.wash(
        [(0, 0), (WIDTH, 0), (WIDTH, HEIGHT), (0, HEIGHT)], color=mix(colors.near, colors.ink, 0.4), strength=0.45
    )
    sheet.glow(1220, 470, 620, colors.lamp, 0.55)
    _sitter(sheet)
    _reading_lamp(sheet)


def _shelf(sheet: Canvas, top: float) -> None:
    colors = sheet.colors
    spines = (colors.accent, colors.brick, colors.far, colors.mid, colors.grass, colors.lamp, colors.paper)
    x = -8.0
    while x < WIDTH:
        wide, high = sheet.chance.uniform(20, 46), sheet.chance.uniform(128, 184)
        tone = mix(sheet.chance.choice(spines), colors.ink, sheet.chance.uniform(0.15, 0.45))
        sheet.block(x, top + 196 - high, wide - 3, high, tone, round_by=2)
        sheet.block(x, top + 196 - high * 0.82, wide - 3, 7, mix(tone, colors.lamp, 0.45))
        x += wide if sheet.chance.random() > 0.05 else wide + 40
    sheet.block(-10, top + 194, WIDTH + 20, 20, mix(colors.brick, colors.ink, 0.45))


def _reading_lamp(sheet: Canvas) -> None:
    colors = sheet.colors
    sheet.block(-10, 846, WIDTH + 20, 60, mix(colors.brick, colors.ink, 0.35))
    sheet.block(-10, 842, WIDTH + 20, 9, mix(colors.brick, colors.lamp, 0.3))
    sheet.block(1214, 500, 12, 330, mix(colors.lamp, colors.ink, 0.5))
    sheet.oval(1220, 836, 90, 20, mix(colors.lamp, colors.ink, 0.55))
    sheet.shape([(1150, 380), (1290, 380), (1340, 520), (1100, 520)], colors.lamp)
    sheet.shape([(1150, 380), (1196, 380), (1164, 520), (1100, 520)], mix(colors.lamp, colors.paper, 0.3))


def _sitter(sheet: Canvas) -> None:
    colors = sheet.colors
    hair, coat = mix(colors.paper, colors.mid, 0.22), mix(colors.near, (36, 84, 92), 0.6)
    sheet.oval(642, 322, 172, 172, mix(hair, colors.mid, 0.22))
    left = [(280, 960), (306, 760), (392, 640), (540, 588)]
    right = [(1290 - x, y) for x, y in reversed(left)]
    sheet.shape(smooth([*left, (645, 578), *right]), coat)
    sheet.shape([(585, 470), (705, 470), (716, 590), (645, 650), (572, 590)], mix(SKIN, colors.ink, 0.18))
    sheet.shape([(556, 572), (645, 672), (734, 572), (764, 592), (645, 846), (526, 592)], colors.paper)
    sheet.shape([(534, 584), (645, 846), (470, 846), (500, 640), (476, 626)], mix(coat, colors.ink, 0.2))
    sheet.shape([(756, 584), (645, 846), (820, 846), (790, 640), (814, 626)], mix(coat, colors.lamp, 0.12))
    sheet.oval(645, 372, 126, 158, SKIN)
    sheet.wash(
        smooth([(690, 240), (762, 310), (764, 420), (712, 500), (700, 380)]), color=SKIN_LIT, strength=0.8, soft=26
    )
    fringe = [
        (508, 372),
        (520, 262),
        (580, 196),
        (645, 178),
        (716, 194),
        (772, 262),
        (784, 372),
        (742, 296),
        (645, 262),
        (548, 300),
    ]
    sheet.shape(smooth(fringe), hair)
    _features(sheet)


def _features(sheet: Canvas) -> None:
    ink = sheet.colors.ink
    for x in (596, 698):
        ring = [(x + 38 * math.cos(a), 378 + 32 * math.sin(a)) for a in (n * math.tau / 40 for n in range(41))]
        sheet.stroke(ring, ink, 5)
        sheet.stroke([(x - 16, 378), (x - 8, 383), (x, 385), (x + 8, 383), (x + 16, 378)], mix(SKIN, ink, 0.7), 5)
        sheet.stroke([(x - 28, 336), (x, 328), (x + 28, 336)], mix(SKIN, ink, 0.35), 5)
    sheet.stroke([(633, 374), (647, 369), (661, 374)], ink, 5)
    sheet.stroke([(652, 398), (659, 428), (654, 437), (642, 439)], mix(SKIN, ink, 0.32), 5)
    sheet.stroke([(608, 468), (626, 479), (647, 483), (668, 479), (686, 468)], mix(SKIN, ink, 0.5), 6)
