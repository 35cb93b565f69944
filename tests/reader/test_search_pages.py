"""The search pages: what each filter narrows, how they go on, and what they refuse."""

from __future__ import annotations

import re

import pytest
import time_machine

from articles.models import Edition, Person
from articles.models.search import BEST, postgresql, sqlite
from articles.reader.finding import COUNTED
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


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(later(days=9), tick=False):
        yield


@pytest.fixture
def shelf(db) -> None:
    """Three stories of the ferry, apart by section, topic, writer, speaker and day."""
    ferries, budget = make_topic("Ferries", slug="ferries"), make_topic("Budget", slug="budget")
    ana, tom = make_person("Ana Ruiz", slug="ana-ruiz"), make_person("Tom Hale", slug="tom-hale")
    local, courts = make_section(name="Local", slug="local"), make_section(name="Courts", slug="courts")
    stories = [
        ("Ferry fares", local, (ferries, budget), (ana,), 0),
        ("Ferry trial", courts, (ferries,), (tom,), 2),
        ("Ferry vote", local, (budget,), (ana, tom), 4),
    ]
    for headline, section, topics, bylines, day in stories:
        at = later(days=day)
        article = make_article(
            headline=headline, section=section, topics=topics, bylines=bylines, first_published_at=at
        )
        edition = make_edition(article, at=at, names="Ana Ruiz", text=f"On day {day} the ferry ran & ran.")
        make_quote(edition, speaker=bylines[0], words=f"The ferry is {headline.split()[1]}.", role="Harbor master")


def headlines(response) -> list[str]:
    assert response.status_code == 200
    return re.findall(r"<h3><a [^>]*>([^<]*)</a></h3>", response.content.decode())


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Ferry vote", "Ferry trial", "Ferry fares"]),
        ("q=ferry", ["Ferry vote", "Ferry trial", "Ferry fares"]),
        ("q=trial", ["Ferry trial"]),
        ("q=ferry&sort=relevance", ["Ferry vote", "Ferry trial", "Ferry fares"]),
        ("sort=relevance", ["Ferry vote", "Ferry trial", "Ferry fares"]),
        ("q=ferry&section=local", ["Ferry vote", "Ferry fares"]),
        ("topic=ferries", ["Ferry trial", "Ferry fares"]),
        ("q=ferry&topic=budget", ["Ferry vote", "Ferry fares"]),
        ("q=ferry&topic=budget&sort=relevance", ["Ferry vote", "Ferry fares"]),
        ("q=ferry&person=tom-hale", ["Ferry vote", "Ferry trial"]),
        ("q=ferry&speaker=tom-hale", ["Ferry trial"]),
        ("speaker=ana-ruiz&topic=ferries", ["Ferry fares"]),
        ("q=ferry&from=2026-03-05", ["Ferry vote", "Ferry trial"]),
        ("q=ferry&from=2026-03-06&to=2026-03-06", ["Ferry trial"]),
        ("to=2026-03-04", ["Ferry fares"]),
        ("q=-ferry", []),
        ("q=%3F%3F", []),
        ("q=tram", []),
    ],
)
def test_each_filter_narrows(client, shelf, query, expected):
    assert headlines(client.get(f"/search/?{query}")) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["vote", "trial", "fares"]),
        ("q=ferry", ["vote", "trial", "fares"]),
        ('q="ferry+is+trial"', ["trial"]),
        ("q=harbor&speaker=ana-ruiz", ["vote", "fares"]),
        ("topic=ferries", ["trial", "fares"]),
        ("q=ferry&topic=ferries&from=2026-03-05&to=2026-03-09", ["trial"]),
        ("q=tom+hale", ["trial"]),
    ],
)
def test_quotes_are_found_by_words_speaker_topic_and_days(client, shelf, query, expected):
    response = client.get(f"/quotes/?{query}")

    text = re.sub(r"</?mark>", "", response.content.decode())
    assert response.status_code == 200
    assert re.findall(r"The ferry is (\w+)\.", text) == expected


def test_found_words_are_marked_in_a_part_of_the_text(client, shelf):
    page = client.get("/search/?q=ran").content.decode()

    assert "ferry <mark>ran</mark> &amp; <mark>ran</mark>" in page


def test_days_are_those_of_the_newsroom(client, db, settings):
    make_published(headline="Late show", at=NOON.replace(day=5, hour=4, minute=30))  # 11:30 p.m. on the 4th in New York

    fourth = client.get("/search/?q=show&from=2026-03-04&to=2026-03-04")
    fifth = client.get("/search/?q=show&from=2026-03-05&to=2026-03-05")

    assert (headlines(fourth), headlines(fifth)) == (["Late show"], [])


