"""The fixed set of renditions and their names: whatever is not named here is never made.

A name is `renditions/STEM/SHAPE-WIDTH-KEY.SUFFIX`: the stem is the uploaded file's random one, the key a digest of all
that the pixels and the words within depend on. A file under a name never changes and may be kept for ever.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

WHOLE = "whole"
# Width over height; the crops lie around the focal point.
CROPS = {"16x9": 16 / 9, "4x3": 4 / 3, "1x1": 1.0}
SHAPES = (WHOLE, *CROPS)
_WIDTHS = {WHOLE: (320, 640, 960, 1280, 1600), **dict.fromkeys(CROPS, (320, 640, 960, 1280))}
# A step this near to the largest that can be had is not worth a file.
_NEAR = 0.9
# Counts up whenever making a rendition gives other bytes.
_RECIPE = 1

FOLDER = "renditions/"
NAME = re.compile(
    rf"{FOLDER}([\w-]{{1,90}})/((?:whole|16x9|4x3|1x1)-\d{{1,4}}-[0-9a-f]{{12}}\.(?:avif|webp|jpg|png))", re.ASCII
)


@dataclass(frozen=True, slots=True)
class Source:
    """All that the renditions of a picture depend on: sizes upright, the focal point in shares from the top left."""

    stem: str
    width: int
    height: int
    focus: tuple[float, float]
    is_transparent: bool
    credit: str = ""
    creator: str = ""
    copyright_notice: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One rendition: its name in the storage, its shape and the size it is to have."""

    name: str
    shape: str
    width: int
    height: int

    @property
    def suffix(self) -> str:
        return self.name.rpartition(".")[2]


def renditions_of(source: Source) -> Iterator[Wanted]:
    """Every rendition the picture has: 51 at most, in the order a page needs them."""
    for shape in SHAPES:
        key = key_of(source, shape)
        for width in widths(shape, source.width, source.height):
            size = (width, height_at(shape, width, source.width, source.height))
            for suffix in suffixes(source.is_transparent):
                yield Wanted(f"{FOLDER}{source.stem}/{shape}-{width}-{key}.{suffix}", shape, *size)


def suffixes(is_transparent: bool) -> tuple[str, str, str]:
    """The formats, the best first; the last is the one every browser shows."""
    return ("avif", "webp", "png" if is_transparent else "jpg")


def widths(shape: str, width: int, height: int) -> tuple[int, ...]:
    """The widths a picture of that size is had at in that shape: never more than it has."""
    most = _most(shape, width, height)
    steps = [step for step in _WIDTHS[shape] if step <= most]
    largest = min(most, _WIDTHS[shape][-1])
    if not steps or steps[-1] < largest * _NEAR:
        steps.append(largest)
    return tuple(steps)


def height_at(shape: str, at: int, width: int, height: int) -> int:
    """The height of a rendition that wide."""
    ratio = CROPS.get(shape) or width / max(height, 1) or 1
    return max(1, round(at / ratio))


def key_of(source: Source, shape: str) -> str:
    """12 hex digits that change with the focal point, for crops, and with the words written into the file."""
    focus = source.focus if shape in CROPS else None
    parts = (_RECIPE, focus, source.is_transparent, source.credit, source.creator, source.copyright_notice)
    return sha256(repr(parts).encode()).hexdigest()[:12]


def _most(shape: str, width: int, height: int) -> int:
    ratio = CROPS.get(shape)
    return max(1, min(width, int(height * ratio + 0.5)) if ratio else width)
