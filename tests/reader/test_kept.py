"""Pages kept in the cache: shown again while they are right, and not a moment longer."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.editorial import correct, kill, merge_people, revise, tag, undo_merge, untag
from articles.editorial.front_releases import release_front
from articles.editorial.fronting import mark_of, place, show_until
from articles.editorial.planning import schedule
from articles.editorial.rolling_up import roll_up, roll_up_below
from articles.models import Article, Edition, FrontPage, Person, PublicChange, Rendering, Section, Tagging, Topic
from articles.models.public_change import TABLES
from articles.press import chrome
from articles.reader import kept as module
from articles.reader.urls import urlpatterns
from tests.builders import (
    NOON,
    later,
    make_edition,
    make_person,
    make_published,
    make_quote,
    make_section,
    make_topic,
    make_user,
)
from tests.editorial.stories import file_ready
from tests.reader.test_query_counts import PAGES

pytestmark = [pytest.mark.django_db]

NO_CHANGE = {"articles_publicchange", "sqlite_master"}


@pytest.fixture
def site(time_machine):
    """A story with everything on it, and others around it, an hour after noon."""
    time_machine.move_to(later(hours=1), tick=False)
    boats = make_topic("Boats", slug="boats")
    ferries, ana = make_topic("Ferries", slug="ferries", parent=boats), make_person("Ana Ruiz", slug="ana-ruiz")
    local = make_section(name="Local", slug="local")
    first = make_published(
        section=local, topics=(ferries,), bylines=(ana,), path="/2026/03/04/first/", headline="Ferry fares rise"
    )
    make_quote(first, speaker=ana)
    for n in range(3):
        story = make_published(at=later(minutes=n), section=local, topics=(ferries,), bylines=(make_person(),))
        make_quote(story, speaker=make_person())
    return first


def addresses(site: Edition) -> list[str]:
    kept = [page for page in PAGES if "?" not in page]
    return [page.replace("QUOTE", site.quotes.get().public_id) for page in kept] + [
        "/feed.rss",
        "/people/ana-ruiz/feed.json",
    ]


def seen(client, site: Edition) -> dict[str, tuple[int, bytes]]:
    """Every page as it is shown now."""
    answers = {address: client.get(address) for address in addresses(site)}
    return {address: (answer.status_code, answer.content) for address, answer in answers.items()}


def assert_right(client, site: Edition) -> None:
    """What is shown from the cache is what is read without one."""
    shown = seen(client, site)
    cache.clear()
    assert shown == seen(client, site)


def test_a_kept_page_costs_one_query_and_no_more(client, site, django_assert_num_queries):
    before = client.get("/")

    with django_assert_num_queries(1):
        after = client.get("/")

    assert after.content == before.content
    assert after.headers == before.headers


def test_a_visitor_who_has_a_kept_page_gets_304(client, site):
    etag = client.get("/topics/ferries/")["ETag"]

    again = client.get("/topics/ferries/", headers={"If-None-Match": etag})

    assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)


def test_the_first_visitor_to_ask_may_have_it_already(client, site):
    etag = client.get("/")["ETag"]
    cache.clear()

    assert client.get("/", headers={"If-None-Match": etag}).status_code == 304
    assert client.get("/").status_code == 200


def test_head_is_answered_without_a_body_and_spoils_nothing(client, site):
    assert client.head("/").content == b""
    assert b"Ferry fares rise" in client.get("/").content


def test_every_page_is_titled_by_what_it_is_and_whose(client, site):
    titles = {
        address: re.search("<title>(.*?)</title>", client.get(address).content.decode())[1]  # type: ignore[index]
        for address in ("/", "/sections/local/", "/topics/ferries/", "/people/ana-ruiz/", "/quotes/", "/archive/")
    }

    assert titles.pop("/") == "Newsroom"
    assert list(titles.values()) == [
        f"{name} – Newsroom" for name in ("Local", "Ferries", "Ana Ruiz", "Quotes on the record", "Archive")
    ]


def test_what_a_visitor_adds_to_an_address_is_not_kept(client, site):
    client.get("/topics/?letter=f&utm_source=mail")
    client.get("/?x=1")
    client.get("/?before=nonsense")
    client.get("/search/?q=ferry")
    client.get("/quotes/?q=ferry")

    assert not getattr(cache, "_cache", {})


def test_every_table_a_kept_page_reads_counts_its_changes(client, site):
    read: set[str] = set()
    for address in addresses(site):
        if address == site.path:  # a story is not kept: it is one read
            continue
        cache.clear()
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        read |= {
            table for query in asked.captured_queries for table in re.findall(r'(?:FROM|JOIN) "(\w+)"', query["sql"])
        }

    # Working copies are joined to by key, and no column of theirs is shown.
    assert read - set(TABLES) - NO_CHANGE <= {"articles_article"}
    assert {"articles_edition", "articles_tagging", "articles_person", "articles_frontpage"} <= read


@pytest.mark.parametrize("table", TABLES)
def test_a_change_by_hand_counts_too(table, site):
    before = number()

    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE 1 = 0")  # noqa: S608 (our own names)
        untouched = number()
        column = "look" if table == "articles_rendering" else "id"
        cursor.execute(f"UPDATE {table} SET {column} = {column}")  # noqa: S608

    if connection.vendor == "postgresql":
        assert number() > untouched > before
    else:
        assert untouched == before
        assert (number() > before) == rows_of(table)


def number() -> int:
    (row,) = PublicChange.objects.number()
    return row[0]


def test_the_number_is_of_all_writers_together(db):
    before = number()
    PublicChange.objects.create(writer=-7, number=5)

    assert number() == before + 5


def test_nothing_is_kept_where_nobody_counts(client, site):
    PublicChange.objects.all().delete()
    client.get("/")
    make_published(headline="Unseen", at=later(minutes=59), section=site.section)
    PublicChange.objects.all().delete()

    assert b"Unseen" in client.get("/").content


def rows_of(table: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT EXISTS (SELECT 1 FROM {table})")  # noqa: S608
        return bool(cursor.fetchone()[0])


def test_whatever_an_act_changes_is_shown_at_once(client, site, time_machine):
    at, ana = timezone.now(), Person.objects.get(slug="ana-ruiz")
    ready = file_ready(
        Section.objects.get(slug="local"), by=make_user("reporter"), approved_by=make_user("managing_editor")
    )
    other, bays = make_person("Ana J. Ruiz"), make_topic("Bays")

    def publish_it():
        schedule(ready, when=at + timedelta(seconds=30), by=None, at=at)

    def a_minute_on():
        time_machine.move_to(at + timedelta(minutes=1), tick=False)

    def correct_it():
        revise(Article.objects.get(pk=ready.pk), {"headline": "Corrected"}, by=None, at=timezone.now())
        correct(Article.objects.get(pk=ready.pk), text="It was.", by=None, at=timezone.now())

    def rename_the_section():
        Section.objects.filter(slug="local").update(name="Town")
        Rendering.objects.filter(edition__section__slug="local").make_stale()

    def move_the_topic():
        Topic.objects.filter(pk=bays.pk).update(parent=Topic.objects.get(slug="ferries"))
        tag(Article.objects.get(pk=ready.pk), bays, by=None, at=timezone.now())
        roll_up_below(bays.pk)

    merged = []
    acts = [
        publish_it,
        a_minute_on,
        correct_it,
        lambda: tag(Article.objects.get(pk=ready.pk), bays, by=None, at=timezone.now()),
        lambda: untag(Article.objects.get(pk=ready.pk), bays, by=None, at=timezone.now()),
        lambda: merged.append(merge_people(other, into=ana, by=None, at=timezone.now())),
        lambda: undo_merge(merged.pop(), by=None, at=timezone.now()),
        rename_the_section,
        lambda: Topic.objects.filter(slug="ferries").update(name="Ships"),
        move_the_topic,
        lambda: kill(Article.objects.get(pk=ready.pk), reason="Wrong.", by=None, at=timezone.now()),
        lambda: time_machine.move_to(at + timedelta(days=1), tick=False),
    ]
    for act in acts:
        seen(client, site)
        act()
        assert_right(client, site)


def test_the_clock_alone_brings_an_edition_and_takes_it_away(client, site, time_machine):
    make_published(at=later(hours=2), until=later(hours=3), headline="An hour long", section=site.section)
    shown = []

    for moment in (1, 1.99, 2, 2.99, 3, 1):
        time_machine.move_to(NOON + timedelta(hours=moment), tick=False)
        shown.append(b"An hour long" in client.get("/sections/local/").content)

    assert shown == [False, False, True, True, False, False]


def test_a_place_on_the_front_page_ends_by_the_clock(client, site, time_machine):
    lead, until = site.article, later(hours=2)
    front = place(lead, zone="lead", position=0, seen=mark_of(None), by=None, at=later(hours=1))
    front = show_until(lead.pk, until=until, seen=mark_of(front), by=None, at=later(hours=1))
    release_front(seen=mark_of(front), by=None, at=later(hours=1))
    make_published(at=later(minutes=30), headline="Newer")
    assert FrontPage.objects.released(later(hours=1)).exists()
    before = lead_of(client)
    time_machine.move_to(until, tick=False)

    assert before == "Ferry fares rise"
    assert lead_of(client) == "Newer"


def lead_of(client) -> str:
    return re.findall(r'<div class="lead">.*?<h3[^>]*><a [^>]*>(.*?)</a>', client.get("/").content.decode(), re.S)[0]


def test_a_change_while_a_page_is_read_makes_it_wrong(client, site, monkeypatch):
    """The number is read before the page: a publication in between is not kept from readers."""
    read = module._asked_anew

    def reads_and_is_overtaken(request, state):
        make_published(headline="Overtook", section=site.section, at=later(minutes=59))
        Edition.objects.filter(headline="Overtook").update(superseded_at=timezone.now())
        return read(request, state)

    monkeypatch.setattr(module, "_asked_anew", reads_and_is_overtaken)
    client.get("/sections/local/")
    monkeypatch.setattr(module, "_asked_anew", read)

    assert_right(client, site)


def test_pages_whose_clock_runs_on_are_not_kept():
    kept = {pattern.name for pattern in urlpatterns if getattr(pattern.callback, "keeps_pages", False)}

    assert {"front", "section-detail", "topic-detail", "person-detail", "archive-day", "front-feed"} <= kept
    assert {"search", "quote-search"} <= kept
    assert not {"story-detail", "news-sitemap", "media-file", "oembed"} & kept


def test_no_page_is_kept_longer_than_the_style_sheet_it_links(client, site, monkeypatch):
    assert "/assets/css/" not in client.get("/").content.decode()
    monkeypatch.setattr(staticfiles_storage, "base_url", "/assets/")
    chrome._rendered.cache_clear()

    assert "/assets/css/site.css" in client.get("/").content.decode()
    chrome._rendered.cache_clear()


def test_taggings_by_hand_are_seen(client, site):
    seen(client, site)
    Tagging.objects.all().delete()
    roll_up(Article.objects.values_list("pk", flat=True))

    assert client.get("/topics/ferries/").status_code == 404


def test_a_new_edition_of_a_story_is_seen_at_its_moment(client, site, time_machine):
    seen(client, site)
    make_edition(site.article, at=later(hours=1), headline="Newest words", number=2)
    Edition.objects.filter(pk=site.pk).update(superseded_at=later(hours=1))

    assert_right(client, site)
