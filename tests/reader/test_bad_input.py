"""Every list of the site, asked with what no list was made for: an answer at once, a sentence, never a failure."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from articles.models import Correction
from tests.builders import NOON, later, make_article, make_edition, make_person, make_quote, make_section, make_topic

pytestmark = pytest.mark.django_db

LISTS = [
    "/",
    "/sections/local/",
    "/topics/",
    "/topics/ferries/",
    "/people/",
    "/people/ana-ruiz/",
    "/search/",
    "/quotes/",
    "/archive/",
    "/archive/2026/03/",
    "/archive/2026/03/04/",
    "/corrections/",
    "/feed.rss",
    "/sections/local/feed.atom",
    "/topics/ferries/feed.json",
    "/people/ana-ruiz/feed.rss",
    "/corrections/feed.json",
    "/sitemap.xml",
    "/sitemap-stories-2026-03.xml",
    "/sitemap-topics-1.xml",
    "/news-sitemap.xml",
    "/2026/03/04/ferry/",
    "/2026/03/04/ferry/versions/",
]
NAMES = ("before", "show", "page")
SEARCH_NAMES = ("q", "before", "from", "to", "section", "topic", "person", "speaker", "sort", "start")
VALUES = {
    "negative": "-1",
    "nought": "0",
    "huge": "9" * 40,
    "beyond every clock": "7fffffffffffff-7fffffffffffff",
    "text": "no such thing",
    "marks": "\"'`;--%_*()[]{}<>\\",
    "NUL": "a\x00b",
    "not characters": "\ud800",
    "right to left": "\u202e\u200f\ufeff",
    "ten thousand characters": "x" * 10_000,
    "a thousand words": "word " * 1_000,
    "script": "<script>alert(1)</script>",
    "header": "a\r\nSet-Cookie: b=c",
    "template": "{{ 7|add:7 }}{% debug %}",
}


@pytest.fixture(scope="module")
def shelf(django_db_setup: Any, django_db_blocker: Any) -> Iterator[None]:
    """A story on every list, with enough companions for a second page: one shelf for all, for nothing here writes."""
    with django_db_blocker.unblock(), transaction.atomic():
        _fill()
        yield
        transaction.set_rollback(True)


def _fill() -> None:
    section, topic = make_section(slug="local"), make_topic("Ferries", slug="ferries")
    ana = make_person("Ana Ruiz", slug="ana-ruiz")
    shared = {"section": section, "topics": (topic,), "bylines": (ana,), "first_published_at": NOON}
    for n in range(24):
        article = make_article(headline=f"Ferry {n}", path="/2026/03/04/ferry/" if n == 0 else None, **shared)
        edition = make_edition(article, at=NOON, path=article.path or f"/2026/03/04/ferry-{n}/")
        make_quote(edition, speaker=ana)
        if n == 0:
            after = make_edition(article, at=later(hours=1), path=edition.path)
            Correction.objects.create(
                article=article, before=edition, after=after, text="Wrong.", corrected_at=later(hours=1)
            )


def ask(client, path: str, query: str):
    with CaptureQueriesContext(connection) as queries:
        response = client.get(f"{path}?{query}" if query else path)
    return response, len(queries)


@cache
def written(value: str) -> str:
    return "".join(f"%{byte:02X}" for byte in value.encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize("path", LISTS)
def test_no_parameter_makes_a_list_fail_or_cost_more(client, shelf, path):
    _, usual = ask(client, path, "")
    most = {"/search/": 8, "/quotes/": 8}.get(path, max(usual, not_found_costs(client)) + 1)

    for name in SEARCH_NAMES if path in {"/search/", "/quotes/"} else NAMES:
        for kind, value in VALUES.items():
            response, queries = ask(client, path, f"{name}={written(value)}")
            assert response.status_code in {200, 301, 400, 404}, (name, kind)
            assert queries <= most, (name, kind)
            assert "Set-Cookie" not in response, (name, kind)
            assert b"<script>alert" not in response.content, (name, kind)


def not_found_costs(client) -> int:
    """The queries of a 404: the address may have moved, and the page has its navigation."""
    return ask(client, "/never/was/", "")[1]


@pytest.mark.parametrize("path", LISTS)
def test_a_parameter_a_hundred_times_over_is_one_parameter(client, shelf, path):
    _, usual = ask(client, path, "")
    query = "&".join(f"{name}={n}" for name in {*NAMES, *SEARCH_NAMES} for n in range(100))

    response, queries = ask(client, path, query)

    assert response.status_code in {200, 301, 400, 404}
    assert queries <= max(usual, not_found_costs(client)) + 4


@pytest.mark.parametrize("path", LISTS)
def test_parameters_nobody_gave_a_meaning_change_nothing(client, shelf, path):
    usual = client.get(path)

    asked = client.get(f"{path}?utm_source=letter&%00=%00&[]=1&x")

    assert asked.status_code == usual.status_code == 200
    assert asked.content == usual.content


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_a_list_is_only_read(client, shelf, path, method):
    response = getattr(client, method)(path)

    assert response.status_code == 405


@pytest.mark.parametrize(
    "path",
    [
        "/topics/%00/",
        "/topics/" + "x" * 10_000 + "/",
        "/people/%F0%9F%9A%A2/",
        "/quotes/" + "z" * 5_000 + "/",
        "/archive/2026/02/30/",
        "/archive/2026/13/01/",
        "/archive/0000/00/00/",
        "/archive/9999/12/31/",
        "/archive/9999/12/",
        "/2026/02/30/no-such-day/",
        "/2026/03/04/ferry/versions/0/",
        "/2026/03/04/ferry/versions/999999/",
        "/sitemap-stories-0000-00.xml",
        "/sitemap-stories-9999-99.xml",
        "/sitemap-topics-0.xml",
        "/sitemap-people-99999999999999999999.xml",
        "/sitemap-elsewhere-1.xml",
        "/feed.exe",
        "/media/../newsroom/settings.py",
        "/media/%2e%2e/settings.py",
        "/%",
        "/" + "a/" * 2_000,
    ],
)
def test_addresses_of_nothing_are_not_found(client, shelf, path):
    response, queries = ask(client, path, "")

    assert response.status_code == 404
    assert queries <= 5
