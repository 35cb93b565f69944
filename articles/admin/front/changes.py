"""What a release would change, in words: zone by zone what comes, what goes, what moves, what is pinned or timed."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence

from articles.press.front.arrangement import Filled, Slot


def changes_between(
    had: Sequence[Filled],
    wanted: Sequence[Filled],
    had_slots: Sequence[Slot],
    slots: Sequence[Slot],
    names: Mapping[int, str],
) -> list[str]:
    """Lines on the page before and after, read at one moment, then on slots that differ without moving anything now.

    What only makes room within its zone is not worth a line.
    """
    before, after = _spots(had), _spots(wanted)
    by_hand = {slot.article for slot in slots}
    lines = []
    for story in [*after, *(story for story in before if story not in after)]:
        was, now = before.get(story), after.get(story)
        makes_room = was and now and was[0] == now[0] and story not in by_hand
        if was != now and not makes_room:
            lines.append(_moved(names.get(story, "A story"), was, now))
    told = {story for story in [*before, *after] if before.get(story) != after.get(story)}
    return lines + _slots_changed(had_slots, slots, names, told)


def _spots(page: Sequence[Filled]) -> dict[int, tuple[str, int]]:
    return {
        place.story["article_id"]: (filled.zone.label, number)
        for filled in page
        for number, place in enumerate(filled.places, 1)
    }


def _moved(name: str, was: tuple[str, int] | None, now: tuple[str, int] | None) -> str:
    if was is None and now is not None:
        return f"“{name}” comes to {_spot(now)}"
    if now is None and was is not None:
        return f"“{name}” leaves {_spot(was)}"
    return f"“{name}” moves from {_spot(was)} to {_spot(now)}"


def _spot(spot: tuple[str, int] | None) -> str:
    return f"{spot[0]} {spot[1]}" if spot else "nowhere"


def _slots_changed(
    had: Sequence[Slot], slots: Sequence[Slot], names: Mapping[int, str], told: Container[int]
) -> list[str]:
    """What differs of the slots themselves; of a story told of already not that it got or lost one."""
    before = {slot.article: slot for slot in had}
    after = {slot.article: slot for slot in slots}
    lines = []
    for story, slot in after.items():
        name, was = names.get(story, "A story"), before.get(story)
        if was is None and story not in told:
            lines.append(f"“{name}” is placed by hand")
        elif was is not None:
            if was.pinned != slot.pinned:
                lines.append(f"“{name}” is {'pinned' if slot.pinned else 'no longer pinned'}")
            if was.until != slot.until:
                lines.append(f"“{name}” has {'a new end' if slot.until else 'no end any more'}")
    gone = [story for story in before if story not in after and story not in told]
    return lines + [f"“{names.get(story, 'A story')}” has no slot any more" for story in gone]
