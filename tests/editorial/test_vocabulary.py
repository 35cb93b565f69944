from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from articles.editorial import EditorialError
from articles.editorial.subjects import SubjectIndex
from articles.editorial.vocabulary import load_concepts
from articles.models import Act, Redirect, Tagging, Topic, TopicAlias, TopicCode, TopicLabel
from articles.parsing.mediatopics import read_concepts
from articles.parsing.wire import WireSubject
from tests.builders import NOON, make_article, make_topic, make_user
from tests.vocabularies import concept, vocabulary

ARTS = concept("01000000", {"en-GB": "arts", "de": "Kunst"})
DANCE = concept("20000007", "dance", "01000000", exactMatch=["subj:01006000"])
BALLET = concept("20000008", "ballet", "20000007")


def load(*concepts, language="en-us", by=None):
    return load_concepts(read_concepts(vocabulary(*concepts)), language=language, by=by, at=NOON)


def tree():
    return {(t.code, t.name, t.slug, t.parent and t.parent.code, t.retired) for t in Topic.objects.all()}


def everything():
    return (
        sorted(Topic.objects.values_list("pk", "code", "name", "slug", "parent", "retired", "description")),
        sorted(TopicAlias.objects.values_list("topic", "name")),
        sorted(TopicCode.objects.values_list("topic", "code")),
        sorted(TopicLabel.objects.values_list("topic", "language", "name")),
        sorted(Redirect.objects.values_list("path", "target")),
        Topic.history.count(),
        Act.objects.count(),
    )


