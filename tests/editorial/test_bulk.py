"""Rows written in bulk are the rows that saving one by one would have written."""

from __future__ import annotations

import pytest
from simple_history.utils import bulk_create_with_history

from articles.editorial import bulk
from articles.editorial.bulk import insert, insert_with_history
from articles.models import Article, Person, Quote, Topic
from tests.builders import NOON, make_article, make_user

pytestmark = pytest.mark.django_db


def quotes(article: Article) -> list[Quote]:
    return [
        Quote(article=article, words=f"Words {n} “é”", position=n, relied_on=["a", {"b": n}], said_on=NOON.date())
        for n in range(5)
    ]


def plain(rows) -> list[dict]:
    own = {"id", "history_id", "public_id", "article_id"}
    return [{name: value for name, value in row.items() if name not in own} for row in rows.values()]


def test_rows_and_history_are_those_of_the_library(monkeypatch):
    by = make_user("reporter")
    ours, theirs = make_article(), make_article()
    monkeypatch.setattr(bulk, "_MOST_VALUES", 60)  # several statements

    rows = quotes(ours)
    insert_with_history(rows, by=by, at=NOON, why="filed")
    bulk_create_with_history(quotes(theirs), Quote, default_user=by, default_date=NOON, default_change_reason="filed")

    assert [row.pk for row in rows] == list(ours.quotes.order_by("pk").values_list("pk", flat=True))
    for stored in (Quote.objects.order_by("pk"), Quote.history.order_by("history_id")):
        assert plain(stored.filter(article=ours)) == plain(stored.filter(article=theirs))


def test_rows_stored_can_be_changed_like_any_other():
    person = Person(name="Jo Park", folded_name="jo park", slug="jo-park")
    insert([person])

    person.title = "Mayor"
    person.save()

    assert Person.objects.get().title == "Mayor"


def test_nothing_is_written_for_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        insert([])
        insert_with_history([], by=None, at=NOON)


def test_hundreds_of_rows_take_two_statements(django_assert_num_queries):
    topics = [Topic(name=f"Topic {n}", folded_name=f"topic {n}", slug=f"topic-{n}") for n in range(500)]

    with django_assert_num_queries(2):
        insert_with_history(topics, by=None, at=NOON)
