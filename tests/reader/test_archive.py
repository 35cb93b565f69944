"""The archive by day."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from tests.builders import later, make_published, make_section
from tests.reader.hidden import hide_stories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("next_day")]

# Ten in the evening of March 3 in New York; the third hour of March 4 in London.
EVENING = datetime(2026, 3, 4, 3, 0, tzinfo=UTC)


def test_a_day_is_a_day_of_the_site(client):
    make_published(at=EVENING, headline="Evening")
    make_published(headline="Noon")

    third, fourth = client.get("/archive/2026/03/03/").content, client.get("/archive/2026/03/04/").content

    assert (b"Evening" in third, b"Noon" in third) == (True, False)
    assert (b"Evening" in fourth, b"Noon" in fourth) == (False, True)


def test_a_month_is_a_calendar_with_how_many_stories_each_day_has(client):
    make_published(at=EVENING)
    make_published()
    make_published()
    make_published(at=later(days=12))

    page = client.get("/archive/2026/03/").content.decode()

    assert re.findall(r'href="/archive/2026/03/(\d\d)/">.*?"count">(\d+)', page) == [("03", "1"), ("04", "2")]
    assert "3 stories" in page
    rows = [re.findall(r">(\d+)</(?:time|span)>", row) for row in page.split("<tr>")[2:]]
    assert [row[0] for row in rows] == ["1", "8", "15", "22", "29"]  # March 2026 begins on a Sunday
    assert sum(len(row) for row in rows) == 31


def test_a_month_begins_under_its_weekday(client):
    make_published(at=datetime(2025, 8, 5, 12, tzinfo=UTC))

    first_row = client.get("/archive/2025/08/").content.decode().split("<tr>")[2]

    assert first_row.count('class="none"') == 5  # August 1, 2025 is a Friday
    assert first_row.count('class="day"') == 2


def test_the_index_counts_the_newest_year_and_names_those_before(client):
    make_published(at=datetime(2022, 11, 5, tzinfo=UTC))
    make_published(at=datetime(2025, 1, 1, 4, 59, tzinfo=UTC))  # still 2024 in New York
    make_published()
    make_published(at=later(days=12))

    page = client.get("/archive/").content.decode()

    assert re.findall(r'"/archive/([\d/]+)/"', page) == ["2026", "2026/03", "2024", "2022"]


def test_a_year_counts_its_months_and_leads_to_those_beside_it(client):
    make_published(at=datetime(2022, 11, 5, tzinfo=UTC))
    make_published(at=datetime(2024, 2, 29, 12, tzinfo=UTC))
    make_published(at=datetime(2024, 12, 31, 12, tzinfo=UTC))
    make_published(at=datetime(2024, 12, 31, 13, tzinfo=UTC))
    make_published()

    page = client.get("/archive/2024/").content.decode()

    assert re.findall(r'href="/archive/(2024/\d\d)/">.*?"count">(\d+)', page) == [("2024/02", "1"), ("2024/12", "2")]
    assert re.findall(r'rel="(\w+)" href="(/archive/\d+/)"', page) == [
        ("prev", "/archive/2022/"),
        ("next", "/archive/2026/"),
    ]


def test_months_and_days_lead_to_the_next_that_has_stories(client):
    make_published(at=datetime(2025, 10, 5, 12, tzinfo=UTC))
    make_published(at=datetime(2026, 2, 10, 12, tzinfo=UTC))
    make_published()

    month, day = client.get("/archive/2026/02/").content.decode(), client.get("/archive/2026/02/10/").content.decode()

    beside = re.compile(r'rel="(\w+)" href="(/archive/[\d/]+)"')
    assert beside.findall(month) == [("prev", "/archive/2025/10/"), ("next", "/archive/2026/03/")]
    assert beside.findall(day) == [("prev", "/archive/2025/10/05/"), ("next", "/archive/2026/03/04/")]


def test_the_last_day_leads_to_none_that_is_to_come(client):
    make_published()
    make_published(at=later(days=12))

    for path in ("/archive/2026/03/04/", "/archive/2026/03/", "/archive/2026/"):
        assert 'rel="next"' not in client.get(path).content.decode()


def test_an_empty_archive_says_so(client):
    assert b"Nothing has been published yet" in client.get("/archive/").content


def test_nothing_hidden_shows(client):
    hide_stories(section=make_section())

    for path in ("/archive/", "/archive/2026/", "/archive/2026/03/", "/archive/2026/03/04/", "/archive/2026/04/03/"):
        assert b"hidden" not in client.get(path).content
    assert client.get("/archive/2026/04/03/").status_code == 404
    assert client.get("/archive/2026/04/").status_code == 404
    assert client.get("/archive/2025/").status_code == client.get("/archive/2027/").status_code == 404


@pytest.mark.parametrize(
    "day",
    ["2026/02/30", "2026/13", "2026/00", "2026/00/10", "0000/01/01", "0001/01/01", "9999/12/31", "9999/12", "2026/3/4",
     "9999", "0001", "0000", "20261",
     "٢٠٢٦/٠٣/٠٤", "2026/03/04x"],
)  # fmt: skip
def test_days_that_no_calendar_has_are_not_found(client, day):
    make_published()

    assert client.get(f"/archive/{day}/").status_code == 404
