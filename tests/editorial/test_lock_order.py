"""Locks in one order: who tags, who releases and who tidies topics wait for each other, and none for ever."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from threading import Event, Thread
from time import sleep
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection, connections, transaction
from django.test import Client

from articles.editorial import (
    confirm_quote,
    file_story,
    make_preview_link,
    tag,
    tag_with_new,
    tagging_undo,
    topic_making,
    undo_tagging,
    untag,
)
from articles.editorial.bulk_tagging import begin_bulk, undo_bulk
from articles.editorial.drafts import Origin
from articles.editorial.receiving import receive_version
from articles.editorial.tagging import propose_topics
from articles.editorial.topics import merge_topics, merging
from articles.models import Act, Article, Related, Tagging, Topic
from tests.builders import NOON, later, make_article, make_published, make_section, make_topic, make_user
from tests.editorial.stories import story_draft
from tests.editorial.test_races import together

pytestmark = pytest.mark.skipif(connection.vendor != "postgresql", reason="rows are locked by PostgreSQL alone")

_WAITS = """
    SELECT EXISTS (
        SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()
    )"""


class Beside:
    """An act on a connection of its own; `end()` is what it returned or raised."""

    def __init__(self, act: Callable[[], Any], *, waits: bool = True) -> None:
        self.act, self.waits, self.ended = act, waits, None
        self.thread = Thread(target=self._run)
        self.thread.start()

    def _run(self) -> None:
        try:
            if not self.waits:
                with connection.cursor() as cursor:
                    cursor.execute("SET lock_timeout = '1s'")
            self.ended = self.act()
        except Exception as error:
            self.ended = error
        finally:
            connections.close_all()

    def end(self) -> Any:
        self.thread.join()
        return self.ended


def until_somebody_waits() -> None:
    """Returns once a connection to this database waits for a lock."""
    for _ in range(1000):
        with connection.cursor() as cursor:
            cursor.execute(_WAITS)
            if cursor.fetchone()[0]:
                return
        sleep(0.02)
    raise AssertionError("nobody waits")


def halted(monkeypatch: pytest.MonkeyPatch, room: Any, step: str) -> tuple[Event, Event]:
    """Have an act stop before a step: the first event says that it has come there, the second lets it go on."""
    holds, goes_on, do = Event(), Event(), getattr(room, step)

    def do_when_told(*args: Any, **kwargs: Any) -> Any:
        holds.set()
        goes_on.wait(30)
        return do(*args, **kwargs)

    monkeypatch.setattr(room, step, do_when_told)
    return holds, goes_on


@pytest.fixture
def tagger(erasable, roles) -> User:
    return make_user("topic_tagger")


@pytest.fixture
def chief(erasable, roles) -> User:
    return make_user("managing_editor")


ORIGIN = Origin(provider="Wire", guid="urn:a", version="1", content=b"a", media_type="text/plain")


def _propose(story: Article, chief: User) -> Any:
    return propose_topics([story], by=None, at=NOON)


def _receive(story: Article, chief: User) -> Any:
    draft = replace(story_draft(story.section), origin=replace(ORIGIN, version="2", content=b"b"))
    return receive_version(story, draft, by=None, at=NOON, is_newest=False)


def _confirm(story: Article, chief: User) -> Any:
    return confirm_quote(story.quotes.select_related("article").first(), by=chief, at=NOON)


def _link(story: Article, chief: User) -> Any:
    return make_preview_link(story, label="Lena Marsh", by=chief, at=NOON)


@pytest.mark.parametrize("act", [_propose, _receive, _confirm, _link])
def test_a_story_that_an_act_holds_can_be_found_related_to_another(chief, act):
    story = file_story(replace(story_draft(make_section()), origin=ORIGIN), by=chief, at=NOON)
    other = make_published().article

    with transaction.atomic():
        act(story, chief)
        ended = Beside(lambda: Related.objects.create(article=other, other=story, position=0), waits=False).end()

    assert isinstance(ended, Related), ended


def test_who_tags_does_not_wait_for_who_tags_another_story(tagger):
    above = make_topic("Boats")
    below = make_topic("Ferries", parent=above)
    one, other = make_published().article, make_published(topics=(below,)).article

    with transaction.atomic():
        tag(one, below, by=tagger, at=NOON)
        ended = Beside(lambda: tag(other, above, by=tagger, at=NOON), waits=False).end()

    assert isinstance(ended, Tagging), ended


def _bulk_there_and_back(story: Article, topic: Topic, tagger: User) -> Any:
    bulk = begin_bulk(Article.objects.filter(pk=story.pk), topic, "remove", by=tagger, at=NOON)
    return lambda: undo_bulk(bulk, by=tagger, at=later(hours=1))


def _untag(story: Article, topic: Topic, tagger: User) -> Any:
    return lambda: untag(story, topic, by=tagger, at=NOON)


def _tag_taken_back(story: Article, topic: Topic, tagger: User) -> Any:
    untag(story, topic, by=tagger, at=NOON)
    act = Act.objects.get(verb="untag")
    return lambda: undo_tagging(act, by=tagger, at=later(hours=1))


@pytest.mark.parametrize("prepared", [_untag, _tag_taken_back, _bulk_there_and_back])
def test_who_changes_a_storys_topics_while_they_are_merged_waits_and_goes_second(tagger, monkeypatch, prepared):
    into = make_topic("Boats")
    source, below = make_topic("Ships"), make_topic("Ferries", parent=into)
    story = make_published(topics=(into, below)).article
    make_published(topics=(source,))
    act = prepared(story, into, tagger)
    holds, goes_on = halted(monkeypatch, merging, "move_taggings")
    merge = Beside(lambda: merge_topics(source, into=into, by=tagger, at=NOON))
    holds.wait(30)
    other = Beside(act)
    until_somebody_waits()
    goes_on.set()

    assert isinstance(merge.end(), Act), merge.ended
    assert not isinstance(other.end(), Exception), other.ended


def _made_for_it(story: Article, tagger: User) -> Any:
    return lambda: tag_with_new(story, "Night boats", kind="subject", by=tagger, at=NOON)


def _making_taken_back(story: Article, tagger: User) -> Any:
    tag_with_new(story, "Night boats", kind="subject", by=tagger, at=NOON)
    act = Act.objects.get(verb="tag")
    return lambda: undo_tagging(act, by=tagger, at=later(hours=1))


@pytest.mark.parametrize(
    ("prepared", "room", "step"),
    [(_made_for_it, topic_making, "_made"), (_making_taken_back, tagging_undo, "drop_made")],
)
def test_a_topic_is_made_or_goes_while_the_storys_others_are_merged(tagger, monkeypatch, prepared, room, step):
    source, into = make_topic("Ships"), make_topic("Boats")
    act = prepared(make_published(topics=(source,)).article, tagger)
    holds, goes_on = halted(monkeypatch, room, step)

    other = Beside(act)
    holds.wait(30)
    merge = Beside(lambda: merge_topics(source, into=into, by=tagger, at=NOON))
    until_somebody_waits()
    goes_on.set()

    assert not isinstance(other.end(), Exception), other.ended
    assert isinstance(merge.end(), Act), merge.ended


def test_a_topic_made_by_two_at_once_is_made_once(tagger, monkeypatch):
    stories = [make_article(), make_article()]

    ended = together([lambda s=s: tag_with_new(s, "Ferries", kind="subject", by=tagger, at=NOON) for s in stories])

    assert sorted(type(end).__name__ for end in ended) == ["EditorialError", "Topic"], ended


def test_two_who_save_the_forms_of_two_topics_at_once_wait_for_each_other(tagger):
    for turn in range(4):
        pairs = [(make_topic(f"{old} {turn}"), f"{new} {turn}") for old, new in (("Boat", "Ferry"), ("Train", "Tram"))]

        ended = together([lambda t=topic, n=name: _renamed_by_form(t, n, tagger) for topic, name in pairs])

        assert ended == [302, 302], ended


def _renamed_by_form(topic: Topic, name: str, tagger: User) -> int:
    rows = {f"{rows}-{which}_FORMS": 0 for rows in ("aliases", "codes", "labels") for which in ("TOTAL", "INITIAL")}
    client = Client()
    client.force_login(tagger)
    asked = {"name": name, "kind": "subject", "parent": "", "picture": "", **rows}
    return client.post(f"/admin/articles/topic/{topic.pk}/change/", asked).status_code
