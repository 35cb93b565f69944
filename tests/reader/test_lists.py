"""Section and topic pages, and all topics from A to Z."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from articles.models import Tagging
from tests.builders import NOON, later, make_published, make_section, make_topic
from tests.reader.hidden import hide_stories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("next_day")]


def headlines(page: bytes) -> list[str]:
    return re.findall(r'<article class="card"><h3><a [^>]*>([^<]*)', page.decode())


def walk(client, path: str) -> list[str]:
    """The headlines of a list, page after page."""
    found, following = [], path
    while following:
        page = client.get(following).content
        found += headlines(page)
        older = re.search(rb'rel="next" href="([^"]*)"', page)
        following = path + older[1].decode().replace("&amp;", "&") if older else ""
    return found


@pytest.fixture
def section(db):
    return make_section(name="Local", slug="local", description="The city.")


@pytest.fixture
def topic(db):
    return make_topic("Ferries", slug="ferries", description="Boats.")


@pytest.mark.parametrize("place", ["/sections/local/", "/topics/ferries/"])
def test_a_list_goes_on_from_page_to_page_newest_first_and_misses_none(client, section, topic, place):
    # Three at each moment: the cursor has to part stories that came out together.
    for n in range(63):
        make_published(at=NOON - timedelta(hours=n // 3), section=section, topics=(topic,), headline=f"S{n:02}")

    found = walk(client, place)

    assert len(found) == 63
    assert [int(h[1:]) // 3 for h in found] == [n // 3 for n in range(63)]
    assert len(set(found)) == 63


def test_a_section_shows_its_stories_and_nothing_hidden(client, section):
    make_published(section=section, headline="Seen")
    make_published(headline="Of another section")
    hide_stories(section=section)

    response = client.get("/sections/local/")

    assert headlines(response.content) == ["Seen"]
    assert b"hidden" not in response.content
    assert b"The city." in response.content


def test_an_empty_section_of_the_navigation_says_so(client, section):
    response = client.get("/sections/local/")

    assert response.status_code == 200
    assert b"No stories here yet." in response.content


def test_a_topic_shows_stories_it_was_chosen_for_and_nothing_hidden(client, section, topic):
    seen = make_published(topics=(topic,), headline="Seen")
    proposed = make_published(headline="Proposed")
    Tagging.objects.create(
        article=proposed.article, topic=topic, status="proposed", tagged_at=NOON, first_published_at=NOON
    )
    hide_stories(section=section, topics=(topic,))

    response = client.get("/topics/ferries/")

    assert headlines(response.content) == [seen.headline]
    assert b"seen now" in response.content
    assert b"hidden" not in response.content
    assert b"Proposed" not in response.content


def test_a_topic_on_hidden_stories_alone_answers_like_none(client, topic):
    make_published(at=later(days=9), topics=(topic,))

    assert client.get("/topics/ferries/").content == client.get("/topics/never/").content
    assert b"Ferries" not in client.get("/topics/").content


def test_a_topic_merged_away_leads_to_the_one_it_went_into(client, topic):
    make_published(topics=(topic,))
    make_topic("Boats", slug="boats", merged_into=topic)

    response = client.get("/topics/boats/")

    assert (response.status_code, response["Location"]) == (301, "/topics/ferries/")


def test_a_topic_merged_into_a_hidden_one_tells_nothing(client, topic):
    make_topic("Boats", slug="boats", merged_into=topic)

    assert client.get("/topics/boats/").status_code == 404


def test_a_topic_shows_those_below_that_readers_know_and_those_above(client, topic):
    transport = make_topic("Transport", slug="transport")
    topic.parent = transport
    topic.save()
    known, unknown = make_topic("Fares", slug="fares", parent=topic), make_topic("Crews", slug="crews", parent=topic)
    make_published(topics=(topic, known))
    make_published(at=later(days=9), topics=(transport, unknown))

    page = client.get("/topics/ferries/").content

    assert b"/topics/fares/" in page
    assert b"crews" not in page
    assert b"/topics/transport/" in page


def test_topics_stand_from_a_to_z_with_those_above_them(client, topic):
    transport = make_topic("Transport", slug="transport")
    topic.parent = transport
    topic.save()
    make_published(topics=(topic, transport, make_topic("Élan", slug="elan"), make_topic("2nd Street", slug="2nd")))

    page = client.get("/topics/").content.decode()

    assert re.findall(r'<h2 id="letter-\d+">([^<]*)', page) == ["0–9", "E", "F", "T"]
    assert '<a href="/topics/ferries/">Ferries</a> <span class="role">in <a href="/topics/transport/">' in page


def test_a_long_list_of_topics_goes_on_by_name(client):
    topics = tuple(make_topic(f"Topic {n:03}", slug=f"t-{n:03}") for n in range(305))
    make_published(topics=topics)

    first = client.get("/topics/").content.decode()
    following = re.search(r'rel="next" href="([^"]*)"', first)
    second = client.get("/topics/" + following[1]).content.decode()

    assert (first.count('<li><a href="/topics/t-'), second.count('<li><a href="/topics/t-')) == (300, 5)
    assert "t-299" in first
    assert "t-300" in second
    assert 'rel="next"' not in second


@pytest.mark.parametrize("place", ["/sections/local/", "/topics/ferries/", "/topics/", "/people/", "/corrections/"])
@pytest.mark.parametrize("word", ["x", "%00", "1-1-1", "9" * 10_000, "-1", "1%2d1%00", "é"])
def test_a_cursor_we_never_gave_is_not_found(client, section, topic, place, word):
    make_published(section=section, topics=(topic,))

    assert client.get(f"{place}?before={word}").status_code == 404


@pytest.mark.parametrize(
    "path", ["/sections/never/", "/topics/never/", "/sections/%00/", "/topics/" + "x" * 3000 + "/"]
)
def test_unknown_names_are_not_found(client, section, path):
    assert client.get(path).status_code == 404


def test_other_words_in_the_address_change_nothing(client, section):
    plain = client.get("/sections/local/")

    odd = client.get("/sections/local/?" + "&".join(f"x={n}" for n in range(100)) + "&utm_source=a%00")

    assert odd.content == plain.content


def test_a_list_kept_by_a_visitor_is_not_sent_again(client, section):
    tag = client.get("/sections/local/")["ETag"]

    assert client.get("/sections/local/", headers={"If-None-Match": tag}).status_code == 304
    make_published(section=section)
    assert client.get("/sections/local/", headers={"If-None-Match": tag}).status_code == 200
