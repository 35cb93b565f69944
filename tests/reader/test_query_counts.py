"""Every list takes the same few queries, for three rows and for three hundred."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Correction, EditionQuote
from tests.builders import NOON, make_edition, make_person, make_published, make_quote, make_section, make_topic

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("next_day")]

PAGES = [
    "/",
    "/sections/",
    "/sections/local/",
    "/topics/",
    "/topics/ferries/",
    "/topics/ferries/?section=local&genre=news&year=2026&month=3",
    "/topics/ferries/?before=5e74afb398400-1",
    "/topics/boats/",
    "/people/",
    "/people/ana-ruiz/",
    "/people/ana-ruiz/on/ferries/",
    "/search/",
    "/search/?q=story",
    "/search/?q=story&sort=relevance",
    "/search/?q=story&topic=ferries&person=ana-ruiz&speaker=ana-ruiz&section=local&sort=relevance&year=2026",
    "/search/?q=stroy",
    "/quotes/",
    "/quotes/?q=raedy&topic=ferries&speaker=ana-ruiz&sort=relevance",
    "/topics/?kind=subject&find=to",
    "/people/?find=ana",
    "/quotes/QUOTE/",
    "/archive/",
    "/archive/2026/",
    "/archive/2026/03/",
    "/archive/2026/03/04/",
    "/corrections/",
    "/2026/03/04/first/",
    "/2026/03/04/first/quotes.jsonld",
    "/2026/03/04/first/card.png",
    "/quotes/QUOTE/card.png",
    "/2026/03/04/first/versions/",
    "/2026/03/04/first/versions/1/",
    "/2026/03/04/first/story.json",
    "/2026/03/04/first/ninjs.json",
    "/2026/03/04/first/timemap/",
    "/sections/local/ninjs.json",
    "/api/",
    "/api/v1/stories/",
    "/api/v1/stories/?q=story&section=local&topic=ferries&person=ana-ruiz&speaker=ana-ruiz",
    "/api/v1/quotes/",
    "/api/v1/quotes/?topic=ferries&speaker=ana-ruiz&q=ready",
    "/api/v1/quotes/QUOTE/",
    "/api/v1/people/",
    "/api/v1/people/ana-ruiz/",
    "/api/v1/topics/",
    "/api/v1/topics/ferries/",
    "/api/v1/sections/",
    "/api/v1/sections/local/",
]
MOST = 8


@pytest.fixture
def grow(db):
    """Adds so many stories, each corrected once, with a topic, a writer and a speaker of its own beside the shared."""
    boats = make_topic("Boats", slug="boats")
    ferries, ana = make_topic("Ferries", slug="ferries", parent=boats), make_person("Ana Ruiz", slug="ana-ruiz")
    local = make_section(name="Local", slug="local")

    def add(rows: int) -> None:
        for n in range(rows):
            at = NOON - timedelta(minutes=n)
            path = {} if add.grown else {"path": "/2026/03/04/first/"}  # type: ignore[attr-defined]
            add.grown = True  # type: ignore[attr-defined]
            first = make_published(
                at=at, section=local if n % 2 else make_section(), topics=(ferries, make_topic()),
                bylines=(ana, make_person()), until=at + timedelta(seconds=5), **path,
            )  # fmt: skip
            second = make_edition(first.article, at=at + timedelta(seconds=5))
            make_quote(second, speaker=ana)
            make_quote(second, speaker=make_person())
            Correction.objects.create(
                article=first.article, before=first, after=second, text="It was.", corrected_at=second.published_at
            )

    add.grown = False  # type: ignore[attr-defined]
    return add


def queries(client) -> dict[str, int]:
    counts, quote = {}, EditionQuote.objects.filter(speaker__slug="ana-ruiz").earliest("pk").public_id
    for page in PAGES:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert client.get(page.replace("QUOTE", quote)).status_code == 200, page
        counts[page] = len(seen)
    return counts


def test_queries_do_not_grow_with_the_rows(client, grow):
    grow(3)
    few = queries(client)
    grow(300)

    assert queries(client) == few
    assert {page: count for page, count in few.items() if count > MOST} == {}
    assert few["/2026/03/04/first/"] == 1
