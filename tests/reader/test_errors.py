"""Pages for when there is nothing to see."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client, RequestFactory

from articles.reader.errors import server_error
from tests.builders import make_section

pytestmark = pytest.mark.django_db


def test_a_missing_page_looks_like_the_site_and_says_nothing_of_what_was_asked(client):
    make_section(name="Local", slug="local")

    response = client.get("/no-such-secret/")

    assert response.status_code == 404
    assert b"There is no page at this address" in response.content
    assert b'href="/sections/local/"' in response.content
    assert b"no-such-secret" not in response.content
    assert response["X-Robots-Tag"] == "noindex"
    assert not response.cookies


def test_a_failure_is_told_without_the_database(django_assert_num_queries):
    with django_assert_num_queries(0, connection=connection):
        response = server_error(RequestFactory().get("/"))

    assert response.status_code == 500
    assert b"Something went wrong on our side" in response.content
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "path", ["/", "/2030/01/01/no-such-story/", "/search/", "/feed.rss", "/robots.txt", "/healthz"]
)
def test_what_would_change_something_is_refused_by_its_method_not_for_want_of_a_token(path):
    response = Client(enforce_csrf_checks=True).post(path, {"headline": "Mine"})

    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD"
