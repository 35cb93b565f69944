"""Said then, said now: one person on one topic, from the first words to the last."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from tests.builders import NOON, later, make_person, make_published, make_quote, make_section, make_topic
from tests.reader.hidden import hide_stories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("next_day")]

PAGE = "/people/theo-lindqvist/on/ferries/"


@pytest.fixture
def theo(db):
    return make_person("Theo Lindqvist", slug="theo-lindqvist")


@pytest.fixture
def ferries(db):
    return make_topic("Ferries", slug="ferries")


def words(page: str) -> list[str]:
    return re.findall(r'<blockquote[^>]*><p><a href="/quotes/[^"]*">([^<]*)</a>', page)


def test_words_on_a_topic_stand_from_then_to_now_with_the_role_of_each_time(client, theo, ferries):
    now = make_published(topics=(ferries,))
    then = make_published(at=NOON - timedelta(days=400), topics=(ferries,))
    make_quote(now, speaker=theo, words="Close it.", role="mayor", said_on=date(2026, 3, 3))
    make_quote(then, speaker=theo, words="Keep it.", role="candidate", question="Will it stay?")
    make_quote(make_published(), speaker=theo, words="Of the budget.")
    make_quote(now, speaker=make_person(), words="By another.")

    page = client.get(PAGE).content.decode()

    assert words(page) == ["Keep it.", "Close it."]
    assert re.findall(r'class="role"[^>]*>([^<]*)', page) == ["candidate", "mayor"]
    assert re.findall(r'<p class="when"><time datetime="([^"T]*)', page) == ["2025-01-28", "2026-03-03"]
    assert "Will it stay?" in page


def test_pages_follow_one_another_without_gap_or_repeat(client, theo, ferries):
    for n in range(45):
        make_quote(make_published(at=NOON - timedelta(minutes=n // 2), topics=(ferries,)), speaker=theo, words=f"W{n}")

    seen, address = [], PAGE
    while address:
        page = client.get(address).content.decode()
        seen += words(page)
        onward = re.search(r'rel="next" href="(\?[^"]*)"', page)
        address = PAGE + onward[1] if onward else ""

    assert sorted(seen) == sorted(f"W{n}" for n in range(45))
    assert (seen[0], seen[-1]) == ("W44", "W1")


def test_what_was_merged_away_leads_to_what_stays(client, theo, ferries):
    other = make_person("T. Lindqvist", slug="t-lindqvist", merged_into=theo)
    make_topic("Boats", slug="boats", merged_into=ferries)
    make_quote(make_published(topics=(ferries,)), speaker=other, words="Keep it.")

    for address in ("/people/t-lindqvist/on/ferries/", "/people/theo-lindqvist/on/boats/"):
        assert client.get(address)["Location"] == PAGE
    assert words(client.get(PAGE).content.decode()) == ["Keep it."]


def test_the_persons_page_and_the_quotes_lead_there(client, theo, ferries):
    quote = make_quote(make_published(topics=(ferries,)), speaker=theo)

    for address in ("/people/theo-lindqvist/", f"/quotes/{quote.public_id}/"):
        assert f'href="{PAGE}"' in client.get(address).content.decode()


def test_nothing_hidden_is_told_of(client, theo, ferries):
    budget = make_topic("Budget", slug="budget")
    make_quote(make_published(topics=(ferries,)), speaker=theo, words="Seen.")
    hide_stories(section=make_section(), topics=(budget,), speaker=theo)
    edition = make_published(topics=())
    edition.article.taggings.create(topic=budget, status="proposed", tagged_at=NOON, first_published_at=NOON)
    make_quote(edition, speaker=theo, words="On something else.")

    assert words(client.get(PAGE).content.decode()) == ["Seen."]
    assert "/on/budget/" not in client.get("/people/theo-lindqvist/").content.decode()
    assert client.get("/people/theo-lindqvist/on/budget/").content == client.get("/quotes/never/").content


def test_a_topic_or_person_of_stories_to_come_is_like_none(client, theo, ferries):
    make_quote(make_published(at=later(days=9), topics=(ferries,)), speaker=theo)

    assert client.get(PAGE).status_code == 404


@pytest.mark.parametrize("before", ["x", "%00", "9" * 10_000])
def test_a_cursor_we_never_gave_is_not_found(client, theo, ferries, before):
    make_quote(make_published(topics=(ferries,)), speaker=theo)

    assert client.get(f"{PAGE}?before={before}").status_code == 404
