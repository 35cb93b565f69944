"""A story at its address."""

from __future__ import annotations

import json

import pytest
import time_machine
from django.utils.http import http_date

from articles.models import Article, Edition, Redirect
from articles.press.cards import topic_links
from articles.press.content import ABOUT_MARK, TOPICS_MARK
from tests.builders import NOON, later, make_article, make_edition, make_published, make_topic

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("next_day")]

PATH = "/2026/03/04/ferry/"


def make_ferry(**fields):
    return make_published(path=PATH, headline="Ferry", **fields)


def test_what_a_story_is_about_now_stands_in_its_own_data(client):
    ferry = make_article(
        path=PATH, state="published", publish_at=NOON, first_published_at=NOON,
        topic_links=topic_links([make_topic("Fares", slug="fares")]),
    )  # fmt: skip
    make_edition(ferry, head=f'<title>Ferry</title>{{"x":1,{ABOUT_MARK}"y":2}}', page=TOPICS_MARK)

    page = client.get(PATH).content.decode()

    about = {
        "@type": "DefinedTerm",
        "@id": "/topics/fares/#topic",
        "name": "Fares",
        "url": "/topics/fares/",
        "inDefinedTermSet": "/topics/",
    }
    assert json.loads(page.partition("</title>")[2].partition("</head>")[0]) == {"x": 1, "about": [about], "y": 2}
    assert "DefinedTerm" not in page.partition("<main")[2]


def test_a_story_without_topics_is_about_nothing(client):
    ferry = make_article(path=PATH, state="published", publish_at=NOON, first_published_at=NOON)
    make_edition(ferry, head=f'<title>Ferry</title>{{"x":1,{ABOUT_MARK}"y":2}}', page=TOPICS_MARK)

    assert '{"x":1,"y":2}' in client.get(PATH).content.decode()


def test_a_story_is_its_edition_in_the_chrome_with_its_topics_of_now(client):
    article = make_article(
        path=PATH, state="published", publish_at=NOON, first_published_at=NOON,
        topic_links=topic_links([make_topic("Fares", slug="fares")]),
    )  # fmt: skip
    make_edition(article, head="<title>Ferry</title>", page=f"<h1>Ferry</h1>{TOPICS_MARK}")

    response = client.get(PATH)

    page = response.content.decode()
    assert response.status_code == 200
    assert "<title>Ferry – Newsroom</title>" in page
    assert "<h1>Ferry</h1><nav" in page
    assert '<a rel="tag" href="/topics/fares/">Fares</a>' in page
    assert response["Cache-Control"] == "public, max-age=60, s-maxage=5, stale-while-revalidate=10"
    assert response["Last-Modified"] == "Wed, 04 Mar 2026 17:00:00 GMT"


def test_a_story_takes_one_query_and_touches_no_visitor(client, django_assert_num_queries):
    make_ferry()

    with django_assert_num_queries(1):
        response = client.get(PATH)

    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


def test_it_says_when_it_last_changed(client):
    make_ferry()
    edition = Edition.objects.visible(later(days=1)).get()

    assert client.get(PATH)["Last-Modified"] == http_date(edition.published_at.timestamp())


@pytest.mark.parametrize("header", ["If-None-Match", "If-Modified-Since"])
def test_a_visitor_who_has_it_gets_304(client, header):
    make_ferry()
    first = client.get(PATH)
    known = first["ETag"] if header == "If-None-Match" else first["Last-Modified"]

    again = client.get(PATH, headers={header: known})

    assert (again.status_code, again.content) == (304, b"")
    assert again["Cache-Control"] == first["Cache-Control"]


def test_a_new_topic_edition_or_section_changes_the_tag(client, settings):
    edition = make_ferry()
    tags = [client.get(PATH)["ETag"]]

    Article.objects.filter(pk=edition.article_id).update(topic_links="<nav>New</nav>")
    tags.append(client.get(PATH)["ETag"])
    edition.section.name = "Renamed"
    edition.section.save()
    tags.append(client.get(PATH)["ETag"])
    settings.SITE_NAME = "Another"
    tags.append(client.get(PATH)["ETag"])

    assert len(set(tags)) == 4
    assert client.get(PATH, headers={"If-None-Match": tags[0]}).status_code == 200


def test_an_edition_to_come_takes_over_at_its_moment_and_not_before(client):
    first = make_ferry(until=later(days=2))
    make_edition(first.article, at=later(days=2), page="<h1>Second</h1>")

    assert b"<h1>Ferry</h1>" in client.get(PATH).content
    with time_machine.travel(later(days=2), tick=False):
        assert b"<h1>Second</h1>" in client.get(PATH).content


def test_a_story_readers_saw_and_that_was_taken_away_is_gone(client):
    make_ferry(until=later(hours=1))

    response = client.get(PATH)

    assert response.status_code == 410
    assert response["X-Robots-Tag"] == "noindex"
    assert b"Ferry" not in response.content
    assert client.get(f"{PATH}versions/").status_code == 410
    assert client.get(f"{PATH}versions/1/").status_code == 410


@pytest.mark.parametrize("until", [later(days=5), later(days=9)])
def test_a_story_not_yet_out_answers_like_one_that_never_was(client, until):
    make_published(path=PATH, at=later(days=5), until=until)
    never = client.get("/2026/03/04/never/")

    hidden = client.get(PATH)

    assert (hidden.status_code, hidden.content) == (404, never.content)
    assert hidden.headers == never.headers


def test_an_address_that_moved_leads_to_the_new_one_with_all_below_it(client):
    make_ferry()
    Redirect.objects.create(path="/2026/03/04/old/", target=PATH)

    assert client.get("/2026/03/04/old/")["Location"] == PATH
    assert client.get("/2026/03/04/old/versions/1/")["Location"] == f"{PATH}versions/1/"
    assert client.get("/2026/03/04/old/").status_code == 301


def test_an_old_address_outside_our_scheme_leads_on_too(client):
    Redirect.objects.create(path="/news/ferry.html", target=PATH)

    assert client.get("/news/ferry.html")["Location"] == PATH


@pytest.mark.parametrize(
    "path",
    ["/2026/3/4/ferry/", "/2026/03/04/férry/", "/2026/13/99/ferry/", "/2026/03/04/ferry/x/", "/2026/03/04/%00/",
     "/2026/03/04/" + "a" * 300 + "/", "/" + "x" * 5000 + "/", "/%00/"],
)  # fmt: skip
def test_odd_addresses_are_not_found(client, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_a_story_is_only_read(client, method):
    make_ferry()

    assert getattr(client, method)(PATH).status_code == 405


def test_head_answers_as_get_does_without_the_page(client):
    make_ferry()

    head, get = client.head(PATH), client.get(PATH)

    assert (head.status_code, head.content, head["ETag"]) == (200, b"", get["ETag"])
