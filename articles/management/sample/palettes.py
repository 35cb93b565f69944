"""The five lights the sample pictures are drawn in."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass

Color = tuple[int, int, int]


def mix(first: Color, second: Color, share: float) -> Color:
    """The color `share` of the way (0 to 1) from the first to the second."""
    return (
        round(first[0] + (second[0] - first[0]) * share),
        round(first[1] + (second[1] - first[1]) * share),
        round(first[2] + (second[2] - first[2]) * share),
    )


def _rgb(digits: str) -> Color:
    return int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)


@dataclass(frozen=True, slots=True)
class Palette:
    """Colors by what they paint; `dark` lights the lamps and windows."""

    sky_top: Color
    sky_low: Color
    sun: Color
    far: Color
    mid: Color
    near: Color
    ink: Color
    water_far: Color
    water_near: Color
    lamp: Color
    grass: Color
    accent: Color
    paper: Color
    brick: Color
    _: KW_ONLY
    dark: bool = False
    wet: bool = False


def _palette(digits: str, *, dark: bool = False, wet: bool = False) -> Palette:
    return Palette(*(_rgb(each) for each in digits.split()), dark=dark, wet=wet)


# In the order of the fields of Palette.
PALETTES: dict[str, Palette] = {
    "dawn": _palette(
        "7C9CC4 FBDDC6 FFF6E6 C3B4C6 8C93B2 566788 2E3B59 F0D0C0 6F8DB3 FFDFA6 8FA68C D9735B FBF4EC B98A80"
    ),
    "noon": _palette(
        "4A95CB DDF0F3 FFFDF0 AECFD8 74A9B5 417C8C 1F4556 A9D8DC 3884A3 FFF3C9 7DB36B D8573F FFFFFF C4826A"
    ),
    "dusk": _palette(
        "40407A F8B27C FFE6B4 B0758C 734F7E 483863 271F42 EDA281 443D74 FFD583 66705C E4604E FCEBD9 96576A", dark=True
    ),
    "night": _palette(
        "0C1530 32466F F5EDD6 3A4D76 263860 192848 0C142B 3B5079 0F1A37 FFD07A 2F6B4F C95A4A CDD5E4 3F3B5C", dark=True
    ),
    "rain": _palette(
        "52616F B4BEC3 D9DFE0 96A3AB 6C7C87 4B5B67 2B3841 98A7AF 40515D F5D890 66806E B5574B E9EDEE 866A66",
        dark=True,
        wet=True,
    ),
}
