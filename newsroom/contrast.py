"""How well a colour stands out from another: the contrast ratio of WCAG 2.2, success criterion 1.4.3."""

from __future__ import annotations

import re

_HEX = re.compile(r"#[0-9a-f]{6}")


def is_colour(written: str) -> bool:
    """Whether this is a colour as style sheets of ours write them: #rrggbb."""
    return bool(_HEX.fullmatch(written))


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black on white), for two colours as #rrggbb."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
