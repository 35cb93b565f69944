"""The list of a story's versions, any two of them compared, and one brought back."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.advice.comparing import in_words
from articles.editorial import approve, confirm_quote, publish, revise, schedule, submit, tag, unschedule
from articles.editorial.drafts import DraftByline
from articles.models import Article
from tests.admin.conftest import url
from tests.builders import later, make_topic

pytestmark = pytest.mark.django_db


def fresh(story: Article) -> Article:
    return Article.objects.get(pk=story.pk)


@pytest.fixture
def live(desk, story) -> Article:
    """Filed, approved, live since one o'clock; a paragraph, the headline and the byline changed at two."""
    for quote in story.quotes.all():
        confirm_quote(quote, by=desk["reporter"], at=later(minutes=10))
    submit(fresh(story), by=desk["reporter"], at=later(minutes=20))
    approve(fresh(story), by=desk["copy_editor"], at=later(minutes=30))
    publish(fresh(story), by=desk["section_editor"], at=later(hours=1))
    changes = {"headline": "Ten weeks", "body": story.body.replace("Merchants on", "Shopkeepers on")}
    bylines = [DraftByline("Ana Ruiz"), DraftByline("Lu Chen")]
    return revise(fresh(story), changes, bylines=bylines, by=desk["copy_editor"], at=later(hours=2))


def lines_of(answer) -> list:
    return [line for _, lines in answer.context["days"] for line in lines]


def test_the_history_says_what_changed_and_marks_editions(as_, live):
    answer = as_("reporter").get(url(live, "history"))

    lines = lines_of(answer)
    assert [(one.version, one.changed, one.is_small) for one in lines] == [
        (5, "The headline, the byline and one paragraph", False),
        (4, "", False),
        (3, "", True),
        (2, "", True),
        (1, "", False),
    ]
    assert lines[1].edition.startswith("Edition 1 · first published · live since")
    assert [one.state for one in lines] == ["", "published", "ready", "in review", "draft"]
    assert (lines[0].by, lines[2].why) == ("Copy_Editor", "approved")


def test_a_planned_edition_and_one_taken_back_are_marked_as_such(as_, desk, live):
    schedule(live, when=later(days=9000), by=desk["managing_editor"], at=later(hours=3))
    assert "planned for" in lines_of(as_("reporter").get(url(live, "history")))[0].edition
    unschedule(fresh(live), by=desk["managing_editor"], at=later(hours=4))

    lines = lines_of(as_("reporter").get(url(live, "history")))

    assert "taken back before" in lines[1].edition
    assert (lines[0].why, lines[0].is_small) == ("edition 2 taken back", True)


def test_a_why_typed_by_a_person_makes_no_edition(as_, desk, story):
    revise(story, {"headline": "X"}, by=desk["reporter"], at=later(hours=1), why="update, edition 1")

    assert [one.edition for one in lines_of(as_("reporter").get(url(story, "history")))] == ["", ""]


def test_long_histories_go_on_by_cursor_at_one_price(as_, desk, story):
    client = as_("copy_editor")
    with CaptureQueriesContext(connection) as few:
        client.get(url(story, "history"))
    revise(story, {"headline": "Headline 2"}, by=desk["copy_editor"], at=later(minutes=2))
    for number in range(3, 96):
        revise(fresh(story), {"headline": f"Headline {number}"}, by=desk["copy_editor"], at=later(minutes=number))

    seen, address, prices = [], url(story, "history"), []
    while address:
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(address)
        prices.append(len(queries))
        seen += [one.version for one in lines_of(answer)]
        onward = answer.context["onward"]
        address = f"{url(story, 'history')}?before={onward}" if onward else ""

    assert seen == list(range(95, 0, -1))
    assert len(set(prices)) == 1
    assert prices[0] <= len(few) + 1


@pytest.mark.parametrize("before", ["x", "-1", "9" * 30, "٣"])
def test_a_cursor_of_nonsense_begins_at_the_newest(as_, story, before):
    answer = as_("reporter").get(url(story, "history"), {"before": before})

    assert answer.status_code == 200
    assert len(lines_of(answer)) == 1


def test_a_cursor_before_everything_shows_an_empty_list(as_, story):
    answer = as_("reporter").get(url(story, "history"), {"before": "1"})

    assert (answer.status_code, lines_of(answer), answer.context["onward"]) == (200, [], None)


