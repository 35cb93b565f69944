from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.advice.finding_topics import find_topics
from articles.editorial import tag, untag
from articles.editorial.topic_uses import count_use, recount_uses
from articles.models import Tagging, TopicUse
from tests.builders import NOON, make_article, make_topic

pytestmark = pytest.mark.django_db


def used(name: str, stories: int, **fields):
    topic = make_topic(name, **fields)
    TopicUse.objects.create(topic=topic, stories=stories)
    return topic


def names(typed: str) -> list[str]:
    return [one.topic.name for one in find_topics(typed)]


def test_any_word_of_a_name_may_begin_so_and_those_on_most_stories_come_first():
    used("School board", 3)
    used("High schools", 50)
    make_topic("Preschool")

    assert names("sch") == ["High schools", "School board"]


def test_each_word_typed_has_to_begin_one_in_any_order():
    used("New York Times", 5)
    used("York", 9)

    assert names("york ne") == ["New York Times"]
    assert names("ork") == []


def test_a_topic_of_that_very_name_or_other_name_stands_first():
    used("Usage", 90)
    used("United States", 4).aliases.create(name="US")
    used("Us two", 7)

    assert names("us") == ["United States", "Usage", "Us two"]


def test_case_accents_and_punctuation_make_no_difference():
    used("São Paulo", 1)

    assert names("SAO") == names("são p") == names("pau") == ["São Paulo"]


def test_retired_and_merged_topics_are_not_offered():
    kept = used("Bridges", 1)
    used("Bridge club", 8, retired=True)
    used("Bridge works", 9, merged_into=kept)

    assert names("bridge") == ["Bridges"]


def test_the_note_says_what_tells_it_from_others():
    above = make_topic("Transport")
    used("Ferries", 1200, parent=above).aliases.create(name="Water taxis")
    used("Tina Taxi", 1, kind="person")

    assert [(one.topic.name, one.note) for one in find_topics("tax")] == [
        ("Ferries", "also called “Water taxis” · subject · below Transport · 1,200 stories"),
        ("Tina Taxi", "person · 1 story"),
    ]


def test_ten_are_offered_and_with_nothing_typed_those_used_most():
    for number in range(14):
        used(f"Topic number {number:02}", number)

    assert len(names("topic")) == 10
    assert names(" ")[:2] == ["Topic number 13", "Topic number 12"]
    assert "Topic number 00" not in names("")


@pytest.mark.parametrize("typed", ["%", "_", "\\", "'", "x" * 500, "\U0010ffff", "\x00", "é" * 90])
def test_odd_input_finds_nothing_and_breaks_nothing(typed):
    make_topic("Ferries")

    assert names(typed) == []


def test_three_topics_and_three_hundred_cost_the_same_and_no_tagging_is_read():
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            find_topics("top")
        assert "tagging" not in str(asked.captured_queries).lower()
        return len(asked)

    for number in range(3):
        used(f"Topic {number}", number).aliases.create(name=f"Other {number}")
    few = queries()
    for number in range(3, 300):
        used(f"Topic {number}", number).aliases.create(name=f"Other {number}")

    assert queries() == few == 2


def test_however_many_retired_ones_stand_before_it_the_one_in_use_is_found():
    for number in range(70):
        used(f"Ferry number {number}", 100, retired=True)
    used("Ferry", 0)
    used("Old ferry", 1)

    assert names("fer") == ["Old ferry", "Ferry"]


def test_acts_count_and_a_recount_mends_what_they_did_not_see():
    topic, other, stories = make_topic(), make_topic(), [make_article() for _ in range(3)]
    for story in stories:
        tag(story, topic, by=None, at=NOON)
        tag(story, topic, by=None, at=NOON)
    untag(stories[0], topic, by=None, at=NOON)
    assert dict(TopicUse.objects.values_list("topic", "stories")) == {topic.pk: 2}
    Tagging.objects.filter(topic=topic).update(topic=other)

    assert recount_uses() == 2

    assert dict(TopicUse.objects.values_list("topic", "stories")) == {topic.pk: 0, other.pk: 2}
    assert recount_uses() == 0


def test_no_count_falls_below_none():
    topic = make_topic()
    count_use(topic.pk, -1)
    count_use(topic.pk, -1)

    assert TopicUse.objects.get().stories == 0
