"""A story in the forms programs read: by suffix, by Accept, and nothing hidden in any."""

from __future__ import annotations

import pytest

from articles.models import Edition, Redirect
from tests.builders import later, make_person, make_published, make_quote, make_section, make_topic

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("next_day")]

PATH = "/2026/03/04/ferry/"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"


@pytest.fixture
def ferry(settings) -> Edition:
    settings.SITE_URL = "https://news.example"
    ana, tom = make_person("Ana Ruiz", slug="ana-ruiz"), make_person("Tom Hale", slug="tom-hale")
    edition = make_published(
        path=PATH, headline="Ferry", section=make_section(name="Local", slug="local"),
        topics=(make_topic("Fares", slug="fares"),), bylines=(ana,),
    )  # fmt: skip
    make_quote(edition, speaker=tom)
    return edition


@pytest.mark.parametrize(("suffix", "headline"), [("story.json", ["headline"]), ("ninjs.json", ["title"])])
def test_a_story_at_its_address_by_suffix(client, ferry, suffix, headline, django_assert_max_num_queries):
    with django_assert_max_num_queries(7):
        response = client.get(PATH + suffix)

    said = response.json()
    assert response["Content-Type"] == "application/json"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Surrogate-Key"] == f"site story-{ferry.article_id}"
    assert [said[name] for name in headline] == ["Ferry"]
    assert "https://site.invalid" not in response.content.decode()
    assert "https://news.example/topics/fares/" in response.content.decode()


@pytest.mark.parametrize("suffix", ["story.json", "ninjs.json", "timemap/"])
def test_a_program_that_has_it_gets_304(client, ferry, suffix):
    etag = client.get(PATH + suffix)["ETag"]

    again = client.get(PATH + suffix, headers={"If-None-Match": etag})

    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        (None, "text/html; charset=utf-8"),
        ("*/*", "text/html; charset=utf-8"),
        (BROWSER, "text/html; charset=utf-8"),
        ("text/html, application/json", "text/html; charset=utf-8"),
        ("application/json;q=0.5, text/html;q=0.4", "application/json"),
        ("application/json", "application/json"),
        ("application/json, */*;q=0.1", "application/json"),
        ("application/ld+json", "text/html; charset=utf-8"),
        ("image/png", "text/html; charset=utf-8"),
        ("json", "text/html; charset=utf-8"),
        ("application/json;q=nonsense;;,,/", "application/json"),
        ("application/json;q=0", "text/html; charset=utf-8"),
        ("json" * 3_000, "text/html; charset=utf-8"),
    ],
)
def test_people_get_the_page_and_programs_what_they_would_rather_have(client, ferry, accept, kind):
    response = client.get(PATH, headers={"Accept": accept} if accept else {})

    assert (response.status_code, response["Content-Type"]) == (200, kind)
    assert response["Vary"] == "Accept"


def test_by_accept_it_is_the_same_as_by_suffix(client, ferry):
    assert client.get(PATH, headers={"Accept": "application/json"}).content == client.get(f"{PATH}story.json").content


def test_the_page_still_takes_one_query(client, ferry, django_assert_num_queries):
    with django_assert_num_queries(1):
        client.get(PATH, headers={"Accept": BROWSER})


def test_a_sections_newest_as_items(client, ferry, django_assert_max_num_queries):
    make_published(headline="Older", at=later(hours=-1), section=ferry.section)
    make_published(headline="hidden", at=later(days=9), section=ferry.section)

    with django_assert_max_num_queries(8):
        items = client.get("/sections/local/ninjs.json").json()

    assert [item["title"] for item in items] == ["Ferry", "Older"]
    assert client.get("/sections/none/ninjs.json").status_code == 404


@pytest.mark.parametrize("suffix", ["story.json", "ninjs.json", "timemap/", "timegate/"])
def test_what_cannot_be_read_answers_as_its_page_does(client, suffix):
    make_published(path=PATH, at=later(days=9))
    make_published(path="/2026/03/04/gone/", until=later(hours=1))
    never = client.get(f"/2026/03/04/never/{suffix}")

    hidden, gone = client.get(PATH + suffix), client.get(f"/2026/03/04/gone/{suffix}")

    assert (hidden.status_code, hidden.content) == (404, never.content)
    assert gone.status_code == 410


def test_the_words_are_those_of_the_edition_and_not_of_the_desk(client, ferry):
    ferry.article.headline = "Working copy"
    ferry.article.save()

    for suffix in ("story.json", "ninjs.json"):
        assert "Working copy" not in client.get(PATH + suffix).content.decode()


def test_a_story_that_moved_leads_to_its_new_address_in_every_form(client, ferry):
    Redirect.objects.create(path="/2026/03/04/old/", target=PATH)

    for suffix in ("story.json", "ninjs.json", "timemap/", "timegate/"):
        response = client.get(f"/2026/03/04/old/{suffix}")
        assert (response.status_code, response["Location"]) == (301, PATH + suffix)
