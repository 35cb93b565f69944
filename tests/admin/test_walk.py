"""Every address of the desk the resolver knows: nothing for who is not signed in, nothing changed by looking."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import URLPattern, URLResolver

from articles.editorial import tag
from articles.models import Article
from tests.builders import NOON, make_published, make_topic
from tests.tables import table_of

pytestmark = pytest.mark.django_db

# Open to everybody: the door itself, and where the owner of a link sets a password.
OPEN = {"login", "logout", "set_password"}


def addresses(patterns: list | None = None, before: str = "/admin/") -> Iterator[tuple[str, str]]:
    """Each pattern's name and an address that fits it, with 1 for every id and words where words are wanted."""
    for pattern in admin.site.get_urls() if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, before + str(pattern.pattern))
        elif isinstance(pattern, URLPattern):
            yield pattern.name or "", before + _filled(str(pattern.pattern))


def _filled(route: str) -> str:
    route = route.removeprefix("^").removesuffix("$").removesuffix(r"\Z")
    for name, value in {
        "<path:object_id>": "1",
        "<int:pk>": "1",
        "<slug:verb>": "confirm",
        "<slug:public_id>": "aaaaaaaaaa",
        "<uidb64>": "MQ",
        "<token>": "x-y",
        "<path:content_type_id>": "1",
        "(?P<app_label>articles|auth)": "articles",
        "(?P<app_label>auth|articles)": "articles",
        "(?P<url>.*)": "nowhere",
    }.items():
        route = route.replace(name, value)
    return route.replace("<path:content_type_id>/<path:object_id>", "1/1")


def rows() -> dict[str, list]:
    """All that the newsroom's tables hold."""
    models = [model for model in apps.get_app_config("articles").get_models() if model._meta.managed]
    return {model.__name__: table_of(model) for model in models}


@pytest.fixture
def full(desk, story, section) -> Article:
    make_published(section=section)
    tag(story, make_topic("Bridges"), by=desk["reporter"], at=NOON)
    return story


def test_whoever_is_not_signed_in_gets_the_door(full):
    client = Client()
    seen = 0
    for name, address in addresses():
        if name in OPEN:
            continue
        for answer in (client.get(address), client.post(address)):
            assert answer.status_code == 302, address
            assert answer.url.startswith("/admin/login/"), address
        seen += 1
    assert seen > 60


@pytest.mark.parametrize("role", ["managing_editor", "administrator", "reporter", "topic_tagger"])
def test_looking_at_every_address_changes_nothing(as_, full, role):
    client = as_(role)
    before = rows()

    answers = {address: client.get(address).status_code for name, address in addresses() if name not in OPEN}

    assert set(answers.values()) <= {200, 301, 302, 403, 404, 405}, answers
    assert rows() == before
    assert not LogEntry.objects.exists()


@pytest.mark.parametrize("role", ["administrator", "contributor"])
def test_no_address_shows_a_story_to_who_may_not_view_it(as_, full, role):
    client = as_(role)
    for name, address in addresses():
        if name in OPEN:
            continue
        page = client.get(address, follow=True).content.decode(errors="replace")
        assert "alder" not in page.lower(), address
