"""What stands where on the front page: the laws of the arrangement, each tried on odd pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from articles.press.front.arrangement import Filled, Slot, arrange, read_slots, write_slots
from articles.press.front.zones import LEAD, SECONDS, Zone
from tests.builders import NOON

LOCAL, SPORTS = (
    Zone("section-1", "Local", 4, section=1, opens_with_picture=True),
    Zone("section-2", "Sports", 2, section=2),
)
ZONES = (LEAD, SECONDS, LOCAL, SPORTS)
NOW = NOON + timedelta(days=2)


def story(number: int, *, hours_ago: float = 0, section: int = 1, picture: bool = False) -> dict:
    return {
        "article_id": number,
        "section_id": section,
        "lead_image_id": 1 if picture else None,
        "first_published_at": NOW - timedelta(hours=hours_ago),
    }


def slot(number: int, zone: Zone, *, pinned: bool = False, since: float = 0, until: float | None = None) -> Slot:
    """A slot put there so many hours ago, until so many hours from now."""
    end = None if until is None else NOW + timedelta(hours=until)
    return Slot(zone.name, number, pinned, end, NOW - timedelta(hours=since))


def shown(page: list[Filled]) -> dict[str, list[int]]:
    return {filled.zone.name: [place.story["article_id"] for place in filled.places] for filled in page}


STORIES = st.lists(
    st.builds(
        story,
        st.integers(1, 30),
        hours_ago=st.integers(0, 40),
        section=st.integers(1, 3),
        picture=st.booleans(),
    ),
    unique_by=lambda one: one["article_id"],
    max_size=25,
)
SLOTS = st.lists(
    st.builds(
        slot,
        st.integers(1, 35),
        st.sampled_from([*ZONES, Zone("gone", "Gone", 3)]),
        pinned=st.booleans(),
        since=st.integers(0, 40),
        until=st.none() | st.integers(-3, 3),
    ),
    max_size=14,
)


def due(slots: list[Slot], stories: list[dict], zone: Zone) -> list[Slot]:
    """The slots of a zone that count, worked out anew: known, on time, the first of its story."""
    known, names = {one["article_id"] for one in stories}, {one.name for one in ZONES}
    counting = [one for one in slots if one.article in known and one.zone in names and not one.is_over(NOW)]
    firsts = [one for number, one in enumerate(counting) if one.article not in {o.article for o in counting[:number]}]
    return [one for one in firsts if one.zone == zone.name]


@given(SLOTS, STORIES)
def test_no_story_stands_twice_and_no_zone_holds_too_many(slots, stories):
    page = arrange(ZONES, slots, stories, NOW)

    standing = [number for numbers in shown(page).values() for number in numbers]
    assert len(standing) == len(set(standing))
    assert set(standing) <= {one["article_id"] for one in stories}
    assert all(len(filled.places) <= filled.zone.size for filled in page)


@given(SLOTS, STORIES)
def test_a_pinned_story_stands_where_its_list_has_it(slots, stories):
    page = shown(arrange(ZONES, slots, stories, NOW))

    for zone in ZONES:
        for number, one in enumerate(due(slots, stories, zone)[: zone.size]):
            if one.pinned:
                assert page[zone.name][number] == one.article


@given(SLOTS, STORIES)
def test_a_placed_story_never_stands_before_its_own_zone(slots, stories):
    page = shown(arrange(ZONES, slots, stories, NOW))

    for number, zone in enumerate(ZONES):
        for one in due(slots, stories, zone):
            assert not any(one.article in page[earlier.name] for earlier in ZONES[:number])


@given(SLOTS, STORIES)
def test_the_others_keep_their_order_and_yield_to_newer_ones_alone(slots, stories):
    for filled in arrange(ZONES, slots, stories, NOW):
        own = [one for one in due(slots, stories, filled.zone) if not one.pinned]
        standing = [place.slot for place in filled.places if place.slot and not place.slot.pinned]
        assert standing == own[: len(standing)]
        for place in filled.places:
            if place.slot is None and len(standing) < len(own):
                next_one = own[sum(p.slot in own for p in filled.places[: filled.places.index(place)])]
                assert place.story["first_published_at"] > next_one.since


@given(SLOTS, STORIES)
def test_no_place_is_empty_while_a_story_could_fill_it(slots, stories):
    page = arrange(ZONES, slots, stories, NOW)
    standing = {number for numbers in shown(page).values() for number in numbers}

    for number, filled in enumerate(page):
        later = {one.article for zone in ZONES[number + 1 :] for one in due(slots, stories, zone)}
        idle = [s for s in stories if filled.zone.takes(s) and s["article_id"] not in standing | later]
        assert len(filled.places) == filled.zone.size or not idle


@given(STORIES)
def test_with_nothing_placed_the_newest_fill_the_page(stories):
    page = shown(arrange(ZONES, (), stories, NOW))
    newest = sorted(stories, key=lambda one: (one["first_published_at"], one["article_id"]), reverse=True)
    numbers = [one["article_id"] for one in newest]

    lead = next((one["article_id"] for one in newest[:12] if one["lead_image_id"]), (numbers or [None])[0])
    assert page["lead"] == numbers[:0] + ([lead] if newest else [])
    assert page["seconds"] == [number for number in numbers if number != lead][:4]


@given(SLOTS)
def test_slots_are_stored_and_read_back_alike(slots):
    assert list(read_slots(write_slots(slots))) == slots


def test_a_newer_story_pushes_a_loose_one_down_and_a_pinned_one_never():
    stories = [story(1, hours_ago=9), story(2, hours_ago=8), story(3, hours_ago=1)]
    slots = [slot(1, LOCAL, since=5), slot(2, LOCAL, since=5)]
    zones = (LOCAL,)

    assert shown(arrange(zones, slots, stories, NOW)) == {"section-1": [3, 1, 2]}
    slots[0] = replace(slots[0], pinned=True)
    assert shown(arrange(zones, slots, stories, NOW)) == {"section-1": [1, 3, 2]}
    slots[1] = replace(slots[1], since=NOW)
    assert shown(arrange(zones, slots, stories, NOW)) == {"section-1": [1, 2, 3]}


def test_a_slot_ages_out_by_the_clock_and_its_neighbours_move_up():
    stories = [story(1, hours_ago=9), story(2, hours_ago=8)]
    slots = [slot(1, SECONDS, pinned=True, until=1), slot(2, SECONDS, pinned=True)]
    zones = (SECONDS,)

    assert shown(arrange(zones, slots, stories, NOW))["seconds"] == [1, 2]
    hour = NOW + timedelta(hours=1)
    assert shown(arrange(zones, slots, stories, hour - timedelta(microseconds=1)))["seconds"] == [1, 2]
    assert shown(arrange(zones, slots, stories, hour))["seconds"] == [2, 1]
