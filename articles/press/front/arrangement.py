"""What stands where on the front page: the editors' slots first, the newest stories in the places left.

The laws, of which the tests try to break each:

1. No story stands twice. The first slot of a story counts.
2. Only a story readers may see stands anywhere, only while its slot's `until` has not come. A slot that is not due
   leaves no gap: those after it move up, and down again once it is due.
3. Of the slots due, a pinned one stands exactly where the list of its zone has it.
4. The others stand in the order of the list in the places left; a story that came out after such a slot was put there
   goes before it and pushes it down.
5. What is still empty is filled with the newest story that stands nowhere, of the zone's section if it has one. A story
   with a place further down never fills an earlier zone. One pushed out of its zone may fill a later one.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from articles.press.front.zones import Zone

Story = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Slot:
    """A story put into a zone by hand: since when, until when if ever, and whether it keeps its place."""

    zone: str
    article: int
    pinned: bool
    until: datetime | None
    since: datetime

    def is_over(self, at: datetime) -> bool:
        """Whether its time has run out."""
        return self.until is not None and self.until <= at


@dataclass(frozen=True, slots=True)
class Place:
    """A story where readers find it; `slot` is None for one that filled an empty place."""

    story: Story
    slot: Slot | None


@dataclass(frozen=True, slots=True)
class Filled:
    """A zone with what stands in it, the first place first."""

    zone: Zone
    places: tuple[Place, ...]


def read_slots(rows: Iterable[Mapping[str, Any]]) -> tuple[Slot, ...]:
    """The slots as an arrangement stores them."""
    return tuple(
        Slot(
            row["zone"],
            row["article"],
            row["pinned"],
            datetime.fromisoformat(row["until"]) if row["until"] else None,
            datetime.fromisoformat(row["since"]),
        )
        for row in rows
    )


def write_slots(slots: Iterable[Slot]) -> list[dict[str, Any]]:
    """The slots as an arrangement stores them."""
    return [
        {
            "zone": slot.zone,
            "article": slot.article,
            "pinned": slot.pinned,
            "until": slot.until.astimezone(UTC).isoformat() if slot.until else None,
            "since": slot.since.astimezone(UTC).isoformat(),
        }
        for slot in slots
    ]


def arrange(zones: Sequence[Zone], slots: Iterable[Slot], stories: Iterable[Story], at: datetime) -> list[Filled]:
    """The page at that moment. `stories` are all that may be shown, each with its article_id, section_id,
    first_published_at and lead_image_id, in any order."""
    newest = sorted(stories, key=lambda story: (story["first_published_at"], story["article_id"]), reverse=True)
    known = {story["article_id"]: story for story in newest}
    due = _due(zones, slots, known, at)
    shown: set[int] = set()
    to_come = {slot.article for own in due.values() for slot in own}
    filled = []
    for zone in zones:
        own = due[zone.name]
        free = [s for s in newest if zone.takes(s) and s["article_id"] not in shown and s["article_id"] not in to_come]
        places = _placed(zone, own, free, known)
        to_come -= {slot.article for slot in own}
        shown |= {place.story["article_id"] for place in places}
        filled.append(Filled(zone, tuple(_picture_first(places) if zone.opens_with_picture and not own else places)))
    return filled


def _due(
    zones: Sequence[Zone], slots: Iterable[Slot], known: Mapping[int, Story], at: datetime
) -> dict[str, list[Slot]]:
    """The slots of each zone whose story may be shown now."""
    due: dict[str, list[Slot]] = {zone.name: [] for zone in zones}
    placed: set[int] = set()
    for slot in slots:
        if slot.zone in due and slot.article in known and slot.article not in placed and not slot.is_over(at):
            due[slot.zone].append(slot)
            placed.add(slot.article)
    return due


def _placed(zone: Zone, own: Sequence[Slot], free: list[Story], known: Mapping[int, Story]) -> list[Place]:
    pinned = {number: slot for number, slot in enumerate(own) if slot.pinned}
    loose = deque(slot for slot in own if not slot.pinned)
    places = []
    for number in range(zone.size):
        slot = pinned.get(number)
        if slot is None:
            newer = _next(zone, free)
            if loose and (newer is None or newer["first_published_at"] <= loose[0].since):
                slot = loose.popleft()
            elif newer is not None:
                free.remove(newer)
                places.append(Place(newer, None))
                continue
            else:
                break
        places.append(Place(known[slot.article], slot))
    return places


def _next(zone: Zone, free: Sequence[Story]) -> Story | None:
    """What would fill the zone's next place: the newest, or the newest with a picture where the zone wants one."""
    if not free:
        return None
    return next((story for story in free[: zone.pictured_among] if story["lead_image_id"]), free[0])


def _picture_first(places: list[Place]) -> list[Place]:
    """The newest story that has a picture, then the others in their order."""
    first = next((place for place in places if place.story["lead_image_id"]), None)
    return [first, *(place for place in places if place is not first)] if first else places
