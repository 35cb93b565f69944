"""The speaker field's type-ahead: people by the role they hold today as well as by name."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from articles.models import Person, Role
from tests.builders import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def chiefs() -> Person:
    """Whoever is chief now, whoever was before, and a sergeant of the same force."""
    former, chief, sergeant = make_person("Ralph Odum"), make_person("Ines Calder"), make_person("Tom Hale")
    force = {"organisation": "Eastmere Police"}
    Role.objects.create(person=former, title="Police chief", end=date(2020, 12, 31), **force)
    Role.objects.create(person=chief, title="Police chief", start=date(2021, 1, 1), **force)
    Role.objects.create(person=chief, title="Captain", start=date(2010, 1, 1), end=date(2020, 12, 31), **force)
    Role.objects.create(person=sergeant, title="Sergeant", **force)
    return chief


def suggested(client: Any, typed: str) -> list[tuple[str, str]]:
    found = client.get("/admin/suggest/people/", {"q": typed}).json()["results"]
    return [(one["text"], one["note"]) for one in found]


def test_words_of_a_role_find_who_holds_it_today(as_, chiefs):
    client = as_("copy_editor")

    assert suggested(client, "police chief") == [("Ines Calder", "Police chief, Eastmere Police")]
    assert suggested(client, "eastmere") == [
        ("Ines Calder", "Police chief, Eastmere Police"),
        ("Tom Hale", "Sergeant, Eastmere Police"),
    ]
    assert suggested(client, "fire chief") == []


def test_a_role_that_has_ended_is_no_note(as_, chiefs):
    assert suggested(as_("copy_editor"), "odum") == [("Ralph Odum", "")]


def test_who_was_merged_away_is_not_found_by_their_role(as_, chiefs):
    Person.objects.filter(pk=chiefs.pk).update(merged_into=make_person("Inés Calder"))

    assert suggested(as_("copy_editor"), "police chief") == []