def test_what_readers_see_is_compared_with_the_working_copy(as_, desk, live):
    answer = as_("reporter").get(url(live, "compare"))

    comparison = answer.context["comparison"]
    assert (answer.context["before"].key, answer.context["after"].key) == ("live", "now")
    told = {one.label: [(piece.kind, piece.text) for piece in one.pieces] for one in comparison.fields}
    assert told["Byline"] == [("same", "By Ana Ruiz, "), ("out", "By Tom Hale, "), ("in", "By Lu Chen")]
    assert told["Headline"][-1] == ("in", "Ten weeks") or ("in", "Ten") in told["Headline"]
    assert set(told) == {"Headline", "Byline"}
    assert comparison.changed_paragraphs == 1
    page = answer.content.decode()
    assert "<del>Merchants</del><ins>Shopkeepers</ins> on the east bank" in page
    assert page.count("data-change") == 3


def test_any_two_versions_are_compared_with_quotes_and_topics(as_, desk, live):
    tag(live, make_topic("Bridges"), by=desk["reporter"], at=later(hours=3))

    answer = as_("reporter").get(url(live, "compare"), {"a": "1", "b": "now"})

    comparison = answer.context["comparison"]
    assert {one.label for one in comparison.fields} == {"Headline", "Byline", "Topics"}
    standing = [fact for quote in comparison.quotes for fact in quote.facts if fact.label == "Standing"]
    assert [piece.text for piece in standing[0].pieces] == ["Proposed", "Confirmed"]
    assert len(comparison.quotes) == 3


def test_two_that_are_alike_say_so(as_, live):
    page = as_("reporter").get(url(live, "compare"), {"a": "2", "b": "3"}).content.decode()

    assert "Nothing differs." in page


@pytest.mark.parametrize("asked", [{"a": "99"}, {"b": "x"}, {"a": "live"}, {"a": "1", "b": "0"}])
def test_a_version_there_is_none_of_is_not_found(as_, story, asked):
    assert as_("reporter").get(url(story, "compare"), asked).status_code == 404


def test_a_comparison_costs_the_same_for_few_changes_and_many(as_, desk, live):
    client = as_("copy_editor")
    with CaptureQueriesContext(connection) as few:
        client.get(url(live, "compare"), {"a": "1", "b": "2"})
    body = "".join(f"<p>“Words number {n},” said Person Number{n}.</p>" for n in range(60))
    article = revise(live, {"body": body}, by=desk["copy_editor"], at=later(hours=3))
    for n in range(8):
        tag(article, make_topic(f"Topic {n}"), by=desk["copy_editor"], at=later(hours=3))

    with CaptureQueriesContext(connection) as many:
        answer = client.get(url(live, "compare"), {"a": "1", "b": "6"})

    assert answer.context["comparison"].changed_paragraphs > 60
    assert len(many) == len(few) <= 16


@pytest.mark.parametrize("part", ["history", "compare"])
def test_who_may_not_see_a_storys_history_does_not(as_, live, part):
    for role in ("administrator", "contributor"):
        assert as_(role).get(url(live, part)).status_code == 404
    for role in ("reporter", "copy_editor", "section_editor", "topic_tagger", "managing_editor"):
        assert as_(role).get(url(live, part)).status_code == 200


def test_a_version_is_brought_back_from_the_list(as_, live):
    client = as_("section_editor")
    page = client.get(url(live, "history")).content.decode()
    assert re.search(r'name="restore" value="1"', page)
    asked = {"version": live.version, "restore": "1"}

    said = client.post(url(live, "act", "restore"), asked, follow=True).content.decode()

    assert "The words of version 1 are back, as version 6." in said
    assert fresh(live).headline == "Alder Street bridge to close for nine weeks"
    assert live.editions.count() == 1


def test_what_readers_see_is_brought_back_from_the_list(as_, live):
    asked = {"version": live.version, "restore": "live"}

    said = as_("section_editor").post(url(live, "act", "restore"), asked, follow=True).content.decode()

    assert "The words of what readers see are back" in said
    assert fresh(live).headline == "Alder Street bridge to close for nine weeks"


def test_no_button_is_offered_to_who_may_not_restore(as_, live):
    for role in ("reporter", "topic_tagger"):
        assert 'name="restore"' not in as_(role).get(url(live, "history")).content.decode()


@pytest.mark.parametrize(
    ("paragraphs", "labels", "words"),
    [
        (0, [], ""),
        (1, [], "one paragraph"),
        (0, ["Headline"], "the headline"),
        (3, ["Headline"], "the headline and 3 paragraphs"),
        (2, ["Headline", "Dek"], "the headline, the dek and 2 paragraphs"),
    ],
)
def test_changes_are_named_as_in_a_sentence(paragraphs, labels, words):
    assert in_words(paragraphs, labels) == words