@pytest.mark.django_db
class TestLoad:
    def test_topics_are_made_with_their_place_codes_and_names(self):
        done = load(BALLET, DANCE, ARTS)

        assert tree() == {
            ("medtop:01000000", "arts", "arts", None, False),
            ("medtop:20000007", "dance", "dance", "medtop:01000000", False),
            ("medtop:20000008", "ballet", "ballet", "medtop:20000007", False),
        }
        dance = Topic.objects.get(name="dance")
        assert SubjectIndex.read().topic_of(WireSubject("whatever", "subj:01006000")) == dance.pk
        assert Topic.objects.get(name="arts").label("de") == "Kunst"
        assert Topic.objects.get(name="arts").label("de-AT") == "Kunst"
        assert dance.label("de") == "dance"
        assert len(done.made) == 3
        assert Topic.history.count() == 3

    def test_again_changes_nothing(self):
        load(ARTS, DANCE, BALLET)
        before = everything()

        assert not any(load(BALLET, ARTS, DANCE).counts().values())
        assert everything() == before

    def test_a_new_name_keeps_the_old_one_and_its_address_and_the_stories(self):
        load(ARTS, DANCE)
        dance = Topic.objects.get(name="dance")
        story = make_article(topics=(dance,))

        load(ARTS, concept("20000007", "dancing", "01000000"))

        dance.refresh_from_db()
        story.refresh_from_db()
        assert (dance.name, dance.slug) == ("dancing", "dancing")
        assert [alias.name for alias in dance.aliases.all()] == ["dance"]
        assert list(Redirect.objects.values_list("path", "target")) == [("/topics/dance/", "/topics/dancing/")]
        assert Tagging.objects.get().topic == dance
        assert "dancing" in story.topic_links

    def test_two_that_exchange_their_names(self):
        load(ARTS, DANCE, concept("20000009", "theatre", "01000000"))

        load(ARTS, concept("20000007", "theatre", "01000000"), concept("20000009", "dance", "01000000"))

        names = dict(Topic.objects.values_list("code", "name"))
        assert (names["medtop:20000007"], names["medtop:20000009"]) == ("theatre", "dance")
        assert not TopicAlias.objects.exists()

    def test_a_name_back_again_is_no_alias_any_more(self):
        load(ARTS)
        load(concept("01000000", "culture"))
        load(ARTS)

        topic = Topic.objects.get()
        assert (topic.name, [alias.name for alias in topic.aliases.all()]) == ("arts", ["culture"])

    def test_a_name_of_the_newsrooms_own_stays_until_the_label_changes(self):
        load(ARTS, DANCE)
        Topic.objects.filter(name="dance").update(name="Dancers", folded_name="dancers")

        load(ARTS, DANCE)
        assert Topic.objects.filter(name="Dancers").exists()

        load(ARTS, concept("20000007", "dancing", "01000000"))
        assert Topic.objects.filter(name="dancing").exists()

    def test_moved_and_retired_ones_follow_and_stay_on_their_stories(self):
        load(ARTS, DANCE, BALLET)
        ballet = Topic.objects.get(name="ballet")
        make_article(topics=(ballet,))

        done = load(ARTS, DANCE, {**BALLET, **concept("20000008", "ballet", "01000000"), "retired": "2024-01-01"})

        ballet.refresh_from_db()
        assert (ballet.parent.name, ballet.retired, ballet.taggings.count()) == ("arts", True, 1)
        assert done.counts() == {"made": 0, "known": 0, "renamed": 0, "moved": 1, "retired": 1}

    def test_what_the_file_does_not_have_stays(self):
        load(ARTS, DANCE)
        local = make_topic("Ferries")

        load(ARTS)

        assert Topic.objects.filter(retired=False).count() == 3
        assert Topic.objects.filter(pk=local.pk).exists()

    def test_a_topic_of_the_very_name_or_an_older_code_is_the_concepts(self):
        named, coded = make_topic("Arts"), make_topic("Dances", code="subj:01006000")

        load(ARTS, DANCE)

        assert Topic.objects.count() == 2
        named.refresh_from_db()
        coded.refresh_from_db()
        assert (named.code, coded.code, coded.name) == ("medtop:01000000", "medtop:20000007", "dance")
        assert [row.code for row in coded.codes.all()] == ["subj:01006000"]

    def test_of_two_of_one_name_the_retired_one_says_where_it_lies(self):
        retired = concept("10000001", "dance", "01000000", retired="2020-01-01")

        load(retired, ARTS, DANCE)

        names = dict(Topic.objects.values_list("code", "name"))
        assert (names["medtop:20000007"], names["medtop:10000001"]) == ("dance", "dance (arts)")

    def test_one_merged_away_is_left_and_what_lay_below_lies_below_the_other(self):
        load(ARTS, DANCE)
        kept = make_topic("Stage")
        Topic.objects.filter(name="dance").update(merged_into=kept)

        load(ARTS, concept("20000007", "dancing", "01000000"), BALLET)

        assert Topic.objects.get(code="medtop:20000007").name == "dance"
        assert Topic.objects.get(name="ballet").parent == kept

    def test_no_circle_comes_of_the_newsrooms_own_tree(self):
        load(ARTS, DANCE, BALLET)
        arts, ballet = Topic.objects.get(name="arts"), Topic.objects.get(name="ballet")
        own = make_topic("Ours", parent=ballet)
        Topic.objects.filter(pk=arts.pk).update(parent=own)
        Topic.objects.filter(name="dance").update(parent=None)

        done = load(ARTS, DANCE, BALLET)

        assert "which lies below it here" in done.left[0]
        assert Topic.objects.get(name="dance").parent is None

    def test_names_come_in_the_language_asked_for(self):
        load(ARTS, DANCE, language="de-ch")

        assert set(Topic.objects.values_list("name", flat=True)) == {"Kunst", "dance"}

    @pytest.mark.parametrize("role", ["reporter", "copy_editor", "administrator"])
    def test_who_may_not_keep_the_vocabulary_is_refused(self, role):
        with pytest.raises(EditorialError):
            load(ARTS, by=make_user(role))

        assert not Topic.objects.exists()


PARENTS = st.lists(st.integers(0, 9), min_size=2, max_size=8)


class TestAnyOrder(TestCase):
    @settings(max_examples=25)
    @given(parents=PARENTS, data=st.data())
    def test_the_order_of_the_file_says_nothing_and_twice_is_once(self, parents, data):
        names = data.draw(st.lists(st.sampled_from("abcd"), min_size=len(parents), max_size=len(parents)))
        rows = [
            concept(f"0{n}000000", names[n], f"0{above % n}000000" if n and above < 8 else "")
            for n, above in enumerate(parents)
        ]
        load(*rows)
        expected = tree()
        Topic.objects.update(parent=None)
        TopicLabel.objects.all().delete()
        Topic.objects.all().delete()

        load(*data.draw(st.permutations(rows)))
        assert tree() == expected
        before = everything()
        load(*data.draw(st.permutations(rows)))
        assert everything() == before
