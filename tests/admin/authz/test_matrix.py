"""The walk: each surface, each role, each place; a refusal changes nothing, tells nothing, and stands in the log."""

from __future__ import annotations

import itertools
import json

import pytest
from django.db import connection
from django.urls import reverse

from articles.models import Act
from articles.models.rights import RIGHTS, ROLES
from tests.admin.authz.surfaces import NEVER, OTHERS, STORIES, Surface
from tests.admin.authz.surfaces.kinds import ACT
from tests.admin.authz.table import CELLS, COLUMNS, allowed
from tests.admin.authz.world import PLACES, Attempt, World, attempt, brought_about, mark_of, undone

pytestmark = pytest.mark.django_db


def test_the_code_and_the_promises_say_the_same():
    words = {"A": "allow", "O": "own", "S": "section", "-": "deny"}
    for action, cells in RIGHTS.items():
        assert cells == {role: words[CELLS[action][role]] for role in ROLES}, action
        assert CELLS[action]["anonymous"] == "-"


def tries(surfaces: list[Surface]) -> list[tuple[Surface, str]]:
    """Each surface by each role; on PostgreSQL by one of those of whom the database is asked the same.

    What a role may do is Python's to say, once for both databases. A statement differs by how far the role reaches for
    the action, for opening a story and for a restricted one; who is not signed in is let through to none.
    """
    if connection.vendor == "sqlite":
        return [(surface, role) for surface in surfaces for role in COLUMNS]
    alike: dict[tuple[Surface, tuple[str, ...]], str] = {}
    for surface, role in itertools.product(surfaces, ROLES):
        reach = tuple(CELLS[action][role] for action in (surface.action, "story.view_draft", "story.view_restricted"))
        alike.setdefault((surface, reach), role)
    return [(surface, role) for (surface, _), role in alike.items()]


def tried(world: World, surface: Surface, role: str, place: str = "other") -> Attempt:
    story = world.story(surface.on, place) if surface.on else None
    own = story if story is not None and place.endswith("own") else None

    def given() -> None:
        if surface.given is not None:
            surface.given(world, story)

    with brought_about(world, role, own, given) as before:
        address = reverse(f"admin:{surface.name}", kwargs=surface.kwargs(world, story, role))
        return attempt(world, role, surface.method, address, surface.asks(world, story, role), before)


def assert_refused(came: Attempt, role: str, mark: str) -> None:
    assert came.refused, came.answer.status_code
    assert (came.answer.status_code == 302) is (role == "anonymous")
    assert came.changed == {}
    assert mark not in came.page
    assert any(line.startswith("refused ") and "from 127.0.0.1" in line for line in came.told), came.told


def assert_done(came: Attempt, surface: Surface) -> None:
    assert not came.refused, came.answer.status_code
    assert came.answer.status_code in {200, 302}
    if surface.method == "GET" or not surface.writes:
        assert came.changed == {}
    elif surface.writes == ACT:
        assert ACT in came.changed, (came.answer.status_code, came.page[-3000:])
    else:
        assert came.changed.keys() == {surface.writes}


@pytest.mark.parametrize(("surface", "role"), tries([one for one in STORIES if not one.shows]), ids=str)
def test_what_is_done_to_a_story(world, surface, role):
    for place in PLACES if role != "anonymous" else PLACES[:1]:
        came = tried(world, surface, role, place)
        if allowed(surface.action, role, place):
            assert_done(came, surface)
        elif surface.ignores and not came.refused:
            assert came.changed == {}, place
            assert any(f"ignored field {surface.ignores}" in line for line in came.told), place
        else:
            assert_refused(came, role, mark_of(surface.on, place))


@pytest.mark.parametrize("role", COLUMNS)
@pytest.mark.parametrize("surface", [one for one in STORIES if one.shows], ids=str)
def test_what_a_list_shows(world, surface, role):
    for place in PLACES if role != "anonymous" else PLACES[:1]:
        came = tried(world, surface, role, place)
        assert came.changed == {}
        if CELLS[surface.action][role] == "-":
            assert_refused(came, role, mark_of(surface.on, place))
            continue
        assert came.answer.status_code == 200
        assert (mark_of(surface.on, place) in came.page) is allowed(surface.action, role, place), place


@pytest.mark.parametrize(("surface", "role"), tries(OTHERS), ids=str)
def test_what_is_about_no_story(world, surface, role):
    came = tried(world, surface, role)
    if CELLS[surface.action][role] == "-":
        assert_refused(came, role, "zq")
    else:
        assert_done(came, surface)


@pytest.mark.parametrize("role", COLUMNS)
@pytest.mark.parametrize("surface", NEVER, ids=str)
def test_what_nobody_may(world, surface, role):
    assert CELLS[surface.action][role] == "-"
    came = tried(world, surface, role)
    to_the_desk = came.answer.status_code == 302 and came.answer["Location"] == reverse("admin:index")
    assert came.changed == {}
    assert came.refused or to_the_desk


def test_a_world_undone_is_the_world_before(world):
    """The comparison compares: a change inside an attempt is seen, and gone afterwards."""
    with undone():
        Act.objects.create(verb="tag", at=world.stories["draft", "other"].created_at)
        assert Act.objects.filter(verb="tag").exists()
    assert not Act.objects.filter(verb="tag").exists()
    assert json.dumps(sorted(world.baseline))
