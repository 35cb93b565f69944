"""No address that no action names, and no action that no address does or that is not said to have none."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from articles.admin.front import acts as front
from articles.admin.quotes import panel
from articles.admin.story import acts as story_acts
from articles.admin.tagging import acts as tagging
from tests.admin.authz.surfaces import SURFACES, Surface
from tests.admin.authz.surfaces.names import ALSO, APART, GUESTS, NO_SURFACE, OF_EVERYBODY, READERS
from tests.admin.authz.table import CELLS
from tests.admin.authz.world import World, rows, undone


def patterns(resolver=None) -> Iterator[tuple[str, str]]:
    """Name and route of every address the resolver knows."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLPattern):
            yield pattern.name or "", str(pattern.pattern)
        else:
            yield from patterns(pattern)


def test_every_address_is_named_by_an_action():
    named = {surface.name for surface in SURFACES} | OF_EVERYBODY.keys() | ALSO.keys()
    named = named.union(*READERS.values(), *GUESTS.values())
    # Django's own without a name: "<pk>/", which leads to the form, and the last one, which is 404.
    found = {name for name, route in patterns() if name or route not in {"<path:object_id>/", "(?P<url>.*)$"}}

    assert found - named == set(), "name these in tests/admin/authz/surfaces.py"
    assert named - found == set(), "these are no addresses any more"


def test_every_action_has_its_surfaces_or_is_said_to_have_none():
    told = {surface.action for surface in SURFACES} | {*OF_EVERYBODY.values(), *ALSO.values(), *READERS, *GUESTS}

    assert told | NO_SURFACE.keys() | APART == CELLS.keys()
    assert not told & NO_SURFACE.keys()


@pytest.mark.parametrize(
    ("name", "verbs"),
    [
        ("articles_article_act", {*story_acts.VERBS}),
        ("articles_article_quote", {*panel.VERBS, *panel._WITH_FILES}),
        ("front_step", {*front.VERBS}),
        ("tagging_act", {*tagging.VERBS}),
    ],
)
def test_every_step_behind_an_address_is_tried(name, verbs):
    assert {surface.verb for surface in SURFACES if surface.name == name} == verbs


@pytest.mark.parametrize(("action", "word"), sorted(NO_SURFACE.items()))
def test_what_has_no_surface_has_no_address(action, word):
    assert [route for name, route in patterns() if word in route or word in name.split("_")] == []


@pytest.mark.once  # refused before any view, whatever it would have asked the database
@pytest.mark.django_db
@pytest.mark.parametrize("surface", [one for one in SURFACES if one.method == "POST"], ids=str)
def test_nothing_is_written_from_another_site(world: World, surface: Surface):
    """A cookie alone writes nothing: without the page's own token every post is refused, whoever asks."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.people["managing_editor"])
    story = world.story(surface.on, "section") if surface.on else None
    with undone():
        if surface.given is not None:
            surface.given(world, story)
        before = rows("articles.Article", "articles.Act", "articles.Quote", "auth.User", "articles.Edition")
        address = reverse(f"admin:{surface.name}", kwargs=surface.kwargs(world, story, "managing_editor"))
        answer = client.post(address, surface.asks(world, story, "managing_editor"))

        assert answer.status_code == 403
        assert rows(*before) == before
