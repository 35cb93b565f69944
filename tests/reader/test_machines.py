"""Small files for programs."""

from __future__ import annotations

import pytest
import time_machine
from django.db import DatabaseError

from articles.models import Section
from tests.builders import NOON


def test_robots_are_told_of_the_sitemaps_and_kept_off_the_desk(client, settings):
    settings.SITE_URL = "https://news.example"

    response = client.get("/robots.txt")

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /preview/",
        "Disallow: /search/",
        "",
        "Sitemap: https://news.example/sitemap.xml",
        "Sitemap: https://news.example/news-sitemap.xml",
    ]


def test_health_is_the_databases_health(client, db, django_assert_num_queries):
    with django_assert_num_queries(1):
        response = client.get("/healthz")

    assert (response.status_code, response.json()) == (200, {"status": "ok"})
    assert response["Cache-Control"] == "no-store"


def test_ill_health_says_nothing_of_its_cause(client, db, monkeypatch):
    def fail(*args, **kwargs):
        raise DatabaseError("password authentication failed for user newsroom at 10.0.0.5")

    monkeypatch.setattr(type(Section.objects), "exists", fail, raising=False)

    response = client.get("/healthz")

    assert (response.status_code, response.json()) == (503, {"status": "unavailable"})
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("contact", "line"),
    [
        ("security@news.example", "Contact: mailto:security@news.example"),
        ("https://news.example/report", "Contact: https://news.example/report"),
    ],
)
def test_security_txt_says_whom_to_tell_and_until_when(client, settings, contact, line):
    settings.SECURITY_CONTACT, settings.SITE_URL = contact, "https://news.example"

    with time_machine.travel(NOON, tick=False):
        response = client.get("/.well-known/security.txt")

    assert response.content.decode().splitlines() == [
        line,
        "Expires: 2026-08-31T00:00:00Z",
        "Preferred-Languages: en",
        "Canonical: https://news.example/.well-known/security.txt",
    ]


def test_without_a_contact_there_is_no_security_txt(client, db):
    assert client.get("/.well-known/security.txt").status_code == 404
