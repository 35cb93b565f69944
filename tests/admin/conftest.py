"""A desk of people, one a role, and a story of one of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client

from articles.admin.story.byline_rows import signature
from articles.editorial import file_story
from articles.models import Article, Section
from articles.models.rights import ROLES
from tests.builders import NOON, make_section, make_users
from tests.editorial.stories import story_draft

# The folder runs with the second factor on, in a process of its own, which the module starts and says what holds off.
collect_ignore = ["test_second_factor.py"] if settings.SECOND_FACTOR else ["second_factor"]


@pytest.fixture
def section(db) -> Section:
    return make_section(name="Metro", slug="metro")


@pytest.fixture
def desk(section) -> dict[str, User]:
    """One account a role; the section editor sits at the desk of Metro."""
    people = make_users(ROLES)
    section.editors.add(people["section_editor"])
    return people


@pytest.fixture
def as_(desk) -> Callable[[str], Client]:
    """A signed-in browser of a role."""

    def signed_in(role: str) -> Client:
        client = Client()
        client.force_login(User.objects.get(username=role))
        return client

    return signed_in


@pytest.fixture
def story(desk, section) -> Article:
    """A draft of the reporter's, in Metro."""
    return file_story(story_draft(section), by=desk["reporter"], at=NOON)


def form_of(article: Article, **changes: Any) -> dict[str, Any]:
    """What the story's form posts when it is sent back as it was opened, but for the changes."""
    fields = {
        "version": article.version,
        "slugline": article.slugline,
        "headline": article.headline,
        "dek": article.dek,
        "body": article.body,
        "section": article.section_id or "",
        "genre": article.genre,
        "restricted": "yes" if article.restricted else "",
    }
    return {**fields, "bylines-were": signature(article.bylines.all()), **changes}


def bylines_of(*names: str) -> dict[str, Any]:
    """The byline's rows as posted."""
    rows: dict[str, Any] = {"bylines-TOTAL_FORMS": len(names), "bylines-INITIAL_FORMS": 0}
    for number, name in enumerate(names):
        rows |= {f"bylines-{number}-position": (number + 1) * 10, f"bylines-{number}-name": name}
        rows |= {f"bylines-{number}-person": "", f"bylines-{number}-role": "writer"}
    return rows


def url(article: Article, *parts: str) -> str:
    """An address of the story at the desk."""
    return "/".join(["/admin/articles/article", str(article.pk), *parts]) + "/"
