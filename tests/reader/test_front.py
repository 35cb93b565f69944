"""The front page."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.editorial.front_releases import release_front
from articles.editorial.fronting import current_front, mark_of, place, show_until
from articles.models import Article, Edition, FrontPage, Image, Section
from tests.builders import NOON, later, make_article, make_edition, make_published, make_quote, make_section
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


def shown(page: str) -> list[str]:
    return re.findall(r">(S\d\d|hidden[^<]*)</a>", page)


def put(story: Article, zone: str, *, at: datetime, position: int = 99, **fields: Any) -> None:
    place(story, zone=zone, position=position, seen=mark_of(current_front(at)), by=None, at=at, **fields)


def release(at: datetime) -> FrontPage:
    return release_front(seen=mark_of(current_front(at)), by=None, at=at)


def test_readers_meet_the_arrangement_from_its_release_on_and_the_newest_fill_it_up(client):
    local = make_section(name="Local", slug="local")
    stories = [publish(local, f"S{n:02}", hours=n).article for n in range(12)]
    at = later(days=1)
    put(stories[9], "lead", at=at)
    put(stories[5], f"section-{local.pk}", at=at, pinned=True)
    put(stories[11], "seconds", at=at)
    put(stories[0], "seconds", at=at)
    before = shown(client.get("/").content.decode())

    release(at)

    assert before == [f"S{n:02}" for n in range(9)]
    page = shown(client.get("/").content.decode())
    assert page == ["S09", "S11", "S00", "S01", "S02", "S05", "S03", "S04", "S06"]


def test_an_arrangement_released_for_a_moment_to_come_is_not_there_yet(client):
    local = make_section(name="Local", slug="local")
    publish(local, "S00", hours=0)
    old = publish(local, "S01", hours=1).article
    put(old, "lead", at=later(days=1))
    release(later(days=1, seconds=1))

    assert shown(client.get("/").content.decode()) == ["S00", "S01"]
    with time_machine.travel(later(days=1, seconds=1), tick=False):
        assert shown(client.get("/").content.decode()) == ["S01", "S00"]


def test_a_slot_ages_out_at_its_second(client):
    local = make_section(name="Local", slug="local")
    publish(local, "S00", hours=0)
    old = publish(local, "S01", hours=1).article
    put(old, "lead", at=later(days=1))
    end = later(days=2)
    show_until(old.pk, until=end, seen=mark_of(current_front(later(days=1))), by=None, at=later(days=1))
    release(later(days=1))

    with time_machine.travel(end - timedelta(microseconds=1), tick=False):
        assert shown(client.get("/").content.decode()) == ["S01", "S00"]
    with time_machine.travel(end, tick=False):
        assert shown(client.get("/").content.decode()) == ["S00", "S01"]


def test_a_placed_story_leaks_nothing_before_its_second_and_stands_there_from_then_on(client):
    local = make_section(name="Local", slug="local")
    publish(local, "S01", hours=1)
    hour, at = later(days=3), later(days=1)
    coming = make_published(at=hour, section=local, headline="hidden until its hour", embargo_until=hour)
    draft = make_article(headline="hidden draft", section=local)
    put(coming.article, "lead", at=at)
    put(draft, "seconds", at=at)
    with time_machine.travel(hour - timedelta(microseconds=1), tick=False):  # the page names the day
        without = client.get("/")
    release(at)

    with time_machine.travel(hour - timedelta(microseconds=1), tick=False):
        before = client.get("/")
    with time_machine.travel(hour, tick=False):
        after = shown(client.get("/").content.decode())

    assert before.content == without.content
    assert before["ETag"] == without["ETag"]
    assert after == ["hidden until its hour", "S01"]


@pytest.mark.parametrize("fate", ["killed", "retracted", "unscheduled"])
def test_a_placed_story_that_is_gone_vanishes_by_itself(client, fate):
    local = make_section(name="Local", slug="local")
    publish(local, "S00", hours=0)
    until = later(hours=30) if fate != "unscheduled" else NOON
    gone = make_published(section=local, headline="hidden now", until=until)
    if fate == "retracted":
        make_edition(gone.article, at=until, change="retraction", headline="hidden now")
    put(gone.article, "lead", at=later(days=1))
    release(later(days=1))

    with time_machine.travel(later(hours=31), tick=False):
        assert shown(client.get("/").content.decode()) == ["S00"]


def test_the_arranged_front_costs_the_same_for_few_slots_and_many(client):
    local, sports = make_section(name="Local", slug="local"), make_section(name="Sports", slug="sports")

    def grow(number: int, at: datetime) -> int:
        for n in range(number):
            story = publish(sports if n % 2 else local, f"S{n:02}", hours=n).article
            put(story, f"section-{local.pk}" if n % 2 else "seconds", at=at)
        release(at)
        with CaptureQueriesContext(connection) as queries, time_machine.travel(at, tick=False):
            assert client.get("/").status_code == 200
        return len(queries)

    few = grow(2, later(days=1))
    assert grow(25, later(days=1, hours=1)) == few <= 8


def test_what_others_list_knows_nothing_of_the_arrangement(client):
    local = make_section(name="Local", slug="local")
    stories = [publish(local, f"S{n:02}", hours=n).article for n in range(3)]
    pages = ("/feed.json", "/sections/local/", "/search/?q=S")
    before = [client.get(path).content for path in pages]
    put(stories[2], "lead", at=later(days=1))
    release(later(days=1))

    assert [client.get(path).content for path in pages] == before
