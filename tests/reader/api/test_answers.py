"""The API: what it tells, how its lists go on, what it refuses and how."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Person, Topic
from tests.builders import make_person, make_topic

LISTS = {
    "/api/v1/stories/": "stories",
    "/api/v1/quotes/": "quotes",
    "/api/v1/people/": "people",
    "/api/v1/topics/": "topics",
    "/api/v1/sections/": "sections",
}


def local(address: str) -> str:
    """An address the API gave, as the client asks for it."""
    parts = urlsplit(address)
    assert parts.netloc == "news.example"
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def test_stories_are_listed_newest_first_with_who_wrote_them_and_what_they_are_about(client, ferry):
    said = client.get("/api/v1/stories/").json()

    story = said["stories"][0]
    assert [one["headline"] for one in said["stories"]] == ["Ferry fares rise", *(f"Other {n}" for n in range(19))]
    assert (story["id"], story["version"]) == (ferry.article_id, 2)
    assert story["authors"] == [
        {
            "slug": "ana-ruiz",
            "name": "Ana Ruiz",
            "url": "https://news.example/people/ana-ruiz/",
            "role": "writer",
            "title": "",
        }
    ]
    assert [topic["name"] for topic in story["topics"]] == ["Fares", "Transport"]
    assert story["section"]["slug"] == "local"
    assert (story["first_published"], story["updated"]) == ("2026-03-04T12:00:00-05:00", "2026-03-04T13:00:00-05:00")


def test_a_list_goes_on_at_the_address_in_next_until_there_is_none(client, ferry):
    headlines, address = [], "https://news.example/api/v1/stories/?topic=fares"
    while address:
        said = client.get(local(address)).json()
        headlines += [story["headline"] for story in said["stories"]]
        address = said["next"]

    assert headlines == ["Ferry fares rise", *(f"Other {n}" for n in range(24))]


def test_a_topic_finds_stories_of_the_topics_below_it(client, ferry):
    said = client.get("/api/v1/stories/?topic=transport").json()

    assert "Other 0" in [story["headline"] for story in said["stories"]]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("section=local&topic=transport&person=ana-ruiz", ["Ferry fares rise"]),
        ("person=ana-ruiz", ["Ferry fares rise"]),
        ("speaker=tom-hale", ["Ferry fares rise"]),
        ("from=2026-03-05", []),
        ("to=2026-03-03", []),
    ],
)
def test_stories_are_narrowed_as_on_the_search_page(client, ferry, question, found):
    said = client.get(f"/api/v1/stories/?{question}").json()

    assert [story["headline"] for story in said["stories"]] == found


def test_a_story_says_all_that_its_own_address_says(client, ferry):
    by_number = client.get(f"/api/v1/stories/{ferry.article_id}/")

    assert by_number.json()["backstory"] == "We rode it."
    assert by_number.json() == client.get("/2026/03/04/ferry/story.json").json()


def test_quotes_say_who_spoke_in_which_role_and_where(client, ferry):
    said = client.get("/api/v1/quotes/?speaker=tom-hale").json()

    (quote,) = said["quotes"]
    assert (quote["words"], quote["role"], quote["question"]) == ("We are ready.", "Mayor", "Why?")
    assert (quote["speaker"]["name"], quote["checked"]) == ("Tom Hale", "Checked against a recording")
    assert quote["story"]["id"] == ferry.article_id
    assert client.get(local(quote["api"])).json() == quote
    unnamed = [quote for quote in client.get("/api/v1/quotes/").json()["quotes"] if quote["speaker"] is None]
    assert [quote["words"] for quote in unnamed] == ["Nobody asked us."]


def test_people_and_topics_by_how_their_names_begin(client, ferry):
    people = client.get("/api/v1/people/?q=tom").json()
    topics = client.get("/api/v1/topics/?q=FA&kind=subject").json()

    assert [person["name"] for person in people["people"]] == ["Tom Hale"]
    assert [topic["name"] for topic in topics["topics"]] == ["Fares"]
    assert client.get("/api/v1/people/?kind=organisation").json()["people"] == []


def test_names_go_on_where_the_page_before_ended(client, ferry, monkeypatch):
    monkeypatch.setattr("articles.reader.api.names.LENGTH", 1)
    first = client.get("/api/v1/topics/?kind=subject").json()
    second = client.get(local(first["next"])).json()

    assert [topic["name"] for said in (first, second) for topic in said["topics"]] == ["Fares", "Transport"]
    assert second["next"] is None


def test_a_person_has_their_roles_and_a_topic_those_around_it(client, ferry):
    person = client.get("/api/v1/people/tom-hale/").json()
    fares, transport = (client.get(f"/api/v1/topics/{slug}/").json() for slug in ("fares", "transport"))

    assert person["roles"] == [{"title": "Mayor", "organisation": "City", "start": "2026-03-04", "end": None}]
    assert fares["parent"]["slug"] == "transport"
    assert [child["slug"] for child in transport["children"]] == ["fares"]


def test_whatever_was_merged_away_leads_to_what_stays(client, ferry):
    make_person("T. Hale", slug="t-hale", merged_into=Person.objects.get(slug="tom-hale"))
    make_topic("Tolls", slug="tolls", merged_into=Topic.objects.get(slug="fares"))

    person, topic = client.get("/api/v1/people/t-hale/"), client.get("/api/v1/topics/tolls/")

    assert (person.status_code, person["Location"]) == (301, "/api/v1/people/tom-hale/")
    assert (topic.status_code, topic["Location"]) == (301, "/api/v1/topics/fares/")


def test_nothing_hidden_is_told(client, ferry):
    for address in LISTS:
        assert b"idden" not in client.get(address).content
    assert client.get("/api/v1/topics/hidden-topic/").status_code == 404
    assert client.get("/api/v1/stories/?topic=hidden-topic").status_code == 400


@pytest.mark.parametrize("address", [*LISTS, "/api/openapi.json"])
def test_who_has_it_gets_304_and_scripts_of_any_site_may_read_it(client, ferry, address):
    response = client.get(address)

    again = client.get(address, headers={"If-None-Match": response["ETag"], "Origin": "https://other.example"})

    assert response["Content-Type"] == "application/json"
    assert response["Cache-Control"].startswith("public, max-age=5")
    assert (again.status_code, again.content) == (304, b"")
    assert again["Access-Control-Allow-Origin"] == response["Access-Control-Allow-Origin"] == "*"
    assert not response.cookies


@pytest.mark.parametrize("address", LISTS)
def test_an_address_is_only_read(client, ferry, address):
    whole, head = client.get(address), client.head(address)
    options, posted = client.options(address), client.post(address, {"headline": "Mine"})

    assert (head.status_code, head.content, head["ETag"]) == (200, b"", whole["ETag"])
    assert (options.status_code, options["Allow"]) == (204, "GET, HEAD, OPTIONS")
    assert options["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert (posted.status_code, posted["Allow"], posted.json()["status"]) == (405, "GET, HEAD, OPTIONS", 405)


@pytest.mark.parametrize("address", LISTS)
def test_a_parameter_nobody_gave_a_meaning_is_refused_with_a_sentence(client, ferry, address):
    response = client.get(f"{address}?colour=red")

    said = response.json()
    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")
    assert (said["type"], said["title"], said["status"]) == ("about:blank", "Bad Request", 400)
    assert said["errors"]["colour"][0].startswith("There is no such parameter.")
    assert response["Access-Control-Allow-Origin"] == "*"


def test_a_parameter_given_twice_is_refused(client, ferry):
    response = client.get("/api/v1/stories/?topic=fares&topic=transport")

    assert response.json()["errors"] == {"topic": ["Give this parameter once."]}


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("/api/v1/stories/?topic=none", "topic"),
        ("/api/v1/stories/?from=yesterday", "from"),
        ("/api/v1/stories/?before=nonsense", "before"),
        ("/api/v1/stories/?start=7", "start"),
        ("/api/v1/stories/?sort=colour", "sort"),
        ("/api/v1/stories/?section=none", "section"),
        ("/api/v1/stories/?from=2026-03-05&to=2026-03-04", "__all__"),
        ("/api/v1/quotes/?speaker=none", "speaker"),
        ("/api/v1/people/?kind=robot", "kind"),
        ("/api/v1/people/?before=nonsense", "before"),
        ("/api/v1/people/?q=%27", "q"),
        ("/api/v1/topics/?q=" + "x" * 10_000, "q"),
    ],
)
def test_what_cannot_be_answered_is_said_of_the_parameter_it_is_about(client, ferry, question, name):
    response = client.get(question)

    assert response.status_code == 400
    assert [*response.json()["errors"]] == [name]
    assert response.json()["detail"].endswith(response.json()["errors"][name][0])


NASTY = ["-1", "0", "9" * 40, "a%00b", "%ED%A0%80", "x" * 10_000, "%3Cscript%3E", "7fffffffffffff-7fffffffffffff"]


@pytest.mark.parametrize("address", [*LISTS, "/search/feed.json"])
def test_nothing_makes_it_fail_or_cost_more(client, ferry, address):
    names = ("q", "before", "from", "to", "section", "topic", "person", "speaker", "sort", "start", "kind", "x%00y")
    for name in names:
        for value in NASTY:
            with CaptureQueriesContext(connection) as asked:
                response = client.get(f"{address}?{name}={value}")
            assert response.status_code in {200, 400}, (name, value)
            assert len(asked) <= 8, (name, value)


@pytest.mark.parametrize(
    "address",
    [
        "/api/v1/",
        "/api/v2/stories/",
        "/api/v1/stories/0/",
        "/api/v1/stories/999999999999999999/",
        "/api/v1/stories/99999999999999999999999/",
        "/api/v1/stories/ferry/",
        "/api/v1/quotes/nobodysaid/",
        "/api/v1/people/none/",
        "/api/v1/topics/none/",
        "/api/v1/sections/none/",
        "/api/v1/topics/%00/",
    ],
)
def test_what_is_not_there_is_a_problem_in_json(client, ferry, address):
    response = client.get(address)

    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")
    assert response.json() == {
        "type": "about:blank",
        "title": "Not Found",
        "status": 404,
        "detail": "There is nothing at this address.",
    }


def test_the_page_for_people_names_every_address_and_what_it_may_be_asked(client, ferry):
    page = client.get("/api/").content.decode()

    for address in LISTS:
        assert f"<code>{address}</code>" in page
    assert "<code>organisation</code>" in page
    assert 'href="/api/openapi.json"' in page
