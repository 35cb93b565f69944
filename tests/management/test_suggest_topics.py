from __future__ import annotations

import json

import pytest

from articles.advice.topics import lesson
from articles.advice.topics.blending import Figures
from articles.editorial.topic_learning import keep_model
from articles.models import Act, TopicModel
from tests.advice.topics.models import make_model
from tests.builders import NOON, make_topic
from tests.management.shell import feed_stdin, ninjs, run, write_lines

pytestmark = pytest.mark.django_db


def answers(ran):
    return [json.loads(line) for line in ran.lines]


def test_each_item_is_answered_with_its_topics_those_accepted_and_why(monkeypatch):
    grain, ships = make_topic("grain"), make_topic("ship")
    keep_model(make_model(grain.pk, ships.pk), Figures(9, 2, 1.0, 1.0, 1.0), by=None, at=NOON)
    body = [{"role": "main", "contentType": "text/html", "value": "<p>A bushel of wheat.</p>"}]
    item = ninjs(3, bodies=body, headlines=[{"role": "main", "value": "Wheat up"}])
    feed_stdin(monkeypatch, json.dumps(item).encode())

    ran = run("suggest_topics")

    assert answers(ran) == [
        {
            "id": "urn:test:3",
            "topics": ["grain", "ship"],
            "accepted": ["grain"],
            "why": {
                "grain": "stories like this one carry it: “wheat”, “bushel”",
                "ship": "its stories come next in likeness",
            },
        }
    ]


def test_a_bad_line_is_named_and_the_others_go_on(monkeypatch):
    make_topic("Ferries")
    lines = [b"junk", b"[]", b'{"type": "picture"}', b'{"uri": "a", "headline": "Ferries late"}']
    feed_stdin(monkeypatch, b"\n".join(lines))

    ran = run("suggest_topics")

    assert [(one["id"], one["topics"]) for one in answers(ran)] == [("a", ["Ferries"])]
    assert [line.partition(":")[0] for line in ran.complaints.splitlines()] == ["line 1", "line 2", "line 3"]
    assert ran.failure == "1 stories read, 3 lines could not be; see above."


def test_training_without_the_library_says_what_is_missing_and_keeps_nothing(monkeypatch):
    monkeypatch.setattr(lesson, "_LIBRARIES", ("no_such_library",))

    ran = run("suggest_topics", "--train")

    assert "Training needs scikit-learn" in ran.failure
    assert not TopicModel.objects.exists()


def test_an_archive_imported_is_learned_and_applied(monkeypatch, tmp_path):
    kinds = {"grain": "A bushel of wheat and maize.", "ship": "A tanker and a freighter at sea."}
    items = [
        ninjs(
            n,
            headlines=[{"role": "main", "value": f"Report {n}"}],
            bodies=[{"role": "main", "contentType": "text/html", "value": f"<p>{text} Number w{n}.</p>"}],
            subjects=[{"name": name}],
        )
        for n, (name, text) in enumerate(list(kinds.items()) * 15)
    ]
    path = write_lines(tmp_path / "archive.jsonl", *items)
    run("import_stories", path, "--state", "published", "--create-topics")

    ran = run("suggest_topics", "--train")

    assert ran.failure == ""
    assert ran.lines[-1].startswith("Learned 2 topics from 30 stories in ")
    assert Act.objects.filter(verb="train_topics").count() == 1
    feed_stdin(monkeypatch, b'{"uri": "x", "headline": "More", "body_text": "A freighter, a tanker."}')
    assert [(one["topics"][0], one["accepted"]) for one in answers(run("suggest_topics"))] == [("ship", ["ship"])]
    run("suggest_topics", "--train")
    assert TopicModel.objects.count() == 1
