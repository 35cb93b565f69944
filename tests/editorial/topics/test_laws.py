"""What holds of any vocabulary, however its topics are merged, parted, moved and called."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.editorial import EditorialError, tag, untag
from articles.editorial.rolling_up import roll_up, stories_listed_wrongly
from articles.editorial.tagging import refresh_topic_links
from articles.editorial.topics import (
    NewTopic,
    Part,
    keep_topics_apart,
    merge_topics,
    move_topic,
    rename_topic,
    split_topic,
    undo_topic_act,
)
from articles.models import (
    Act,
    Article,
    DistinctTopics,
    Redirect,
    Tagging,
    Topic,
    TopicAlias,
    TopicCode,
    TopicLabel,
    TopicStory,
)
from tests.builders import NOON, later, make_article
from tests.editorial.topics.tables import held_by
from tests.tables import table_of

pytestmark = pytest.mark.django_db
TABLES = (Article, DistinctTopics, Redirect, Tagging, Topic, TopicAlias, TopicCode, TopicLabel, TopicStory)
STORIES = 5
lawful = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])

topics = st.integers(0, 5)
pairs = st.tuples(topics, topics)
# A topic: what it lies below (one made before it, or none), how many other names and codes, its languages, retired.
vocabularies = st.lists(
    st.tuples(
        st.none() | topics,
        st.integers(0, 2),
        st.integers(0, 1),
        st.sets(st.sampled_from(["de", "fr"])),
        st.integers(0, 5).map(lambda n: n == 0),
    ),
    min_size=2,
    max_size=6,
)
taggings = st.dictionaries(
    st.tuples(st.integers(0, STORIES - 1), topics), st.sampled_from(Tagging.Status.values), max_size=16
)
steps = st.lists(
    st.tuples(
        st.sampled_from(["merge", "move", "rename", "split", "tag", "untag", "undo", "undo last"]), topics, topics
    ),
    max_size=12,
)


@contextmanager
def world(vocabulary: list[tuple], on: dict[tuple[int, int], str]) -> Iterator[tuple[list[Topic], list[Article]]]:
    """Topics and stories as drawn, gone at the end."""
    with transaction.atomic():
        made: list[Topic] = []
        for n, (above, names, codes, languages, retired) in enumerate(vocabulary):
            parent = made[above % n] if above is not None and n else None
            topic = Topic.objects.create(
                name=f"Topic {n}", slug=f"topic-{n}", code=f"x:{n}" if n % 2 else "", parent=parent, retired=retired
            )
            for m in range(names):
                topic.aliases.create(name=f"Name {n} {m}")
            for m in range(codes):
                topic.codes.create(code=f"y:{n}:{m}")
            for language in languages:
                topic.labels.create(language=language, name=f"{language} {n}")
            made.append(topic)
        stories = [make_article(first_published_at=NOON if n % 2 else None) for n in range(STORIES)]
        for (story, topic_number), status in on.items():
            topic = made[topic_number % len(made)]
            Tagging.objects.get_or_create(
                article=stories[story],
                topic=topic,
                defaults={
                    "status": status,
                    "rule": "named",
                    "reason": "Its name",
                    "tagged_at": NOON,
                    "first_published_at": stories[story].first_published_at,
                },
            )
        refresh_topic_links(story.pk for story in stories)
        roll_up(story.pk for story in stories)
        yield made, stories
        transaction.set_rollback(True)


def tables() -> list[list[tuple[Any, ...]]]:
    return [held_by(model) for model in TABLES]


def chosen(topic: Topic) -> set[int]:
    return set(Tagging.objects.filter(topic=topic, status="chosen").values_list("article", flat=True))


def check_laws(slugs: set[str]) -> None:
    """No circle, nothing on a topic merged away, every address leads to a topic, links as drawn anew."""
    above = dict(Topic.objects.values_list("pk", "parent"))
    merged = dict(Topic.objects.values_list("pk", "merged_into"))
    for key in above:
        way, at = [], key
        while at is not None:
            assert at not in way, "a circle"
            way.append(at)
            at = above[at]
    assert all(merged[kept] is None for kept in merged.values() if kept), "merged into one that is merged away"
    assert not Tagging.objects.filter(topic__merged_into__isnull=False).exists()
    assert not Topic.objects.filter(parent__merged_into__isnull=False).exists()
    known = set(Topic.objects.values_list("slug", flat=True))
    moved = {
        path.split("/")[2]: target.split("/")[2] for path, target in Redirect.objects.values_list("path", "target")
    }
    assert {moved.get(slug, slug) for slug in slugs} <= known
    drawn = table_of(Article)
    refresh_topic_links(Article.objects.values_list("pk", flat=True))
    assert table_of(Article) == drawn
    assert stories_listed_wrongly() == []


@lawful
@given(vocabularies, taggings, st.lists(pairs, min_size=1, max_size=6), st.lists(pairs, max_size=3))
def test_merges_undone_from_the_last_leave_every_row_as_it_was(db, vocabulary, on, merges, apart):
    with world(vocabulary, on) as (made, _):
        for one, other in apart:
            if one % len(made) != other % len(made):
                keep_topics_apart(made[one % len(made)], made[other % len(made)], by=None, at=NOON)
        stages, done = [], []
        for n, (one, other) in enumerate(merges):
            source, into = made[one % len(made)], made[other % len(made)]
            before, carried = tables(), chosen(source) | chosen(into)
            try:
                done.append(merge_topics(source, into=into, by=None, at=later(hours=n)))
            except EditorialError:
                assert tables() == before
            else:
                stages.append(before)
                assert chosen(into) == carried
                assert chosen(source) == set()
            check_laws({topic.slug for topic in made})
        for merge, before in zip(reversed(done), reversed(stages), strict=True):
            undo_topic_act(merge, by=None, at=later(days=1))
            assert tables() == before


@lawful
@given(vocabularies, taggings, steps)
def test_whatever_is_done_in_any_order_the_laws_hold_and_refusals_change_nothing(db, vocabulary, on, steps):
    with world(vocabulary, on) as (made, stories):
        slugs, acts = {topic.slug for topic in made}, []
        for n, (step, one, other) in enumerate(steps):
            before = tables()
            try:
                with transaction.atomic():
                    _do(step, made, stories, (one, other, n), acts)
            except EditorialError:
                assert tables() == before, step
            slugs |= set(Topic.objects.values_list("slug", flat=True))
            check_laws(slugs)


def _do(step: str, made: list[Topic], stories: list[Article], drawn: tuple[int, int, int], acts: list[Act]) -> None:
    one, other, n = drawn
    topic, second, story = made[one % len(made)], made[other % len(made)], stories[other % STORIES]
    at = later(hours=n)
    if step == "merge":
        acts.append(merge_topics(topic, into=second, by=None, at=at))
    elif step == "move":
        acts.append(move_topic(topic, below=None if one == other else second, by=None, at=at))
    elif step == "rename":
        acts.append(rename_topic(topic, f"Topic {other} again", by=None, at=at))
    elif step == "split":
        into = NewTopic(f"Part {n}") if one == other else second
        acts.append(split_topic(topic, Part(stories=[story.pk for story in stories[:3]]), into=into, by=None, at=at))
    elif step in {"tag", "untag"}:
        (tag if step == "tag" else untag)(story, topic, by=None, at=at)
    elif acts:
        undo_topic_act(acts[-1] if step == "undo last" else acts[one % len(acts)], by=None, at=at)
