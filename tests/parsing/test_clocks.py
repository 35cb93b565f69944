"""Wall time to instants: what the clocks skip or show twice is known as such, and nothing written is read otherwise."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.parsing.clocks import choices, instants, meant, question, readings, town, written, zone_words

NEW_YORK = ZoneInfo("America/New_York")
MOMENTS = st.datetimes(datetime(1900, 1, 2), datetime(2190, 1, 1), timezones=st.just(UTC))
LOCALS = st.datetimes(datetime(1900, 1, 2), datetime(2190, 1, 1))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_an_ordinary_hour_is_one_instant():
    local = at("2026-03-04T12:00")

    assert instants(local, NEW_YORK) == (at("2026-03-04T17:00+00:00"),)
    assert meant(local, NEW_YORK) == at("2026-03-04T17:00+00:00")
    assert (choices(local, NEW_YORK), question(local, NEW_YORK)) == ((), "")


def test_a_doubled_hour_is_two_instants_and_asked_about():
    local = at("2026-11-01T01:30")

    assert instants(local, NEW_YORK) == (at("2026-11-01T05:30+00:00"), at("2026-11-01T06:30+00:00"))
    assert meant(local, NEW_YORK) is None
    assert [(one.offset, one.label) for one in choices(local, NEW_YORK)] == [
        ("-04:00", "1:30 EDT, the first"),
        ("-05:00", "1:30 EST, the second"),
    ]
    assert question(local, NEW_YORK) == (
        "The clocks in New York go back on 1 November 2026: 1:30 comes twice. Which one?"
    )


def test_a_missing_hour_is_no_instant_and_the_two_nearest_are_offered():
    local = at("2026-03-08T02:30")

    assert instants(local, NEW_YORK) == ()
    assert meant(local, NEW_YORK) is None
    assert [(one.moment, one.label) for one in choices(local, NEW_YORK)] == [
        (at("2026-03-08T06:30+00:00"), "1:30 EST"),
        (at("2026-03-08T07:30+00:00"), "3:30 EDT"),
    ]
    assert question(local, NEW_YORK) == (
        "The clocks in New York go forward on 8 March 2026: there is no 2:30. Which is meant?"
    )


@pytest.mark.parametrize("local", ["2026-11-01T01:30", "2026-03-08T02:30"])
def test_the_offset_of_a_choice_means_its_instant(local):
    for choice in choices(at(local), NEW_YORK):
        assert meant(at(local), NEW_YORK, choice.offset) == choice.moment


@pytest.mark.parametrize("offset", ["", "-06:00", "+04:00", "soon", "-04:00:00"])
def test_an_offset_that_is_no_reading_says_nothing(offset):
    assert meant(at("2026-11-01T01:30"), NEW_YORK, offset) is None


def test_a_choice_left_over_from_another_hour_moves_nothing():
    assert meant(at("2026-12-01T01:30"), NEW_YORK, "-04:00") == at("2026-12-01T06:30+00:00")


def test_half_an_hour_of_lord_howe_is_doubled_too():
    zone = ZoneInfo("Australia/Lord_Howe")

    assert len(instants(at("2026-04-05T01:45"), zone)) == 2
    assert len(instants(at("2026-04-05T02:15"), zone)) == 1


@given(MOMENTS, st.timezones())
def test_what_is_written_is_read_as_the_same_instant_in_every_zone(moment, zone):
    text, offset = written(moment, zone)

    assert meant(datetime.fromisoformat(text), zone, offset) == moment


@given(LOCALS, st.timezones())
def test_a_wall_time_is_shown_at_each_of_its_instants_and_never_read_more_than_two_ways(local, zone):
    found = instants(local, zone)

    assert set(found) <= set(readings(local, zone))
    assert all(moment.astimezone(zone).replace(tzinfo=None, fold=0) == local for moment in found)
    assert len(readings(local, zone)) - len(found) in {0, 2}
    assert (meant(local, zone) is None) == (len(found) != 1)
    assert all(meant(local, zone, choice.offset) == choice.moment for choice in choices(local, zone))


def test_a_zone_in_words():
    moment = at("2026-03-04T12:00+00:00")

    assert zone_words(moment, NEW_YORK) == "EST (New York)"
    assert zone_words(moment, ZoneInfo("UTC")) == "UTC"
    assert town(ZoneInfo("America/Argentina/Buenos_Aires")) == "Buenos Aires"
