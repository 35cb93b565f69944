"""The report on whom we quote: counted over what readers can see, for who may see reports."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine

from articles.models import Edition, Role
from tests.builders import (
    NOON,
    later,
    make_article,
    make_edition,
    make_person,
    make_published,
    make_quote,
    make_section,
    make_topic,
)

pytestmark = pytest.mark.django_db

REPORT = "/admin/reports/quotes/"
NOW = later(days=60)


@pytest.fixture(autouse=True)
def _some_weeks_later():
    with time_machine.travel(NOW, tick=False):
        yield


def story(section, *speakers, at=NOON, words=200, **quote) -> Edition:
    """A live story of so many words in which each of these speaks once."""
    edition = make_published(section=section, at=at)
    # A row as an archive's import writes it: the guards leave no other way to set its length afterwards.
    edition = _longer(edition, words)
    for speaker in speakers:
        make_quote(edition, speaker=speaker, **quote)
    return edition


def _longer(edition: Edition, words: int) -> Edition:

    article = edition.article
    Edition.objects.filter(pk=edition.pk).update(superseded_at=edition.published_at)
    return make_edition(article, at=edition.published_at, word_count=words)


@pytest.fixture
def spoken(section):
    ana, omar = make_person("Ana Ruiz"), make_person("Omar Field")
    old = make_person("A. Ruiz", merged_into=ana)
    trust = make_person("Harbor Trust", kind="organisation")
    Role.objects.create(person=omar, title="Chief", organisation="Harbor Police", start=date(2026, 1, 1))
    story(section, ana, omar)
    story(section, old, trust, at=later(days=31))
    story(section, omar, at=later(days=32), verification="notes")
    story(section, omar, at=later(days=33), words=80)
    return ana, omar, trust


def report(client, **asked):
    return client.get(REPORT, asked).context["report"]


def test_speakers_organisations_and_checks_are_counted_and_merged_people_are_one(as_, spoken):
    found = report(as_("managing_editor"))

    assert (found.quotes, found.speakers, found.stories, found.unnamed, found.a_story) == (6, 3, 4, 0, 1.5)
    assert [(one.name, one.number, one.stories) for one in found.top] == [("Omar Field", 3, 3), ("Ana Ruiz", 2, 2)]
    assert {(one.name, one.number) for one in found.organisations} == {("Harbor Police", 3), ("Harbor Trust", 1)}
    assert [one.number for one in found.verified] == [5, 1, 0, 0, 0]


def test_a_voice_is_new_once_and_a_single_voice_needs_room_for_more(as_, spoken):
    found = report(as_("managing_editor"))

    assert [(one.month, one.voices, one.first_time, one.share) for one in found.months] == [
        (date(2026, 3, 1), 2, 2, 100),
        (date(2026, 4, 1), 3, 1, 33),
    ]
    assert (found.single, found.weighed, found.single_share) == (1, 3, 33)
    assert len(found.single_stories) == 1


def test_who_was_quoted_before_the_period_is_not_new_in_it(as_, spoken):
    found = report(as_("managing_editor"), since="2026-04-01")

    assert [(one.month, one.voices, one.first_time) for one in found.months] == [(date(2026, 4, 1), 3, 1)]


def test_it_is_narrowed_by_days_section_and_topic(as_, section, spoken):
    topic = make_topic("Ferry")
    edition = Edition.objects.visible(NOW).newest_first().last()
    edition.article.taggings.create(topic=topic, tagged_at=NOON, first_published_at=NOON)
    elsewhere = make_section()
    story(elsewhere, make_person("Ida Moll"))
    client = as_("managing_editor")

    assert report(client, until="2026-03-31").quotes == 3
    assert report(client, section=elsewhere.pk).quotes == 1
    assert report(client, topic=topic.pk).quotes == 2
    assert client.get(REPORT, {"since": "yesterday"}).status_code == 400
    assert client.get(REPORT, {"section": "x"}).status_code == 400


def test_nothing_that_readers_cannot_see_is_counted(as_, section, spoken):
    hidden = make_person("Hidden Voice")
    story(section, hidden, at=later(days=99))
    killed = story(section, hidden)
    Edition.objects.filter(pk=killed.pk).update(superseded_at=later(hours=1))
    make_article(state="draft").quotes.create(words="Draft words", speaker=hidden, position=0)

    page = as_("managing_editor").get(REPORT)

    assert page.context["report"].quotes == 6
    assert "Hidden Voice" not in page.content.decode()


def test_a_section_editor_sees_the_own_sections_only(as_, section, spoken):
    story(make_section(), make_person("Ida Moll"))

    assert report(as_("section_editor")).quotes == 6
    assert report(as_("managing_editor")).quotes == 7


@pytest.mark.parametrize("role", ["contributor", "reporter", "copy_editor", "topic_tagger"])
def test_who_may_not_see_reports_sees_none(as_, role):
    assert as_(role).get(REPORT).status_code == 403
    assert as_(role).get(REPORT, {"format": "csv"}).status_code == 403
    assert "Reports" not in as_(role).get("/admin/").content.decode()


def test_the_table_for_spreadsheets_holds_no_formula(as_, section):
    story(section, make_person("=HYPERLINK(1)"), make_person("Ana Ruiz"))

    answer = as_("administrator").get(REPORT, {"format": "csv"})

    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert sorted(answer.content.decode().split("\r\n")) == [
        "",
        "'=HYPERLINK(1),1,1",
        "Ana Ruiz,1,1",
        "Speaker,Quotes,Stories",
    ]


def test_names_are_drawn_as_words_whatever_they_hold(as_, section):
    story(section, make_person("<script>alert(1)</script>"))

    shown = as_("managing_editor").get(REPORT).content.decode()

    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert" in shown


def test_an_empty_newsroom_has_an_empty_report(as_):
    assert "No quotes here." in as_("managing_editor").get(REPORT).content.decode()


@pytest.mark.parametrize("number", [2, 12])
def test_the_report_costs_the_same_queries_for_many_quotes(as_, section, number, django_assert_max_num_queries):
    for n in range(number):
        story(section, make_person(f"Voice Number{n}"))
    client = as_("managing_editor")

    with django_assert_max_num_queries(18):
        client.get(REPORT)
