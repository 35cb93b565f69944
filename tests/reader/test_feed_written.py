"""Stories of feeds are written once, and anew as soon as something beside their edition changes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Correction, EditionImage, Image, Person, Section, Tagging, Topic
from articles.reader import feed_written
from tests.builders import later, make_article, make_edition, make_person, make_published, make_section, make_topic

FORMS = ("rss", "atom", "json")
BESIDE: dict[str, Callable[[], object]] = {
    "section renamed": lambda: Section.objects.filter(slug="local").update(name="Near by"),
    "topic renamed": lambda: Topic.objects.update(name="Boats"),
    "topic taken off": lambda: Tagging.objects.all().delete(),
    "writer merged": lambda: Person.objects.filter(slug="ana-ruiz").update(merged_into=make_person("Ana Ruiz-Hale")),
    "correction withdrawn": lambda: Correction.objects.update(withdrawn_at=later(hours=3), withdrawn_reason="Right."),
    "picture replaced": lambda: Image.objects.filter(title="Ferry").update(file="pictures/ferries.jpg"),
    "picture measured": lambda: Image.objects.filter(title="Ferry").update(width=800, height=450),
    "words of a picture of before": lambda: Image.objects.filter(title="Pier").update(credit="Lu Chen"),
}


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(later(days=1), tick=False):
        yield


@pytest.fixture
def site(db) -> None:
    """A story with all that lives beside an edition, and one from before pictures were frozen."""
    section, topic = make_section(name="Local", slug="local"), make_topic("Ferries", slug="ferries")
    ana = make_person("Ana Ruiz", slug="ana-ruiz")
    first = make_published(section=section, topics=(topic,), bylines=(ana,), until=later(hours=1))
    second = make_edition(first.article, at=later(hours=1))
    Correction.objects.create(
        article=first.article, before=first, after=second, text="It was ten.", corrected_at=later(hours=1)
    )
    ferry = Image.objects.create(title="Ferry", file="pictures/ferry.jpg", width=1600, height=900)
    EditionImage.objects.create(edition=second, image=ferry, position=0, caption="A ferry")
    pier = Image.objects.create(title="Pier", file="pictures/pier.jpg", width=1600, height=900)
    make_edition(make_article(headline="Old", first_published_at=later(hours=3)), at=later(hours=3), lead_image=pier)


def seen(client) -> dict[str, bytes]:
    return {form: client.get(f"/feed.{form}").content for form in FORMS}


@pytest.mark.parametrize("change", BESIDE.values(), ids=list(BESIDE))
def test_what_changes_beside_an_edition_is_told_at_once(client, site, change):
    before = seen(client)

    change()

    after = seen(client)
    feed_written._remembered.clear()
    assert after != before
    assert after == seen(client)


def test_what_is_remembered_is_not_read_again(client, site):
    def bodies_read() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get("/feed.rss?again")  # not an address that is kept whole
        return sum('"articles_edition"."body"' in query["sql"] for query in asked.captured_queries)

    assert [bodies_read(), bodies_read()] == [1, 0]


def test_a_site_that_moves_writes_its_own_address(client, site, settings):
    seen(client)

    settings.SITE_URL = "https://moved.example"

    assert b"https://moved.example/" in client.get("/feed.json").content
    assert b"127.0.0.1" not in client.get("/feed.json").content


def test_only_so_many_are_remembered(client, site, monkeypatch):
    monkeypatch.setattr(feed_written, "_REMEMBERED", 3)
    feed_written._remembered.clear()

    seen(client)

    assert len(feed_written._remembered) == 3
