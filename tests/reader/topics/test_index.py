"""All topics: the tree, and from A to Z."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Topic, TopicStory
from articles.reader.topics.index import read_tree
from tests.builders import NOON, later, make_published, make_topic

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("next_day")]


def test_the_tree_has_topics_of_the_top_by_kind_with_those_below_that_readers_know(client):
    transport = make_topic("Transport", slug="transport")
    coast = make_topic("Coast", slug="coast", kind=Topic.Kind.PLACE)
    ferries, trams = (make_topic(name, slug=name.lower(), parent=transport) for name in ("Ferries", "Trams"))
    bay, alone = make_topic("Bay", slug="bay", parent=coast), make_topic("Alone", slug="alone")
    crews = make_topic("Crews", slug="crews", parent=transport)
    make_published(topics=(trams, ferries, bay, alone))
    make_published(at=later(days=9), topics=(crews, make_topic(parent=make_topic("Hidden", slug="hidden"))))

    tree = read_tree(later(days=1))

    assert [(kind, [(one.name, one.below, one.has_more) for one in tops]) for kind, tops in tree] == [
        ("Subjects", [("Transport", [("Ferries", "ferries"), ("Trams", "trams")], False)]),
        ("Places", [("Coast", [("Bay", "bay")], False)]),
    ]
    page = client.get("/topics/").content.decode()
    assert '<summary dir="auto">Transport</summary>' in page
    assert not re.search("crews|hidden", page)


def test_of_many_topics_below_the_first_stand_there_and_the_way_to_the_others(client):
    transport = make_topic("Transport", slug="transport")
    make_published(topics=tuple(make_topic(f"Line {n:02}", parent=transport) for n in range(15)))

    page = client.get("/topics/").content.decode()

    tree = page.split('<div class="topic-tree">')[1].split("</div>")[0]
    assert len(re.findall(r">Line \d\d<", tree)) == 12
    assert '<a class="whole" href="/topics/transport/">More</a>' in tree


def test_twenty_thousand_topics_take_a_page_of_a_hundred_kilobytes_and_eight_queries(client):
    story = make_published(topics=(make_topic(),)).article
    tops = Topic.objects.bulk_create(_topic(n, None) for n in range(40))
    rest = Topic.objects.bulk_create(_topic(n, tops[n // 2 % 40] if n % 2 else None) for n in range(40, 20_000))
    TopicStory.objects.bulk_create(
        TopicStory(topic=topic, article=story, first_published_at=NOON) for topic in (*tops, *rest)
    )

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as the database does by itself before long

    with CaptureQueriesContext(connection) as asked:
        page = client.get("/topics/").content.decode()

    assert len(page) <= 100_000
    assert len(asked) <= 8
    assert page.count("<details>") == 24
    letters = dict(re.findall(r'<li><a href="\?(before=[\w-]+)">([A-Z])</a>', page))
    assert len(letters) == 26
    of_t = next(query for query, letter in letters.items() if letter == "T")
    assert '<h2 id="letter-1">T</h2>' in client.get(f"/topics/?{of_t}").content.decode()


def test_a_page_further_on_or_narrowed_has_no_tree(client):
    transport = make_topic("Transport", slug="transport")
    make_published(topics=(make_topic("Ferries", slug="ferries", parent=transport),))

    for question in ("?kind=subject", "?find=f"):
        assert b"topic-tree" not in client.get(f"/topics/{question}").content


def _topic(number: int, parent: Topic | None) -> Topic:
    letter = "abcdefghijklmnopqrstuvwxyz"[number % 26]
    name = f"{letter}{number} committee affairs"
    return Topic(name=name, folded_name=name, slug=name.replace(" ", "-"), parent=parent)
