"""Scenes in town: skyline, court, market, night."""

from __future__ import annotations

from .canvas import HEIGHT, WIDTH, Canvas
from .palettes import mix
from .scenery import gulls, hills, lamp, sky, town, tree, water, weather, windows


def skyline(sheet: Canvas) -> None:
    """Three depths of town above the water, with the cranes of the shipyard."""
    colors = sheet.colors
    sky(sheet, 660, sun=(1010, 360))
    hills(sheet, 660, rise=190)
    town(sheet, -10, 1620, 664, 330, mix(colors.far, colors.mid, 0.25))
    crane(sheet, 280, 670, 1.0)
    crane(sheet, 520, 670, 0.8)
    town(sheet, 640, 1620, 668, 235, mix(colors.mid, colors.near, 0.35))
    _water_tower(sheet, 1240, 560)
    town(sheet, -10, 1620, 674, 120, mix(colors.near, colors.ink, 0.3))
    water(sheet, 672, sun_x=1010)
    for _ in range(70):
        x, y = sheet.chance.uniform(-20, WIDTH), 676 + 120 * sheet.chance.random() ** 1.8
        tone = mix(colors.water_far, colors.near, 0.5)
        sheet.block(x, y, sheet.chance.uniform(20, 90), 4, tone, round_by=2)
    gulls(sheet, 5, top=160, bottom=300)
    weather(sheet)


def crane(sheet: Canvas, x: float, base: float, size: float) -> None:
    """A harbor crane standing on its portal, jib raised over the water."""
    color = mix(sheet.colors.accent, sheet.colors.ink, 0.28)
    for side in (-62, 46):
        sheet.block(x + side * size, base - 230 * size, 16 * size, 230 * size, color)
    sheet.block(x - 62 * size, base - 240 * size, 124 * size, 18 * size, color)
    sheet.stroke([(x - 54 * size, base - 120 * size), (x + 54 * size, base - 226 * size)], color, 7 * size)
    sheet.block(x - 26 * size, base - 400 * size, 24 * size, 170 * size, color)
    sheet.block(x - 46 * size, base - 300 * size, 70 * size, 46 * size, color, round_by=5)
    mast, tip = (x - 14 * size, base - 470 * size), (x + 260 * size, base - 410 * size)
    sheet.shape(
        [(x - 130 * size, base - 404 * size), tip, (tip[0], tip[1] + 8), (x - 130 * size, base - 378 * size)], color
    )
    sheet.shape([(x - 24 * size, base - 396 * size), mast, (x, base - 396 * size)], color)
    for end in (tip, (x - 124 * size, base - 396 * size)):
        sheet.stroke([mast, end], color, 4 * size)
    sheet.stroke([tip, (tip[0], base - 250 * size)], color, 3 * size)
    sheet.block(x - 132 * size, base - 384 * size, 54 * size, 40 * size, color)


def _water_tower(sheet: Canvas, x: float, base: float) -> None:
    color = mix(sheet.colors.near, sheet.colors.ink, 0.45)
    for side in (-34, -2, 28):
        sheet.block(x + side, base - 90, 6, 120, color)
    sheet.stroke([(x - 32, base - 10), (x + 32, base - 74)], color, 3)
    sheet.stroke([(x + 32, base - 10), (x - 32, base - 74)], color, 3)
    sheet.block(x - 46, base - 170, 92, 84, color, round_by=6)
    sheet.shape([(x - 52, base - 168), (x, base - 208), (x + 52, base - 168)], color)


def court(sheet: Canvas) -> None:
    """A courthouse seen from the square: six columns, a pediment, a broad stair."""
    colors = sheet.colors
    sky(sheet, 720, sun=(1290, 230))
    town(sheet, -10, 380, 720, 210, mix(colors.far, colors.mid, 0.35))
    town(sheet, 1220, 1620, 720, 230, mix(colors.far, colors.mid, 0.35))
    for x in (110, 1490):
        tree(sheet, x, 730, 290, mix(colors.grass, colors.near, 0.35))
    stone = mix(colors.paper, colors.sky_low, 0.3)
    sheet.block(-10, 716, WIDTH + 20, 90, mix(stone, colors.near, 0.32))
    _temple(sheet)
    for step in range(8):
        tone = mix(stone, colors.near, 0.12 + 0.045 * step)
        sheet.block(330 - step * 26, 668 + step * 17, 940 + step * 52, 18, tone)
        sheet.block(330 - step * 26, 668 + step * 17, 940 + step * 52, 4, mix(tone, colors.paper, 0.4))
    sheet.fade(802, HEIGHT, mix(colors.near, stone, 0.3), mix(colors.near, colors.ink, 0.35))
    for x in (70, 1530):
        lamp(sheet, x, 826, 210)
    weather(sheet)


