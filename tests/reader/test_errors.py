"""Pages for when there is nothing to see."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import RequestFactory

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
