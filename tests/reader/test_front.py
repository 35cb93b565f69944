"""The front page."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from articles.models import Edition, Image, Section
from tests.builders import NOON, later, make_edition, make_published, make_quote, make_section
from tests.reader.hidden import hide_stories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("next_day")]


def make_picture() -> Image:
    return Image.objects.create(title="Ferry", file="pictures/ferry.jpg", width=10, height=10)


def publish(section: Section, headline: str, *, hours: int, picture: Image | None = None) -> Edition:
    """A story so many hours old; its picture came with the second edition, a second later."""
    at = NOON - timedelta(hours=hours)
    first = make_published(at=at, section=section, headline=headline, until=at + timedelta(seconds=1))
    return make_edition(first.article, at=at + timedelta(seconds=1), lead_image=picture)


def test_the_newest_story_with_a_picture_leads_and_none_stands_twice(client):
    local, sports = make_section(name="Local", slug="local"), make_section(name="Sports", slug="sports")
    for n in range(14):
        publish(sports if n % 5 == 4 else local, f"S{n:02}", hours=n, picture=make_picture() if n == 2 else None)

    page = client.get("/").content.decode()

    shown = re.findall(r">(S\d\d)</a>", page)
    assert shown[:5] == ["S02", "S00", "S01", "S03", "S04"]
    assert len(shown) == len(set(shown))
    local_river = page[page.index('id="river-local"') : page.index('id="river-sports"')]
    assert re.findall(r">(S\d\d)</a>", local_river) == ["S05", "S06", "S07", "S08"]
    assert re.findall(r">(S\d\d)</a>", page[page.index('id="river-sports"') :]) == ["S09"]


def test_an_empty_site_says_so(client):
    response = client.get("/")

    assert response.status_code == 200
    assert b"Nothing has been published yet" in response.content


def test_nothing_hidden_shows(client):
    section = make_section(name="Local", slug="local")
    hide_stories(section=section)

    page = client.get("/").content

    assert b"seen now" in page
    assert b"hidden" not in page


def test_the_newest_quotes_stand_on_the_front_one_a_story(client):
    newer, older = make_published(at=later(hours=1)), make_published()
    for words in ("First words,", "Second words."):
        make_quote(newer, words=words)
    make_quote(older, words="Older words.")

    page = client.get("/").content.decode()

    assert re.findall(r'<a href="/quotes/[^/"]+/">([^<]*)</a></p></blockquote>', page) == [
        "First words",
        "Older words.",
    ]


def test_the_front_names_nobody_in_its_headers(client):
    make_published()

    response = client.get("/")

    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert client.get("/", headers={"If-None-Match": response["ETag"]}).status_code == 304
