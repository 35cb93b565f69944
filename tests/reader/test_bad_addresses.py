"""Every public address the resolver knows, asked with what no address was made for: an answer, never a failure.

The addresses are read from the resolver, so that a new one is asked too; one with a part that nobody here knows how to
fill fails.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.core.handlers import wsgi
from django.db import connection
from django.http import QueryDict
from django.urls import URLPattern, reverse

from articles.models import Edition, EditionQuote
from articles.reader.urls import urlpatterns
from tests.reader.test_bad_input import VALUES, shelf, written  # noqa: F401 -- the fixture

pytestmark = pytest.mark.django_db


class Counting:
    """How many statements are made inside. Nothing of them is kept: there are tens of thousands."""

    def __enter__(self) -> Counting:
        self.number = 0
        self.wrapped = connection.execute_wrapper(self)
        self.wrapped.__enter__()
        return self

    def __exit__(self, *failed: object) -> None:
        self.wrapped.__exit__(*failed)

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.number += 1
        return execute(sql, params, many, context)

    def __len__(self) -> int:
        return self.number


PARTS = {
    "path": "2026/03/04/ferry", "number": 1, "year": "2026", "month": "03", "day_of_month": "04", "form": "json",
    "topic": "ferries", "ground": "light", "suffix": "png", "name": "none.jpg", "version": "1",
}  # fmt: skip
SLUGS = {"section": "local", "topic": "ferries", "person": "ana-ruiz", "said": "ana-ruiz", "about": "privacy"}
PARAMETERS = (
    "before", "show", "page", "q", "from", "to", "section", "topic", "person", "speaker", "organisation", "year",
    "sort", "start", "kind", "find", "url", "format", "limit",
)  # fmt: skip
ANSWERS = {200, 301, 302, 304, 400, 404, 406, 410, 501}
# A page's own, or those of a 404; what is narrowed reads what it is narrowed by.
MOST = 8
HEADERS = ("Content-Type", "ETag", "Last-Modified", "Cache-Control", "Location")


def name_of(pattern: URLPattern) -> str:
    return str(pattern.name)


def address(pattern: URLPattern) -> str:
    names = {*pattern.pattern.regex.groupindex, *pattern.pattern.converters}
    parts = {name: part_of(pattern, name) for name in names}
    return reverse(f"articles:{pattern.name}", kwargs=parts)


def part_of(pattern: URLPattern, name: str) -> object:
    if name == "slug":
        return next(slug for kind, slug in SLUGS.items() if kind in name_of(pattern) or kind in str(pattern.pattern))
    if name == "public_id":
        return EditionQuote.objects.earliest("pk").public_id
    if name == "article_id":
        return Edition.objects.earliest("pk").article_id
    if name == "month" and "sitemap" in name_of(pattern):
        return (2026, 3)
    return PARTS[name]


@pytest.fixture
def addresses(shelf) -> dict[str, str]:  # noqa: F811
    return {name_of(pattern): address(pattern) for pattern in urlpatterns}


class Noting(QueryDict):
    """A query that notes the names it is read by."""

    names: set[str] = set()
    is_read = False

    def __init__(self, *asked: Any, **how: Any) -> None:
        super().__init__(*asked, **how)
        self.is_read = True  # what it looks up while it is made is nobody's question

    def __getitem__(self, name: str) -> Any:
        self.note(name)
        return super().__getitem__(name)

    def __contains__(self, name: object) -> bool:
        self.note(name)
        return super().__contains__(name)

    def getlist(self, name: str, *default: Any) -> list[Any]:
        self.note(name)
        return super().getlist(name, *default)

    def note(self, name: object) -> None:
        if self.is_read:
            self.names.add(str(name))


@pytest.fixture
def names_read(monkeypatch) -> set[str]:
    """By which names the queries of requests are read while the test runs."""
    names: set[str] = set()
    monkeypatch.setattr(Noting, "names", names)
    monkeypatch.setattr(wsgi, "QueryDict", Noting)
    return names


@pytest.mark.parametrize("kind", ["negative", "huge", "text", "NUL", "ten thousand characters", "not characters"])
def test_no_address_fails_or_costs_more_whatever_it_is_asked(client, addresses, names_read, kind):
    """Each name an address reads it is asked by itself; all others, which it passes over, are asked together."""
    wrong, alone, value = [], 0, written(VALUES[kind])

    def ask(path: str, *names: str) -> None:
        with Counting() as queries:
            response = client.get(path + "?" + "&".join(f"{name}={value}" for name in names))
        if response.status_code not in ANSWERS or len(queries) > MOST or "Set-Cookie" in response:
            wrong.append((path, names, response.status_code, len(queries)))

    for path in addresses.values():
        names_read.clear()
        asked: set[str] = set()
        ask(path, "none-such")
        while more := sorted({*names_read} & {*PARAMETERS} - asked):
            ask(path, more[0])
            asked.add(more[0])
        ask(path, *(name for name in PARAMETERS if name not in asked))
        assert names_read.isdisjoint({*PARAMETERS} - asked), path
        alone += len(asked)

    assert wrong == []
    assert alone > 60


def test_a_parameter_given_a_hundred_times_is_answered(client, addresses):
    query = "&".join(f"{name}={n}" for name in PARAMETERS for n in range(100))

    answers = {}
    for path in addresses.values():
        with Counting() as queries:
            answers[path] = client.get(f"{path}?{query}").status_code, len(queries)

    assert {path: answer for path, answer in answers.items() if answer[0] not in ANSWERS or answer[1] > MOST} == {}


@pytest.mark.once  # none of these headers is part of a statement
@pytest.mark.parametrize("accept", ["", "*/*", "nonsense", "text/html;q=2", "a" * 10_000, "\xff/\xfe", ",;,;="])
def test_any_accept_is_answered(client, addresses, accept):
    answers = {path: client.get(path, headers={"Accept": accept}).status_code for path in addresses.values()}

    assert {path: status for path, status in answers.items() if status not in ANSWERS} == {}


@pytest.mark.once
@pytest.mark.parametrize("name", ["If-None-Match", "If-Modified-Since", "If-Match", "If-Unmodified-Since", "Range"])
def test_any_condition_is_answered(client, addresses, name):
    values = ['"', "*", '"' + "x" * 10_000 + '"', "\xff", ", ,", "Sat, 01 Jan 2000 00:00:00 GMT", "9" * 20, "yesterday"]

    answers = {
        (path, value[:20]): client.get(path, headers={name: value}).status_code
        for path in addresses.values()
        for value in values
    }

    assert {asked: status for asked, status in answers.items() if status not in {*ANSWERS, 206, 412, 416}} == {}


@pytest.mark.once
def test_a_host_that_is_not_ours_is_refused(client, addresses, settings):
    settings.ALLOWED_HOSTS = ["news.example"]

    for path in addresses.values():
        for host in ("evil.example", "news.example:x", "a" * 10_000, "news.example@evil.example", "[::1", "../"):
            response = client.get(path, headers={"Host": host})
            assert response.status_code < 500, (path, host)
            assert response.status_code == 400 or host.encode() not in body_of(response), (path, host)


def test_head_answers_as_get_does_without_the_body(client, addresses):
    for path in addresses.values():
        got, headed = client.get(path), client.head(path)
        assert headed.status_code == got.status_code, path
        assert body_of(headed) == b"", path
        assert {name: headed.get(name) for name in HEADERS} == {name: got.get(name) for name in HEADERS}, path


def test_who_has_the_page_is_told_so(client, addresses):
    told = 0
    for path in addresses.values():
        first = client.get(path)
        if first.status_code == 200 and "ETag" in first:
            again = client.get(path, headers={"If-None-Match": first["ETag"]})
            assert (again.status_code, body_of(again)) == (304, b""), path
            assert client.get(path, headers={"If-None-Match": '"another"'}).status_code == 200, path
            told += 1
    assert told > 25


def body_of(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content