def _temple(sheet: Canvas) -> None:
    colors = sheet.colors
    stone = mix(colors.paper, colors.sky_low, 0.3)
    shade, deep = mix(stone, colors.mid, 0.45), mix(colors.near, colors.ink, 0.25)
    sheet.block(300, 330, 1000, 340, mix(stone, colors.mid, 0.3))
    for x in (326, 1222):
        for y in (380, 520):
            sheet.block(x, y, 52, 92, mix(colors.lamp, stone, 0.2) if colors.dark else deep)
    sheet.block(400, 320, 800, 350, deep)
    sheet.block(742, 440, 116, 230, mix(colors.brick, colors.ink, 0.3))
    sheet.block(797, 440, 5, 230, deep)
    if colors.dark:
        sheet.glow(800, 560, 330, colors.lamp, 0.45)
    for number in range(6):
        _column(sheet, 418 + number * 138)
    sheet.block(372, 268, 856, 54, stone)
    sheet.block(360, 316, 880, 12, shade)
    sheet.block(360, 258, 880, 12, shade)
    sheet.shape([(340, 258), (800, 112), (1260, 258)], stone)
    sheet.shape([(432, 246), (800, 132), (1168, 246)], mix(stone, colors.mid, 0.28))
    sheet.oval(800, 200, 32, 32, stone)
    sheet.oval(800, 200, 23, 23, shade)
    sheet.block(796, 36, 6, 80, colors.ink)
    sheet.shape([(802, 40), (868, 46), (858, 62), (868, 80), (802, 76)], colors.accent)


def _column(sheet: Canvas, x: float) -> None:
    colors = sheet.colors
    stone = mix(colors.paper, colors.sky_low, 0.25)
    sheet.shape([(x + 6, 352), (x + 68, 352), (x + 74, 650), (x, 650)], stone)
    sheet.shape([(x + 6, 352), (x + 24, 352), (x + 20, 650), (x, 650)], mix(stone, colors.mid, 0.38))
    for groove in (36, 50):
        sheet.block(x + groove, 354, 3, 294, mix(stone, colors.mid, 0.2))
    sheet.block(x - 5, 328, 84, 26, mix(stone, colors.mid, 0.12), round_by=5)
    sheet.block(x - 8, 648, 90, 22, mix(stone, colors.mid, 0.2), round_by=4)


def market(sheet: Canvas) -> None:
    """Shop fronts with striped awnings, crates out on the pavement."""
    colors = sheet.colors
    sky(sheet, 700, sun=(1420, 170))
    walls = [colors.brick, mix(colors.paper, colors.brick, 0.35), mix(colors.near, colors.far, 0.35)]
    tops = [210, 160, 240, 185]
    for number in range(4):
        _shop(sheet, -20 + number * 412, tops[number], mix(walls[number % 3], colors.mid, 0.12), number)
    pavement = mix(colors.far, colors.paper, 0.25)
    sheet.block(-10, 736, WIDTH + 20, 66, pavement)
    sheet.block(-10, 800, WIDTH + 20, 9, mix(pavement, colors.near, 0.45))
    sheet.fade(809, HEIGHT, mix(colors.near, colors.mid, 0.3), mix(colors.near, colors.ink, 0.3))
    for x in (160, 560, 990, 1370):
        _crates(sheet, x, 760)
    for x in (392, 1214):
        tree(sheet, x, 776, 300, mix(colors.grass, colors.near, 0.2))
    lamp(sheet, 806, 786, 240)
    weather(sheet)


def _shop(sheet: Canvas, x: float, top: float, wall: tuple[int, int, int], number: int) -> None:
    colors = sheet.colors
    sheet.block(x, top, 413, 545, wall)
    sheet.block(x - 4, top - 16, 421, 24, mix(wall, colors.ink, 0.25))
    glass = mix(colors.lamp, wall, 0.15) if colors.dark else mix(colors.sky_top, colors.paper, 0.35)
    for pane in range(3):
        left = x + 44 + pane * 122
        sheet.block(left - 7, top + 52, 98, 130, mix(wall, colors.paper, 0.55))
        sheet.block(left, top + 59, 84, 116, glass if (pane + number) % 3 else mix(glass, colors.near, 0.6))
        sheet.block(left + 39, top + 59, 6, 116, mix(wall, colors.paper, 0.55))
        sheet.block(left - 12, top + 182, 108, 10, mix(wall, colors.ink, 0.3))
    front = mix(colors.ink, colors.near, 0.45)
    sheet.block(x + 24, 500, 366, 244, front)
    warm = mix(colors.lamp, colors.paper, 0.15 if colors.dark else 0.45)
    sheet.block(x + 42, 540, 220, 158, warm)
    sheet.block(x + 148, 540, 6, 158, front)
    sheet.block(x + 284, 540, 86, 204, mix(colors.accent if number % 2 else colors.near, colors.ink, 0.2))
    sheet.block(x + 300, 558, 54, 92, warm)
    _awning(sheet, x + 10, 470, (colors.accent, colors.near, colors.grass, colors.brick)[number])


