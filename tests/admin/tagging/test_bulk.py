"""A topic put on what was ticked in the list, or on all it finds: the number first, then the change, then undo."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.editorial import bulk_tagging
from articles.models import Act, Article, BulkTagging, Tagging
from tests.admin.test_walk import rows
from tests.builders import NOON, make_article, make_published, make_section, make_topic
from tests.tables import table_of

pytestmark = pytest.mark.django_db

BULK = "/admin/tagging/bulk/"


@pytest.fixture
def small(monkeypatch) -> None:
    monkeypatch.setattr(bulk_tagging, "BATCH", 3)


def counts(page: str) -> dict[str, int]:
    return {words: int(number) for words, number in re.findall(r"<dt>([^<]+)</dt><dd>(\d+)</dd>", page)}


def hidden(page: str) -> dict[str, list[str]]:
    """What the form that does it would post."""
    form = page[page.index("bulk-counts") :]
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form):
        found.setdefault(name, []).append(value)
    return {name: values for name, values in found.items() if name != "csrfmiddlewaretoken"}


def carrying(topic) -> set[int]:
    return set(Tagging.objects.filter(topic=topic, status="chosen").values_list("article", flat=True))


def test_the_list_has_a_box_for_each_story_for_who_tags(as_):
    story = make_article(headline="Sea wall")

    page = as_("topic_tagger").get("/admin/articles/article/?q=sea").content.decode()

    assert f'name="story" value="{story.pk}" form="bulk" aria-label="Choose Sea wall"' in page
    assert '<input type="hidden" name="in" value="q=sea">' in page


def test_the_number_of_what_was_ticked_is_shown_before_anything_is_done(as_):
    topic = make_topic("Ferry")
    stories = [make_article(), make_article(topics=(topic,)), make_article(state="killed"), make_article()]
    secret = make_article(restricted=True)
    client = as_("topic_tagger")
    asked = {"story": [story.pk for story in [*stories[:3], secret]], "topic": topic.pk, "verb": "add"}
    before = rows()

    page = client.get(BULK, asked).content.decode()

    assert counts(page) == {"get it": 1, "have it already": 1, "are killed, and stay as they are": 1}
    assert "Add “Ferry” to 1 story<" in page
    assert rows() == before


def test_what_was_ticked_is_done_and_undone(as_):
    topic, stories = make_topic("Ferry"), [make_article() for _ in range(3)]
    client = as_("topic_tagger")
    before = table_of(Tagging)
    shown = client.get(BULK, {"story": [story.pk for story in stories[:2]], "topic": topic.pk, "verb": "add"})

    done = client.post(BULK, hidden(shown.content.decode()), follow=True).content.decode()

    assert "“Ferry” is on 2 stories more." in done
    assert carrying(topic) == {story.pk for story in stories[:2]}
    bulk = BulkTagging.objects.get()
    undone = client.post(f"{BULK}{bulk.pk}/undo/", follow=True).content.decode()
    assert "2 stories are as before." in undone
    assert table_of(Tagging) == before


def test_all_that_the_list_finds_gets_it_beyond_the_page_shown(as_, small):
    section, topic = make_section(name="Shore", slug="shore"), make_topic("Ferry")
    wanted = [make_article(section=section, headline="Harbor news") for _ in range(60)]
    make_article(section=section, headline="Other news")
    make_article(headline="Harbor elsewhere")
    client = as_("topic_tagger")
    found = f"q=harbor&section={section.pk}&p=2"

    page = client.get(BULK, {"in": found, "whole": "1", "topic": topic.pk, "verb": "add"}).content.decode()
    posted = hidden(page)
    answer = client.post(
        BULK, {name: [value.replace("&amp;", "&") for value in values] for name, values in posted.items()}
    )
    bulk = BulkTagging.objects.get()
    first = client.get(answer.url).content.decode()
    told = [client.post(f"{BULK}{bulk.pk}/on/", HTTP_X_DESK="panel").json() for _ in range(19)]

    assert counts(page)["get it"] == 60
    assert '<progress aria-labelledby="bulk-title" max="60" value="3">' in first
    assert [one["gone_through"] for one in told[:3]] == [6, 9, 12]
    assert (told[-1]["is_open"], told[-1]["changed"]) == (False, 60)
    assert carrying(topic) == {story.pk for story in wanted}
    assert Act.objects.get(verb="bulk_tag").detail["found"] == 60


def test_a_list_that_changed_meanwhile_is_counted_anew_and_nothing_is_done(as_):
    topic = make_topic("Ferry")
    make_article()
    client = as_("topic_tagger")
    posted = hidden(client.get(BULK, {"whole": "1", "topic": topic.pk, "verb": "add"}).content.decode())
    make_article()

    page = client.post(BULK, posted).content.decode()

    assert "By now 2 would change, not 1" in page
    assert counts(page)["get it"] == 2
    assert not Tagging.objects.exists()


def test_a_topic_is_taken_off_a_search_result(as_):
    topic = make_topic("Ferry")
    edition = make_published(headline="Sea wall", topics=(topic,))
    other = make_article(topics=(topic,))
    client = as_("topic_tagger")

    page = client.get(BULK, {"in": "q=sea", "whole": "1", "name": "ferry", "verb": "remove"}).content.decode()
    client.post(BULK, hidden(page))

    assert counts(page) == {"lose it": 1, "do not carry it": 0}
    assert carrying(topic) == {other.pk}
    assert Tagging.objects.get(article=edition.article).status == "rejected"


@pytest.mark.parametrize(
    "asked",
    [
        {"story": ["x", "²", "9" * 40]},
        {"in": "q=sea"},
        {},
    ],
)
def test_nothing_chosen_shows_what_was_done_lately(as_, asked):
    make_article()

    page = as_("topic_tagger").get(BULK, asked).content.decode()

    assert "Nobody has changed many stories at once yet." in page


@pytest.mark.parametrize(
    "found_by", ["p=x", "nonsense=1", "o=99.x", "q=%00", "state__exact=%00", "section=x", "x" * 5000, "%ff=1&&="]
)
def test_nonsense_in_what_the_list_was_asked_breaks_nothing(as_, found_by):
    make_article()
    topic = make_topic()

    answer = as_("topic_tagger").get(BULK, {"in": found_by, "whole": "1", "topic": topic.pk, "verb": "add"})

    assert answer.status_code == 200


@pytest.mark.parametrize("asked", [{"topic": "9" * 30}, {"topic": "0"}, {"name": "Nowhere"}, {"verb": "fly"}])
def test_no_topic_or_verb_counts_nothing(as_, asked):
    story = make_article()

    page = as_("topic_tagger").get(BULK, {"story": story.pk, **asked}).content.decode()
    posted = as_("topic_tagger").post(BULK, {"story": story.pk, **asked})

    assert "bulk-counts" not in page
    assert posted.status_code == 200
    assert not BulkTagging.objects.exists()


def test_a_retired_topic_is_taken_off_but_not_added(as_):
    old = make_topic("Old", retired=True)
    story = make_article(topics=(old,))
    other = make_article()
    client = as_("topic_tagger")
    asked = {"story": [story.pk, other.pk], "topic": old.pk}

    adds = client.get(BULK, {**asked, "verb": "add"}).content.decode()
    removes = client.get(BULK, {**asked, "verb": "remove"}).content.decode()
    refused = client.post(BULK, {**asked, "verb": "add", "expected": "1"}).content.decode()

    assert "it is not added any more" in adds
    assert "Take “Old” off 1 story" in removes
    assert "“Old” is retired" in refused
    assert carrying(old) == {story.pk}


def test_a_change_is_seen_to_by_who_began_it_or_may_merge_topics(as_, desk, small):
    for _ in range(5):
        make_article()
    bulk = bulk_tagging.begin_bulk(Article.objects.all(), make_topic("Ferry"), "add", by=desk["copy_editor"], at=NOON)
    place = f"{BULK}{bulk.pk}/"

    seen = {role: as_(role).get(place).status_code for role in ("copy_editor", "topic_tagger", "reporter")}
    lately = {role: "Ferry" in as_(role).get(BULK).content.decode() for role in seen}

    assert seen == {"copy_editor": 200, "topic_tagger": 200, "reporter": 404}
    assert lately == {"copy_editor": True, "topic_tagger": True, "reporter": False}
    assert as_("reporter").post(f"{place}on/").status_code == 404
    assert as_("administrator").get(BULK).status_code == 403
    assert as_("topic_tagger").post(f"{place}fly/").status_code == 404
    assert as_("topic_tagger").get(f"{BULK}{10**30}/").status_code == 404
    assert as_("topic_tagger").get(f"{place}on/").status_code == 405


def test_without_script_each_step_is_a_button(as_, desk, small):
    for _ in range(7):
        make_article()
    client = as_("topic_tagger")
    bulk = bulk_tagging.begin_bulk(Article.objects.all(), make_topic("Ferry"), "add", by=desk["topic_tagger"], at=NOON)

    second = client.post(f"{BULK}{bulk.pk}/on/", follow=True).content.decode()
    back = client.post(f"{BULK}{bulk.pk}/undo/", follow=True).content.decode()
    end = client.post(f"{BULK}{bulk.pk}/on/", follow=True).content.decode()

    assert "6 of 7 stories" in second
    assert "3 of 6 stories" in back
    assert "6 stories are as before." in end
    assert "undone already" in client.post(f"{BULK}{bulk.pk}/undo/", follow=True).content.decode()


def test_three_stories_and_three_hundred_cost_the_same(as_):
    client, topic = as_("topic_tagger"), make_topic()

    def queries(number: int) -> int:
        for _ in range(number):
            make_article()
        with CaptureQueriesContext(connection) as asked:
            client.get(BULK, {"whole": "1", "topic": topic.pk, "verb": "add"})
        return len(asked)

    queries(1)
    few = queries(3)

    assert queries(300) == few <= 14
