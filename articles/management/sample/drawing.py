"""Pictures for the sample newsroom, drawn by this program so that the demo owes nothing to any photographer."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from . import grounds, rooms, town, waterfront
from .canvas import Canvas
from .palettes import PALETTES

SCENES: Mapping[str, Callable[[Canvas], None]] = {
    "harbor": waterfront.harbor,
    "ferry": waterfront.ferry,
    "bridge": waterfront.bridge,
    "storm": waterfront.storm,
    "skyline": town.skyline,
    "court": town.court,
    "market": town.market,
    "night": town.night,
    "classroom": rooms.classroom,
    "stadium": grounds.stadium,
    "field": grounds.field,
    "portrait": rooms.portrait,
}


def draw_scene(scene: str, palette: str, *, size: tuple[int, int] = (1600, 900), seed: int = 0) -> bytes:
    """A JPEG of the scene in the palette's light; the same arguments give the same bytes.

    Raises ValueError, naming what there is, for a scene or palette that does not exist.
    """
    if scene not in SCENES:
        raise ValueError(f"No scene {scene!r}; there are {', '.join(sorted(SCENES))}.")
    if palette not in PALETTES:
        raise ValueError(f"No palette {palette!r}; there are {', '.join(sorted(PALETTES))}.")
    sheet = Canvas(size, PALETTES[palette], seed)
    SCENES[scene](sheet)
    return sheet.jpeg()
