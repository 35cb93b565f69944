"""The page of a topic: its stories and those below it, what it says of itself, who speaks on it, what leads to it."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from articles.editorial import tag, untag
from articles.editorial.rolling_up import roll_up_below
from articles.models import Image, Redirect, Topic, TopicAlias
from articles.reader.media import _is_public
from articles.reader.topics import narrowing
from articles.reader.topics.lately import READ
from tests.builders import NOON, later, make_person, make_published, make_quote, make_section, make_topic
from tests.reader.test_lists import headlines, walk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("next_day")]
HERE = ZoneInfo("America/New_York")


@pytest.fixture
def transport():
    return make_topic("Transport", slug="transport")


@pytest.fixture
def ferries(transport):
    return make_topic("Ferries", slug="ferries", parent=transport)


def names_under(page: str, heading: str) -> list[str]:
    """The links of the part of the page that stands under this heading."""
    part = page.split(f">{heading}</h2>", 1)[1].split("</h2>", 1)[0].split("</main>")[0]
    return re.findall(r'<a href="([^"]*)"', part)


# The list


def test_a_topic_lists_the_stories_of_all_topics_below_it_each_once(client, transport, ferries):
    fares = make_topic("Fares", slug="fares", parent=ferries)
    make_published(topics=(fares,), headline="Fares", at=later(minutes=3))
    make_published(topics=(ferries, fares), headline="Both", at=later(minutes=2))
    make_published(topics=(transport,), headline="Own", at=later(minutes=1))
    make_published(topics=(make_topic(),), headline="Other")

    assert headlines(client.get("/topics/transport/").content) == ["Fares", "Both", "Own"]
    assert headlines(client.get("/topics/ferries/").content) == ["Fares", "Both"]


def test_a_rolled_up_list_goes_on_from_page_to_page(client, transport, ferries):
    trams = make_topic("Trams", parent=transport)
    for n in range(45):
        make_published(at=NOON - timedelta(hours=n // 3), topics=((ferries, trams)[n % 2],), headline=f"S{n:02}")

    found = walk(client, "/topics/transport/")

    assert (len(found), len(set(found))) == (45, 45)
    assert [int(name[1:]) // 3 for name in found] == [n // 3 for n in range(45)]


def test_a_topic_moved_is_listed_where_it_lies_now(client, transport, ferries):
    make_published(topics=(ferries,), headline="Afloat")
    sea = make_topic("Sea", slug="sea")
    Topic.objects.filter(pk=ferries.pk).update(parent=sea)
    roll_up_below(ferries.pk)

    assert headlines(client.get("/topics/sea/").content) == ["Afloat"]
    assert client.get("/topics/transport/").status_code == 404


def test_tagging_and_untagging_show_above_at_once(client, transport, ferries):
    make_published(topics=(transport,), headline="First", at=later(minutes=1))
    story = make_published(headline="Second").article

    tag(story, ferries, by=None, at=NOON)
    assert headlines(client.get("/topics/transport/").content) == ["First", "Second"]

    untag(story, ferries, by=None, at=NOON)
    assert headlines(client.get("/topics/transport/").content) == ["First"]


def test_a_topic_above_hidden_stories_alone_answers_like_none(client, transport, ferries):
    make_published(at=later(days=9), topics=(ferries,))

    for page in ("/topics/transport/", "/topics/transport/?year=2026", "/topics/transport/?section=x"):
        assert client.get(page).content == client.get("/topics/never/").content


# What it says of itself


def test_a_topic_says_where_it_lies_for_readers_and_machines(client, transport, ferries):
    make_published(topics=(make_topic("Fares", slug="fares", parent=ferries),))

    page = client.get("/topics/fares/").content.decode()

    way = re.search(r'<nav class="way".*?</nav>', page, re.S)
    assert way
    assert re.findall(r'href="([^"]*)"', way[0]) == ["/topics/", "/topics/transport/", "/topics/ferries/"]
    graph = json.loads(re.findall(r'ld\+json">(.*?)</script>', page)[-1])["@graph"]
    crumbs = next(node for node in graph if node["@type"] == "BreadcrumbList")["itemListElement"]
    assert [crumb["name"] for crumb in crumbs] == ["Topics", "Transport", "Ferries", "Fares"]


def test_a_topic_shows_its_other_names_and_those_right_below(client, transport, ferries):
    TopicAlias.objects.create(topic=transport, name="Traffic")
    make_published(topics=(make_topic("Fares", slug="fares", parent=ferries),))

    page = client.get("/topics/transport/").content.decode()

    assert 'Also: <span dir="auto">Traffic</span>' in page
    assert "/topics/ferries/" in page
    assert "/topics/fares/" not in re.sub(
        r'<nav class="topics" aria-labelledby="related.*?</nav>', "", page, flags=re.S
    )


def test_a_topic_shows_its_picture_with_words_and_credit(client, ferries):
    ferries.picture = Image.objects.create(
        title="Ferry",
        file="pictures/ferry.jpg",
        width=1200,
        height=900,
        alt="A ferry",
        caption="At sea.",
        credit="Hale",
    )
    ferries.save()
    make_published(topics=(ferries,))

    page = client.get("/topics/ferries/").content.decode()

    assert 'alt="A ferry"' in page
    assert '<span class="caption">At sea.</span> <span class="credit">Hale</span>' in page


# Who speaks on it, what goes with it


def test_who_is_quoted_most_stands_first_with_a_link_to_their_words_on_it(client, transport, ferries):
    ana, tom = make_person("Ana Ruiz", slug="ana"), make_person("Tom Hale", slug="tom")
    story = make_published(topics=(ferries,))
    for speaker in (tom, ana, ana):
        make_quote(story, speaker=speaker)
    make_quote(make_published(topics=(make_topic(),)), speaker=tom)

    page = client.get("/topics/transport/").content.decode()

    assert names_under(page, "Quoted most") == ["/people/ana/on/transport/", "/people/tom/on/transport/"]
    assert client.get("/people/ana/on/transport/").status_code == 200


def test_somebody_merged_counts_as_who_they_became(client, ferries):
    ana = make_person("Ana Ruiz", slug="ana")
    story = make_published(topics=(ferries,))
    for speaker in (ana, make_person("A. Ruiz", merged_into=ana), make_person("Tom Hale", slug="tom")):
        make_quote(story, speaker=speaker)

    assert names_under(client.get("/topics/ferries/").content.decode(), "Quoted most")[0] == "/people/ana/on/ferries/"


def test_the_newest_quotes_stand_there_one_a_story_and_lead_to_all(client, transport, ferries):
    for n in range(4):
        story = make_published(topics=(ferries,), at=later(minutes=n))
        make_quote(story, speaker=make_person(), words=f"Words {n}a.")
        make_quote(story, speaker=make_person(), words=f"Words {n}b.")

    page = client.get("/topics/transport/").content.decode()

    assert re.findall(r"Words \d[ab]\.", page) == ["Words 3a.", "Words 2a.", "Words 1a."]
    assert "/quotes/?topic=transport" in page
    assert client.get("/quotes/?topic=transport").content.decode().count("<figure") == 8


def test_related_topics_are_the_rarer_ones_of_those_shared_and_none_of_its_own_line(client, transport, ferries):
    fares, often, seldom = make_topic("Fares", parent=ferries), make_topic("Often"), make_topic("Seldom")
    for _ in range(4):
        make_published(topics=(ferries, fares, often, seldom, transport))
    for _ in range(30):
        make_published(topics=(often,))

    found = names_under(client.get("/topics/ferries/").content.decode(), "Related topics")

    assert found == [seldom.get_absolute_url(), often.get_absolute_url()]


def test_what_is_counted_is_bounded_and_says_so(client, ferries, made_anew, monkeypatch):
    monkeypatch.setattr("articles.reader.topics.lately.READ", 3)
    monkeypatch.setattr("articles.reader.topics.detail.READ", 3)
    ana, tom = make_person("Ana Ruiz", slug="ana"), make_person("Tom Hale", slug="tom")
    for n in range(5):
        make_quote(make_published(topics=(ferries,), at=later(minutes=n)), speaker=tom if n < 2 else ana)

    page = client.get("/topics/ferries/").content.decode()

    assert names_under(page, "Quoted most") == ["/people/ana/on/ferries/"]
    assert "In the newest 3 stories." in page
    assert READ == 200


# The years


def test_the_years_that_have_stories_stand_there_and_lead_to_them(client, ferries):
    for year in (2019, 2023, 2026):
        make_published(topics=(ferries,), at=datetime(year, 2, 3, 12, tzinfo=HERE), headline=f"Of {year}")
    make_published(topics=(ferries,), at=datetime(2021, 2, 3, 12, tzinfo=HERE), until=datetime(2021, 2, 4, tzinfo=HERE))

    page = client.get("/topics/ferries/").content.decode()

    links = names_under(page, "Through the years")
    assert [link for link in links if "?year" in link] == [f"/topics/ferries/?year={n}" for n in (2026, 2023, 2019)]
    assert headlines(client.get("/topics/ferries/?year=2023").content) == ["Of 2023"]


def test_a_year_and_a_month_begin_and_end_in_the_sites_zone(client, ferries):
    first, last = datetime(2025, 1, 1, tzinfo=HERE), datetime(2026, 1, 1, tzinfo=HERE) - timedelta(microseconds=1)
    for moment, name in ((first, "First"), (last, "Last"), (first - timedelta(seconds=1), "Before"),
                         (last + timedelta(seconds=1), "After")):  # fmt: skip
        make_published(topics=(ferries,), at=moment, headline=name)

    year = client.get("/topics/ferries/?year=2025")

    assert headlines(year.content) == ["Last", "First"]
    assert re.findall(r"\?year=2025&amp;month=(\d+)", year.content.decode()) == ["1", "12"]
    assert headlines(client.get("/topics/ferries/?year=2025&month=1").content) == ["First"]
    assert headlines(client.get("/topics/ferries/?year=2025&month=12").content) == ["Last"]


# Narrowed


def test_a_list_is_narrowed_by_section_kind_and_year_together_and_goes_on(client, ferries):
    local = make_section(name="Local", slug="local")
    for n in range(60):
        make_published(
            topics=(ferries,), at=NOON - timedelta(days=n), headline=f"S{n:02}",
            section=local if n % 2 else make_section(), genre="analysis" if n % 3 else "news",
        )  # fmt: skip
    wanted = [f"S{n:02}" for n in range(60) if n % 2 and n % 3]

    found, following = [], "?section=local&genre=analysis&year=2026"
    while following:
        page = client.get("/topics/ferries/" + following).content
        found += headlines(page)
        older = re.search(rb'rel="next" href="([^"]*)"', page)
        following = older[1].decode().replace("&amp;", "&") if older else ""

    assert found == wanted[: len(found)]
    assert len(found) == len([n for n in range(60) if n % 2 and n % 3 and (NOON - timedelta(days=n)).year == 2026])


def test_where_a_kind_is_rare_a_page_looks_through_so_many_stories_and_goes_on(client, ferries, monkeypatch):
    monkeypatch.setattr(narrowing, "LOOKED_THROUGH", 4)
    for n in range(20):
        # Several at one moment: where a page stops has to part them.
        make_published(
            topics=(ferries,), at=NOON - timedelta(hours=n // 3), headline=f"S{n:02}",
            genre="opinion" if n % 9 == 5 else "news",
        )  # fmt: skip

    pages, following = [], "?genre=opinion"
    while following:
        page = client.get("/topics/ferries/" + following).content
        pages.append(headlines(page))
        older = re.search(rb'rel="next" href="([^"]*)"', page)
        following = older[1].decode().replace("&amp;", "&") if older else ""

    rare = {"S05", "S14"}
    assert [name for page in pages for name in page] == [n for n in walk(client, "/topics/ferries/") if n in rare]
    assert len(pages) >= 5


def test_a_narrowed_list_is_kept_out_of_search_engines_and_names_the_whole_one(client, ferries):
    make_published(topics=(ferries,))

    page = client.get("/topics/ferries/?year=2026").content.decode()

    assert '<meta name="robots" content="noindex">' in page
    assert 'rel="canonical" href="http' in page
    assert '/topics/ferries/">' in page


def test_nothing_under_a_filter_is_a_page_that_says_so(client, ferries):
    make_published(topics=(ferries,))

    response = client.get("/topics/ferries/?year=1999")

    assert response.status_code == 200
    assert b"Nothing here." in response.content


@pytest.mark.parametrize(
    "asked",
    ["section=never", "genre=never", "year=x", "year=99999", "month=13&year=2026", "month=3", "year=-1", "section=%00",
     "genre=" + "x" * 5000, "year=2026%00", "section=é"],
)  # fmt: skip
def test_what_nobody_can_choose_is_refused(client, ferries, asked):
    make_published(topics=(ferries,))

    assert client.get(f"/topics/ferries/?{asked}").status_code == 400


@pytest.mark.parametrize(
    "asked", ["before=x", "year=2026&before=x", "genre=news&before=%00", "year=2020&before=5e74afb398400-1"]
)
def test_a_cursor_we_never_gave_is_not_found(client, ferries, asked):
    make_published(topics=(ferries,))

    assert client.get(f"/topics/ferries/?{asked}").status_code == 404


# What leads to it


def test_another_name_leads_to_the_topic_and_its_feeds(client, ferries):
    TopicAlias.objects.create(topic=ferries, name="Boats & Ships")
    make_published(topics=(ferries,))

    for rest in ("", "feed.rss", "feed.json"):
        response = client.get(f"/topics/boats-ships/{rest}")
        assert (response.status_code, response["Location"]) == (301, f"/topics/ferries/{rest}")
    api = client.get("/api/v1/topics/boats-ships/")
    assert (api.status_code, api["Location"]) == (301, "/api/v1/topics/ferries/")


def test_one_merged_away_leads_with_its_names_and_feeds(client, ferries):
    boats = make_topic("Boats", slug="boats", merged_into=ferries)
    TopicAlias.objects.create(topic=boats, name="Vessels")
    make_published(topics=(ferries,))

    for old in ("boats", "vessels"):
        assert client.get(f"/topics/{old}/")["Location"] == "/topics/ferries/"
    assert client.get("/topics/boats/feed.atom")["Location"] == "/topics/ferries/feed.atom"


def test_an_earlier_address_leads_to_the_topic_and_its_feeds(client, ferries):
    Redirect.objects.create(path="/topics/old-ferries/", target="/topics/ferries/")
    make_published(topics=(ferries,))

    assert client.get("/topics/old-ferries/")["Location"] == "/topics/ferries/"
    assert client.get("/topics/old-ferries/feed.rss")["Location"] == "/topics/ferries/feed.rss"


def test_no_name_of_a_hidden_topic_tells_of_it(client, ferries):
    TopicAlias.objects.create(topic=ferries, name="Boats")
    make_topic("Ships", slug="ships", merged_into=ferries)
    Redirect.objects.create(path="/topics/old-ferries/", target="/topics/ferries/")
    make_published(at=later(days=9), topics=(ferries,))

    never = client.get("/topics/never/")
    for old in ("boats", "ships", "old-ferries", "ferries"):
        for rest in ("", "feed.rss"):
            assert client.get(f"/topics/{old}/{rest}").content == never.content
        assert client.get(f"/api/v1/topics/{old}/").status_code == 404


# What else takes the topics below


def test_feeds_searches_and_counts_take_the_stories_of_topics_below(client, transport, ferries):
    speaker = make_person("Ana Ruiz", slug="ana")
    for n in range(3):
        make_quote(make_published(topics=(ferries,), headline=f"Afloat {n}"), speaker=speaker)

    assert client.get("/topics/transport/feed.rss").content.count(b"<item>") == 3
    assert client.get("/search/?topic=transport").content.count(b"Afloat") >= 3
    assert client.get("/api/v1/stories/?topic=transport").content.count(b"Afloat") == 3
    assert client.get("/people/ana/on/transport/").status_code == 200
    facets = client.get("/search/?q=afloat").content.decode()
    assert re.search(r"topic=transport.*?<span class=\"count\">3", facets, re.S)


def test_a_search_by_a_large_topic_asks_story_by_story_and_finds_the_same(client, transport, ferries, monkeypatch):
    monkeypatch.setattr("articles.reader.subjects._LARGE", 1)
    for n in range(3):
        make_quote(make_published(topics=(ferries,), headline=f"Afloat {n}"), speaker=make_person())
    make_quote(make_published(headline="Ashore"), speaker=make_person())

    found = client.get("/search/?topic=transport").content

    assert (found.count(b"Afloat") >= 3, b"Ashore" in found) == (True, False)
    assert client.get("/quotes/?topic=transport&q=ready").content.count(b"<figure") == 3


def test_a_topics_picture_is_to_be_had_once_readers_know_the_topic(client, ferries):
    ferries.picture = Image.objects.create(title="Ferry", file="pictures/ferry.jpg", width=1200, height=900)
    ferries.save()
    make_published(at=later(days=9), topics=(ferries,))
    assert not _is_public(ferries.picture, later(days=1))

    assert _is_public(ferries.picture, later(days=9))
