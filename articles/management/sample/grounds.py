"""Scenes of playing fields: stadium, field."""

from __future__ import annotations

import math

from .canvas import HEIGHT, WIDTH, Canvas, Point, ridge
from .palettes import Color, mix
from .scenery import sky, tree, weather


def _turf(sheet: Canvas, horizon: float, bright: Color) -> None:
    """Mown stripes running to the horizon."""
    sheet.fade(horizon, HEIGHT, mix(bright, sheet.colors.near, 0.22), bright)
    stripes = []
    for stripe in range(-9, 10, 2):
        near, far = 800 + stripe * 260, 800 + stripe * 92
        stripes.append([(far, horizon), (far + 92, horizon), (near + 260, HEIGHT), (near, HEIGHT)])
    sheet.wash(*stripes, color=sheet.colors.ink, strength=0.1)


def _goal(sheet: Canvas, x: float, base: float, size: float) -> None:
    colors = sheet.colors
    wide, high = 240 * size, 104 * size
    net = mix(colors.paper, colors.grass, 0.35)
    for step in range(17):
        left = x - wide / 2 + step * wide / 16
        sheet.stroke([(left, base - high), (x + (left - x) * 0.9, base - 12 * size)], net, 1.3)
    for step in range(8):
        y = base - high + step * (high - 12 * size) / 7
        half = wide / 2 * (1 - 0.1 * step / 7)
        sheet.stroke([(x - half, y), (x + half, y)], net, 1.3)
    sheet.stroke(
        [(x - wide / 2, base), (x - wide / 2, base - high), (x + wide / 2, base - high), (x + wide / 2, base)],
        colors.paper,
        7 * size,
    )


def field(sheet: Canvas) -> None:
    """A soccer field by day: mown stripes, a goal, a row of trees."""
    colors = sheet.colors
    sky(sheet, 480, sun=(1240, 190))
    sheet.shape(ridge(sheet.chance, 480, 110), mix(colors.far, colors.sky_low, 0.4))
    for number in range(17):
        tree(
            sheet,
            number * 100 + sheet.chance.uniform(-22, 22),
            492,
            sheet.chance.uniform(130, 200),
            mix(colors.grass, colors.near, sheet.chance.uniform(0.3, 0.6)),
        )
    sheet.block(-10, 474, WIDTH + 20, 16, mix(colors.paper, colors.far, 0.4))
    _turf(sheet, 488, colors.grass)
    chalk = mix(colors.paper, colors.grass, 0.1)
    sheet.stroke([(-10, 540), (1610, 540)], chalk, 5)
    sheet.stroke([(470, 540), (330, 640), (1270, 640), (1130, 540)], chalk, 7)
    sheet.stroke([(620, 540), (566, 580), (1034, 580), (980, 540)], chalk, 6)
    bow = [(800 + 190 * math.cos(a), 640 + 62 * math.sin(a)) for a in (n * math.pi / 30 for n in range(31))]
    sheet.stroke(bow, chalk, 7)
    _goal(sheet, 800, 542, 1.15)
    _ball(sheet, 1060, 790, 34)
    weather(sheet)


def _ball(sheet: Canvas, x: float, y: float, size: float) -> None:
    colors = sheet.colors
    sheet.oval(x + 6, y + size * 0.95, size * 1.15, size * 0.24, mix(colors.grass, colors.ink, 0.4))
    sheet.oval(x, y, size, size, mix(colors.paper, colors.mid, 0.25))
    sheet.oval(x + size * 0.08, y - size * 0.08, size * 0.9, size * 0.9, colors.paper)
    turns = [n * math.tau / 5 - math.pi / 2 for n in range(5)]
    sheet.shape([(x + size * 0.34 * math.cos(a), y + size * 0.34 * math.sin(a)) for a in turns], colors.ink)
    for a in turns:
        tip = (x + size * 0.34 * math.cos(a), y + size * 0.34 * math.sin(a))
        sheet.stroke([tip, (x + size * 0.72 * math.cos(a), y + size * 0.72 * math.sin(a))], colors.ink, size * 0.07)
        corner = [
            (x + size * r * math.cos(a + t), y + size * r * math.sin(a + t))
            for r, t in ((0.7, 0), (0.9, 0.26), (0.94, 0), (0.9, -0.26))
        ]
        sheet.shape(corner, colors.ink)


def stadium(sheet: Canvas) -> None:
    """A full ground under floodlights."""
    colors = sheet.colors
    sky(sheet, 420, sun=None)
    _stands(sheet)
    turf = mix(colors.grass, (96, 176, 104), 0.45)
    _turf(sheet, 528, turf)
    chalk = mix(colors.paper, turf, 0.12)
    sheet.stroke([(-10, 566), (1610, 566)], chalk, 4)
    sheet.stroke([(800, 566), (800, 900)], chalk, 8)
    ring = [(800 + 330 * math.cos(a), 716 + 78 * math.sin(a)) for a in (n * math.tau / 80 for n in range(81))]
    sheet.stroke(ring, chalk, 7)
    sheet.oval(800, 716, 12, 5, chalk)
    for x in (150, 1450):
        _floodlight(sheet, x)
    sheet.glow(800, 640, 700, colors.sun, 0.2)
    weather(sheet)


def _stands(sheet: Canvas) -> None:
    colors = sheet.colors
    wall = mix(colors.near, colors.ink, 0.3)
    sheet.shape([(-10, 530), (-10, 250), (260, 330), (1340, 330), (1610, 250), (1610, 530)], wall)
    crowd = (colors.accent, colors.lamp, colors.paper, colors.far, colors.mid, (70, 140, 110))
    for row in range(12):
        y = 360 + row * 12.6
        for seat in range(134):
            x = seat * 12 + (row % 2) * 6 + sheet.chance.uniform(-1.5, 1.5)
            lean = max(0, abs(x - 800) - 540) * 0.3 * (1 - row / 12)
            tone = mix(wall, sheet.chance.choice(crowd), sheet.chance.uniform(0.35, 0.8))
            sheet.oval(x, y - lean, 4.2, 4.8, tone)
    roof = [(-10, 236), (260, 318), (1340, 318), (1610, 236), (1610, 262), (1330, 344), (270, 344), (-10, 262)]
    sheet.shape(roof, mix(colors.ink, colors.near, 0.2))
    sheet.block(-10, 510, WIDTH + 20, 20, mix(colors.accent, colors.ink, 0.3))
    for x in range(30, WIDTH, 220):
        sheet.block(x, 514, 130, 11, mix(colors.paper, colors.mid, 0.25), round_by=2)


def _floodlight(sheet: Canvas, x: float) -> None:
    colors = sheet.colors
    beam: list[Point] = [(x - 60, 130), (x + 60, 130), (1000 if x < 800 else 1150, 760), (450 if x < 800 else 600, 760)]
    sheet.wash(beam, color=colors.sun, strength=0.07, soft=30)
    sheet.block(x - 7, 150, 14, 300, mix(colors.ink, colors.near, 0.35))
    sheet.glow(x, 118, 230, colors.sun, 0.85)
    sheet.block(x - 76, 74, 152, 88, mix(colors.ink, colors.near, 0.25), round_by=6)
    for row in range(3):
        for column in range(5):
            sheet.oval(x - 58 + column * 29, 92 + row * 26, 10, 10, colors.sun)
