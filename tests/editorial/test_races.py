"""Acts at the same moment, on real connections: one wins, the others are refused in words or go second."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy
from threading import Barrier, Thread
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection, connections, transaction

from articles.editorial import (
    EditorialError,
    StaleVersion,
    attach_speaker,
    confirm_quote,
    file_story,
    merge_people,
    publish,
    revise,
    tag,
)
from articles.editorial.drafts import DraftByline
from articles.editorial.front_releases import release_front, undo_release
from articles.editorial.fronting import current_front, mark_of, place
from articles.editorial.rolling_up import roll_up_below, stories_listed_wrongly
from articles.models import Act, Article, Edition, FrontPage, Person, Quote, Section, Topic, TopicStory
from tests.builders import NOON, make_article, make_person, make_published, make_section, make_topic, make_user
from tests.editorial.stories import file_ready, story_draft

# SQLite lets one connection write at a time, and its database of tests lives in a single one.
pytestmark = pytest.mark.skipif(connection.vendor != "postgresql", reason="rows are locked by PostgreSQL alone")


@pytest.fixture
def chief(erasable, roles) -> User:
    return make_user("managing_editor")


@pytest.fixture
def section(erasable) -> Section:
    return make_section()


def together(acts: Sequence[Callable[[], Any]]) -> list[Any]:
    """Do all at one moment, each on a connection of its own; what each returned or raised."""
    start, ended = Barrier(len(acts)), [None] * len(acts)

    def do(number: int, act: Callable[[], Any]) -> None:
        connection.ensure_connection()
        start.wait()
        try:
            ended[number] = act()
        except Exception as error:
            ended[number] = error
        finally:
            connections.close_all()

    threads = [Thread(target=do, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return ended


def ready(section: Section, chief: User, **fields: Any) -> Article:
    return file_ready(section, by=make_user("reporter"), approved_by=chief, **fields)


def test_one_of_many_releases_of_a_version_wins(section, chief):
    article = ready(section, chief)

    ended = together([lambda: publish(copy(article), by=chief, at=NOON)] * 8)

    assert [type(end) for end in ended if not isinstance(end, Edition)] == [StaleVersion] * 7
    assert article.editions.count() == 1


def test_one_of_fifty_saves_of_a_version_wins(section, chief):
    article = ready(section, chief)

    ended = together([lambda n=n: revise(copy(article), {"dek": f"Dek {n}"}, by=chief, at=NOON) for n in range(50)])

    assert sum(isinstance(end, StaleVersion) for end in ended) == 49
    assert Article.objects.get(pk=article.pk).version == article.version + 1


def test_stories_of_one_headline_released_at_once_get_an_address_each(section, chief):
    stories = [ready(section, chief) for _ in range(5)]

    ended = together([lambda story=story: publish(story, by=chief, at=NOON) for story in stories])

    assert all(isinstance(end, Edition) for end in ended), ended
    assert len({end.path for end in ended}) == 5


def test_saves_that_make_the_same_person_make_one(section, chief):
    stories = [ready(section, chief) for _ in range(4)]

    ended = together(
        [lambda s=story: revise(s, {}, bylines=[DraftByline("Una Penn")], by=chief, at=NOON) for story in stories]
    )

    assert all(isinstance(end, Article) for end in ended), ended
    assert Person.objects.filter(name="Una Penn").count() == 1


def test_quotes_settled_while_their_story_is_saved_wait_for_their_turn(section, chief):
    for _ in range(4):
        article = file_story(story_draft(section), by=chief, at=NOON)
        body = article.body.replace("tired", "worn").replace("haircut", "shave")
        quotes = list(article.quotes.select_related("article"))
        acts = [lambda q=quote: confirm_quote(q, by=chief, at=NOON) for quote in quotes]
        acts += [lambda q=quote: attach_speaker(q, name="Una Penn", by=chief, at=NOON) for quote in quotes]

        ended = together([*acts, lambda a=article, b=body: revise(a, {"body": b}, by=chief, at=NOON)])

        assert all(isinstance(end, Quote | Article | EditorialError) for end in ended), ended
        assert Article.objects.get(pk=article.pk).body_text.count("worn") == 1


def test_of_two_merges_of_one_person_at_one_moment_one_is_done(erasable, chief):
    kate, catherine, cathy = make_person("Kate Voss"), make_person("Catherine Voss"), make_person("Cathy Voss")

    ended = together(
        [
            lambda: merge_people(kate, into=catherine, by=chief, at=NOON),
            lambda: merge_people(kate, into=cathy, by=chief, at=NOON),
        ]
    )

    assert sum(isinstance(one, EditorialError) for one in ended) == 1, ended
    assert Person.objects.exclude(merged_into=None).count() == 1


def test_merges_against_each_other_leave_nobody_merged_into_somebody_merged_away(erasable, chief):
    kate, catherine, cathy = make_person("Kate Voss"), make_person("Catherine Voss"), make_person("Cathy Voss")

    ended = together(
        [
            lambda: merge_people(kate, into=catherine, by=chief, at=NOON),
            lambda: merge_people(catherine, into=kate, by=chief, at=NOON),
            lambda: merge_people(kate, into=cathy, by=chief, at=NOON),
        ]
    )

    assert all(isinstance(one, EditorialError | Act) for one in ended), ended
    assert not Person.objects.filter(merged_into__merged_into__isnull=False).exists()
    assert Person.objects.exclude(merged_into=None).count() == sum(isinstance(one, Act) for one in ended)


def test_of_changes_to_the_front_page_at_once_one_wins(chief, section):
    stories = [make_article(section=section) for _ in range(4)]

    def put(story: Article) -> FrontPage:
        return place(story, zone="lead", seen="0", by=chief, at=NOON)

    outcomes = together([lambda story=story: put(story) for story in stories])

    assert sum(isinstance(outcome, FrontPage) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, EditorialError) for outcome in outcomes) == 3
    assert len(FrontPage.objects.draft().get().slots) == 1
    seen = mark_of(current_front(NOON))
    outcomes = together([lambda: release_front(seen=seen, by=chief, at=NOON)] * 3)
    assert sum(isinstance(outcome, FrontPage) for outcome in outcomes) == 1
    front = FrontPage.objects.get()
    outcomes = together([lambda: undo_release(front, by=chief, at=NOON)] * 3)
    assert sum(isinstance(outcome, FrontPage) for outcome in outcomes) == 1
    assert FrontPage.objects.count() == 2


def test_topics_moved_while_their_stories_are_tagged_list_them_where_they_are_now(chief):
    above = [make_topic() for _ in range(3)]
    middle = make_topic(parent=above[0])
    low = make_topic(parent=middle)
    stories = [make_published(topics=(low,)).article for _ in range(6)]

    def move(topic: Topic, parent: Topic) -> None:
        with transaction.atomic():
            Topic.objects.filter(pk=topic.pk).update(parent=parent)
            roll_up_below(topic.pk)

    for step in range(4):
        others = [make_topic(parent=low) for _ in stories]
        acts = [
            lambda s=story, t=topic: tag(s, t, by=None, at=NOON) for story, topic in zip(stories, others, strict=True)
        ]
        acts += [lambda n=step: move(middle, above[(n + 1) % 3])]

        ended = together(acts)

        assert not [end for end in ended if isinstance(end, Exception)], ended
        assert stories_listed_wrongly() == []
        assert set(TopicStory.objects.filter(topic=above[(step + 1) % 3]).values_list("article", flat=True)) == {
            story.pk for story in stories
        }
