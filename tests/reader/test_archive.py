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


def test_a_month_names_the_days_that_have_stories(client):
    make_published(at=EVENING)
    make_published()
    make_published(at=later(days=12))

    page = client.get("/archive/2026/03/").content.decode()

    assert re.findall(r"/archive/2026/03/\d\d/", page) == ["/archive/2026/03/03/", "/archive/2026/03/04/"]
    assert "Tuesday, March 3" in page


def test_the_index_names_months_from_the_first_story_to_the_last(client):
    make_published(at=datetime(2024, 11, 5, tzinfo=UTC))
    make_published(at=datetime(2025, 2, 5, tzinfo=UTC))
    make_published(at=later(days=60))

    page = client.get("/archive/").content.decode()

    assert re.findall(r'"/archive/([\d/]+)/"', page) == ["2025/01", "2025/02", "2024/11", "2024/12"]


def test_an_empty_archive_says_so(client):
    assert b"Nothing has been published yet" in client.get("/archive/").content


def test_nothing_hidden_shows(client):
    hide_stories(section=make_section())

    for path in ("/archive/", "/archive/2026/03/", "/archive/2026/03/04/", "/archive/2026/04/03/"):
        assert b"hidden" not in client.get(path).content
    assert client.get("/archive/2026/04/03/").status_code == 404
    assert client.get("/archive/2026/04/").status_code == 404


@pytest.mark.parametrize(
    "day",
    ["2026/02/30", "2026/13", "2026/00", "2026/00/10", "0000/01/01", "0001/01/01", "9999/12/31", "9999/12", "2026/3/4",
     "٢٠٢٦/٠٣/٠٤", "2026/03/04x"],
)  # fmt: skip
def test_days_that_no_calendar_has_are_not_found(client, day):
    make_published()

    assert client.get(f"/archive/{day}/").status_code == 404
