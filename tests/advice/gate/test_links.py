"""Links to stories of our own that readers could not follow; hidden stories all look alike."""

from __future__ import annotations

import pytest

from articles.advice.gate import blocks_of, links
from articles.editorial import kill, schedule, unschedule
from articles.models import Article, Redirect, Section
from tests.advice.gate.sheets import copy, found
from tests.builders import NOON, later, make_article, make_published, make_section, make_user
from tests.editorial.stories import file_ready

pytestmark = pytest.mark.django_db
SITE = "http://127.0.0.1:8000"


@pytest.fixture(autouse=True)
def site(settings):
    settings.SITE_URL = SITE
    settings.ALLOWED_HOSTS = ["desk.example", "*"]


@pytest.fixture
def section() -> Section:
    return make_section()


def link_to(href: str):
    return copy(html=f'<p id="p-aaaaaaaa">See <a href="{href}">the ferry row</a>.</p>')


def codes(href: str, at=NOON) -> list[str]:
    return [f.code for f in found(links.nowhere, link_to(href), at)]


def test_a_live_story_can_be_followed_by_any_spelling_of_its_address():
    path = make_published(at=later(days=-1)).path

    for href in (SITE + path, SITE + path.rstrip("/"), f"{SITE}{path}?from=x#q-1", f"https://desk.example{path}"):
        assert codes(href) == [], href


def test_a_story_moved_can_be_followed():
    path = make_published(at=later(days=-1)).path
    Redirect.objects.create(path="/2026/01/01/old/", target=path)

    assert codes(SITE + "/2026/01/01/old/") == []


def test_a_scheduled_story_can_be_followed_from_its_moment_on():
    path = make_published(at=later(hours=2)).path

    assert codes(SITE + path, NOON) == ["link-nowhere"]
    assert codes(SITE + path, later(hours=2)) == []


def test_killed_unscheduled_embargoed_and_nonexistent_look_alike(section):
    chief = make_user("managing_editor")
    killed = make_published(at=later(days=-2)).article
    path_of_killed = killed.path
    kill(killed, reason="Wrong", by=chief, at=later(days=-1))
    taken_back = file_ready(section, by=make_user("reporter"), approved_by=chief)
    planned = schedule(taken_back, when=later(days=1), by=chief, at=later(days=-1))
    unschedule(Article.objects.get(pk=taken_back.pk), by=chief, at=later(hours=-1))
    Article.objects.filter(pk=taken_back.pk).update(embargo_until=later(days=9))
    messages = set()
    for path in (path_of_killed, planned.path, "/2026/03/04/never-was/"):
        (one,) = found(links.nowhere, link_to(SITE + path), later(days=3))
        assert (one.where, one.words) == ("p-aaaaaaaa", "the ferry row")
        messages.add(one.message.replace(path, "PATH"))

    assert len(messages) == 1


@pytest.mark.parametrize("host", [SITE, "https://desk.example"])
def test_the_desk_is_no_place_for_readers_whatever_stands_there(host):
    secret = make_article(embargo_until=later(days=2))

    for pk in (secret.pk, 987_654):
        assert codes(f"{host}/admin/articles/article/{pk}/change/") == ["link-nowhere"]


def test_other_sites_and_other_pages_of_ours_are_not_asked_for(django_assert_num_queries):
    with django_assert_num_queries(0):
        for href in ("https://other.example/2026/03/04/x/", f"{SITE}/topics/ferries/", "mailto:a@b.example"):
            assert codes(href) == [], href


def test_a_link_to_a_hidden_story_blocks_at_the_moment_of_release():
    path = make_published(at=later(hours=2)).path

    assert [f.code for f in blocks_of(link_to(SITE + path), NOON)] == ["link-nowhere"]
    assert blocks_of(link_to(SITE + path), later(hours=3)) == ()
