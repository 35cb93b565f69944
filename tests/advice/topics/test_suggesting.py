from __future__ import annotations

import pytest

from articles.advice.topics import Asked, Suggester
from articles.advice.topics.blending import Figures
from articles.advice.topics.near import near_topics, same_stories
from articles.advice.topics.rules import FEWEST_SETTLED, rule_records, rules_off
from articles.editorial import file_stories, file_story, tag, untag
from articles.editorial.drafts import StoryDraft
from articles.editorial.tagging import propose_topics
from articles.editorial.topic_learning import keep_model
from articles.models import Quote, Tagging, TopicModel
from tests.advice.topics.models import make_model
from tests.builders import NOON, make_article, make_person, make_section, make_topic

pytestmark = pytest.mark.django_db
FIGURES = Figures(100, 2, 0.9, 0.95, 0.85)


def advise(**asked):
    return Suggester.read().advise(Asked(**{"headline": "", "text": "", **asked}))


def told(advised):
    return [(one.topic_id, one.rule, one.reason) for one in advised.suggestions]


def test_a_name_in_the_text_is_suggested_with_the_words():
    ferries = make_topic("Ferries")

    advised = advise(headline="Ferries late", text="All ferries are late.")

    assert told(advised) == [(ferries.pk, "named", "“Ferries” stands in the text 2 times")]
    assert advised.accepted == (ferries.pk,)


def test_stories_like_it_in_the_archive_speak_with_their_words():
    grain, ships = make_topic("Grain"), make_topic("Shipping")
    keep_model(make_model(grain.pk, ships.pk), FIGURES, by=None, at=NOON)

    advised = advise(headline="Wheat up", text="A bushel more.")

    assert told(advised) == [(grain.pk, "archive", "stories like this one carry it: “wheat”, “bushel”")]
    assert advised.accepted == (grain.pk,)


def test_from_no_likelihood_on_the_nearest_are_all_told_and_none_more_is_accepted():
    grain, ships = make_topic("Grain"), make_topic("Shipping")
    keep_model(make_model(grain.pk, ships.pk), FIGURES, by=None, at=NOON)
    asked = Asked("Wheat up", "A bushel more.")

    few, all_of_them = (Suggester.read().advise(asked, **least) for least in ({}, {"least": 0.0}))

    assert [one.topic_id for one in few.suggestions] == [grain.pk]
    assert [one.topic_id for one in all_of_them.suggestions] == [grain.pk, ships.pk]
    assert all_of_them.accepted == few.accepted


def test_a_name_no_story_carries_counts_for_less_beside_a_model():
    grain, ships, rye = make_topic("Grain"), make_topic("Shipping"), make_topic("Rye")
    alone = advise(text="rye").suggestions[0]

    keep_model(make_model(grain.pk, ships.pk), FIGURES, by=None, at=NOON)

    beside = advise(text="rye").suggestions[0]
    assert (alone.topic_id, beside.topic_id) == (rye.pk, rye.pk)
    assert beside.chance < alone.chance


def test_a_model_that_cannot_be_read_is_none():
    make_topic("Grain")
    TopicModel.objects.create(
        trained_at=NOON, stories=1, topics=1, first_right=1, found_in_five=1, micro_f1=1, content=b"x"
    )

    assert told(advise(text="wheat")) == []


def test_a_retired_topic_the_model_knows_is_not_suggested():
    grain, ships = make_topic("Grain", retired=True), make_topic("Shipping")
    keep_model(make_model(grain.pk, ships.pk), FIGURES, by=None, at=NOON)

    assert told(advise(headline="Wheat", text="bushel")) == []


def test_what_is_usual_for_section_speaker_and_topic_is_suggested():
    section, speaker = make_section(), make_person()
    arts, dance, music = make_topic("Arts"), make_topic("Dance"), make_topic("Music")
    for _ in range(4):
        make_article(section=section, topics=(arts,))
        quoted = make_article(topics=(dance, music))
        Quote.objects.create(
            article=quoted, words="Yes.", settled_words="Yes.", speaker=speaker, status="confirmed", settled_at=NOON
        )

    by_section = advise(section_id=section.pk)
    by_speaker = advise(speaker_ids=(speaker.pk,))
    beside = advise(carried=frozenset({dance.pk}))

    assert told(by_section) == [(arts.pk, "section", "4 of 4 stories of this section carry it")]
    assert {rule for _, rule, _ in told(by_speaker)} == {"speaker"}
    assert {topic for topic, _, _ in told(by_speaker)} == {dance.pk, music.pk}
    assert told(beside) == [(music.pk, "together", "4 of 4 stories on a topic it has carry it")]
    assert by_section.accepted == ()


def test_what_the_story_carries_or_was_refused_is_not_suggested():
    ferries, boats = make_topic("Ferries"), make_topic("Boats")

    advised = advise(text="ferries boats", carried=frozenset({ferries.pk}), refused=frozenset({boats.pk}))

    assert told(advised) == []


