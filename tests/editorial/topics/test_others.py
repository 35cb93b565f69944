"""Topics called otherwise, moved, split, retired, deleted, kept apart: done, refused with nothing changed, undone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from articles.editorial import EditorialError, NotAllowed, WrongState, tag
from articles.editorial.bulk_tagging import begin_bulk, undo_bulk
from articles.editorial.tagging import refresh_topic_links
from articles.editorial.topics import (
    NewTopic,
    Part,
    delete_topic,
    keep_topics_apart,
    merge_topics,
    move_topic,
    rename_topic,
    retire_topic,
    return_topic,
    split_topic,
    topic_journal,
    undo_topic_act,
)
from articles.models import Act, Article, Redirect, Tagging, Topic, TopicAlias
from tests.builders import NOON, later, make_article, make_published, make_section, make_topic, make_user
from tests.editorial.topics.tables import everything, rows

pytestmark = pytest.mark.django_db
HOUR = later(hours=1)


def refused(act: Callable[[], Any]) -> str:
    """What an act is refused with; nothing has changed."""
    before = everything()
    with pytest.raises(EditorialError) as refusal:
        act()
    assert everything() == before
    return str(refusal.value)


def carrying(*topics: Topic, **fields: Any) -> Article:
    """A story readers can read, on these topics."""
    article = make_published(topics=topics, **fields).article
    refresh_topic_links([article.pk])
    return article


@pytest.fixture
def ferries(db) -> Topic:
    return make_topic("Ferries", slug="ferries")


@pytest.fixture
def boats(db) -> Topic:
    return make_topic("Boats", slug="boats")


class TestRename:
    def test_the_old_name_is_another_name_and_the_old_address_leads_on(self, ferries, tagger, client):
        story = carrying(ferries)

        rename_topic(ferries, "Ferry  boats", by=tagger, at=HOUR)

        ferries.refresh_from_db()
        assert (ferries.name, ferries.slug) == ("Ferry boats", "ferry-boats")
        assert list(ferries.aliases.values_list("name", flat=True)) == ["Ferries"]
        assert '"/topics/ferry-boats/">Ferry boats</a>' in Article.objects.get(pk=story.pk).topic_links
        answer = client.get("/topics/ferries/")
        assert (answer.status_code, answer.url) == (301, "/topics/ferry-boats/")

    def test_the_address_stays_where_asked(self, ferries, tagger):
        rename_topic(ferries, "Ferry boats", by=tagger, at=HOUR, new_address=False)

        assert Topic.objects.get().slug == "ferries"
        assert not Redirect.objects.exists()

    def test_another_spelling_of_the_name_makes_no_other_name(self, ferries, tagger):
        rename_topic(ferries, "FERRIES", by=tagger, at=HOUR)

        assert not TopicAlias.objects.exists()
        assert Topic.objects.get().slug == "ferries"

    def test_its_own_other_name_becomes_the_name(self, ferries, tagger):
        ferries.aliases.create(name="Ferry boats")
        before = rows()

        renaming = rename_topic(ferries, "ferry boats", by=tagger, at=HOUR, new_address=False)

        assert list(TopicAlias.objects.values_list("name", flat=True)) == ["Ferries"]
        undo_topic_act(renaming, by=tagger, at=HOUR)
        assert rows() == before

    def test_there_and_back_no_address_leads_in_a_circle(self, ferries, tagger):
        rename_topic(ferries, "Ships", by=tagger, at=NOON)
        rename_topic(ferries, "Vessels", by=tagger, at=NOON)
        rename_topic(ferries, "Ferries", by=tagger, at=NOON)

        assert Topic.objects.get().slug == "ferries"
        assert set(Redirect.objects.values_list("path", "target")) == {
            ("/topics/ships/", "/topics/ferries/"),
            ("/topics/vessels/", "/topics/ferries/"),
        }

    def test_an_address_that_leads_to_another_topic_is_not_taken(self, ferries, boats, tagger):
        rename_topic(boats, "Ships", by=tagger, at=NOON)
        TopicAlias.objects.all().delete()

        rename_topic(ferries, "Boats", by=tagger, at=NOON)

        assert Topic.objects.get(name="Boats").slug == "boats-2"

    def test_undone_it_is_called_as_before_and_both_addresses_lead_to_it(self, ferries, tagger):
        story = carrying(ferries)
        links = Article.objects.get(pk=story.pk).topic_links
        renaming = rename_topic(ferries, "Ships", by=tagger, at=NOON)

        undo_topic_act(renaming, by=tagger, at=HOUR)

        ferries.refresh_from_db()
        assert (ferries.name, ferries.slug, ferries.aliases.count()) == ("Ferries", "ferries", 0)
        assert Article.objects.get(pk=story.pk).topic_links == links
        assert list(Redirect.objects.values_list("path", "target")) == [("/topics/ships/", "/topics/ferries/")]

    @pytest.mark.parametrize(
        "name",
        ["Böats", "BOATS", "boats", " Boats ", "Ｂｏａｔｓ", "“Boats”!", "Bo\u200bats", "Boats\0", "small\tcraft"],
    )
    def test_a_name_that_differs_only_in_its_letters_clothes_is_anothers(self, ferries, boats, tagger, name):
        boats.aliases.create(name="Small craft")

        assert "The topic “Boats” has this" in refused(lambda: rename_topic(ferries, name, by=tagger, at=NOON))

    @pytest.mark.parametrize(
        ("name", "sentence"),
        [
            ("x" * 300, "A topic's name has 200 characters at most; this one has 300."),
            ("ﷺ" * 100, "A topic's name has 200 characters at most; this one has 100."),
            ("  ", "Give the topic a name with letters or digits."),
            ("\u200b?!", "Give the topic a name with letters or digits."),
            ("Ferries", "“Ferries” is called so already."),
        ],
    )
    def test_what_is_no_name_is_refused(self, ferries, tagger, name, sentence):
        assert refused(lambda: rename_topic(ferries, name, by=tagger, at=NOON)) == sentence

    def test_the_name_of_one_merged_into_it_is_refused(self, ferries, boats, tagger):
        merge_topics(boats, into=ferries, by=tagger, at=NOON)

        said = refused(lambda: rename_topic(ferries, "Boats", by=tagger, at=NOON))
        assert said == (
            "“Boats” was merged into “Ferries”, which keeps the name: undo that merge, or choose another name."
        )

    def test_what_was_merged_away_or_renamed_since_is_refused(self, ferries, boats, tagger):
        first = rename_topic(ferries, "Ships", by=tagger, at=NOON)
        second = rename_topic(ferries, "Vessels", by=tagger, at=NOON)
        assert "has been called “Vessels” since" in refused(lambda: undo_topic_act(first, by=tagger, at=NOON))
        undo_topic_act(second, by=tagger, at=NOON)
        assert refused(lambda: undo_topic_act(second, by=tagger, at=NOON)) == "This has been undone already."
        merge_topics(ferries, into=boats, by=tagger, at=NOON)
        assert "merged into “Boats” already" in refused(lambda: rename_topic(ferries, "X", by=tagger, at=NOON))

    def test_an_old_name_that_another_has_by_now_is_refused(self, ferries, boats, tagger):
        renaming = rename_topic(ferries, "Ships", by=tagger, at=NOON)
        TopicAlias.objects.update(topic=boats)

        said = refused(lambda: undo_topic_act(renaming, by=tagger, at=NOON))
        assert said.startswith("The topic “Boats” has this as another name already")

    def test_an_old_address_that_another_has_by_now_is_refused(self, ferries, tagger):
        renaming = rename_topic(ferries, "Ships", by=tagger, at=NOON)
        make_topic("Small craft", slug="ferries")

        said = refused(lambda: undo_topic_act(renaming, by=tagger, at=NOON))
        assert said == "The topic “Small craft” has the old address of “Ships” by now."


class TestMove:
    def test_there_and_back(self, ferries, boats, tagger):
        before = rows()
        moving = move_topic(ferries, below=boats, by=tagger, at=NOON)
        assert Topic.objects.get(pk=ferries.pk).parent == boats
        assert moving.subject == "Ferries below Boats"

        undo_topic_act(moving, by=tagger, at=NOON)

        assert rows() == before

    def test_no_circle_and_no_empty_move(self, ferries, boats, tagger):
        night = make_topic("Night ferries", parent=ferries)
        ferries.parent = boats
        ferries.save()

        def move(topic: Topic, below: Topic | None) -> str:
            return refused(lambda: move_topic(topic, below=below, by=tagger, at=NOON))

        assert move(boats, night) == (
            "“Night ferries” lies below “Boats”: that would be a circle. Move “Night ferries” out first."
        )
        assert move(boats, boats) == "“Boats” cannot lie below itself."
        assert move(boats, None) == "“Boats” lies at the top already."
        assert move(night, ferries) == "“Night ferries” lies below “Ferries” already."

    def test_not_below_what_is_retired_or_merged_away(self, ferries, boats, tagger):
        gone = make_topic("Gone", merged_into=boats)
        retire_topic(boats, by=tagger, at=NOON)

        assert "is retired" in refused(lambda: move_topic(ferries, below=boats, by=tagger, at=NOON))
        assert "merged into" in refused(lambda: move_topic(ferries, below=gone, by=tagger, at=NOON))
        assert "merged into" in refused(lambda: move_topic(gone, below=None, by=tagger, at=NOON))

    def test_moved_again_since_or_undone_is_refused(self, ferries, boats, tagger):
        first = move_topic(ferries, below=boats, by=tagger, at=NOON)
        second = move_topic(ferries, below=None, by=tagger, at=NOON)

        assert "was moved again since" in refused(lambda: undo_topic_act(first, by=tagger, at=NOON))
        undo_topic_act(second, by=tagger, at=NOON)
        assert "undone already" in refused(lambda: undo_topic_act(second, by=tagger, at=NOON))

    def test_back_below_what_lies_below_it_by_now_is_refused(self, ferries, boats, tagger):
        first = move_topic(ferries, below=boats, by=tagger, at=NOON)
        second = move_topic(ferries, below=None, by=tagger, at=NOON)
        move_topic(boats, below=ferries, by=tagger, at=NOON)

        assert "that would be a circle" in refused(lambda: undo_topic_act(second, by=tagger, at=NOON))
        assert first.pk < second.pk


class TestSplit:
    def test_stories_chosen_go_to_a_new_topic_below_and_back(self, ferries, tagger):
        stories = [carrying(ferries) for _ in range(3)]
        before = rows()

        split = split_topic(
            ferries, Part(stories=[stories[0].pk, stories[1].pk]), into=NewTopic("Night ferries"), by=tagger, at=HOUR
        )

        night = Topic.objects.get(name="Night ferries")
        assert (night.parent, night.kind, night.slug) == (ferries, ferries.kind, "night-ferries")
        assert set(night.taggings.values_list("article", flat=True)) == {stories[0].pk, stories[1].pk}
        assert ">Night ferries</a>" in Article.objects.get(pk=stories[0].pk).topic_links
        assert split.subject == "Ferries: 2 to Night ferries"
        undo_topic_act(split, by=tagger, at=HOUR)
        after = rows()
        assert Redirect.objects.get().path == "/topics/night-ferries/"
        assert {**after, "Redirect": []} == before

    def test_those_that_carry_another_too_keep_one(self, ferries, boats, tagger):
        both, only = carrying(ferries, boats), carrying(ferries)
        before = rows()

        split = split_topic(ferries, Part(with_topic=boats), into=boats, by=tagger, at=HOUR)

        assert list(both.taggings.values_list("topic__name", flat=True)) == ["Boats"]
        assert list(only.taggings.values_list("topic__name", flat=True)) == ["Ferries"]
        undo_topic_act(split, by=tagger, at=HOUR)
        assert rows() == before

    def test_those_of_a_section(self, ferries, boats, tagger):
        harbor = make_section(name="Harbor")
        there, elsewhere = carrying(ferries, section=harbor), carrying(ferries)

        split_topic(ferries, Part(in_section=harbor), into=boats, by=tagger, at=HOUR)

        assert there.taggings.get().topic == boats
        assert elsewhere.taggings.get().topic == ferries

    def test_only_what_a_person_chose_goes(self, ferries, boats, tagger):
        story = make_article()
        Tagging.objects.create(article=story, topic=ferries, status="rejected", tagged_at=NOON)

        said = refused(lambda: split_topic(ferries, Part(stories=[story.pk]), into=boats, by=tagger, at=NOON))
        assert said == "Choose some stories that carry “Ferries”."

    def test_a_story_out_of_view_is_none(self, ferries, boats, tagger):
        story = carrying(ferries, restricted=True)

        assert refused(lambda: split_topic(ferries, Part(stories=[story.pk]), into=boats, by=tagger, at=NOON))

    def test_refused_into_itself_a_retired_one_and_a_name_that_is_taken(self, ferries, boats, tagger):
        story = carrying(ferries)
        retired = make_topic("Old", retired=True)

        def split(into: Any) -> str:
            return refused(lambda: split_topic(ferries, Part(stories=[story.pk]), into=into, by=tagger, at=NOON))

        assert split(ferries) == "Choose another topic for these stories."
        assert split(retired) == "“Old” is retired: return it to use first."
        assert split(NewTopic("boats")).startswith("The topic “Boats” has this name already")

    def test_a_new_topic_used_for_more_since_keeps_the_split(self, ferries, tagger):
        story = carrying(ferries)
        split = split_topic(ferries, Part(stories=[story.pk]), into=NewTopic("Night"), by=tagger, at=NOON)
        tag(make_article(), Topic.objects.get(name="Night"), by=tagger, at=NOON)

        said = refused(lambda: undo_topic_act(split, by=tagger, at=NOON))
        assert said == "“Night” is used for more since: merge it into “Ferries” instead."

    @pytest.mark.parametrize("names", ["aliases", "codes", "labels"])
    def test_a_new_topic_with_names_or_codes_of_its_own_keeps_the_split(self, ferries, tagger, names):
        split = split_topic(ferries, Part(stories=[carrying(ferries).pk]), into=NewTopic("Night"), by=tagger, at=NOON)
        given = {"aliases": {"name": "Late"}, "codes": {"code": "x:1"}, "labels": {"language": "de", "name": "Nacht"}}
        getattr(Topic.objects.get(name="Night"), names).create(**given[names])

        said = refused(lambda: undo_topic_act(split, by=tagger, at=NOON))
        assert said == "“Night” is used for more since: merge it into “Ferries” instead."

    def test_a_new_topic_that_was_once_put_on_many_stories_keeps_the_split(self, ferries, tagger):
        split = split_topic(ferries, Part(stories=[carrying(ferries).pk]), into=NewTopic("Night"), by=tagger, at=NOON)
        other = Article.objects.filter(pk=make_article().pk)
        bulk = begin_bulk(other, Topic.objects.get(name="Night"), "add", by=tagger, at=NOON)
        undo_bulk(bulk, by=tagger, at=HOUR)

        said = refused(lambda: undo_topic_act(split, by=tagger, at=HOUR))
        assert said == "“Night” is used for more since: merge it into “Ferries” instead."

    def test_a_story_that_has_the_topic_again_keeps_the_split(self, ferries, boats, tagger):
        story = carrying(ferries)
        split = split_topic(ferries, Part(stories=[story.pk]), into=boats, by=tagger, at=NOON)
        tag(story, ferries, by=tagger, at=NOON)

        said = refused(lambda: undo_topic_act(split, by=tagger, at=NOON))
        assert said == "“Ferries” has been put on 1 of the stories again since: take it off there first."


class TestStanding:
    def test_retired_returned_and_each_undone(self, ferries, tagger):
        retired = retire_topic(ferries, by=tagger, at=NOON)
        assert not Topic.objects.in_use().exists()
        assert refused(lambda: retire_topic(ferries, by=tagger, at=NOON)) == "“Ferries” is retired already."
        undo_topic_act(retired, by=tagger, at=NOON)
        assert refused(lambda: return_topic(ferries, by=tagger, at=NOON)) == "“Ferries” is in use already."
        retire_topic(ferries, by=tagger, at=NOON)
        returned = return_topic(ferries, by=tagger, at=NOON)
        assert Topic.objects.in_use().exists()
        undo_topic_act(returned, by=tagger, at=NOON)
        assert Topic.objects.get().retired

    def test_what_nobody_used_is_deleted_with_its_names(self, ferries, tagger):
        ferries.aliases.create(name="Ferry boats")
        ferries.codes.create(code="wd:1")

        delete_topic(ferries, by=tagger, at=NOON)

        assert not Topic.objects.exists()
        assert not TopicAlias.objects.exists()
        assert Act.objects.get().verb == "delete_topic"
        gone = Topic.history.order_by("history_id").last()
        assert (gone.history_type, gone.history_user, gone.history_date) == ("-", tagger, NOON)

    def test_what_was_ever_used_is_not_deleted(self, ferries, boats, tagger):
        def kept(topic: Topic) -> str:
            return refused(lambda: delete_topic(topic, by=tagger, at=NOON))

        make_topic("Night ferries", parent=ferries)
        assert kept(ferries) == "“Ferries” has topics below it: retire it, or merge it into another."
        carrying(boats)
        assert "is on stories" in kept(boats)
        merge_topics(boats, into=ferries, by=tagger, at=NOON)
        assert "was merged away" in kept(boats)
        away = make_topic("Away")
        split_topic(ferries, Part(stories=[Article.objects.get().pk]), into=away, by=tagger, at=NOON)
        emptied = make_topic("Emptied")
        Tagging.objects.filter(topic=away).update(topic=emptied)
        assert "was on stories" in kept(away)
        moved = make_topic("Moved")
        rename_topic(moved, "Moved on", by=tagger, at=NOON)
        assert "had another address" in kept(moved)

    def test_two_are_kept_apart_once_whichever_is_named_first(self, ferries, boats, tagger):
        said = keep_topics_apart(boats, ferries, by=tagger, at=NOON)
        assert keep_topics_apart(ferries, boats, by=tagger, at=NOON) is None
        assert refused(lambda: keep_topics_apart(boats, boats, by=tagger, at=NOON)) == "Choose two topics."
        assert said.subject == "Ferries, Boats"
        undo_topic_act(said, by=tagger, at=NOON)
        assert keep_topics_apart(ferries, boats, by=tagger, at=NOON)


@pytest.mark.parametrize("role", ["contributor", "reporter", "copy_editor", "administrator"])
def test_nobody_else_may(role, ferries, boats):
    by, story = make_user(role), carrying(ferries)
    done = [
        rename_topic(ferries, "Ferry boats", by=None, at=NOON),
        move_topic(ferries, below=boats, by=None, at=NOON),
        split_topic(ferries, Part(stories=[story.pk]), into=NewTopic("Night ferries"), by=None, at=NOON),
        retire_topic(ferries, by=None, at=NOON),
        keep_topics_apart(ferries, boats, by=None, at=NOON),
    ]
    unused = make_topic("Unused")
    acts = [
        lambda: rename_topic(boats, "Ships", by=by, at=NOON),
        lambda: move_topic(unused, below=boats, by=by, at=NOON),
        lambda: split_topic(boats, Part(stories=[story.pk]), into=NewTopic("Others"), by=by, at=NOON),
        lambda: retire_topic(boats, by=by, at=NOON),
        lambda: return_topic(ferries, by=by, at=NOON),
        lambda: delete_topic(unused, by=by, at=NOON),
        lambda: keep_topics_apart(boats, unused, by=by, at=NOON),
        *(lambda act=act: undo_topic_act(act, by=by, at=NOON) for act in done),
    ]

    before = everything()
    for act in acts:
        with pytest.raises(NotAllowed):
            act()
    assert everything() == before


def test_the_journal_tells_what_can_still_be_undone(ferries, boats, tagger):
    renaming = rename_topic(ferries, "Ships", by=tagger, at=NOON)
    move_topic(ferries, below=boats, by=tagger, at=NOON)
    undo_topic_act(renaming, by=tagger, at=NOON)

    assert [(act.verb, can) for act, can in topic_journal(5)] == [("move_topic", True), ("rename_topic", False)]
    with pytest.raises(EditorialError, match="cannot be undone"):
        undo_topic_act(Act.objects.get(verb="undo_rename_topic"), by=tagger, at=NOON)


def test_what_was_deleted_meanwhile_is_said(ferries, boats, tagger):
    moving = move_topic(ferries, below=boats, by=tagger, at=NOON)
    Topic.objects.filter(pk=ferries.pk).delete()

    with pytest.raises(WrongState, match="has been deleted"):
        undo_topic_act(moving, by=tagger, at=NOON)
