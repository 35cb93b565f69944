"""People of the desk and a story they work on."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from articles.models import Section
from tests.builders import make_section, make_user


@pytest.fixture
def section(db) -> Section:
    return make_section(name="Metro", slug="metro")


@pytest.fixture
def reporter(db) -> User:
    return make_user("reporter", username="rita")


@pytest.fixture
def editor(section) -> User:
    """Section editor of the section."""
    return make_user("section_editor", username="eddie", sections=(section,))


@pytest.fixture
def stranger(db) -> User:
    """Section editor of another section."""
    return make_user("section_editor", username="stella", sections=(make_section(),))


@pytest.fixture
def managing_editor(db) -> User:
    return make_user("managing_editor", username="mara")


@pytest.fixture
def copy_editor(db) -> User:
    return make_user("copy_editor", username="cora")


@pytest.fixture
def tagger(db) -> User:
    return make_user("topic_tagger", username="tess")