def test_as_many_queries_for_one_story_as_for_many(django_assert_num_queries):
    topics = [make_topic(f"Topic number{n}") for n in range(30)]
    for topic in topics:
        make_article(topics=(topic,))

    with django_assert_num_queries(6):
        suggester = Suggester.read()
        for topic in topics:
            suggester.advise(Asked(topic.name, topic.name))


def test_a_rule_mostly_rejected_is_switched_off():
    ferries = make_topic("Ferries")
    for n in range(FEWEST_SETTLED):
        status = "chosen" if n < 5 else "rejected"
        Tagging.objects.create(
            article=make_article(), topic=ferries, status=status, rule="named", reason="x", tagged_at=NOON
        )

    record = rule_records()[0]

    assert (record.rule, record.accepted, record.rejected, record.share, record.is_off) == ("named", 5, 45, 10, True)
    assert rules_off() == {"named"}
    assert told(advise(text="ferries")) == []


def test_a_rule_is_not_judged_by_a_few():
    ferries = make_topic("Ferries")
    for _ in range(FEWEST_SETTLED - 1):
        Tagging.objects.create(
            article=make_article(), topic=ferries, status="rejected", rule="named", reason="x", tagged_at=NOON
        )

    assert rules_off() == frozenset()


def test_a_filed_story_gets_suggestions_with_rule_and_reason():
    ferries = make_topic("Ferries")

    story = file_story(StoryDraft(body="<p>The ferries are late.</p>", fields={"slugline": "late"}), by=None, at=NOON)

    row = story.taggings.get()
    assert (row.topic, row.status, row.rule, row.reason) == (
        ferries,
        "proposed",
        "named",
        "“ferries” stands in the text",
    )


def test_a_story_filed_alone_is_asked_in_full_and_an_archive_by_names():
    grain, ships = make_topic("Grain"), make_topic("Ships")
    keep_model(make_model(grain.pk, ships.pk), FIGURES, by=None, at=NOON)
    drafts = [StoryDraft(body="<p>Wheat by ships.</p>", fields={"slugline": f"wheat-{n}"}) for n in range(26)]

    few, many = file_stories(drafts[:2], by=None, at=NOON), file_stories(drafts, by=None, at=NOON)

    assert {tuple(story.taggings.values_list("rule", flat=True)) for story in few} == {("archive", "named")}
    assert {tuple(story.taggings.values_list("rule", flat=True)) for story in many} == {("named",)}


def test_accepting_and_rejecting_keep_the_rule():
    make_topic("Ferries")
    story = file_story(StoryDraft(body="<p>The ferries are late.</p>", fields={"slugline": "late"}), by=None, at=NOON)
    topic = story.taggings.get().topic

    tag(story, topic, by=None, at=NOON)
    assert (story.taggings.get().rule, story.taggings.get().status) == ("named", "chosen")
    untag(story, topic, by=None, at=NOON)
    assert (story.taggings.get().rule, story.taggings.get().status) == ("named", "rejected")


def test_stories_filed_before_are_proposed_what_was_not_refused():
    ferries, boats = make_topic("Ferries"), make_topic("Boats")
    story = make_article(headline="Ferries and boats")
    killed = make_article(headline="Ferries", state="killed")
    Tagging.objects.create(article=story, topic=boats, status="rejected", tagged_at=NOON)

    assert propose_topics([story, killed], by=None, at=NOON) == 1
    assert propose_topics([story, killed], by=None, at=NOON) == 0
    assert sorted(Tagging.objects.values_list("article", "topic", "status")) == sorted(
        [(story.pk, ferries.pk, "proposed"), (story.pk, boats.pk, "rejected")]
    )


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("SCHOOL  BOARD", "the same name"),
        ("Schoolboard", "the same but for spaces"),
        ("School boards", "the same but for the plural"),
        ("Board, school", "the same words in another order"),
        ("Schol board", "spelled much alike"),
        ("Education panel", "the same name: also called “education panel”"),
        ("Harbour", ""),
        ("", ""),
    ],
)
def test_near_duplicates_are_found_before_a_topic_is_made(name, why, django_assert_max_num_queries):
    board = make_topic("School board")
    board.aliases.create(name="Education panel")
    make_topic("Ports")

    with django_assert_max_num_queries(3):
        found = near_topics(name)

    assert [(one.topic, one.why) for one in found] == ([(board, why)] if why else [])


def test_topics_on_the_same_stories_are_near():
    one, other, third = make_topic("One"), make_topic("Other"), make_topic("Third")
    for n in range(5):
        make_article(topics=(one, other) if n < 4 else (one, other, third))

    assert [(near.topic, near.why) for near in same_stories(one)] == [(other, "on 5 of the same 5 stories")]
    assert same_stories(third) == []
