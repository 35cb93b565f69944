from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.editorial.topics import move_topic, rename_topic, retire_topic
from articles.models import Tagging, Topic, TopicAlias, TopicModel
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


def rows(name: str, *given: dict[str, str]) -> dict[str, object]:
    """New rows of the form below the topic's own fields."""
    cells = {f"{name}-{n}-{column}": value for n, row in enumerate(given) for column, value in row.items()}
    return {f"{name}-TOTAL_FORMS": len(given), **cells}


ALREADY, LONG = "This stands here already.", "ﷺ" * 60


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        (
            {"name": "Boats", **rows("aliases", {"name": "Ferries"})},
            "The topic “Ferries” has this name or alias already",
        ),
        ({"name": "Ships", **rows("aliases", {"name": "Boats"})}, "The topic “Boats” has this name or alias already"),
        ({"name": "Ships", **rows("aliases", {"name": "ships"})}, ALREADY),
        ({"name": "Boats", **rows("aliases", {"name": "Hulls"}, {"name": "HULLS"})}, ALREADY),
        (
            {"name": "Boats", "code": "x:1", **rows("codes", {"code": "x:1"})},
            "This is the topic&#x27;s first code already",
        ),
        ({"name": "Boats", **rows("aliases", {"name": LONG})}, "A topic&#x27;s name has 200 letters at most."),
    ],
)
def test_another_name_or_code_that_cannot_be_is_refused_at_its_row(as_, fields, why):
    topic = make_topic("Boats")
    make_topic("Ferries")

    page = as_("topic_tagger").post(f"/admin/articles/topic/{topic.pk}/change/", form(**fields))

    assert page.status_code == 200
    assert why in page.content.decode()
    assert not TopicAlias.objects.exists()
    assert Topic.objects.get(pk=topic.pk).name == "Boats"


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"name": "Ferries", **rows("aliases", {"name": "FERRIES"})}, ALREADY),
        ({"name": "Ferries", "code": "x:1", **rows("codes", {"code": "x:1"})}, ALREADY),
        ({"name": LONG}, "A topic&#x27;s name has 200 letters at most."),
    ],
)
def test_a_new_topic_has_no_name_or_code_twice_and_no_endless_name(as_, fields, why):
    page = as_("topic_tagger").post("/admin/articles/topic/add/", form(**fields))

    assert page.status_code == 200
    assert why in page.content.decode()
    assert not Topic.objects.exists()


def test_another_name_may_become_the_name_and_the_name_another(as_):
    topic = make_topic("Boats")
    kept = topic.aliases.create(name="Ferries")
    held = {"aliases-TOTAL_FORMS": 1, "aliases-INITIAL_FORMS": 1, "aliases-0-id": kept.pk, "aliases-0-topic": topic.pk}
    fields = form(name="Ferries", **held, **{"aliases-0-name": "Ferries"})

    assert as_("topic_tagger").post(f"/admin/articles/topic/{topic.pk}/change/", fields).status_code == 302
    assert list(topic.aliases.values_list("name", flat=True)) == ["Boats"]


def test_a_form_opened_before_somebody_renamed_the_topic_does_not_call_it_back(as_, desk):
    above, topic = make_topic("Transport"), make_topic("Boats")
    client, address = as_("topic_tagger"), f"/admin/articles/topic/{topic.pk}/change/"
    page = client.get(address)
    opened = page.context["adminform"].form
    shown = {f"initial-{name}": opened[name].initial or "" for name in ("name", "parent", "retired")}
    assert all(f'name="{name}"' in page.content.decode() for name in shown)
    rename_topic(topic, "Ferries", by=desk["section_editor"], at=NOON)
    move_topic(topic, below=above, by=desk["section_editor"], at=NOON)
    retire_topic(topic, by=desk["section_editor"], at=NOON)

    saved = client.post(address, form(name="Boats", description="On the water.", **shown))

    assert saved.status_code == 302
    topic.refresh_from_db()
    assert (topic.name, topic.slug, topic.parent, topic.retired) == ("Ferries", "ferries", above, True)
    assert topic.description == "On the water."


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
