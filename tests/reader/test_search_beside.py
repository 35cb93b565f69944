"""What stands around the stories found: facets, ways to people and topics, quotes, what may have been meant."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
import time_machine

from articles.editorial import learning
from articles.editorial.learning import learn_words
from articles.models import Edition, Person, PersonAlias, SearchWord, Tagging, TopicAlias
from articles.reader import finding
from tests.builders import (
    later,
    make_article,
    make_edition,
    make_person,
    make_published,
    make_quote,
    make_section,
    make_topic,
)

NOW = later(days=9)
FACET = re.compile(r'<section aria-labelledby="by-(\w+)">(.*?)</section>', re.DOTALL)
CHOICE = re.compile(
    r'<a href="\?([^"]*)"[^>]*>.*?<span class="name" dir="auto">([^<]*)</span> <span class="count">(\d+)', re.DOTALL
)


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def shelf(db) -> None:
    """Four stories of the ferry, apart by section, topic, writer, speaker and year."""
    ferries, budget = make_topic("Ferries", slug="ferries"), make_topic("Budget", slug="budget")
    ana, tom = make_person("Ana Ruiz", slug="ana-ruiz"), make_person("Tom Hale", slug="tom-hale")
    local, courts = make_section(name="Local", slug="local"), make_section(name="Courts", slug="courts")
    old = datetime(2025, 1, 1, 4, 30, tzinfo=UTC)  # the last half hour of 2024 in New York
    stories = [
        ("Ferry fares", local, (ferries, budget), (ana,), old),
        ("Ferry trial", courts, (ferries,), (tom,), later(days=2)),
        ("Ferry vote", local, (budget,), (ana, tom), later(days=4)),
        ("Ferry sale", local, (ferries,), (tom,), later(days=5)),
    ]
    for headline, section, topics, bylines, at in stories:
        article = make_article(
            headline=headline, section=section, topics=topics, bylines=bylines, first_published_at=at
        )
        edition = make_edition(article, at=at, text="The harbor ferry ran & ran.")
        make_quote(edition, speaker=bylines[0], words=f"The ferry is {headline.split()[1]}.")
        make_quote(edition, speaker=bylines[0], words="I said so twice.")


def facets(client, query: str) -> dict[str, list[tuple[str, int]]]:
    page = client.get(f"/search/?{query}").content.decode()
    return {name: [(shown, int(n)) for _, shown, n in CHOICE.findall(part)] for name, part in FACET.findall(page)}


def found(client, query: str) -> int:
    return len(re.findall("<h3>", client.get(f"/search/?{query}").content.decode()))


@pytest.mark.parametrize("query", ["q=ferry", "", "q=ferry&sort=relevance"])
def test_facets_count_what_was_found(client, shelf, query):
    assert facets(client, query) == {
        "section": [("Local", 3), ("Courts", 1)],
        "topic": [("Ferries", 3), ("Budget", 2)],
        "speaker": [("Ana Ruiz", 2), ("Tom Hale", 2)],
        "person": [("Tom Hale", 3), ("Ana Ruiz", 2)],
        "year": [("2026", 3), ("2024", 1)],
    }


def test_each_count_is_what_its_link_finds(client, shelf):
    page = client.get("/search/?q=ferry").content.decode()

    links = [(query.replace("&amp;", "&"), int(n)) for query, _, n in CHOICE.findall(page)]

    assert len(links) == 10
    assert [found(client, query) for query, _ in links] == [n for _, n in links]


def test_a_facet_chosen_is_counted_under_the_others_and_can_be_taken_off(client, shelf):
    counted = facets(client, "q=ferry&section=local")
    page = client.get("/search/?q=ferry&section=local&year=2024").content.decode()

    assert counted["section"] == [("Local", 3)]
    assert counted["topic"] == [("Budget", 2), ("Ferries", 2)]
    assert counted["year"] == [("2026", 2), ("2024", 1)]
    chips = re.search(r'<nav class="chips".*?</nav>', page, re.DOTALL)
    assert chips
    assert re.findall(r'href="\?([^"]*)"', chips[0]) == ["q=ferry&amp;year=2024", "q=ferry&amp;section=local"]


def test_facets_end_at_so_many_and_say_so(client, shelf, monkeypatch):
    monkeypatch.setattr(finding, "COUNTED", 3)
    monkeypatch.setattr("articles.reader.facets.COUNTED", 3)

    page = client.get("/search/?q=ferry").content.decode()

    assert "Counted among the newest 3." in page
    assert facets(client, "q=ferry")["section"] == [("Local", 2), ("Courts", 1)]


def test_somebody_merged_away_is_counted_as_who_they_are(client, shelf):
    ana = Person.objects.get(slug="ana-ruiz")
    Person.objects.filter(slug="tom-hale").update(merged_into=ana)

    assert facets(client, "q=ferry")["person"] == [("Ana Ruiz", 4)]
    assert facets(client, "q=ferry")["speaker"] == [("Ana Ruiz", 4)]


def test_facets_know_nothing_of_hidden_stories(client, shelf):
    topic, person = make_topic("Secret", slug="secret"), make_person("Secret", slug="secret-one")
    edition = make_published(at=later(days=20), headline="Ferry sinks", topics=(topic,), bylines=(person,))
    make_quote(edition, speaker=person, words="The ferry sank.")
    Tagging.objects.create(
        article=Edition.objects.get(headline="Ferry vote").article, topic=topic, tagged_at=NOW, status="proposed"
    )

    assert "Secret" not in client.get("/search/?q=ferry").content.decode()


@pytest.mark.parametrize(
    ("typed", "ways"),
    [
        ("ana ruiz", ["/people/ana-ruiz/"]),
        ("ANA RUÍZ", ["/people/ana-ruiz/"]),
        ("ferry", ["/topics/ferries/"]),
        ("Ferries", ["/topics/ferries/"]),
        ("annie", ["/people/ana-ruiz/"]),
        ("boats", ["/topics/ferries/"]),
        ("ana", []),
        ("nobody", []),
        ("-ferries", []),
    ],
)
def test_who_or_what_is_called_so_stands_above_the_stories(client, shelf, typed, ways):
    PersonAlias.objects.create(person=Person.objects.get(slug="ana-ruiz"), name="Annie")
    TopicAlias.objects.create(topic_id=Tagging.objects.filter(topic__slug="ferries").first().topic_id, name="Boats")

    page = client.get("/search/", {"q": typed}).content.decode()

    shown = re.search(r'<nav class="ways".*?</nav>', page, re.DOTALL)
    assert re.findall(r'href="([^"]*)"', shown[0] if shown else "") == ways


def test_nobody_is_led_to_who_stands_on_hidden_stories_alone(client, shelf):
    make_published(at=later(days=20), topics=(make_topic("Hidden"),), bylines=(make_person("Hidden"),))
    make_topic("Unused")

    for typed in ("hidden", "unused"):
        assert 'class="ways"' not in client.get("/search/", {"q": typed}).content.decode()


def test_the_newest_quotes_with_the_words_stand_beside(client, shelf):
    make_quote(make_published(at=later(days=20)), words="The ferry is hidden.")

    page = client.get("/search/?q=ferry").content.decode()
    narrowed = client.get("/search/?q=ferry&section=local").content.decode()

    assert re.findall(r"The ferry is (\w+)\.", page) == ["sale", "vote", "trial"]
    assert 'href="/quotes/?q=ferry"' in page
    assert "The ferry is" not in narrowed


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("harbr", "harbor"),
        ("habror", "harbor"),
        ("haarbor", "harbor"),
        ("Hxrbor", "harbor"),
        ("ferry harbr", "ferry harbor"),
        ('"ferry rna" harbr', ""),
        ("harbr -ferry", ""),
        ("harb*", ""),
        ("harbor", ""),
        ("zzzzzz", ""),
        ("???", ""),
    ],
)
def test_what_may_have_been_meant_is_suggested_where_it_finds_something(client, shelf, typed, meant):
    learn_words(NOW)

    page = client.get("/search/", {"q": typed}).content.decode()

    suggested = re.search(r'Did you mean <a href="\?([^"]*)" dir="auto">([^<]*)</a>', page)
    assert (suggested[2] if suggested else "") == meant
    assert not suggested or found(client, suggested[1].replace("&amp;", "&")) > 0


def test_quotes_too_are_searched_for_as_they_may_have_been_meant(client, shelf):
    make_published(headline="Sold")
    learn_words(NOW)

    assert "q=harbor" not in client.get("/quotes/?q=harbr").content.decode()  # nobody said it
    SearchWord.objects.add({"ferry": 1})
    assert 'href="?q=ferry"' in client.get("/quotes/?q=ferrx").content.decode()


def test_no_word_of_a_hidden_story_is_ever_suggested(client, shelf):
    make_published(at=later(days=20), headline="Lighthouse scheduled")
    make_article(headline="Lighthouse drafted")
    killed = make_published(headline="Lighthouse killed", until=later(days=1))
    with time_machine.travel(later(hours=1), tick=False):
        learn_words(later(hours=1))
    learn_words(NOW)

    assert killed.headline == "Lighthouse killed"
    assert SearchWord.objects.filter(word="lighthouse", seen=1).exists()  # readers had seen it
    assert not SearchWord.objects.filter(word__in=["scheduled", "drafted"]).exists()
    for typed in ("lighthous", "schedulde", "draftd"):
        page = client.get("/search/", {"q": typed}).content.decode()
        assert "Did you mean" not in page


def test_words_are_learned_once_and_when_their_moment_has_come(db, monkeypatch):
    monkeypatch.setattr(learning, "BATCH", 2)
    for n in range(5):
        make_published(headline=f"Ferry {n}", section=None)
    make_published(at=later(days=20), headline="Ferry scheduled")

    first, again = learn_words(NOW), learn_words(NOW)
    come = learn_words(later(days=20))
    imported = make_published(at=later(days=-900), headline="Ferry imported")

    assert (first, again, come, learn_words(later(days=21)), learn_words(later(days=22))) == (5, 0, 1, 1, 0)
    assert imported.headline == "Ferry imported"
    assert SearchWord.objects.get(word="ferry").seen == 7


@pytest.mark.parametrize("query", ["year=26", "year=1699", "year=2200", "year=20261", "year=two", "year=-2024"])
def test_a_year_no_archive_has_is_refused(client, shelf, query):
    response = client.get(f"/search/?{query}")

    assert response.status_code == 400
    assert "Give a year between 1700 and 2199." in response.content.decode()


def test_a_year_and_days_narrow_together(client, shelf):
    assert found(client, "q=ferry&year=2026&to=2026-03-07") == 1
    assert found(client, "q=ferry&year=2024&from=2026-03-07") == 0
