"""The dateline's date against the day of publication, in the site's zone."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.utils import timezone

from articles.advice.gate import dates
from tests.advice.gate.sheets import copy, found
from tests.builders import NOON, later


@pytest.mark.parametrize(
    ("day", "fields", "codes"),
    [
        (4, {}, []),
        (2, {}, []),
        (1, {}, ["dateline-old"]),
        (5, {}, ["dateline-late"]),
        (1, {"genre": "feature"}, []),
        (1, {"genre": "brief"}, ["dateline-old"]),
        (1, {"first_published_at": later(days=-2)}, []),
        (6, {"planned_at": later(days=2)}, []),
        (4, {"planned_at": later(days=3)}, ["dateline-old"]),
    ],
)
def test_news_is_dated_the_day_it_runs_or_two_days_before(day, fields, codes):
    assert [f.code for f in found(dates.dateline_off, copy(dateline_date=date(2026, 3, day), **fields))] == codes


def test_the_day_is_the_sites():
    midnight = datetime(2026, 3, 4, 23, 30, tzinfo=timezone.get_default_timezone())

    assert found(dates.dateline_off, copy(dateline_date=date(2026, 3, 4)), midnight) == []
    assert [f.code for f in found(dates.dateline_off, copy(dateline_date=date(2026, 3, 5)), midnight)] == [
        "dateline-late"
    ]


def test_nothing_is_said_without_a_date_or_a_moment():
    assert found(dates.dateline_off, copy(dateline_date=None)) == []
    assert found(dates.dateline_off, copy(dateline_date=NOON.date().replace(year=2020)), None) == []
