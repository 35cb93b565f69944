"""Which stories a topic's page lists, kept through whatever acts change it."""

from __future__ import annotations

from datetime import datetime, timedelta
from importlib import import_module

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from articles.editorial import publish, schedule, tag, unschedule, untag
from articles.editorial.rolling_up import roll_up, roll_up_below, stories_listed_wrongly
from articles.models import Article, Tagging, Topic, TopicStory
from tests.builders import NOON, later, make_article, make_published, make_topic
from tests.editorial.stories import file_ready

pytestmark = pytest.mark.django_db


def listed() -> set[tuple[int, int, datetime]]:
    return set(TopicStory.objects.values_list("topic", "article", "first_published_at"))


def truth() -> set[tuple[int, int, datetime]]:
    """What the table has to hold, worked out one tagging at a time."""
    topics, found = Topic.objects.in_bulk(), set()
    for tagging in Tagging.objects.filter(status="chosen", first_published_at__isnull=False):
        above: int | None = tagging.topic_id
        while above is not None:
            if topics[above].merged_into_id is None:
                found.add((above, tagging.article_id, tagging.first_published_at))
            above = topics[above].parent_id
    return found


def under(topic: Topic) -> set[int]:
    return set(TopicStory.objects.filter(topic=topic).values_list("article", flat=True))


@pytest.fixture
def transport():
    return make_topic("Transport")


@pytest.fixture
def ferries(transport):
    return make_topic("Ferries", parent=transport)


def test_a_story_is_listed_under_its_topic_and_all_above(transport, ferries):
    fares = make_topic("Fares", parent=ferries)
    story = make_published().article

    tag(story, fares, by=None, at=NOON)

    assert listed() == {(topic.pk, story.pk, NOON) for topic in (transport, ferries, fares)}


def test_a_topic_taken_off_takes_those_above_with_it_unless_another_lies_below_them(transport, ferries):
    trams = make_topic("Trams", parent=transport)
    story = make_published(topics=(ferries, trams)).article

    untag(story, ferries, by=None, at=NOON)

    assert listed() == {(topic.pk, story.pk, NOON) for topic in (transport, trams)}


def test_a_story_is_listed_from_its_first_release_on(section, reporter, editor, ferries, transport):
    story = file_ready(section, by=reporter, approved_by=editor)
    tag(story, ferries, by=None, at=NOON)
    assert not listed()

    publish(Article.objects.get(pk=story.pk), by=editor, at=NOON)

    assert listed() == {(ferries.pk, story.pk, NOON), (transport.pk, story.pk, NOON)}


def test_a_first_release_taken_back_lists_nothing(section, reporter, editor, ferries):
    story = file_ready(section, by=reporter, approved_by=editor)
    tag(story, ferries, by=None, at=NOON)
    schedule(Article.objects.get(pk=story.pk), when=later(hours=3), by=editor, at=NOON)
    assert {moment for _, _, moment in listed()} == {later(hours=3)}

    unschedule(Article.objects.get(pk=story.pk), by=editor, at=NOON)

    assert not listed()


def test_a_topic_moved_takes_the_stories_of_all_below_it_along(transport, ferries):
    fares, sea = make_topic("Fares", parent=ferries), make_topic("Sea")
    story, other = make_published(topics=(fares,)).article, make_published(topics=(transport,)).article
    Topic.objects.filter(pk=ferries.pk).update(parent=sea)

    roll_up_below(ferries.pk)

    assert (under(transport), under(sea), under(fares)) == ({other.pk}, {story.pk}, {story.pk})
    assert listed() == truth()


def test_a_topic_merged_away_lists_nothing_and_the_other_all(transport, ferries):
    boats = make_topic("Boats")
    story, both = make_published(topics=(boats,)).article, make_published(topics=(boats, ferries)).article
    Tagging.objects.filter(topic=boats).exclude(article=both).update(topic=ferries)
    Tagging.objects.filter(topic=boats).delete()
    Topic.objects.filter(pk=boats.pk).update(merged_into=ferries)

    roll_up_below(boats.pk)

    assert (under(boats), under(ferries), under(transport)) == (set(), {story.pk, both.pk}, {story.pk, both.pk})


def test_a_retired_topic_keeps_its_stories(ferries):
    ferries.retired = True
    ferries.save()
    story = make_published(topics=(ferries,)).article

    roll_up([story.pk])

    assert under(ferries) == {story.pk}


def test_nobody_is_listed_for_a_topic_proposed_or_refused(ferries):
    story = make_published().article
    Tagging.objects.create(
        article=story, topic=ferries, status="proposed", tagged_at=NOON, first_published_at=story.first_published_at
    )

    roll_up([story.pk])

    assert not listed()


