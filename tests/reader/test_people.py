"""People and their words."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
import time_machine

from articles.models import EditionByline, Role
from tests.builders import (
    NOON,
    later,
    make_article,
    make_edition,
    make_person,
    make_published,
    make_quote,
    make_section,
    make_topic,
)
from tests.reader.hidden import hide_stories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("next_day")]


@pytest.fixture
def ana(db):
    return make_person("Ana Ruiz", slug="ana-ruiz", title="City Hall reporter", bio="Rides the ferry.")


@pytest.fixture
def theo(db):
    return make_person("Theo Lindqvist", slug="theo-lindqvist")


def test_a_page_says_where_else_the_person_is(client, ana):
    ana.elsewhere = "https://social.example/@ana\nhttps://www.ana.example/"
    ana.save()
    make_published(bylines=(ana,))

    page = client.get("/people/ana-ruiz/").content.decode()

    assert '<a rel="nofollow" href="https://social.example/@ana">social.example/@ana</a>' in page
    assert '"sameAs":["https://social.example/@ana","https://www.ana.example/"]' in page


def test_a_page_of_somebody_nowhere_else_says_nothing_of_it(client, ana):
    make_published(bylines=(ana,))

    page = client.get("/people/ana-ruiz/").content.decode()

    assert 'class="elsewhere"' not in page
    assert "sameAs" not in page.partition("ProfilePage")[2].partition("</script>")[0]


def test_a_writer_has_a_page_of_stories(client, ana):
    make_published(bylines=(ana,), headline="Older")
    make_published(at=later(hours=1), bylines=(ana,), headline="Newer")
    make_published(headline="By another")

    page = client.get("/people/ana-ruiz/").content.decode()

    assert re.findall(r"<h3><a [^>]*>([^<]*)", page) == ["Newer", "Older"]
    assert "City Hall reporter" in page
    assert "Rides the ferry." in page
    assert "Ana Ruiz on the record" not in page


def test_a_speaker_has_a_page_of_quotes_that_lead_into_the_stories(client, theo):
    edition = make_published(path="/2026/03/04/ferry/", headline="Ferry")
    quote = make_quote(edition, speaker=theo, words="You pay when it works,", role="Council President")

    page = client.get("/people/theo-lindqvist/").content.decode()

    assert ">You pay when it works</a>" in page
    assert f'<a href="/2026/03/04/ferry/#q-{quote.public_id}">Ferry</a>' in page
    assert '<span class="role">Council President</span>' in page


def test_roles_of_today_come_before_those_of_the_past_and_none_of_the_future(client, theo):
    make_quote(make_published(), speaker=theo)
    Role.objects.create(person=theo, title="Vice President", start=date(2023, 1, 3), end=date(2025, 9, 14))
    Role.objects.create(person=theo, title="President", organisation="City Council", start=date(2025, 9, 15))
    Role.objects.create(person=theo, title="Governor", start=date(2027, 1, 1))

    page = client.get("/people/theo-lindqvist/").content.decode()

    assert page.index("President, City Council") < page.index("Formerly Vice President")
    assert "2023–2025" in page
    assert "Governor" not in page


def test_both_lists_go_on_each_by_itself(client, ana):
    for n in range(25):
        edition = make_published(at=NOON - timedelta(hours=n), bylines=(ana,), headline=f"S{n:02}")
        make_quote(edition, speaker=ana, words=f"W{n:02}")

    page = client.get("/people/ana-ruiz/").content.decode()
    onward = [link.replace("&amp;", "&") for link in re.findall(r'rel="next" href="([^"]*)"', page)]
    stories, quotes = (client.get("/people/ana-ruiz/" + link).content.decode() for link in onward)

    assert re.findall(r">(S\d\d)</a></h3>", stories) == [f"S{n}" for n in range(20, 25)]
    assert re.findall(r">(W\d\d)</a>", stories) == []
    assert re.findall(r">(W\d\d)</a>", quotes) == [f"W{n}" for n in range(20, 25)]
    assert 'rel="next"' not in stories + quotes


def test_a_story_stands_once_though_a_person_has_two_roles_in_it(client, ana):
    edition = make_published(bylines=(ana,), headline="Twice")
    EditionByline.objects.create(
        edition=edition, person=ana, role="photographer", name="Ana Ruiz", position=1, first_published_at=NOON
    )

    assert client.get("/people/ana-ruiz/").content.count(b"Twice</a></h3>") == 1


def test_words_and_names_of_an_edition_replaced_are_no_longer_on_the_persons_page(client, ana, theo):
    first = make_published(until=later(hours=1))
    make_quote(first, speaker=theo, words="Taken out.")
    EditionByline.objects.create(
        edition=first, person=ana, role="writer", name="x", position=0, first_published_at=NOON
    )
    make_edition(first.article, at=later(hours=1))

    assert client.get("/people/theo-lindqvist/").status_code == 404
    assert client.get("/people/ana-ruiz/").status_code == 404


def test_nothing_hidden_shows_on_a_persons_page(client, ana):
    make_published(bylines=(ana,), headline="Seen")
    hide_stories(section=make_section(), bylines=(ana,), speaker=ana)

    page = client.get("/people/ana-ruiz/").content

    assert b"Seen" in page
    assert b"hidden" not in page


def test_a_person_of_hidden_stories_alone_answers_like_nobody(client, ana):
    make_published(at=later(days=9), bylines=(ana,))

    assert client.get("/people/ana-ruiz/").content == client.get("/people/nobody/").content
    assert b"Ana Ruiz" not in client.get("/people/").content


def test_a_person_merged_away_leads_to_the_one_that_stays(client, ana):
    make_published(bylines=(ana,))
    make_person("A. Ruiz", slug="a-ruiz", merged_into=ana)

    response = client.get("/people/a-ruiz/")

    assert (response.status_code, response["Location"]) == (301, "/people/ana-ruiz/")


def test_people_stand_from_a_to_z(client, ana, theo):
    make_quote(make_published(bylines=(ana,)), speaker=theo)

    page = client.get("/people/").content.decode()

    assert page.index("/people/ana-ruiz/") < page.index("/people/theo-lindqvist/")


@pytest.mark.parametrize("query", ["before=%00", "before=x", "show=quotes&before=" + "9" * 10_000])
def test_a_cursor_we_never_gave_is_not_found(client, ana, query):
    make_published(bylines=(ana,))

    assert client.get(f"/people/ana-ruiz/?{query}").status_code == 404


def test_an_unknown_list_is_both_lists(client, ana):
    make_published(bylines=(ana,), headline="Seen")

    assert b"Seen" in client.get("/people/ana-ruiz/?show=%00").content


@pytest.fixture
def merged(ana):
    """Somebody merged into Ana after all her words were published under the other name."""
    other = make_person("A. Ruiz", slug="a-ruiz")
    edition = make_published(bylines=(other,), headline="Ferry", topics=())
    make_quote(edition, speaker=other, words="We sail.")
    other.merged_into = ana
    other.save()
    return other


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("/people/ana-ruiz/", "We sail."),
        ("/people/ana-ruiz/", ">Ferry</a></h3>"),
        ("/people/", "/people/ana-ruiz/"),
        ("/sitemap-people-1.xml", "/people/ana-ruiz/"),
        ("/people/ana-ruiz/feed.json", '"title": "Ferry"'),
        ("/search/?person=ana-ruiz", ">Ferry</a></h3>"),
        ("/search/?speaker=ana-ruiz", ">Ferry</a></h3>"),
        ("/quotes/?speaker=ana-ruiz", "We sail."),
    ],
)
def test_what_was_published_under_a_name_merged_away_is_the_persons(client, merged, address, shown):
    response = client.get(address)

    assert response.status_code == 200
    assert shown in response.content.decode()


@pytest.mark.parametrize("address", ["/people/", "/sitemap-people-1.xml"])
def test_a_name_merged_away_is_not_listed(client, merged, address):
    assert "/people/a-ruiz/" not in client.get(address).content.decode()


def test_the_feed_of_a_person_merged_away_leads_to_that_of_the_one_that_stays(client, merged):
    response = client.get("/people/a-ruiz/feed.rss")

    assert (response.status_code, response["Location"]) == (301, "/people/ana-ruiz/feed.rss")


def test_more_from_the_speaker_holds_what_was_said_under_both_names(client, ana, merged):
    told = make_quote(make_published(), speaker=ana, words="We wait.")

    assert ">We sail.</a>" in client.get(f"/quotes/{told.public_id}/").content.decode()


def test_somebody_merged_into_a_person_of_hidden_stories_tells_of_nobody(client, ana):
    other = make_person("A. Ruiz", slug="a-ruiz", merged_into=ana)
    make_quote(make_published(at=later(days=9)), speaker=other)

    for address in ("/people/ana-ruiz/", "/people/a-ruiz/", "/people/a-ruiz/feed.rss"):
        assert client.get(address).status_code == 404


@pytest.fixture
def over_years(db):
    """Quotes of Ana Ruiz on ferries in 2024 and 2026, on the budget in 2026."""
    ana = make_person("Ana Ruiz", slug="ana-ruiz")
    ferries, budget = make_topic("Ferries", slug="ferries"), make_topic("Budget", slug="budget")
    for topic, words, year in ((ferries, "Then", 2024), (ferries, "Now", 2026), (budget, "Money", 2026)):
        at = NOON.replace(year=year)
        article = make_article(
            topics=(topic,), first_published_at=at, state="published", publish_at=at, path=f"/{words}/"
        )
        make_quote(make_edition(article, at=at), speaker=ana, words=words)
    hidden = make_article(topics=(make_topic("Secret", slug="secret"),), path="/hidden/")
    make_quote(make_edition(hidden, at=later(days=99)), speaker=ana, words="Hidden")
    return ana


def words_on(client, query: str) -> list[str]:
    page = client.get(f"/people/ana-ruiz/{query}").content.decode()
    return re.findall(r'/quotes/[a-z0-9]+/">(\w+)</a></p></blockquote>', page)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Money", "Now", "Then"]),
        ("?topic=ferries", ["Now", "Then"]),
        ("?year=2026", ["Money", "Now"]),
        ("?topic=ferries&year=2024", ["Then"]),
        ("?topic=budget&year=2024", []),
    ],
)
def test_what_somebody_said_is_narrowed_by_topic_and_year(client, over_years, query, expected):
    with time_machine.travel(later(days=9), tick=False):
        assert words_on(client, query) == expected
        assert client.get(f"/people/ana-ruiz/{query}").status_code == 200


def test_what_is_offered_has_a_bound_and_what_is_answered_none(client, over_years, made_anew, monkeypatch):
    """Topics of the newest quotes are offered, every year; a topic of older ones is answered where it is asked for."""
    monkeypatch.setattr("articles.reader.said_filter.READ", 1)
    with time_machine.travel(later(days=9), tick=False):
        bare = client.get("/people/ana-ruiz/").content.decode()

        assert re.findall(r'<option value="(\w*)"', bare) == ["", "budget", "", "2026", "2024"]
        assert words_on(client, "?topic=ferries") == ["Now", "Then"]
        assert words_on(client, "?topic=ferries&year=2024") == ["Then"]
        assert [client.get(f"/people/ana-ruiz/?topic={topic}").status_code for topic in ("secret", "none")] == [
            400,
            400,
        ]


@pytest.mark.parametrize("query", ["?topic=secret", "?topic=nothing", "?year=1999", "?year=x"])
def test_a_topic_or_year_without_their_words_is_refused_with_a_sentence(client, over_years, query):
    with time_machine.travel(later(days=9), tick=False):
        answer = client.get(f"/people/ana-ruiz/{query}")

    assert answer.status_code == 400
    assert "There is nothing under this" in answer.content.decode()
    assert "Secret" not in answer.content.decode()


def test_a_narrowed_list_goes_on_narrowed(client, db):
    ana, topic = make_person("Ana Ruiz", slug="ana-ruiz"), make_topic("Ferries", slug="ferries")
    for n in range(25):
        at = later(minutes=n)
        article = make_article(topics=(topic,), first_published_at=at, state="published", publish_at=at, path=f"/s{n}/")
        make_quote(make_edition(article, at=at), speaker=ana, words=f"W{n}")
    with time_machine.travel(later(days=9), tick=False):
        first = client.get("/people/ana-ruiz/?show=quotes&topic=ferries").content.decode()
        onward = re.search(r'rel="next" href="([^"]*)"', first)[1].replace("&amp;", "&")

        assert "topic=ferries" in onward
        assert len(words_on(client, onward)) == 5


def test_each_of_many_topics_narrows(client, db):
    ana = make_person("Ana Ruiz", slug="ana-ruiz")
    topics = tuple(make_topic(f"Topic {n:02}", slug=f"topic-{n:02}") for n in range(45))
    article = make_article(topics=topics, first_published_at=NOON, state="published", publish_at=NOON, path="/many/")
    make_quote(make_edition(article, at=NOON), speaker=ana, words="All")

    assert words_on(client, "?topic=topic-44") == ["All"]
