"""Stories nobody has tagged are asked once by what was learned last, and again when they are changed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from articles.advice.topics import Suggester
from articles.advice.topics.blending import Figures
from articles.editorial import asking, revise, tag
from articles.editorial.asking import BATCH, SETTLED_AFTER, ask_untagged
from articles.editorial.tagging import propose_topics
from articles.editorial.topic_learning import keep_model
from articles.editorial.topics import delete_topic, merge_topics
from articles.models import Article, Tagging, TopicsAsked
from tests.advice.topics.models import make_model
from tests.builders import NOON, later, make_article, make_published, make_topic
from tests.management.shell import run
from tests.tables import table_of

pytestmark = pytest.mark.django_db
BEFORE = NOON - timedelta(days=1)


def make_story(number: int = 1, **fields) -> Article:
    return make_article(headline=f"Ferries {number}", updated_at=BEFORE, **fields)


def proposed() -> list[tuple[int, str, str]]:
    rows = Tagging.objects.filter(status="proposed").order_by("article_id", "topic_id")
    return [(row.article_id, row.topic.name, row.rule) for row in rows.select_related("topic")]


@pytest.fixture
def ferries(db):
    return make_topic("Ferries")


@pytest.mark.parametrize("state", ["draft", "review", "ready"])
def test_a_story_nobody_tagged_is_asked(ferries, state):
    story = make_story(state=state)

    assert ask_untagged(NOON) == 1
    assert proposed() == [(story.pk, "Ferries", "named")]


def test_a_live_story_is_asked_and_keeps_its_place_on_the_topics_page(ferries):
    story = make_published(at=BEFORE, headline="Ferries").article

    ask_untagged(later(hours=1))

    assert story.taggings.get().first_published_at == BEFORE


def test_a_story_released_since_it_was_read_keeps_its_place_on_the_topics_page(ferries):
    read = make_story()
    Article.objects.filter(pk=read.pk).update(first_published_at=NOON)

    propose_topics([read], by=None, at=NOON)

    assert read.taggings.get().first_published_at == NOON


def test_a_story_killed_since_it_was_read_gets_none(ferries):
    read = make_story()
    Article.objects.filter(pk=read.pk).update(state="killed")

    assert propose_topics([read], by=None, at=NOON) == 0


@pytest.mark.parametrize("gone", ["merged", "deleted"])
def test_a_topic_that_went_since_the_vocabulary_was_read_is_not_suggested(ferries, monkeypatch, gone):
    read, story = Suggester.read(), make_story()
    monkeypatch.setattr(Suggester, "read", lambda: read)
    if gone == "merged":
        merge_topics(ferries, into=make_topic("Boats"), by=None, at=NOON)
    else:
        delete_topic(ferries, by=None, at=NOON)

    assert propose_topics([story], by=None, at=NOON) == 0
    assert not story.taggings.exists()


def test_tagged_and_killed_stories_are_not_asked(ferries):
    make_story(1, topics=(make_topic("Boats"),))
    make_story(2, state="killed")

    assert ask_untagged(NOON) == 0
    assert proposed() == []


def test_each_story_is_asked_once(ferries):
    story = make_story()
    ask_untagged(NOON)
    story.taggings.all().delete()

    assert ask_untagged(later(hours=1)) == 0
    assert proposed() == []


def test_a_refused_topic_is_not_suggested_again(ferries):
    story = make_story()
    Tagging.objects.create(article=story, topic=ferries, status="rejected", tagged_at=NOON)

    assert ask_untagged(NOON) == 0
    assert story.taggings.get().status == "rejected"


def test_what_is_learned_anew_asks_all_again(ferries):
    story = make_story()
    Article.objects.filter(pk=story.pk).update(body_text="A bushel of wheat.")
    grain, ships = make_topic("Grain"), make_topic("Ships")
    ask_untagged(NOON)

    keep_model(make_model(grain.pk, ships.pk), Figures(8, 2, 1.0, 1.0, 1.0), by=None, at=NOON)

    assert ask_untagged(later(hours=1)) == 1
    assert proposed() == [(story.pk, "Ferries", "named"), (story.pk, "Grain", "archive")]
    assert ask_untagged(later(hours=2)) == 0


def test_a_story_changed_since_is_asked_again_once_its_writer_is_done(ferries):
    story = make_story()
    make_topic("Harbour")
    ask_untagged(NOON)
    revise(story, {"headline": "The harbour"}, by=None, at=later(hours=1))

    assert ask_untagged(later(hours=1)) == 0
    assert ask_untagged(later(hours=1) + SETTLED_AFTER) == 1
    assert [name for _, name, _ in proposed()] == ["Ferries", "Harbour"]
    assert ask_untagged(later(hours=2)) == 0


def test_a_story_filed_between_two_looks_is_asked_at_the_next(ferries):
    ask_untagged(NOON)
    story = make_article(headline="Ferries", updated_at=later(hours=1))

    assert ask_untagged(later(hours=2)) == 1
    assert proposed() == [(story.pk, "Ferries", "named")]


def test_many_of_one_moment_are_all_asked_each_once(ferries, monkeypatch):
    """An import gives all its stories one moment; the key goes on where the moment does not."""
    monkeypatch.setattr(asking, "BATCH", 3)
    older = [make_story(n) for n in range(7)]

    assert ask_untagged(NOON) == 7
    newer = [make_article(headline=f"Ferries {n}", updated_at=later(hours=1)) for n in range(7)]
    assert ask_untagged(later(hours=2)) == 7
    assert [key for key, _, _ in proposed()] == [story.pk for story in [*older, *newer]]
    assert ask_untagged(later(hours=3)) == 0


def test_one_look_is_bounded_and_the_next_goes_on_newest_first(ferries, monkeypatch):
    monkeypatch.setattr(asking, "BATCH", 2)
    monkeypatch.setattr(asking, "_MOST_BATCHES", 1)
    stories = [make_article(headline="Ferries", updated_at=BEFORE + timedelta(minutes=n)) for n in range(5)]

    seen = []
    for _ in range(4):
        ask_untagged(NOON)
        seen.append({key for key, _, _ in proposed()})

    keys = [story.pk for story in stories]
    assert seen == [set(keys[3:]), set(keys[1:]), set(keys), set(keys)]


def test_no_more_are_asked_after_a_training_than_somebody_may_tag(ferries, monkeypatch):
    monkeypatch.setattr(asking, "MOST_OLDER", 3)
    monkeypatch.setattr(asking, "BATCH", 2)
    stories = [make_article(headline="Ferries", updated_at=BEFORE + timedelta(minutes=n)) for n in range(5)]

    assert ask_untagged(NOON) == 3
    assert {key for key, _, _ in proposed()} == {story.pk for story in stories[2:]}


def test_as_many_statements_for_three_stories_as_for_many(ferries, django_assert_num_queries):
    make_story()
    ask_untagged(NOON)
    counted = []
    for hour, number in ((1, 3), (3, BATCH - 1)):
        for n in range(number):
            make_article(headline=f"Ferries {n}", updated_at=later(hours=hour))
        with django_assert_num_queries(30, exact=False) as context:
            ask_untagged(later(hours=hour + 1))
        counted.append(len(context))

    assert counted[0] == counted[1]


def test_nothing_to_ask_is_a_few_statements_and_changes_no_story(ferries, django_assert_max_num_queries):
    story = make_story()
    ask_untagged(NOON)
    before = table_of(Article), table_of(Tagging)

    with django_assert_max_num_queries(8):
        ask_untagged(later(hours=1))

    assert (table_of(Article), table_of(Tagging)) == before
    assert story.version == Article.objects.get().version


def test_a_failure_leaves_the_batch_to_be_asked_again(ferries, monkeypatch):
    make_story()
    propose = asking.propose_topics
    monkeypatch.setattr(asking, "propose_topics", lambda *_, **__: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        ask_untagged(NOON)

    assert not TopicsAsked.objects.exists()
    monkeypatch.setattr(asking, "propose_topics", propose)
    assert ask_untagged(NOON) == 1


def test_a_suggestion_taken_counts_for_its_rule(ferries):
    story = make_story()
    ask_untagged(NOON)

    tag(story, ferries, by=None, at=NOON)

    assert (story.taggings.get().rule, story.taggings.get().status) == ("named", "chosen")


def test_tick_asks_and_says_how_many(ferries):
    make_story()

    assert "Suggested 1 topics for stories without any." in run("tick").lines
    assert "Suggested 0 topics for stories without any." in run("tick").lines
