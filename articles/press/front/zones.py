"""The zones of the front page, in the order of the page. A new one is a line of _ABOVE or _BELOW."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from articles.models import Section

# The lead's story is filled in with the newest that has a picture, of so many.
_PICTURED_AMONG = 12
_RIVER = 4


@dataclass(frozen=True, slots=True)
class Zone:
    """A part of the page with so many places. With a section, only its stories fill it by themselves.

    `pins` says whether a story placed here is pinned unless somebody says otherwise. `pictured_among`: what fills the
    zone by itself is the newest story with a picture, of so many, where there is one. `opens_with_picture`: where
    nothing was placed, the first of its stories that has a picture comes first.
    """

    name: str
    label: str
    size: int
    section: int | None = None
    slug: str = ""
    pins: bool = False
    pictured_among: int = 1
    opens_with_picture: bool = False

    def takes(self, story: Mapping[str, Any]) -> bool:
        """Whether the story may fill the zone by itself; by hand any may stand anywhere."""
        return self.section is None or story["section_id"] == self.section


LEAD = Zone("lead", "Lead", 1, pins=True, pictured_among=_PICTURED_AMONG)
SECONDS = Zone("seconds", "Seconds", 4)
# Zones before and after the rivers of the sections. The page shows any beyond these two as it shows a river.
_ABOVE = (LEAD, SECONDS)
_BELOW: tuple[Zone, ...] = ()


class InNavigation(NamedTuple):
    """A section that has a river."""

    pk: int
    name: str
    slug: str


def zones_of(sections: Iterable[InNavigation | Section]) -> tuple[Zone, ...]:
    """The zones of the page with a river for each of these sections, which are those of the navigation."""
    rivers = (
        Zone(f"section-{s.pk}", s.name, _RIVER, section=s.pk, slug=s.slug, opens_with_picture=True) for s in sections
    )
    return (*_ABOVE, *rivers, *_BELOW)