def test_a_circle_of_parents_written_by_hand_ends(transport, ferries):
    Topic.objects.filter(pk=transport.pk).update(parent=ferries)

    story = make_published(topics=(ferries,)).article

    assert listed() == {(topic.pk, story.pk, NOON) for topic in (transport, ferries)}


def test_as_many_statements_for_hundreds_of_stories_as_for_one(ferries):
    stories = [make_published(topics=(ferries,)).article.pk for _ in range(20)]

    def statements(ids) -> int:
        with CaptureQueriesContext(connection) as asked:
            roll_up(ids)
        return len([one for one in asked.captured_queries if "articles_" in one["sql"]])

    assert statements(stories) == statements(stories[:1])


def test_nothing_is_asked_for_no_stories(django_assert_num_queries):
    with django_assert_num_queries(0):
        roll_up_below()


def test_what_is_listed_wrongly_is_found_and_mended(ferries, transport):
    wrong, missing, extra, _ = (make_published(topics=(ferries,)).article.pk for _ in range(4))
    TopicStory.objects.filter(article=wrong, topic=ferries).update(first_published_at=later(days=1))
    TopicStory.objects.filter(article=missing, topic=transport).delete()
    TopicStory.objects.create(article_id=extra, topic=make_topic(), first_published_at=NOON)

    assert stories_listed_wrongly() == [wrong, missing, extra]
    roll_up(stories_listed_wrongly())

    assert stories_listed_wrongly() == []
    assert listed() == truth()


def test_the_migration_lists_what_was_there_before(ferries, transport):
    story, hidden = make_published(topics=(ferries,)).article, make_article(topics=(ferries,))
    boats = make_topic("Boats", parent=transport, merged_into=ferries)
    Tagging.objects.create(article=hidden, topic=boats, tagged_at=NOON)
    before = listed()
    TopicStory.objects.all().delete()

    with connection.cursor() as cursor:
        cursor.execute(import_module("articles.migrations.0013_topic_stories")._FILL)

    assert listed() == before == {(topic.pk, story.pk, NOON) for topic in (ferries, transport)}


TOPICS, STORIES = 7, 4
_numbers = st.integers(0, TOPICS - 1)
_acts = st.one_of(
    st.tuples(st.just("tag"), st.integers(0, STORIES - 1), _numbers),
    st.tuples(st.just("untag"), st.integers(0, STORIES - 1), _numbers),
    st.tuples(st.just("move"), _numbers, st.one_of(st.none(), _numbers)),
    st.tuples(st.just("merge"), _numbers, _numbers),
)


class Kept(TestCase):
    """After any acts, in any order, the table holds what taggings and parents say."""

    @settings(max_examples=60)
    @given(acts=st.lists(_acts, max_size=14))
    def test_the_table_is_the_truth_after_whatever_is_done(self, acts):
        topics = [make_topic() for _ in range(TOPICS)]
        stories = [make_published(at=NOON + timedelta(minutes=n)).article for n in range(STORIES)]

        for name, first, second in acts:
            _DOES[name](topics, stories, first, second)

            assert listed() == truth()
        assert stories_listed_wrongly() == []


def _tag(topics, stories, story, topic):
    tag(stories[story], Topic.objects.get(pk=topics[topic].pk), by=None, at=NOON)


def _untag(topics, stories, story, topic):
    if Tagging.objects.filter(article=stories[story], topic=topics[topic], status="chosen").exists():
        untag(stories[story], topics[topic], by=None, at=NOON)


def _move(topics, stories, topic, above):
    """Below another, unless that lies below it."""
    parent = Topic.objects.get(pk=topics[above].pk) if above is not None else None
    up = parent
    while up is not None:
        if up.pk == topics[topic].pk:
            return
        up = up.parent
    Topic.objects.filter(pk=topics[topic].pk).update(parent=parent)
    roll_up_below(topics[topic].pk)


def _merge(topics, stories, source, into):
    """As a merge writes it: taggings and children go over, the topic points to where it went."""
    lost, kept = (Topic.objects.get(pk=topics[n].pk) for n in (source, into))
    if lost == kept or lost.merged_into_id or kept.merged_into_id or _lies_below(kept, lost):
        return
    own = Tagging.objects.filter(topic=lost)
    own.exclude(article__in=Tagging.objects.filter(topic=kept).values("article")).update(topic=kept)
    Tagging.objects.filter(topic=lost).delete()
    Topic.objects.filter(parent=lost).update(parent=kept)
    Topic.objects.filter(pk=lost.pk).update(merged_into=kept, parent=None)
    roll_up_below(lost.pk)


def _lies_below(topic, other) -> bool:
    while topic is not None:
        if topic == other:
            return True
        topic = topic.parent
    return False


_DOES = {"tag": _tag, "untag": _untag, "move": _move, "merge": _merge}
