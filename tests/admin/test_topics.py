from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Tagging, Topic, TopicModel
from tests.builders import NOON, make_article, make_topic

pytestmark = pytest.mark.django_db
REPORT = "/admin/reports/topics/"


def form(**fields):
    rows = {f"{name}-{which}_FORMS": 0 for name in ("aliases", "codes", "labels") for which in ("TOTAL", "INITIAL")}
    return {"name": "", "kind": "subject", "parent": "", "picture": "", **rows, **fields}


def test_a_topic_much_like_one_on_record_is_shown_before_it_is_made(as_):
    make_topic("School board")
    client = as_("topic_tagger")

    shown = client.post("/admin/articles/topic/add/", form(name="School boards"))

    assert "There is one much like it: “School board” (the same but for the plural)" in shown.content.decode()
    assert Topic.objects.count() == 1
    assert client.post("/admin/articles/topic/add/", form(name="School boards", is_another="on")).status_code == 302
    assert Topic.objects.count() == 2


def test_one_like_no_other_is_made_at_once(as_):
    assert as_("topic_tagger").post("/admin/articles/topic/add/", form(name="Ferries")).status_code == 302

    assert Topic.objects.get().slug == "ferries"


def test_a_topic_is_not_asked_about_when_it_is_changed(as_):
    make_topic("School board")
    other = make_topic("School boards")

    answer = as_("topic_tagger").post(
        f"/admin/articles/topic/{other.pk}/change/", form(name="School boards", kind="event")
    )

    assert answer.status_code == 302
    other.refresh_from_db()
    assert other.kind == "event"


def test_a_code_of_another_topic_is_refused_in_words(as_):
    make_topic("Arts").codes.create(code="subj:01000000")

    page = as_("topic_tagger").post("/admin/articles/topic/add/", form(name="Ferries", code="subj:01000000"))

    assert "The topic “Arts” has this code already." in page.content.decode()


def test_the_report_tells_what_became_of_each_rules_suggestions(as_):
    topic = make_topic()
    for status in ("chosen", "chosen", "chosen", "rejected", "proposed"):
        Tagging.objects.create(article=make_article(), topic=topic, status=status, rule="named", tagged_at=NOON)

    page = as_("topic_tagger").get(REPORT).content.decode()

    assert "<td>3</td><td>1</td><td>1</td>" in page
    assert "75 %" in page
    assert "Not judged yet" in page
    assert "Nothing yet." in page


def test_the_report_tells_what_was_learned(as_):
    TopicModel.objects.create(
        trained_at=NOON, stories=900, topics=40, first_right=0.94, found_in_five=0.96, micro_f1=0.88, content=b""
    )

    page = as_("managing_editor").get(REPORT).content.decode()

    assert "94 %" in page
    assert "900" in page


@pytest.mark.parametrize("role", ["contributor", "reporter", "copy_editor"])
def test_the_report_is_for_who_keeps_the_vocabulary(as_, role):
    assert as_(role).get(REPORT).status_code == 403


def test_the_report_costs_the_same_for_many(as_):
    client, topic = as_("topic_tagger"), make_topic()
    client.get(REPORT)
    costs = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            client.get(REPORT)
        costs.append(len(asked))
        for _ in range(30):
            Tagging.objects.create(article=make_article(), topic=topic, rule="named", tagged_at=NOON)

    assert costs[0] == costs[1]
