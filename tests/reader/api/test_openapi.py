"""The description and the API are the same: every address, every parameter, every answer."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

import pytest
from django.urls import resolve
from jsonschema import Draft202012Validator, FormatChecker

from articles.models import Person, Topic
from articles.reader.api.described import description
from articles.reader.api.filters import PersonNames, TopicNames
from articles.reader.api.urls import urlpatterns
from articles.reader.filters import QuoteSearch, StorySearch

FILTERS = {
    "/api/v1/stories/": StorySearch,
    "/api/v1/quotes/": QuoteSearch,
    "/api/v1/people/": PersonNames,
    "/api/v1/topics/": TopicNames,
}


def paths() -> dict[str, Any]:
    return description()["paths"]


def parameters(path: str) -> list[dict[str, Any]]:
    known = description()["components"]["parameters"]
    given = paths()[path]["get"]["parameters"]
    return [known[one["$ref"].rpartition("/")[2]] if "$ref" in one else one for one in given]


def written(pattern) -> str:
    """A pattern as the description writes it: /api/v1/people/{slug}/."""
    route = str(pattern.pattern).strip("^$")
    return "/" + re.sub(r"\(\?P<(\w+)>[^)]*\)|<\w+:(\w+)>", lambda found: f"{{{found[1] or found[2]}}}", route)


def fill(path: str, ferry) -> str:
    """The address with what the small newsroom has."""
    quote = ferry.quotes.first().public_id
    slug = next((slug for part, slug in SLUGS.items() if part in path), "")
    parts = {"article_id": ferry.article_id, "public_id": quote, "slug": slug, "path": "2026/03/04/ferry"}
    return path.format(**parts)


SLUGS = {"people/": "tom-hale", "topics/": "fares", "sections/": "local"}


CHECKS = FormatChecker()


@CHECKS.checks("date-time", ValueError)
def is_moment(value: Any) -> bool:
    return not isinstance(value, str) or datetime.fromisoformat(value).tzinfo is not None


@CHECKS.checks("uri")
def is_whole_address(value: Any) -> bool:
    return not isinstance(value, str) or value.startswith("https://news.example/")


def validator(schema: dict[str, Any]) -> Draft202012Validator:
    whole = {**schema, "components": description()["components"]}
    return Draft202012Validator(whole, format_checker=CHECKS)


def test_every_address_of_the_api_is_described_and_no_other():
    described = {path for path in paths() if path.startswith("/api/")}

    assert described == {written(pattern) for pattern in urlpatterns}


def test_every_address_described_exists(ferry):
    for path in paths():
        assert resolve(fill(path, ferry)).namespace == "articles"


@pytest.mark.parametrize("path", [path for path in paths() if path.startswith("/api/v1/")])
def test_every_parameter_is_described_and_no_other(path):
    asked = {one["name"] for one in parameters(path) if one["in"] == "query"}
    filters: Any = FILTERS.get(path)

    assert asked == set(filters.get_filters() if filters else ())
    assert {one["name"] for one in parameters(path) if one["in"] == "path"} == set(re.findall(r"{(\w+)}", path))


def test_the_values_of_a_choice_are_those_that_are_described():
    described = {name: one["schema"].get("enum") for name, one in description()["components"]["parameters"].items()}

    assert described["personKind"] == Person.Kind.values
    assert described["topicKind"] == Topic.Kind.values
    assert described["sort"] == [value for value, _ in StorySearch.base_filters["sort"].extra["choices"]]


@pytest.mark.parametrize("path", paths())
def test_every_answer_is_as_described(client, ferry, path):
    described = paths()[path]["get"]["responses"]["200"]["content"]
    ((kind, schema),) = described.items()

    response = client.get(fill(path, ferry))

    assert response.status_code == 200
    assert response["Content-Type"].startswith(kind)
    if kind == "application/json":
        validator(schema["schema"]).validate(response.json())


def test_a_refusal_is_as_described(client, ferry):
    problem = description()["components"]["responses"]["Refused"]["content"]["application/problem+json"]["schema"]

    for address in ("/api/v1/stories/?colour=red", "/api/v1/stories/?topic=none", "/api/v1/stories/5000000/"):
        validator(problem).validate(client.get(address).json())


def test_an_answer_that_is_otherwise_would_be_noticed(client, ferry):
    schema = paths()["/api/v1/stories/{article_id}/"]["get"]["responses"]["200"]["content"]["application/json"][
        "schema"
    ]
    said = client.get(f"/api/v1/stories/{ferry.article_id}/").json()

    for wrong in (
        {**said, "seo_headline": "x"},
        {**said, "first_published": "noon"},
        {**said, "url": "/ferry/"},
        {**said, "version": "2"},
    ):
        assert not validator(schema).is_valid(wrong)
    del said["quotes"]
    assert not validator(schema).is_valid(said)


def test_the_description_is_openapi_with_the_sites_own_address(client, ferry):
    said = client.get("/api/openapi.json").json()

    assert said["openapi"].startswith("3.1")
    assert said["servers"] == [{"url": "https://news.example"}]
    operations = [one["get"]["operationId"] for one in said["paths"].values()]
    assert len(operations) == len(set(operations))


def test_every_reference_of_the_description_leads_somewhere():
    found = re.findall(r"'\$ref': '#/([^']*)'", str(description()))

    assert found
    for reference in found:
        part: Any = description()
        for name in reference.split("/"):
            part = part[name]
