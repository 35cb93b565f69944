"""A topic put on many stories or taken off: the number said first, batch by batch, undone to the last column."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.editorial import EditorialError, NotAllowed, WrongState, bulk_tagging, tag, untag
from articles.editorial.bulk_tagging import Reckoning, begin_bulk, go_on, reckon, undo_bulk
from articles.editorial.topics import merge_topics, undo_topic_act
from articles.models import Act, Article, BulkTagging, Edition, Tagging, Topic, TopicUse
from tests.builders import NOON, later, make_article, make_published, make_section, make_topic, make_user
from tests.tables import table_of

ALL = Article.objects.all()


@pytest.fixture
def small(monkeypatch) -> None:
    """Batches of three."""
    monkeypatch.setattr(bulk_tagging, "BATCH", 3)


def through(bulk: BulkTagging, by=None, at=None) -> BulkTagging:
    """Until nothing is left to do."""
    steps = 0
    while bulk.is_open:
        bulk, steps = go_on(bulk, by=by, at=at or later(hours=5, minutes=steps)), steps + 1
    return bulk


def links() -> dict[int, str]:
    return dict(Article.objects.values_list("pk", "topic_links"))


def stood(article: Article, topic: Topic, status: str, **fields) -> None:
    told = {"tagged_at": NOON, "rule": "named", "reason": "“x” stands in the text", **fields}
    Tagging.objects.create(article=article, topic=topic, status=status, **told)


def carrying(topic: Topic) -> set[int]:
    return set(Tagging.objects.filter(topic=topic, status="chosen").values_list("article", flat=True))


def test_the_number_is_said_first_and_nothing_is_written(tagger):
    topic = make_topic()
    make_article(topics=(topic,))
    make_article(state="killed")
    make_article(restricted=True)
    stood(make_article(), topic, "rejected")
    make_article()

    with CaptureQueriesContext(connection) as asked:
        adds, removes = (reckon(ALL, topic, verb, by=tagger) for verb in ("add", "remove"))

    assert adds == Reckoning(found=5, changes=2, is_so=1, killed=1, out_of_reach=1)
    assert removes == Reckoning(found=5, changes=1, is_so=2, killed=1, out_of_reach=1)
    assert not any(one["sql"].startswith(("INSERT", "UPDATE", "DELETE")) for one in asked)


@pytest.mark.django_db
def test_a_topic_is_put_on_every_story_found_and_that_is_live_at_once(small, tagger, client):
    topic = make_topic("Sea wall")
    stories = [make_published(headline=f"Story {n} of it").article for n in range(7)]
    editions = table_of(Edition)

    bulk = begin_bulk(ALL, topic, "add", by=tagger, at=later(hours=1), expected=7)
    assert (bulk.state, bulk.changed, len(carrying(topic))) == ("going", 3, 3)
    bulk = through(bulk, tagger)

    assert (bulk.state, bulk.changed) == ("done", 7)
    assert carrying(topic) == {story.pk for story in stories}
    assert all(topic.get_absolute_url() in drawn for drawn in links().values())
    page = client.get(topic.get_absolute_url()).content.decode()
    assert all(f"Story {n} of it" in page for n in range(7))
    assert TopicUse.objects.get(topic=topic).stories == 7
    assert table_of(Edition) == editions


def test_it_is_one_line_of_the_log_with_the_counts_and_the_stories(small, tagger):
    topic = make_topic("Sea wall")
    has, *others = [make_article(topics=(topic,)), *(make_article() for _ in range(4))]

    bulk = through(begin_bulk(ALL, topic, "add", by=tagger, at=NOON), tagger)

    act = Act.objects.get()
    assert (act.verb, act.subject, act.by, act.article) == ("bulk_tag", "Sea wall", tagger, None)
    assert act.detail == {
        "bulk": bulk.pk,
        "stories": [story.pk for story in others],
        "found": 5,
        "changes": 4,
        "is_so": 1,
        "killed": 0,
        "out_of_reach": 0,
    }
    assert has.pk not in act.detail["stories"]


def test_each_tagging_has_its_line_of_history_there_and_back(small, tagger):
    topic, article = make_topic(), make_article()

    bulk = begin_bulk(ALL, topic, "add", by=tagger, at=NOON)
    undo_bulk(bulk, by=tagger, at=later(hours=1))

    history = Tagging.history.order_by("history_id")
    assert list(history.values_list("history_type", "article", "status", "history_user", "history_date")) == [
        ("+", article.pk, "chosen", tagger.pk, NOON),
        ("-", article.pk, "chosen", tagger.pk, later(hours=1)),
    ]


def test_a_topic_taken_off_is_remembered_as_rejected_and_put_back_by_undo(small, tagger):
    topic = make_topic()
    for _ in range(5):
        tag(make_article(), topic, by=None, at=NOON)
    suggested = make_article()
    stood(suggested, topic, "proposed")
    before, drawn = table_of(Tagging), links()

    bulk = through(begin_bulk(ALL, topic, "remove", by=tagger, at=later(hours=1)), tagger)
    assert carrying(topic) == set()
    assert Tagging.objects.get(article=suggested).status == "proposed"
    assert not any(links().values())
    bulk = through(undo_bulk(bulk, by=tagger, at=later(hours=2)), tagger)

    assert (bulk.state, bulk.put_back) == ("undone", 5)
    assert (table_of(Tagging), links()) == (before, drawn)
    assert [act.verb for act in Act.objects.all()[:2]] == ["undo_bulk_untag", "bulk_untag"]


def test_the_undo_puts_back_what_the_change_changed_and_nothing_else(small, tagger, copy_editor):
    topic = make_topic()
    had, kept, changed = make_article(topics=(topic,)), make_article(), make_article()
    bulk = through(begin_bulk(ALL, topic, "add", by=tagger, at=later(hours=1)), tagger)
    untag(changed, topic, by=copy_editor, at=later(hours=2))
    tag(changed, topic, by=copy_editor, at=later(hours=3))
    later_tagged = make_article()
    tag(later_tagged, topic, by=copy_editor, at=later(hours=4))

    bulk = through(undo_bulk(bulk, by=tagger, at=later(hours=5)), tagger)

    assert carrying(topic) == {had.pk, changed.pk, later_tagged.pk}
    assert not Tagging.objects.filter(article=kept).exists()
    assert (bulk.changed, bulk.put_back) == (2, 1)
    assert TopicUse.objects.get(topic=topic).stories == 2 - 1 + 1


def test_a_change_left_half_way_is_gone_on_with_or_undone(small, tagger):
    topic = make_topic()
    for _ in range(8):
        make_article()
    before = table_of(Tagging)
    half = begin_bulk(ALL, topic, "add", by=tagger, at=NOON)

    undone = undo_bulk(half, by=tagger, at=later(hours=1))

    assert (undone.state, undone.put_back) == ("undone", 3)
    assert table_of(Tagging) == before
    assert go_on(undone, by=tagger, at=later(hours=2)).state == "undone"
    with pytest.raises(WrongState, match="undone already"):
        undo_bulk(undone, by=tagger, at=later(hours=2))


def test_going_on_once_more_than_needed_changes_nothing(small, tagger):
    topic = make_topic()
    for _ in range(4):
        make_article()
    bulk = through(begin_bulk(ALL, topic, "add", by=tagger, at=NOON), tagger)
    before = table_of(Tagging), table_of(BulkTagging), table_of(Act)

    go_on(bulk, by=tagger, at=later(hours=9))

    assert (table_of(Tagging), table_of(BulkTagging), table_of(Act)) == before


def test_a_story_that_changed_hands_between_the_batches_is_left_as_it_is(small, tagger):
    topic, stories = make_topic(), [make_article() for _ in range(6)]
    bulk = begin_bulk(ALL, topic, "add", by=tagger, at=NOON)
    Article.objects.filter(pk=stories[4].pk).update(restricted=True)
    Article.objects.filter(pk=stories[5].pk).update(state="killed")

    bulk = through(bulk, tagger)

    assert bulk.changed == 4
    assert carrying(topic) == {story.pk for story in stories[:4]}


def test_each_tags_what_is_in_reach_alone(db):
    reporter, topic = make_user("reporter"), make_topic()
    own, other = make_article(created_by=reporter), make_article()

    bulk = begin_bulk(ALL, topic, "add", by=reporter, at=NOON)

    assert carrying(topic) == {own.pk}
    assert Act.objects.get().detail["out_of_reach"] == 1
    assert bulk.state == "done"
    assert other.pk not in Act.objects.get().detail["stories"]


@pytest.mark.parametrize("role", ["administrator", None])
def test_who_may_not_tag_begins_nothing(db, role):
    make_article()

    with pytest.raises(NotAllowed):
        begin_bulk(ALL, make_topic(), "add", by=make_user(role), at=NOON)

    assert not BulkTagging.objects.exists()
    assert not Tagging.objects.exists()


@pytest.mark.parametrize("role", ["reporter", "copy_editor", "administrator"])
@pytest.mark.parametrize("act", [go_on, undo_bulk])
def test_who_did_not_begin_it_and_may_not_merge_topics_leaves_it_alone(small, tagger, role, act):
    for _ in range(5):
        make_article()
    bulk = begin_bulk(ALL, make_topic(), "add", by=tagger, at=NOON)
    before = table_of(Tagging), table_of(BulkTagging), table_of(Act)

    with pytest.raises(NotAllowed):
        act(bulk, by=make_user(role), at=NOON)

    assert (table_of(Tagging), table_of(BulkTagging), table_of(Act)) == before


def test_who_may_merge_topics_undoes_what_another_did(small, tagger, managing_editor):
    for _ in range(4):
        make_article()
    before = table_of(Tagging)
    bulk = through(begin_bulk(ALL, make_topic(), "add", by=tagger, at=NOON), managing_editor)

    through(undo_bulk(bulk, by=managing_editor, at=later(hours=1)), managing_editor)

    assert table_of(Tagging) == before


def test_a_refusal_begins_nothing(tagger):
    topic, kept = make_topic("Old", retired=True), make_topic("Kept")
    merged = make_topic("Gone", merged_into=kept)
    make_article(topics=(kept,))

    for asked, verb, expected, why in (
        (topic, "add", None, "“Old” is retired"),
        (merged, "add", None, "“Gone” is merged away"),
        (kept, "add", None, "nothing to change"),
        (kept, "drop", None, "Add the topic, or take it off"),
        (kept, "remove", 2, "By now 1 would change, not 2"),
    ):
        with pytest.raises(EditorialError, match=why):
            begin_bulk(ALL, asked, verb, by=tagger, at=NOON, expected=expected)

    assert not BulkTagging.objects.exists()
    assert not Act.objects.exists()


def test_a_topic_retired_half_way_stops_the_change_which_can_be_undone(small, tagger):
    topic = make_topic()
    for _ in range(5):
        make_article()
    before = table_of(Tagging)
    bulk = begin_bulk(ALL, topic, "add", by=tagger, at=NOON)
    Topic.objects.filter(pk=topic.pk).update(retired=True)

    with pytest.raises(EditorialError, match="retired"):
        go_on(bulk, by=tagger, at=NOON)
    undo_bulk(bulk, by=tagger, at=NOON)

    assert table_of(Tagging) == before


def test_one_whose_topic_was_merged_away_is_undone_once_that_merge_is(small, tagger):
    topic, story = make_topic("Ferries"), make_article()
    bulk = begin_bulk(ALL, topic, "add", by=tagger, at=NOON)
    merge = merge_topics(topic, into=make_topic("Boats"), by=tagger, at=later(hours=1))

    with pytest.raises(EditorialError, match="“Ferries” has been merged into “Boats” already"):
        undo_bulk(bulk, by=tagger, at=later(hours=2))
    assert BulkTagging.objects.get().state == "done"
    undo_topic_act(merge, by=tagger, at=later(hours=3))

    assert undo_bulk(bulk, by=tagger, at=later(hours=4)).put_back == 1
    assert not story.taggings.exists()


def test_a_batch_costs_the_same_for_three_stories_and_for_sixty(tagger):
    def statements(number: int) -> int:
        section = make_section()
        for _ in range(number):
            make_article(section=section)
        topic = make_topic()
        TopicUse.objects.create(topic=topic)
        with CaptureQueriesContext(connection) as asked:
            begin_bulk(ALL.filter(section=section), topic, "add", by=tagger, at=NOON)
        return len(asked)

    statements(3)
    few = statements(3)

    assert statements(60) == few <= 32


STANDINGS = st.lists(st.sampled_from(["none", "chosen", "proposed", "rejected"]), min_size=1, max_size=9)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(standings=STANDINGS, verb=st.sampled_from(["add", "remove"]), steps=st.integers(0, 4))
def test_whatever_stood_before_stands_again_after_the_undo(small, tagger, standings, verb, steps):
    topic, other, section = make_topic(), make_topic(), make_section()
    for number, status in enumerate(standings):
        article = make_article(section=section, topics=(other,) if number % 2 else ())
        if status != "none":
            stood(article, topic, status, tagged_by=tagger if number % 3 else None, tagged_at=later(minutes=number))
    bulk_tagging.refresh_topic_links(Article.objects.filter(section=section).values_list("pk", flat=True))
    before, drawn = table_of(Tagging), links()
    try:
        bulk = begin_bulk(ALL.filter(section=section), topic, verb, by=tagger, at=later(hours=1))
    except EditorialError:
        assert table_of(Tagging) == before
        return
    for step in range(steps):
        bulk = go_on(bulk, by=tagger, at=later(hours=2, minutes=step))

    bulk = through(undo_bulk(bulk, by=tagger, at=later(hours=3)), tagger)

    assert bulk.changed == bulk.put_back > 0
    assert (table_of(Tagging), links()) == (before, drawn)
