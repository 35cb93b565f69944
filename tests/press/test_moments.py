"""Days and times in AP style, in the site's zone."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from articles.press.moments import clock, day, day_stamp, stamp


@pytest.mark.parametrize(
    ("value", "printed"),
    [(date(2017, 9, 15), "Sept. 15, 2017"), (date(2026, 3, 4), "March 4, 2026"), (date(2026, 5, 1), "May 1, 2026")],
)
def test_long_months_are_shortened_as_ap_does(value, printed):
    assert day(value) == printed


@pytest.mark.parametrize(
    ("moment", "printed"),
    [
        (datetime(2026, 3, 4, 17, 0, tzinfo=UTC), "noon EST"),
        (datetime(2026, 3, 4, 5, 0, tzinfo=UTC), "midnight EST"),
        (datetime(2026, 7, 4, 17, 5, tzinfo=UTC), "1:05 p.m. EDT"),
        (datetime(2026, 7, 4, 12, 0, tzinfo=UTC), "8 a.m. EDT"),
    ],
)
def test_the_hour_is_the_sites_own(moment, printed):
    assert clock(moment) == printed


def test_a_stamp_tells_machines_the_moment_with_its_zone():
    moment = datetime(2026, 3, 5, 3, 30, 15, 99, tzinfo=UTC)

    assert stamp(moment) == '<time datetime="2026-03-04T22:30:15-05:00">March 4, 2026, 10:30 p.m. EST</time>'
    assert day_stamp(moment) == '<time datetime="2026-03-04T22:30:15-05:00">March 4, 2026</time>'
