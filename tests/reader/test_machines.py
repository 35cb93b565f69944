"""Small files for programs."""

from __future__ import annotations

import pytest
import time_machine
from django.db import DatabaseError

from articles.models import Section
from newsroom.brand import Brand, Link
from newsroom.site_files import SiteFiles
from tests.builders import NOON


def test_robots_are_told_of_the_sitemaps_and_kept_off_the_desk(client, settings):
    settings.SITE_URL = "https://news.example"

    response = client.get("/robots.txt")

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /preview/",
        "Disallow: /search/?",
        "",
        "Sitemap: https://news.example/sitemap.xml",
        "Sitemap: https://news.example/news-sitemap.xml",
    ]


def test_robots_are_told_what_the_publisher_wishes_where_it_wishes_something(client, settings):
    settings.SITE_URL = "https://news.example"
    settings.SITE_FILES = SiteFiles(content_usage="train-ai=n, search=y", license_url="https://news.example/rights")

    lines = client.get("/robots.txt").content.decode().splitlines()

    assert lines[4:] == [
        "Content-Usage: train-ai=n, search=y",
        "",
        "Sitemap: https://news.example/sitemap.xml",
        "Sitemap: https://news.example/news-sitemap.xml",
        "License: https://news.example/rights",
    ]


@pytest.mark.parametrize("path", ["/ads.txt", "/llms.txt", "/trust.txt", "/.well-known/tdmrep.json"])
def test_what_nobody_set_is_not_there(client, db, settings, path):
    settings.BRAND, settings.SITE_FILES = Brand(), SiteFiles()

    assert client.get(path).status_code == 404


@pytest.mark.parametrize(("path", "name"), [("/ads.txt", "ads"), ("/llms.txt", "llms")])
def test_a_file_that_was_set_is_there_as_it_was_written(client, settings, path, name):
    settings.SITE_FILES = SiteFiles(**{name: "# Ours\n"})

    response = client.get(path)

    assert (response.content, response["Content-Type"]) == (b"# Ours\n", "text/plain; charset=utf-8")
    assert client.get(path, headers={"If-None-Match": response["ETag"]}).status_code == 304


@pytest.mark.parametrize("path", ["/trust.txt", "/.well-known/trust.txt"])
def test_trust_txt_has_the_publishers_lines_and_what_the_brand_says(client, settings, path):
    settings.SITE_URL = "https://news.example"
    settings.SITE_FILES = SiteFiles(trust="member=https://guild.example/\ndatatrainingallowed=no\n")
    settings.BRAND = Brand(
        mail="desk@news.example",
        social=(Link("", "Mastodon", "https://social.example/@star"),),
        policies=(Link("ethics", "Ethics", "/about/ethics/"),),
    )

    assert client.get(path).content.decode().splitlines() == [
        "member=https://guild.example/",
        "datatrainingallowed=no",
        "contact=desk@news.example",
        "social=https://social.example/@star",
        "disclosure=https://news.example/about/ethics/",
    ]


def test_that_mining_is_reserved_is_said_with_the_policy(client, settings):
    settings.SITE_FILES = SiteFiles(tdm_reserved=True, tdm_policy="https://news.example/tdm")

    assert client.get("/.well-known/tdmrep.json").json() == [
        {"location": "/", "tdm-reservation": 1, "tdm-policy": "https://news.example/tdm"}
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
