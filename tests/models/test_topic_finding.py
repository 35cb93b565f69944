"""The words topics are found by follow their names, whoever changes them and however."""

from __future__ import annotations

import pytest
from django.db import connection

from articles.editorial.bulk import insert
from articles.models import Tagging, Topic, TopicAlias, TopicUse, TopicWord
from articles.models.topic_finding import install
from tests.builders import NOON, make_article, make_topic

pytestmark = pytest.mark.django_db


def words() -> list[tuple[str, str]]:
    rows = TopicWord.objects.order_by("words", "pk")
    names = dict(Topic.objects.values_list("pk", "name"))
    return [(row.words, names.get(row.topic_id, "?")) for row in rows]


def test_a_name_is_found_from_each_of_its_words_on():
    make_topic("Émile-Zola Prize")

    assert words() == [
        ("emile zola prize", "Émile-Zola Prize"),
        ("prize", "Émile-Zola Prize"),
        ("zola prize", "Émile-Zola Prize"),
    ]


def test_another_name_is_found_as_well_and_goes_with_its_topic():
    topic = make_topic("Ferries")
    topic.aliases.create(name="Water taxis")
    assert words() == [("ferries", "Ferries"), ("taxis", "Ferries"), ("water taxis", "Ferries")]

    topic.delete()

    assert words() == []


def test_a_name_changed_is_found_by_the_new_one_alone():
    topic = make_topic("Ferries")
    alias = topic.aliases.create(name="Boats")
    Topic.objects.filter(pk=topic.pk).update(name="Ships", folded_name="ships")
    TopicAlias.objects.filter(pk=alias.pk).update(name="Big boats", folded_name="big boats")

    assert [word for word, _ in words()] == ["big boats", "boats", "ships"]


def test_another_name_that_moves_to_another_topic_moves_along():
    ferries, ships = make_topic("Ferries"), make_topic("Ships")
    alias = ferries.aliases.create(name="Boats")

    TopicAlias.objects.filter(pk=alias.pk).update(topic=ships)

    assert ("boats", "Ships") in words()
    alias.delete()
    assert words() == [("ferries", "Ferries"), ("ships", "Ships")]


def test_topics_written_in_bulk_and_by_hand_are_found():
    insert([Topic(name="Ports", folded_name="ports", slug="ports")])
    with connection.cursor() as cursor:
        cursor.execute("UPDATE articles_topic SET folded_name = 'old ports'")

    assert [word for word, _ in words()] == ["old ports", "ports"]


def test_what_triggers_missed_is_there_after_the_next_migrate():
    make_topic("Ferries").aliases.create(name="Water taxis")
    TopicWord.objects.all().delete()

    install(connection)

    assert [word for word, _ in words()] == ["ferries", "taxis", "water taxis"]


def test_a_name_of_two_hundred_characters_is_found_by_its_last_word():
    make_topic("x " * 96 + "end word")

    assert TopicWord.objects.begins("word").exists()


def test_a_topic_that_goes_takes_its_count_along():
    topic = make_topic()
    TopicUse.objects.create(topic=topic, stories=3)

    topic.delete()

    assert not TopicUse.objects.exists()


def test_the_number_of_stories_stands_beside_each_word_of_the_topic():
    topic = make_topic("Water taxis")
    TopicUse.objects.create(topic=topic, stories=3)
    topic.aliases.create(name="Ferries")
    TopicUse.objects.filter(topic=topic).update(stories=4)
    make_topic("Taxis")

    rows = TopicWord.objects.order_by("words", "pk").values_list("words", "stories", "is_whole")
    assert list(rows) == [("ferries", 4, True), ("taxis", 4, False), ("taxis", 0, True), ("water taxis", 4, True)]
    install(connection)
    assert set(rows.all()) == set(rows)


def test_stories_that_wait_carry_no_topic_have_words_and_are_not_killed():
    topic = make_topic()
    waits, suggested = make_article(), make_article()
    Tagging.objects.create(article=suggested, topic=topic, status="proposed", tagged_at=NOON)
    make_article(topics=(topic,))
    make_article(body="")
    make_article(state="killed")
    model = type(waits)

    assert set(model.objects.to_tag()) == {waits, suggested}
