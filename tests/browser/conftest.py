"""A real browser before the live server: Debian's chromium, where there is one; the tests are skipped where not."""

from __future__ import annotations

import os
import shutil
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.db.models.signals import post_migrate

from articles.editorial import file_story
from articles.models import Article
from tests.builders import NOON, make_section, make_topic, make_user
from tests.editorial.stories import story_draft

pytest.register_assert_rewrite("tests.browser.desk")

from tests.browser.desk import PASSWORD  # noqa: E402 (its assertions are explained like a test's)

# What runs with the second factor on runs in the process that switches it on.
collect_ignore = [] if settings.SECOND_FACTOR else ["test_second_factor.py"]

# The browser's driver runs an event loop in this very thread; Django would refuse the database beside it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# After each of these tests the tables are emptied, and all that follows a migrate is done again. Half of that makes
# Django's permissions, from which nobody here has a right.
post_migrate.disconnect(dispatch_uid="django.contrib.auth.management.create_permissions")


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("no chromium on this machine")
    return {
        "executable_path": chromium,
        "args": ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
    }


@pytest.fixture(scope="session")
def base_url() -> str:
    """None: tests name the live server's addresses in full. In place of a plugin's own, which pytest deprecates."""
    return ""


@pytest.fixture
def desk(erasable, roles) -> dict[str, User]:
    make_section(name="Harbor", slug="harbor")
    make_topic("Ferry")
    make_topic("Night work")
    people = {role: make_user(role, username=role) for role in ("reporter", "copy_editor", "managing_editor")}
    for user in people.values():
        user.set_password(PASSWORD)
        user.save()
    return people


@pytest.fixture
def story(desk) -> Article:
    return file_story(story_draft(make_section(name="Metro", slug="metro")), by=desk["reporter"], at=NOON)