def _awning(sheet: Canvas, x: float, y: float, color: tuple[int, int, int]) -> None:
    colors = sheet.colors
    for stripe in range(10):
        tone = color if stripe % 2 == 0 else colors.paper
        head, foot = x + 14 + stripe * 36.4, x + stripe * 39.2
        sheet.shape([(head, y), (head + 37, y), (foot + 39.2, y + 78), (foot, y + 78)], tone)
        sheet.block(foot, y + 68, 39.2, 22, mix(tone, colors.ink, 0.12), round_by=9)


def _crates(sheet: Canvas, x: float, base: float) -> None:
    colors = sheet.colors
    fruit = (colors.accent, colors.lamp, colors.grass)
    for number in range(3):
        left = x - 130 + number * 74
        for ball in range(5):
            sheet.oval(left + 10 + ball * 12, base - 40 - (ball % 2) * 5, 9, 9, mix(fruit[number], colors.ink, 0.08))
        sheet.block(left, base - 38, 68, 38, mix(colors.brick, colors.lamp, 0.25), round_by=3)
        sheet.block(left, base - 22, 68, 4, mix(colors.brick, colors.ink, 0.2))


def night(sheet: Canvas) -> None:
    """A street of row houses on the harbor after dark, lamps on wet pavement."""
    colors = sheet.colors
    sky(sheet, 640, sun=(1230, 170))
    town(sheet, -10, 1620, 640, 360, mix(colors.far, colors.mid, 0.35))
    x, number = -30.0, 0
    while x < WIDTH:
        wide = sheet.chance.uniform(150, 210)
        _row_house(sheet, x, wide, sheet.chance.uniform(300, 400), number)
        x, number = x + wide, number + 1
    sheet.fade(704, HEIGHT, mix(colors.near, colors.ink, 0.3), mix(colors.ink, colors.near, 0.2))
    sheet.block(-10, 700, WIDTH + 20, 10, mix(colors.mid, colors.ink, 0.2))
    for place in (240, 800, 1360):
        for step in range(14):
            long = 60 - step * 2.6 + sheet.chance.uniform(-10, 10)
            tone = mix(mix(colors.near, colors.ink, 0.4), colors.lamp, 0.42 - 0.027 * step)
            sheet.block(place - long / 2, 742 + step * 11, long, 5, tone, round_by=2)
        lamp(sheet, place, 730, 230)
    weather(sheet)


def _row_house(sheet: Canvas, x: float, wide: float, high: float, number: int) -> None:
    colors = sheet.colors
    wall = mix((colors.brick, colors.near, colors.mid)[number % 3], colors.ink, 0.28)
    top = 704 - high
    sheet.block(x, top, wide + 1, high, wall)
    sheet.block(x - 3, top - 8, wide + 6, 18, mix(wall, colors.ink, 0.45))
    if number % 2:
        sheet.block(x + wide * 0.62, top - 58, 30, 54, mix(wall, colors.ink, 0.3))
    for row in range(2):
        for column in range(2):
            left, upper = x + wide * (0.16 + 0.42 * column), top + 46 + row * (high * 0.3)
            lit = sheet.chance.random() < 0.55
            sheet.block(left - 5, upper - 5, wide * 0.26 + 10, high * 0.19 + 10, mix(wall, colors.paper, 0.22))
            sheet.block(left, upper, wide * 0.26, high * 0.19, colors.lamp if lit else mix(wall, colors.ink, 0.6))
            sheet.block(left + wide * 0.125, upper, 4, high * 0.19, mix(wall, colors.paper, 0.22))
    sheet.block(x + wide * 0.36, 704 - high * 0.27, wide * 0.28, high * 0.27, mix(colors.accent, colors.ink, 0.5))
    windows(sheet, x + wide * 0.42, 704 - high * 0.25, wide * 0.16, 22, colors.lamp)
    for step in range(2):
        sheet.block(
            x + wide * (0.31 - 0.03 * step),
            692 + step * 8,
            wide * (0.38 + 0.06 * step),
            9,
            mix(wall, colors.paper, 0.35),
        )
