"""Sitemaps list what can be read, and only that."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
import time_machine
from lxml import etree

from articles.reader import sitemaps
from tests.builders import later, make_article, make_edition, make_person, make_published, make_section, make_topic

NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"


@pytest.fixture(autouse=True)
def now(settings):
    settings.SITE_URL = "https://news.example"
    settings.SITE_NAME = "Star & Tribune"
    with time_machine.travel(later(hours=4), tick=False):
        yield


def locations(client, path: str) -> list[str]:
    response = client.get(path)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/xml; charset=utf-8"
    return [loc.text for loc in etree.fromstring(response.content).iter("{*}loc")]


def test_the_index_names_every_month_from_the_first_story_to_the_last(client, db):
    section = make_section()
    make_published(at=later(days=-70), section=section)
    make_published(section=section)
    make_published(at=later(days=40), section=section)
    make_topic()
    make_person()

    assert locations(client, "/sitemap.xml") == [
        "https://news.example/sitemap-stories-2025-12.xml",
        "https://news.example/sitemap-stories-2026-01.xml",
        "https://news.example/sitemap-stories-2026-02.xml",
        "https://news.example/sitemap-stories-2026-03.xml",
        "https://news.example/sitemap-sections.xml",
        "https://news.example/sitemap-topics-1.xml",
        "https://news.example/sitemap-people-1.xml",
    ]


def test_every_sitemap_the_index_names_answers(client, db):
    make_published(topics=(make_topic(),), bylines=(make_person(),))

    for address in locations(client, "/sitemap.xml"):
        assert locations(client, address.removeprefix("https://news.example"))


def test_a_month_is_the_newsrooms_month(client, db):
    section = make_section()
    last_of_february = datetime(2026, 3, 1, 4, 59, tzinfo=UTC)  # 11:59 p.m. on the 28th in New York
    make_published(at=last_of_february, section=section, path="/2026/02/28/late/")
    make_published(at=datetime(2026, 3, 1, 5, tzinfo=UTC), section=section, path="/2026/03/01/early/")

    assert locations(client, "/sitemap-stories-2026-02.xml") == ["https://news.example/2026/02/28/late/"]
    assert locations(client, "/sitemap-stories-2026-03.xml") == ["https://news.example/2026/03/01/early/"]
    for path in ("/sitemap-stories-2026-01.xml", "/sitemap-stories-2026-04.xml"):
        assert client.get(path).status_code == 404


def test_an_entry_says_when_readers_were_last_told_of_a_change(client, db):
    edition = make_published(path="/2026/03/04/ferry/", until=later(hours=1))
    make_edition(edition.article, at=later(hours=1), path=edition.path)

    entry = etree.fromstring(client.get("/sitemap-stories-2026-03.xml").content)[0]

    assert [child.text for child in entry] == ["https://news.example/2026/03/04/ferry/", "2026-03-04T13:00:00-05:00"]


def test_subjects_are_listed_while_a_story_stands_under_them(client, db):
    hidden = {"topics": (make_topic("Hidden"),), "bylines": (make_person("Hidden"),)}
    shown = {"topics": (make_topic("Ferries", slug="ferries"),), "bylines": (make_person("Ana", slug="ana"),)}
    make_published(section=make_section(slug="local", in_nav=False), **shown)
    make_published(at=later(days=2), section=make_section(in_nav=False), **hidden)

    assert locations(client, "/sitemap-sections.xml") == ["https://news.example/sections/local/"]
    assert locations(client, "/sitemap-topics-1.xml") == ["https://news.example/topics/ferries/"]
    assert locations(client, "/sitemap-people-1.xml") == ["https://news.example/people/ana/"]


def test_many_subjects_are_spread_over_files(client, db, monkeypatch):
    monkeypatch.setattr(sitemaps, "FILE_LIMIT", 2)
    topics = tuple(make_topic(f"Topic {n}") for n in range(5))
    make_published(topics=topics)

    names = [address for address in locations(client, "/sitemap.xml") if "topics" in address]
    listed = [each for name in names for each in locations(client, name.removeprefix("https://news.example"))]

    assert sorted(listed) == sorted(f"https://news.example{topic.get_absolute_url()}" for topic in topics)


def test_the_news_sitemap_holds_two_days_and_no_retraction(client, db):
    section = make_section()
    make_published(headline="News <1>", section=section, path="/2026/03/04/one/")
    make_published(headline="Old", section=section, at=later(days=-2))
    retracted = make_article(headline="Retracted", section=section)
    make_edition(retracted, change="retraction")

    urls = list(etree.fromstring(client.get("/news-sitemap.xml").content))

    (news,) = [url.find(f"{NEWS}news") for url in urls]
    assert news.findtext(f"{NEWS}publication/{NEWS}name") == "Star & Tribune"
    assert news.findtext(f"{NEWS}publication/{NEWS}language") == "en"
    assert news.findtext(f"{NEWS}publication_date") == "2026-03-04T12:00:00-05:00"
    assert news.findtext(f"{NEWS}title") == "News <1>"


def test_a_sitemap_is_kept_until_it_changes(client, db):
    section = make_section()
    make_published(section=section)
    etag = client.get("/sitemap-stories-2026-03.xml")["ETag"]

    same = client.get("/sitemap-stories-2026-03.xml", headers={"If-None-Match": etag})
    make_published(section=section)
    changed = client.get("/sitemap-stories-2026-03.xml", headers={"If-None-Match": etag})

    assert (same.status_code, changed.status_code) == (304, 200)


@pytest.mark.parametrize("path", ["/sitemap.xml", "/sitemap-stories-2026-03.xml", "/news-sitemap.xml"])
def test_sitemaps_cost_the_same_for_one_story_and_many(client, db, path, django_assert_max_num_queries):
    section = make_section()
    make_published(section=section)
    with django_assert_max_num_queries(4) as few:
        client.get(path)
    for _ in range(30):
        make_published(section=section)

    with django_assert_max_num_queries(4) as many:
        client.get(path)

    assert len(many) == len(few)


def test_an_empty_site_has_sitemaps_too(client, db):
    assert locations(client, "/sitemap.xml") == ["https://news.example/sitemap-sections.xml"]
    assert locations(client, "/news-sitemap.xml") == []
    assert re.search(r"<urlset [^>]*>\s*</urlset>", client.get("/sitemap-sections.xml").content.decode())