@pytest.mark.parametrize("sort", ["newest", "relevance"])
@pytest.mark.parametrize("query", ["q=ferry", "q=ferry&section=local", "q=", "section=local"])
def test_pages_follow_one_another_without_gap_or_repeat(client, db, query, sort):
    section = make_section(slug="local")
    for n in range(45):
        make_published(headline=f"Ferry {n}", section=section, at=later(minutes=n // 2))

    seen, address = [], f"?{query}&sort={sort}"
    while address:
        page = client.get(f"/search/{address}")
        seen.append(headlines(page))
        onward = re.search(r'rel="next" href="(\?[^"]*)"', page.content.decode())
        address = onward[1].replace("&amp;", "&") if onward else ""

    assert [len(page) for page in seen] == [20, 20, 5]
    assert sorted(headline for page in seen for headline in page) == sorted(f"Ferry {n}" for n in range(45))


def test_relevance_ends_after_two_hundred(client, db):
    section = make_section()
    for n in range(215):
        make_edition(make_article(headline=f"Ferry {n}", section=section))

    last = client.get("/search/?q=ferry&sort=relevance&start=180").content.decode()

    assert len(re.findall("<h3>", last)) == 20
    assert 'rel="next"' not in last


@pytest.mark.parametrize("path", ["/search/", "/quotes/"])
@pytest.mark.parametrize("query", ["", "q=ferry", "q=ferry&topic=ferries&speaker=ana-ruiz&from=2026-01-01"])
def test_a_page_takes_the_same_few_queries_for_three_rows_and_many(
    client, shelf, path, query, django_assert_max_num_queries
):
    with django_assert_max_num_queries(8) as few:
        client.get(f"{path}?{query}")
    edition = Edition.objects.get(headline="Ferry fares")
    for _ in range(40):
        article = make_article(headline="Ferry again", section=edition.section, topics=[])
        article.taggings.create(topic=edition.article.taggings.first().topic, tagged_at=NOON)
        speaker = edition.quotes.get().speaker
        make_quote(make_edition(article, at=later(days=3)), speaker=speaker, words="The ferry is here.")

    with django_assert_max_num_queries(8) as many:
        client.get(f"{path}?{query}")

    assert len(many) == len(few)


@pytest.mark.parametrize("path", ["/search/", "/quotes/"])
@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("topic=nowhere", "There is no topic “nowhere”."),
        ("speaker=nobody", "There is no speaker “nobody”."),
        ("topic=%3Cscript%3E", "There is no topic of this name."),
        ("from=2026-02-30", "Give the day as 2026-03-04."),
        ("to=yesterday", "Give the day as 2026-03-04."),
        ("to=9999-12-31", "Give a day between 1700 and 2199."),
        ("from=2026-03-05&to=2026-03-04", "The first day is after the last."),
        ("q=" + "x" * 201, "A search takes at most 200 characters, not 201."),
        ("q=" + "x+" * 13, "A search takes at most 12 words, not 13."),
        ("before=never", "This page does not exist."),
    ],
)
def test_what_cannot_be_answered_is_refused_with_a_sentence(client, shelf, path, query, sentence):
    response = client.get(f"{path}?{query}")

    assert response.status_code == 400
    assert sentence in response.content.decode()


@pytest.mark.parametrize("query", ["section=nowhere", "sort=best", "start=7", "start=200", "person=nobody"])
def test_stories_refuse_what_they_do_not_know(client, shelf, query):
    assert client.get(f"/search/?{query}").status_code == 400


def test_what_was_typed_stays_in_the_form_and_runs_nothing(client, shelf):
    page = client.get("/search/", {"q": '"><script>alert(1)</script>', "topic": '"><b>'}).content.decode()

    assert "<script>alert" not in page
    assert "&quot;&gt;&lt;script&gt;" in page
    assert 'value="&quot;&gt;&lt;b&gt;"' in page


def test_a_name_on_hidden_stories_alone_is_refused_like_one_that_never_was(client, shelf):
    topic, person = make_topic("Hidden", slug="hidden"), make_person("Hidden", slug="hidden")
    section = make_section(name="Hidden", slug="hidden", in_nav=False)
    edition = make_published(at=later(days=20), topics=(topic,), bylines=(person,), section=section)
    make_quote(edition, speaker=person)

    for name in ("topic", "person", "speaker", "section"):
        hidden, never = client.get(f"/search/?{name}=hidden"), client.get(f"/search/?{name}=nothin")
        assert hidden.status_code == never.status_code == 400
        assert hidden.content == never.content.replace(b"nothin", b"hidden")
    assert "Hidden" not in client.get("/search/").content.decode()


def test_what_was_found_is_not_for_search_engines(client, shelf):
    for path in ("/quotes/", "/search/"):
        assert "noindex" not in client.get(path).content.decode()
    for path in ("/quotes/?q=ferry", "/search/?q=ferry", "/search/?sort=relevance"):
        assert '<meta name="robots" content="noindex">' in client.get(path).content.decode()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("organisation=harbor", ["vote", "trial", "fares"]),
        ("organisation=harbor&q=trial", ["trial"]),
        ("organisation=ferry", []),
        ("speaker=Tom Hale", ["trial"]),
        ("speaker=TOM HALE&organisation=master", ["trial"]),
        ("q=ferry&sort=relevance", ["vote", "trial", "fares"]),
        ("organisation=harbor&sort=relevance", ["vote", "trial", "fares"]),
    ],
)
def test_quotes_by_organisation_name_and_order(client, shelf, query, expected):
    response = client.get(f"/quotes/?{query}")

    assert response.status_code == 200
    shown = re.sub(r"</?mark>", "", response.content.decode())
    assert re.findall(r"The ferry is (\w+)\.</a>", shown) == expected


def test_somebody_merged_away_is_found_as_who_they_are(client, shelf):
    ana = Person.objects.get(slug="ana-ruiz")
    make_person("A. Ruiz", slug="a-ruiz", merged_into=ana)

    assert len(headlines(client.get("/search/?person=a-ruiz"))) == 2
    assert client.get("/quotes/?speaker=A. Ruiz").status_code == 200
    assert "There is no speaker of this name." in client.get("/quotes/?speaker=No Body").content.decode()


def test_an_organisation_of_too_many_words_is_refused(client, shelf):
    response = client.get("/quotes/", {"organisation": "a " * 13})

    assert response.status_code == 400
    assert "at most 12 words" in response.content.decode()


def test_what_is_ranked_is_among_what_is_counted():
    """Else the first page, which ranks what was counted, and those after it would be two orders."""
    assert COUNTED >= max(postgresql.RANKED, sqlite.RANKED) >= BEST
