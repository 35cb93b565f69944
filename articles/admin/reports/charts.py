"""Charts drawn on the server as SVG: bars and columns with their numbers in words; colours are the style sheet's."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from django.utils.safestring import SafeString, mark_safe

_WIDTH, _ROW, _NAMES, _NUMBERS = 640, 26, 220, 56
_WIDE, _HEIGHT, _FOOT, _HEAD = 1240, 220, 26, 20


def bars(title: str, rows: Sequence[tuple[str, int]]) -> SafeString:
    """Lying bars: a name, a bar and its number a row; the longest bar has the room there is."""
    most = max((number for _, number in rows), default=0) or 1
    room = _WIDTH - _NAMES - _NUMBERS
    parts = []
    for place, (name, number) in enumerate(rows):
        y, width = place * _ROW, max(round(room * number / most), 1 if number else 0)
        parts.append(
            f'<text class="chart-name" x="{_NAMES - 8}" y="{y + 17}" text-anchor="end">{escape(_cut(name, 28))}</text>'
            f'<rect class="chart-bar" x="{_NAMES}" y="{y + 4}" width="{width}" height="{_ROW - 8}" rx="2"/>'
            f'<text class="chart-number" x="{_NAMES + width + 6}" y="{y + 17}">{number:,}</text>'
        )
    return _svg(title, _said(rows), _WIDTH, max(len(rows), 1) * _ROW, parts)


def columns(title: str, rows: Sequence[tuple[str, int, int]]) -> SafeString:
    """Standing columns over time: (label, whole, part) each; the part is drawn within the whole."""
    most = max((whole for _, whole, _ in rows), default=0) or 1
    step = _WIDE / max(len(rows), 1)
    room = _HEIGHT - _FOOT - _HEAD
    every = max(1, round(len(rows) / 12))
    parts = []
    for place, (label, whole, part) in enumerate(rows):
        x, width = place * step + step * 0.15, min(step * 0.7, 64)
        for kind, number in (("chart-whole", whole), ("chart-bar", part)):
            height = room * number / most
            y = _HEAD + room - height
            parts.append(f'<rect class="{kind}" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"/>')
        middle = x + width / 2
        if place % every == 0:
            at = f'x="{middle:.1f}" y="{_HEIGHT - 6}"'
            parts.append(f'<text class="chart-name" {at} text-anchor="middle">{escape(label)}</text>')
        if step >= 26:
            top = _HEAD + room - room * whole / most - 5
            parts.append(
                f'<text class="chart-number" x="{middle:.1f}" y="{top:.1f}" text-anchor="middle">{whole:,}</text>'
            )
    return _svg(title, _said([(label, whole) for label, whole, _ in rows]), _WIDE, _HEIGHT, parts)


def _svg(title: str, said: str, width: int, height: int, parts: Sequence[str]) -> SafeString:
    head = f"<title>{escape(title)}</title><desc>{escape(said)}</desc>"
    drawn = "".join(parts)
    return mark_safe(f'<svg class="chart" viewBox="0 0 {width} {height}" role="img">{head}{drawn}</svg>')


def _said(rows: Sequence[tuple[str, int]]) -> str:
    return "; ".join(f"{name}: {number:,}" for name, number in rows)


def _cut(name: str, length: int) -> str:
    return name if len(name) <= length else f"{name[: length - 1]}…"
