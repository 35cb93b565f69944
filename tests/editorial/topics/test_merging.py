"""Two topics become one, with everything of theirs; undone, all is as it was."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.editorial import EditorialError, NotAllowed, WrongState, tag, untag
from articles.editorial.rolling_up import roll_up, stories_listed_wrongly
from articles.editorial.subjects import SubjectIndex
from articles.editorial.tagging import refresh_topic_links
from articles.editorial.topics import keep_topics_apart, merge_topics, move_topic, rename_topic, undo_topic_merge
from articles.models import Act, Article, DistinctTopics, Redirect, Tagging, Topic, TopicAlias, TopicUse
from articles.parsing.wire import WireSubject
from tests.builders import NOON, later, make_article, make_published, make_topic, make_user
from tests.editorial.topics.tables import everything, rows

pytestmark = pytest.mark.django_db
HOUR = later(hours=1)


@pytest.fixture
def boats() -> Topic:
    return make_topic("Boats", code="medtop:20000001")


@pytest.fixture
def ferries(boats) -> Topic:
    """With topics above and below, another name, codes, labels, and a topic merged into it before."""
    ferries = make_topic("Ferries", parent=boats, code="medtop:20000002")
    make_topic("Night ferries", parent=ferries)
    ferries.aliases.create(name="Car ferries")
    ferries.codes.create(code="wd:Q25653")
    ferries.labels.create(language="de", name="Fähren")
    ferries.labels.create(language="fr", name="Ferrys")
    make_topic("Ferry", merged_into=ferries)
    return ferries


@pytest.fixture
def ships() -> Topic:
    ships = make_topic("Ships")
    ships.aliases.create(name="Vessels")
    ships.labels.create(language="fr", name="Navires")
    return ships


def on(topic: Topic, **fields) -> Article:
    article = make_published().article
    Tagging.objects.create(article=article, topic=topic, tagged_at=NOON, first_published_at=NOON, **fields)
    refresh_topic_links([article.pk])
    roll_up([article.pk])
    return article


def refusal(source: Topic, into: Topic, by) -> str:
    """What the merge is refused with; nothing has changed."""
    before = everything()
    with pytest.raises(EditorialError) as refused:
        merge_topics(source, into=into, by=by, at=NOON)
    assert everything() == before
    return str(refused.value)


def test_everything_of_the_one_goes_to_the_other(ferries, ships, tagger):
    story, other = on(ferries), on(ships)

    merge = merge_topics(ferries, into=ships, by=tagger, at=HOUR)

    ferries.refresh_from_db()
    assert ferries.merged_into == ships
    assert set(ships.taggings.values_list("article", flat=True)) == {story.pk, other.pk}
    assert set(ships.aliases.values_list("name", flat=True)) == {"Vessels", "Car ferries", "Ferries"}
    assert list(ships.codes.values_list("code", flat=True)) == ["wd:Q25653"]
    assert set(ships.labels.values_list("name", flat=True)) == {"Navires", "Fähren"}
    assert list(ships.children.values_list("name", flat=True)) == ["Night ferries"]
    assert set(ships.merged.values_list("name", flat=True)) == {"Ferries", "Ferry"}
    assert (merge.verb, merge.subject, merge.by) == ("merge_topics", "Ferries into Ships", tagger)


def test_the_stories_show_the_topic_that_stays_at_once_and_keep_their_version(ferries, ships, tagger):
    story = on(ferries)

    merge_topics(ferries, into=ships, by=tagger, at=HOUR)

    now = Article.objects.get(pk=story.pk)
    assert ">Ships</a>" in now.topic_links
    assert ">Ferries</a>" not in now.topic_links
    assert now.version == story.version


def test_history_says_who_moved_each_row_and_when(ferries, ships, tagger):
    tagging = on(ferries).taggings.get()

    merge = merge_topics(ferries, into=ships, by=tagger, at=HOUR)
    undo_topic_merge(merge, by=tagger, at=later(hours=2))

    kept = list(tagging.history.order_by("history_id").values_list("history_type", "topic", "history_user"))
    assert kept == [("+", ferries.pk, None), ("~", ships.pk, tagger.pk), ("~", ferries.pk, tagger.pk)]
    below = Topic.objects.get(name="Night ferries").history.order_by("history_id").values_list("parent", "history_date")
    assert list(below)[1:] == [(ships.pk, HOUR), (ferries.pk, later(hours=2))]
    assert merge.at == HOUR


@pytest.mark.parametrize(
    ("ours", "theirs", "stays"),
    [
        ("chosen", "rejected", "chosen"),
        ("rejected", "chosen", "chosen"),
        ("chosen", "proposed", "chosen"),
        ("proposed", "rejected", "rejected"),
        ("rejected", "proposed", "rejected"),
        ("proposed", "proposed", "proposed"),
    ],
)
def test_a_story_with_both_keeps_one_a_persons_word_before_a_rules(ferries, ships, tagger, ours, theirs, stays):
    story = on(ferries, status=ours, rule="named", reason="It says so")
    Tagging.objects.create(article=story, topic=ships, status=theirs, tagged_at=NOON, first_published_at=NOON)
    refresh_topic_links([story.pk])
    roll_up([story.pk])
    before = rows()

    merge = merge_topics(ferries, into=ships, by=tagger, at=HOUR)

    assert story.taggings.get().status == stays
    assert (">Ships</a>" in Article.objects.get(pk=story.pk).topic_links) == (stays == "chosen")
    undo_topic_merge(merge, by=tagger, at=later(hours=2))
    assert rows() == before


def test_undone_all_is_as_it_was(ferries, ships, tagger):
    on(ferries)
    keep_topics_apart(ferries, make_topic("Ferrets"), by=tagger, at=NOON)
    before = rows()
    merge = merge_topics(ferries, into=ships, by=tagger, at=HOUR)
    assert rows() != before

    assert stories_listed_wrongly() == []

    undo_topic_merge(merge, by=tagger, at=later(days=90))

    assert rows() == before
    assert Act.objects.first().verb == "undo_merge_topics"


def test_a_chain_of_merges_is_undone_from_its_end(ferries, ships, boats, tagger):
    on(ferries)
    before = rows()
    first = merge_topics(ferries, into=ships, by=tagger, at=HOUR)
    between = rows()
    second = merge_topics(ships, into=boats, by=tagger, at=HOUR)
    assert set(boats.merged.values_list("name", flat=True)) == {"Ships", "Ferries", "Ferry"}

    with pytest.raises(WrongState, match="“Ships” has been merged into “Boats” already"):
        undo_topic_merge(first, by=tagger, at=HOUR)
    undo_topic_merge(second, by=tagger, at=HOUR)
    assert rows() == between
    undo_topic_merge(first, by=tagger, at=HOUR)
    assert rows() == before


def test_the_old_address_leads_on(client, ferries, ships, tagger):
    on(ferries)

    merge_topics(ferries, into=ships, by=tagger, at=HOUR)

    answer = client.get(ferries.get_absolute_url())
    assert (answer.status_code, answer.url) == (301, ships.get_absolute_url())


def test_the_old_name_and_the_old_code_find_the_topic_that_stays(ferries, ships, tagger):
    merge_topics(ferries, into=ships, by=tagger, at=HOUR)

    index = SubjectIndex.read()
    found = [WireSubject(name="FERRIES"), WireSubject(name="x", code="medtop:20000002"), WireSubject("", "wd:Q25653")]
    assert {index.topic_of(subject) for subject in found} == {ships.pk}
    assert list(Topic.objects.named("ferries")) == [ships]


def test_what_is_not_the_one_is_not_the_other(ferries, ships, tagger):
    ferrets = make_topic("Ferrets")
    keep_topics_apart(ferries, ferrets, by=tagger, at=NOON)

    merge_topics(ferries, into=ships, by=tagger, at=HOUR)

    assert DistinctTopics.objects.filter(first=ships, second=ferrets).exists()


def test_refused_into_itself_and_into_what_lies_below(ferries, boats, tagger):
    night = Topic.objects.get(name="Night ferries")

    assert refusal(ferries, ferries, tagger) == "Choose another topic: none is merged into itself."
    assert refusal(boats, night, tagger) == (
        "“Night ferries” lies below “Boats”: move it elsewhere first, or merge “Night ferries” into “Boats”."
    )


def test_into_what_lies_above_it_takes_its_children_along(ferries, boats, tagger):
    merge_topics(ferries, into=boats, by=tagger, at=NOON)

    assert Topic.objects.get(name="Night ferries").parent == boats


@pytest.mark.parametrize("which", ["source", "into"])
def test_refused_of_and_into_what_is_retired_or_merged_away(ferries, ships, boats, tagger, which):
    one = ships if which == "source" else ferries
    pair = (ships, ferries)
    Topic.objects.filter(pk=one.pk).update(retired=True)
    assert refusal(*pair, tagger) == f"“{one}” is retired: return it to use first."
    Topic.objects.filter(pk=one.pk).update(retired=False, merged_into=boats)
    assert refusal(*pair, tagger) == f"“{one}” has been merged into “Boats” already."


def test_a_second_time_it_is_refused(ferries, ships, tagger):
    merge_topics(ferries, into=ships, by=tagger, at=NOON)

    assert refusal(ferries, ships, tagger) == "“Ferries” has been merged into “Ships” already."


@pytest.mark.parametrize("role", ["contributor", "reporter", "copy_editor", "administrator"])
def test_refused_to_who_may_not_merge(ferries, ships, role):
    assert "merge or delete" in refusal(ferries, ships, make_user(role))
    merge = merge_topics(ferries, into=ships, by=None, at=NOON)
    with pytest.raises(NotAllowed):
        undo_topic_merge(merge, by=make_user(role), at=NOON)


def test_undone_twice_is_refused(ferries, ships, tagger):
    merge = merge_topics(ferries, into=ships, by=tagger, at=NOON)
    undo_topic_merge(merge, by=tagger, at=NOON)
    with pytest.raises(WrongState, match="not merged into “Ships” any more"):
        undo_topic_merge(merge, by=tagger, at=NOON)
    merge_topics(ferries, into=ships, by=tagger, at=HOUR)
    with pytest.raises(WrongState, match="undone already"):
        undo_topic_merge(merge, by=tagger, at=NOON)


def test_what_a_person_did_to_a_story_since_goes_back_with_it(ferries, ships, tagger):
    story = on(ferries)
    merge = merge_topics(ferries, into=ships, by=tagger, at=HOUR)
    untag(story, ships, by=tagger, at=later(hours=2))

    undo_topic_merge(merge, by=tagger, at=later(hours=3))

    tagging = story.taggings.get()
    assert (tagging.topic, tagging.status) == (ferries, "rejected")


def test_a_story_put_on_the_topic_since_stays_there(ferries, ships, tagger):
    merge = merge_topics(ferries, into=ships, by=tagger, at=HOUR)
    story = make_article()
    tag(story, ferries, by=tagger, at=later(hours=2))

    undo_topic_merge(merge, by=tagger, at=later(hours=3))

    assert story.taggings.get().topic == ships


class TestChangedSince:
    """What was changed since keeps a merge from being undone, and is named."""

    def refused(self, merge: Act, by) -> str:
        before = everything()
        with pytest.raises(WrongState) as refused:
            undo_topic_merge(merge, by=by, at=later(days=1))
        assert everything() == before
        return str(refused.value)

    def test_one_of_two_taggings(self, ferries, ships, tagger):
        story = on(ferries)
        Tagging.objects.create(article=story, topic=ships, tagged_at=NOON)
        merge = merge_topics(ferries, into=ships, by=tagger, at=HOUR)
        untag(story, ships, by=tagger, at=later(hours=2))

        assert "Of the stories that had both, 1 had the topic put on or taken off since" in self.refused(merge, tagger)

    def test_a_topic_below(self, ferries, ships, boats, tagger):
        merge = merge_topics(ferries, into=ships, by=tagger, at=HOUR)
        move_topic(Topic.objects.get(name="Night ferries"), below=boats, by=tagger, at=later(hours=2))

        assert self.refused(merge, tagger).startswith("A topic below “Ships” was changed since the merge")

    def test_another_name(self, ferries, ships, tagger):
        merge = merge_topics(ferries, into=ships, by=tagger, at=HOUR)
        TopicAlias.objects.get(name="Car ferries").delete()

        assert self.refused(merge, tagger).startswith("Another name of “Ships” was changed since")

    def test_the_name_itself(self, ferries, ships, boats, tagger):
        merge = merge_topics(ferries, into=ships, by=tagger, at=HOUR)
        TopicAlias.objects.filter(name="Ferries").update(topic=boats)

        assert self.refused(merge, tagger) == "“Ferries” is another name of “Boats” by now: take it off there first."

    def test_a_place_above_that_lies_below_by_now(self, ferries, ships, boats, tagger):
        merge = merge_topics(ferries, into=ships, by=tagger, at=HOUR)
        move_topic(boats, below=Topic.objects.get(name="Night ferries"), by=tagger, at=later(hours=2))

        assert "“Boats” lies below a topic of “Ferries” by now" in self.refused(merge, tagger)

    def test_a_name_taken_off_is_no_obstacle(self, ferries, ships, tagger):
        before = rows()
        merge = merge_topics(ferries, into=ships, by=tagger, at=HOUR)
        TopicAlias.objects.filter(name="Ferries").delete()

        undo_topic_merge(merge, by=tagger, at=later(hours=2))

        assert rows() == before


def test_a_topic_with_everything_renamed_meanwhile_is_parted_too(ferries, ships, tagger):
    on(ferries)
    merge = merge_topics(ferries, into=ships, by=tagger, at=HOUR)
    rename_topic(ships, "Shipping", by=tagger, at=HOUR)

    undo_topic_merge(merge, by=tagger, at=HOUR)

    assert Topic.objects.get(name="Ferries").taggings.count() == 1
    assert Redirect.objects.get().target == "/topics/shipping/"


def test_as_many_statements_for_many_stories_as_for_few(ferries, ships, boats, tagger):
    def cost(source: Topic, into: Topic) -> int:
        with CaptureQueriesContext(connection) as asked:
            merge = merge_topics(source, into=into, by=tagger, at=NOON)
            undo_topic_merge(merge, by=tagger, at=NOON)
        return len(asked)

    for _ in range(3):
        on(ferries)
    cost(ferries, ships)
    few = cost(ferries, ships)
    for _ in range(60):
        on(ferries)
    assert cost(ferries, ships) == few


def test_the_stories_of_each_are_counted_for_who_tags(ferries, ships, tagger):
    on(ferries), on(ferries), on(ships)

    merge = merge_topics(ferries, into=ships, by=tagger, at=HOUR)

    assert dict(TopicUse.objects.values_list("topic", "stories")) == {ferries.pk: 0, ships.pk: 3}
    undo_topic_merge(merge, by=tagger, at=later(hours=2))
    assert dict(TopicUse.objects.values_list("topic", "stories")) == {ferries.pk: 2, ships.pk: 1}
