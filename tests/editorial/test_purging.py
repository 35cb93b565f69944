"""A shared cache in front of the site is told what to drop, once it is so."""

from __future__ import annotations

import pytest
from django.db import transaction

from articles.editorial import kill, tag
from articles.editorial.purging import purge_what_came_due
from articles.models import Article
from tests.builders import later, make_published, make_topic

pytestmark = [pytest.mark.django_db]

DROPPED: list[list[str]] = []


def drop(keys) -> None:
    DROPPED.append(list(keys))


def fail(keys) -> None:
    raise OSError("The cache is down.")


@pytest.fixture(autouse=True)
def hook(settings):
    settings.PURGE_HOOK = "tests.editorial.test_purging.drop"
    DROPPED.clear()
    return settings


def test_an_act_drops_its_story_and_the_lists(django_capture_on_commit_callbacks):
    story = make_published().article

    with django_capture_on_commit_callbacks(execute=True):
        tag(story, make_topic(), by=None, at=later(hours=1))

    assert [[f"story-{story.pk}", "lists"]] == DROPPED


def test_nothing_is_dropped_before_the_act_is_committed_nor_when_it_is_not(django_capture_on_commit_callbacks):
    story = make_published().article
    with django_capture_on_commit_callbacks(execute=True):
        kill_and_think_again(story)

    assert DROPPED == []


def kill_and_think_again(story: Article) -> None:
    try:
        with transaction.atomic():
            kill(story, reason="Wrong.", by=None, at=later(hours=1))
            raise KeyboardInterrupt
    except KeyboardInterrupt:
        pass


def test_a_cache_that_is_down_stops_nobody(hook, django_capture_on_commit_callbacks, caplog):
    hook.PURGE_HOOK = "tests.editorial.test_purging.fail"
    story = make_published().article

    with django_capture_on_commit_callbacks(execute=True):
        kill(story, reason="Wrong.", by=None, at=later(hours=1))

    assert Article.objects.get().state == "killed"
    assert "The cache is down." in caplog.text


def test_what_the_clock_brought_is_dropped_once():
    come, gone = make_published(at=later(minutes=30)), make_published(until=later(minutes=40))
    make_published(at=later(hours=9))
    purge_what_came_due(later(minutes=1))
    DROPPED.clear()

    assert purge_what_came_due(later(hours=1)) == 2
    assert purge_what_came_due(later(hours=2)) == 0
    assert sorted(DROPPED[0]) == sorted([f"story-{come.article_id}", f"story-{gone.article_id}", "lists"])
    assert len(DROPPED) == 1


def test_answers_say_by_which_keys_they_are_dropped(client):
    edition = make_published()

    assert client.get(edition.path)["Surrogate-Key"] == f"site story-{edition.article_id}"
    assert client.get("/")["Surrogate-Key"] == "site lists"
