"""Topics that want a hand: found, looked at before anything is done, done, undone."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.advice.topic_care.alike import alike_topics
from articles.editorial.topics import keep_topics_apart, merge_topics
from articles.models import Act, Article, Redirect, Tagging, Topic, TopicAlias
from tests.builders import NOON, make_article, make_published, make_section, make_topic, make_user

pytestmark = pytest.mark.django_db
CARE = "/admin/articles/topic/care/"
TABS = ("alike", "names", "orphans", "one", "giants", "retired", "refused", "acts")


def address(topic: Topic, act: str) -> str:
    return f"/admin/articles/topic/{topic.pk}/{act}/"


def pairs(**how) -> set[tuple[str, ...]]:
    return {
        (*sorted((pair.first.name, pair.second.name)), pair.why) for pair in alike_topics(**{"by_alias": False} | how)
    }


class TestAlike:
    @pytest.mark.parametrize(
        ("one", "other", "why"),
        [
            ("Night bus", "Nightbus", "the same but for spaces"),
            ("School boards", "School board", "the same but for the plural"),
            ("Boards of schools", "Schools of boards", "the same words in another order"),
            ("Harbour works", "Harbor works", "spelled much alike"),
            ("Ferries", "Ferriees", "spelled much alike"),
            ("Coastal erosion", "Coatsal erosion", "spelled much alike"),
        ],
    )
    def test_names_nearly_the_same_are_found(self, one, other, why):
        make_topic(one), make_topic(other), make_topic("Something else")

        assert pairs() == {(*sorted((one, other)), why)}

    @pytest.mark.parametrize(
        ("one", "other"), [("Iran", "Iraq"), ("2024 election", "2025 election"), ("Ferries", "Harbors"), ("War", "Law")]
    )
    def test_others_are_not(self, one, other):
        make_topic(one), make_topic(other)

        assert pairs() == set()

    def test_what_is_retired_merged_or_said_to_be_distinct_is_not(self):
        make_topic("Ferry", retired=True)
        first, second = make_topic("Ferries"), make_topic("Feries")
        make_topic("Ferrys", merged_into=first)
        assert len(pairs()) == 1
        keep_topics_apart(first, second, by=None, at=NOON)

        assert pairs() == set()

    def test_other_names_stand_in_a_list_of_their_own(self):
        boats = make_topic("Boats")
        boats.aliases.create(name="Ferry")
        make_topic("Ferries")

        assert pairs() == set()
        assert pairs(by_alias=True) == {
            ("Boats", "Ferries", "the same but for the plural: also called “Ferry”"),
        }

    def test_topics_on_the_same_stories_are_found_but_not_one_above_the_other(self):
        one, other = make_topic("Ferries"), make_topic("Water transport")
        above = make_topic("Transport")
        Topic.objects.filter(pk=one.pk).update(parent=above)
        for _ in range(4):
            make_article(topics=(one, other, above))
        make_article(topics=(above,))

        assert ("Ferries", "Water transport", "on 4 of the same 4 stories lately") in pairs()
        assert not any({"Ferries", "Transport"} == {first, second} for first, second, _ in pairs())

    def test_the_one_on_more_stories_stands_second(self):
        make_article(topics=(make_topic("Ferries"),))
        make_topic("Ferry")

        (pair,) = alike_topics(by_alias=False)
        assert (pair.first.name, pair.second.name, pair.second.stories_now) == ("Ferry", "Ferries", 1)


class TestLists:
    def shown(self, client, tab: str) -> list[str]:
        listed = client.get(CARE, {"tab": tab}).context["listed"]
        return [f"{row.topic}: {row.stories}, {row.why}" for row in listed.rows]

    def test_each_topic_in_the_list_it_belongs_to(self, as_):
        used, once, old, empty = (
            make_topic("Used"),
            make_topic("Once"),
            make_topic("Old", retired=True),
            make_topic("Empty"),
        )
        above = make_topic("Above")
        make_topic("Below", parent=above)
        for _ in range(2):
            make_published(topics=(used, old))
        make_published(topics=(once,))
        for _ in range(3):
            Tagging.objects.create(article=make_article(), topic=empty, status="rejected", rule="named", tagged_at=NOON)
        client = as_("topic_tagger")

        assert self.shown(client, "orphans") == [
            "Below: 0, no story, no topic below",
            "Empty: 0, no story, no topic below",
        ]
        assert self.shown(client, "one") == ["Once: 1, one story"]
        assert self.shown(client, "retired") == ["Old: 2, retired"]
        assert self.shown(client, "refused") == ["Empty: 0, refused 3 times, never taken"]
        assert self.shown(client, "giants") == []

    def test_only_what_nobody_used_is_offered_to_be_deleted(self, as_):
        make_topic("Never")
        moved = make_topic("Moved", slug="moved")
        Redirect.objects.create(path="/topics/was/", target="/topics/moved/")
        Tagging.objects.create(article=make_article(), topic=make_topic("Refused"), status="rejected", tagged_at=NOON)
        client = as_("topic_tagger")

        page = client.get(CARE, {"tab": "orphans"})
        assert [(row.topic.name, row.deletable) for row in page.context["listed"].rows] == [
            ("Moved", False),
            ("Never", True),
            ("Refused", False),
        ]
        client.post(f"{CARE}{Topic.objects.get(name='Never').pk}/delete/")
        client.post(f"{CARE}{moved.pk}/delete/")
        assert set(Topic.objects.values_list("name", flat=True)) == {"Moved", "Refused"}

    def test_very_large_ones_are_told_with_their_share(self, as_, monkeypatch):
        monkeypatch.setattr("articles.advice.topic_care.lists.GIANT", 3)
        news = make_topic("News")
        for _ in range(4):
            make_published(topics=(news,))

        assert self.shown(as_("topic_tagger"), "giants") == ["News: 4, on 100 % of what was released"]

    def test_long_lists_are_read_on(self, as_):
        for n in range(60):
            make_topic(f"Lonely {n:02}")
        client = as_("topic_tagger")

        first = client.get(CARE, {"tab": "orphans"}).context["listed"]
        second = client.get(CARE, {"tab": "orphans", "after": first.after}).context["listed"]

        assert (len(first.rows), len(second.rows), second.after) == (50, 10, "")

    def test_a_story_out_of_view_is_not_named(self, as_):
        topic = make_topic("Secret plan")
        make_published(topics=(topic,), restricted=True, headline="The mole")

        page = as_("topic_tagger").get(CARE, {"tab": "one"}).content.decode()

        assert "Secret plan" in page
        assert "The mole" not in page

    def test_as_many_queries_for_many_rows_as_for_few_and_ten_at_most(self, as_):
        client = as_("topic_tagger")

        def add(times: int, word: str) -> None:
            for n in range(times):
                topic = make_topic(f"{word} harbor {n}x")
                make_topic(f"{word} harbors {n}x").aliases.create(name=f"{word} {n}x harbour")
                make_published(topics=(topic, make_topic(f"{word} old {n}", retired=True)))
                merge_topics(make_topic(f"{word} gone {n}"), into=topic, by=None, at=NOON)
                for _ in range(3):
                    Tagging.objects.create(
                        article=make_article(), topic=make_topic(), status="rejected", rule="named", tagged_at=NOON
                    )

        def cost(tab: str) -> int:
            with CaptureQueriesContext(connection) as asked:
                assert client.get(CARE, {"tab": tab}).status_code == 200
            return len(asked)

        client.get(CARE)
        add(3, "Few")
        few = {tab: cost(tab) for tab in TABS}
        add(25, "Many")

        assert {tab: cost(tab) for tab in TABS} == few
        assert max(few.values()) <= 10

    def test_nonsense_shows_the_first_list(self, as_):
        client = as_("topic_tagger")

        assert client.get(CARE, {"tab": "x\0"}).context["tab"].slug == "alike"
        assert client.get(CARE, {"tab": "orphans", "after": "\0" * 300}).status_code == 200


class TestMerge:
    def test_everything_it_touches_is_shown_and_nothing_is_changed(self, as_):
        ferries, ships = make_topic("Ferries", code="x:1"), make_topic("Ships", kind="event")
        make_topic("Night ferries", parent=ferries)
        ferries.aliases.create(name="Car ferries")
        make_published(topics=(ferries,), headline="A ferry runs aground")
        make_published(topics=(ferries, ships))
        for _ in range(3):
            make_published(topics=(ships,))

        page = as_("topic_tagger").get(address(ferries, "merge"), {"other": ships.pk})

        shown, preview = page.content.decode(), page.context["preview"]
        assert (page.context["source"], page.context["into"]) == (ferries, ships)
        assert (preview.moving, preview.both, preview.after) == (1, 1, 5)
        for words in ("A ferry runs aground", "Night ferries", "Car ferries", "x:1", ferries.get_absolute_url()):
            assert words in shown
        assert "Their kinds differ, subject and event" in shown
        assert not Topic.objects.filter(merged_into__isnull=False).exists()

    def test_the_other_way_round_done_and_undone(self, as_):
        ferries, ships = make_topic("Ferries"), make_topic("Ships")
        make_published(topics=(ships,))
        client = as_("topic_tagger")
        asked = {"other": ships.pk, "keep": ferries.pk}
        assert client.get(address(ferries, "merge"), asked).context["into"] == ferries

        answer = client.post(address(ferries, "merge"), {**asked, "back": f"{CARE}?tab=orphans"}, follow=True)

        assert answer.redirect_chain == [(f"{CARE}?tab=orphans", 302)]
        assert "“Ships” is merged into “Ferries”." in answer.content.decode()
        assert Topic.objects.get(name="Ships").merged_into == ferries
        answer = client.post(f"{CARE}acts/{Act.objects.get(verb='merge_topics').pk}/undo/", follow=True)
        assert "Undone: Ships into Ferries." in answer.content.decode()
        assert Topic.objects.get(name="Ships").merged_into is None

    def test_what_would_be_refused_is_said_before(self, as_):
        above = make_topic("Boats")
        below = make_topic("Ferries", parent=above)
        client = as_("topic_tagger")

        page = client.get(address(above, "merge"), {"other": below.pk, "keep": below.pk}).content.decode()
        assert "“Ferries” lies below “Boats”: move it elsewhere first" in page
        assert "Merge into Ferries</button>" not in page
        answer = client.post(address(above, "merge"), {"other": below.pk, "keep": below.pk}, follow=True)
        assert "“Ferries” lies below “Boats”" in answer.content.decode()

    def test_one_merged_meanwhile_is_said_not_lost(self, as_):
        one, other = make_topic("Ferries"), make_topic("Ships")
        merge_topics(one, into=other, by=None, at=NOON)

        answer = as_("topic_tagger").post(address(one, "merge"), {"other": other.pk, "keep": other.pk}, follow=True)

        assert "“Ferries” has been merged into “Ships” already." in answer.content.decode()

    def test_as_many_queries_for_many_stories_as_for_few(self, as_):
        client, (one, other) = as_("topic_tagger"), (make_topic("Ferries"), make_topic("Ships"))
        costs = []
        for times in (3, 40):
            for n in range(times):
                make_published(topics=(one, other))
                one.aliases.create(name=f"Alias {times} {n}")
                make_topic(parent=one)
            client.get(address(one, "merge"), {"other": other.pk})
            with CaptureQueriesContext(connection) as asked:
                client.get(address(one, "merge"), {"other": other.pk})
            costs.append(len(asked))
        assert costs[0] == costs[1]

    def test_a_way_back_elsewhere_is_not_followed(self, as_):
        one, other = make_topic("Ferries"), make_topic("Ships")

        for back in ("https://evil.example/", "//evil.example", f"{CARE}\\@evil.example\n"):
            answer = as_("topic_tagger").post(f"{CARE}apart/", {"first": one.pk, "second": other.pk, "back": back})
            assert answer.url.startswith(CARE)


class TestPages:
    def test_a_name_is_looked_at_while_it_is_typed(self, as_):
        topic, other = make_topic("Ferries"), make_topic("Ships", slug="ships")
        client = as_("topic_tagger")

        def checked(**asked):
            return client.get(f"{CARE}check/", {"topic": topic.pk, **asked}).json()

        assert checked(name="SHIPS")["error"].startswith("The topic “Ships” has this name already")
        assert checked(name="Vessels") == {"error": "", "told": "Its address: /topics/vessels/", "near": []}
        assert [one["text"] for one in checked(name="Ship")["near"]] == ["“Ships” (the same but for the plural)"]
        assert checked(below=topic.pk)["error"] == "“Ferries” cannot lie below itself."
        assert checked(below=other.pk)["told"] == "Will lie below “Ships”."
        assert client.get(f"{CARE}check/", {"topic": "x", "name": ""}).status_code == 404

    def test_rename_keeps_what_was_typed_where_it_is_refused(self, as_):
        topic = make_topic("Ferries", slug="ferries")
        client = as_("topic_tagger")

        answer = client.post(address(topic, "rename"), {"name": "x" * 300})
        assert "this one has 300" in answer.content.decode()
        assert "x" * 300 in answer.content.decode()
        client.post(address(topic, "rename"), {"name": "Ferry boats"})
        topic.refresh_from_db()
        assert (topic.name, topic.slug) == ("Ferry boats", "ferries")
        client.post(address(topic, "rename"), {"name": "Ferry boats", "new_address": "on"})
        assert Topic.objects.get().slug == "ferry-boats"

    def test_move_by_the_page(self, as_):
        topic, above = make_topic("Ferries"), make_topic("Boats")
        client = as_("topic_tagger")

        client.post(address(topic, "move"), {"below": above.pk})
        assert Topic.objects.get(name="Ferries").parent == above
        assert "no such topic" in client.post(address(topic, "move"), {"below": "99999"}).content.decode()
        assert "a circle" in client.post(address(above, "move"), {"below": topic.pk}).content.decode()
        client.post(address(topic, "move"), {"below": ""})
        assert Topic.objects.get(name="Ferries").parent is None

    def test_split_by_the_page(self, as_):
        section = make_section(name="Harbor")
        topic, other = make_topic("Ferries"), make_topic("Ships")
        ticked = make_published(topics=(topic,), headline="Ticked").article
        make_published(topics=(topic, other))
        make_published(topics=(topic,), section=section)
        client = as_("topic_tagger")

        page = client.get(address(topic, "split"))
        assert [(one.name, one.stories) for one in page.context["topics"]] == [("Ships", 1)]
        assert ("Harbor", 1) in [(one.name, one.stories) for one in page.context["sections"]]
        for wrong, said in (
            ({"which": "stories", "name": "New"}, "Choose some stories"),
            ({"which": "topic", "name": "New"}, "Choose the topic that the stories carry too"),
            ({"which": "section", "in_section": "x"}, "Choose the section"),
            ({"which": "stories", "story": ticked.pk, "name": ""}, "Give the topic a name"),
            ({"which": "stories", "story": ticked.pk, "to": "other"}, "Choose the topic the stories go to"),
        ):
            assert said in client.post(address(topic, "split"), wrong).content.decode()
        answer = client.post(
            address(topic, "split"),
            {"which": "stories", "story": ticked.pk, "name": "Night", "beside": "on"},
            follow=True,
        )
        assert "1 story of “Ferries” went to “Night”." in answer.content.decode()
        client.post(
            address(topic, "split"), {"which": "topic", "with_topic": other.pk, "to": "other", "other": other.pk}
        )
        client.post(address(topic, "split"), {"which": "section", "in_section": section.pk, "name": "Harbor ferries"})
        assert not topic.taggings.exists()

    def test_retire_return_and_keep_apart_by_their_buttons(self, as_):
        one, other = make_topic("Ferries"), make_topic("Ferrets")
        client = as_("topic_tagger")

        client.post(f"{CARE}{one.pk}/retire/")
        assert Topic.objects.get(pk=one.pk).retired
        client.post(f"{CARE}{one.pk}/return/")
        assert not Topic.objects.get(pk=one.pk).retired
        answer = client.post(f"{CARE}apart/", {"first": one.pk, "second": other.pk}, follow=True)
        assert "“Ferries” and “Ferrets” are kept apart." in answer.content.decode()

    @pytest.mark.parametrize("role", ["contributor", "reporter", "copy_editor", "administrator"])
    def test_nobody_else_gets_there(self, as_, role):
        client, topic = as_(role), make_topic("Ferries")

        for act in ("merge", "rename", "move", "split"):
            assert client.get(address(topic, act)).status_code == 403
        assert client.get(CARE).status_code == 403
        assert client.get(f"{CARE}check/", {"topic": topic.pk, "name": "x"}).status_code == 403
        for act in ("retire", "return", "delete"):
            assert client.post(f"{CARE}{topic.pk}/{act}/").status_code == 403

    def test_who_did_what_is_told_by_name_not_by_account(self, as_, desk):
        ferries, boats, ships = make_topic("Ferries"), make_topic("Boats"), make_topic("Ships")
        una = make_user("topic_tagger", username="una.penn.1981", first_name="Una", last_name="Penn")
        keep_topics_apart(ferries, boats, by=una, at=NOON)
        merge_topics(ships, into=boats, by=una, at=NOON)
        client = as_("section_editor")

        pages = [client.get(f"{CARE}?tab=acts"), client.get(f"{address(ferries, 'merge')}?other={boats.pk}")]

        for page in pages:
            assert "Una Penn" in page.content.decode()
            assert "una.penn.1981" not in page.content.decode()


class TestForm:
    """The topic's own form does what it changes by the acts."""

    def form(self, **fields):
        rows = {f"{name}-{which}_FORMS": 0 for name in ("aliases", "codes", "labels") for which in ("TOTAL", "INITIAL")}
        return {"name": "Ferries", "kind": "subject", "parent": "", "picture": "", **rows, **fields}

    def test_a_new_name_and_place_are_acts_of_their_own(self, as_):
        topic, above = make_topic("Ferries", slug="ferries"), make_topic("Boats")
        story = make_published(topics=(topic,)).article

        asked = self.form(name="Ferry boats", parent=above.pk, retired="on", description="By water")
        assert as_("topic_tagger").post(address(topic, "change"), asked).status_code == 302

        topic.refresh_from_db()
        assert (topic.name, topic.slug, topic.parent, topic.retired) == ("Ferry boats", "ferry-boats", above, True)
        assert topic.description == "By water"
        assert TopicAlias.objects.get().name == "Ferries"
        assert "Ferry boats" in Article.objects.get(pk=story.pk).topic_links
        assert set(Act.objects.values_list("verb", flat=True)) == {
            "rename_topic",
            "move_topic",
            "retire_topic",
            "change_topic",
        }

    def test_what_an_act_would_refuse_is_said_at_its_field(self, as_):
        topic, gone = make_topic("Ferries"), make_topic("Boats", retired=True)
        merged = make_topic("Ships", merged_into=topic)
        client = as_("topic_tagger")

        page = client.post(address(topic, "change"), self.form(parent=gone.pk)).content.decode()
        assert "“Boats” is retired" in page
        page = client.post(address(topic, "change"), self.form(name=merged.name)).content.decode()
        assert "A topic of this name exists already." in page or "was merged into" in page
        assert Topic.objects.get(pk=topic.pk).name == "Ferries"

    def test_it_leads_to_the_acts(self, as_):
        topic = make_topic("Ferries")

        page = as_("topic_tagger").get(address(topic, "change")).content.decode()

        for act in ("merge", "rename", "move", "split"):
            assert address(topic, act) in page
        for page in ("/admin/", "/admin/articles/topic/"):
            assert CARE in as_("topic_tagger").get(page).content.decode()
            assert CARE not in as_("reporter").get(page).content.decode()
