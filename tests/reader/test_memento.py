"""A story's past for programs (RFC 7089)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils.http import http_date

from articles.models import Edition
from tests.builders import NOON, later, make_edition, make_published

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("next_day")]

PATH = "/2026/03/04/ferry/"
URL = f"https://news.example{PATH}"


@pytest.fixture(autouse=True)
def ferry(settings) -> Edition:
    """Two versions readers saw and one that is planned."""
    settings.SITE_URL = "https://news.example"
    first = make_published(path=PATH, until=later(hours=2))
    second = make_edition(first.article, at=later(hours=2), until=later(days=5))
    make_edition(first.article, at=later(days=5))
    return second


def seconds(moment) -> str:
    return http_date(moment.timestamp())


def test_the_map_lists_the_versions_readers_saw_and_none_to_come(client):
    response = client.get(f"{PATH}timemap/")

    assert response["Content-Type"] == "application/link-format"
    assert response.content.decode().splitlines() == [
        f'<{URL}>; rel="original",',
        f'<{URL}timegate/>; rel="timegate",',
        f'<{URL}timemap/>; rel="self"; type="application/link-format";'
        f' from="{seconds(NOON)}"; until="{seconds(later(hours=2))}",',
        f'<{URL}versions/1/>; rel="first memento"; datetime="{seconds(NOON)}",',
        f'<{URL}versions/2/>; rel="last memento"; datetime="{seconds(later(hours=2))}"',
    ]


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        (None, 2),
        (NOON - timedelta(days=900), 1),
        (NOON, 1),
        (later(hours=1), 1),
        (later(hours=2), 2),
        (later(days=6), 2),
    ],
)
def test_the_gate_leads_to_the_version_of_the_moment(client, asked, number):
    response = client.get(f"{PATH}timegate/", headers={"Accept-Datetime": seconds(asked)} if asked else {})

    assert (response.status_code, response["Location"]) == (302, f"{PATH}versions/{number}/")
    assert response["Vary"] == "accept-datetime"
    assert f'<{URL}>; rel="original"' in response["Link"]


@pytest.mark.parametrize("asked", ["yesterday", "2026-03-04", "\x00", "9" * 10_000, "Wed, 99 Mar 2026 99:00:00 GMT"])
def test_what_is_no_date_is_refused_with_a_sentence(client, asked):
    response = client.get(f"{PATH}timegate/", headers={"Accept-Datetime": asked})

    assert (response.status_code, response.content) == (400, b"Accept-Datetime must be a date of HTTP.\n")


def test_a_version_says_since_when_and_of_what_it_is_one(client):
    response = client.get(f"{PATH}versions/1/")

    assert response["Memento-Datetime"] == seconds(NOON)
    assert f'<{URL}>; rel="original"' in response["Link"]
    assert f'<{URL}timemap/>; rel="timemap"' in response["Link"]


def test_the_storys_page_leads_to_its_past(client):
    links = client.get(PATH)["Link"]

    assert f'<{URL}timegate/>; rel="timegate"' in links
    assert f'<{URL}timemap/>; rel="timemap"' in links


def test_what_a_retraction_took_back_is_in_no_map(client):
    wrong = make_published(path="/2026/03/04/back/", until=later(hours=1))
    make_edition(wrong.article, at=later(hours=1), change="retraction")

    told = client.get("/2026/03/04/back/timemap/").content.decode()

    assert "versions/2/" in told
    assert "versions/1/" not in told


def test_a_story_taken_away_has_no_past(client, ferry):
    Edition.objects.filter(pk=ferry.pk).update(superseded_at=later(hours=3))

    assert client.get(f"{PATH}timemap/").status_code == 410
    assert client.get(f"{PATH}timegate/").status_code == 410
