"""Acts on topics at the same moment, on real connections: one goes first, the other finds what it left."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.db import connection

from articles.editorial import WrongState, tag
from articles.editorial.rolling_up import stories_listed_wrongly
from articles.editorial.topics import merge_topics, move_topic, undo_topic_act
from articles.models import Act, Tagging, Topic
from tests.builders import NOON, make_article, make_published, make_topic, make_user
from tests.editorial.test_races import together

pytestmark = pytest.mark.skipif(connection.vendor != "postgresql", reason="rows are locked by PostgreSQL alone")


@pytest.fixture
def tagger(erasable, roles) -> User:
    return make_user("topic_tagger")


def test_one_of_many_merges_of_a_topic_wins(tagger):
    source, into = make_topic("Ferries"), make_topic("Boats")
    for _ in range(20):
        make_published(topics=(source,))

    ended = together([lambda: merge_topics(source, into=into, by=tagger, at=NOON)] * 6)

    assert sorted(type(end).__name__ for end in ended) == ["Act", *["WrongState"] * 5]
    assert into.taggings.count() == 20


def test_one_into_the_other_and_back_at_once_leaves_one(tagger):
    one, other = make_topic("Ferries"), make_topic("Boats")

    ended = together(
        [
            lambda: merge_topics(one, into=other, by=tagger, at=NOON),
            lambda: merge_topics(other, into=one, by=tagger, at=NOON),
        ]
    )

    assert sorted(type(end).__name__ for end in ended) == ["Act", "WrongState"]
    assert Topic.objects.in_use().count() == 1


def test_moves_at_once_make_no_circle(tagger):
    one, other = make_topic("Ferries"), make_topic("Boats")

    ended = together(
        [
            lambda: move_topic(one, below=other, by=tagger, at=NOON),
            lambda: move_topic(other, below=one, by=tagger, at=NOON),
        ]
    )

    assert sorted(type(end).__name__ for end in ended) == ["Act", "EditorialError"]


def test_one_of_many_undoings_wins(tagger):
    source, into = make_topic("Ferries"), make_topic("Boats")
    make_published(topics=(source,))
    merge = merge_topics(source, into=into, by=tagger, at=NOON)

    ended = together([lambda: undo_topic_act(merge, by=tagger, at=NOON)] * 4)

    assert sum(isinstance(end, WrongState) for end in ended) == 3
    assert source.taggings.count() == 1


def test_no_story_is_left_on_a_topic_that_is_merged_away_while_it_is_tagged(tagger):
    source, into = make_topic("Ferries"), make_topic("Boats")
    stories = [make_published(topics=(source,)).article for _ in range(5)] + [make_article() for _ in range(7)]

    ended = together(
        [
            *(lambda story=story: tag(story, source, by=tagger, at=NOON) for story in stories[5:]),
            lambda: merge_topics(source, into=into, by=tagger, at=NOON),
            *(lambda story=story: tag(story, into, by=tagger, at=NOON) for story in stories[:5]),
        ]
    )

    assert [end for end in ended if not isinstance(end, Act | Tagging)] == []
    assert set(Tagging.objects.values_list("topic", flat=True)) == {into.pk}
    assert Tagging.objects.filter(status="chosen").count() == 12
    assert stories_listed_wrongly() == []
