"""A new story begins with what is known of who writes it; a copy begins with another's words."""

from __future__ import annotations

from datetime import date, datetime

import pytest
import time_machine

from articles.models import Article, DeskProfile
from tests.admin.conftest import form_of, url
from tests.builders import make_person, make_section

pytestmark = pytest.mark.django_db

ADD = "/admin/articles/article/add/"


def opened(client):
    answer = client.get(ADD)
    assert answer.status_code == 200
    form = answer.context["form"]
    return answer, {name: form[name].value() for name in ("section", "genre", "dateline_place", "dateline_date")}


def test_it_opens_with_my_name_desk_and_dateline(as_, desk, section):
    make_person("Rita Vale", user=desk["reporter"])
    DeskProfile.objects.create(
        user=desk["reporter"], section=section, dateline_place="BALTIMORE", dateline_source="Chronicle"
    )

    with time_machine.travel(datetime.fromisoformat("2026-03-04T23:30:00-05:00")):
        answer, values = opened(as_("reporter"))

    assert values == {
        "section": section.pk,
        "genre": "news",
        "dateline_place": "BALTIMORE",
        "dateline_date": date(2026, 3, 4),
    }
    page = answer.content.decode()
    assert 'value="Rita Vale"' in page
    assert page.partition('<dialog id="keys"')[0].count("autofocus") == 1
    assert answer.context["form"]["slugline"].field.widget.attrs["autofocus"]


def test_today_is_that_of_my_own_zone(as_, desk):
    DeskProfile.objects.create(user=desk["reporter"], time_zone="Asia/Tokyo")

    with time_machine.travel(datetime.fromisoformat("2026-03-04T23:30:00-05:00")):
        _, values = opened(as_("reporter"))

    assert values["dateline_date"] == date(2026, 3, 5)


def test_the_only_section_i_edit_is_my_desk(as_, desk, section):
    assert opened(as_("section_editor"))[1]["section"] == section.pk
    make_section().editors.add(desk["section_editor"])

    assert opened(as_("section_editor"))[1]["section"] is None


def test_what_was_there_to_begin_with_is_filed_as_it_stands(as_, desk, section):
    DeskProfile.objects.create(user=desk["reporter"], section=section, dateline_place="BALTIMORE")
    client = as_("reporter")
    _, values = opened(client)

    client.post(ADD, {**values, "slugline": "new-one", "body": "", "budget_line": "One line", "planned_length": "450"})

    story = Article.objects.get()
    assert (story.section, story.dateline_place, story.budget_line, story.planned_length) == (
        section,
        "BALTIMORE",
        "One line",
        450,
    )


def test_the_form_takes_budget_line_and_length(as_, story):
    as_("reporter").post(url(story, "change"), form_of(story, budget_line="Nine weeks", planned_length="600"))

    story.refresh_from_db()
    assert (story.budget_line, story.planned_length) == ("Nine weeks", 600)
    assert "of 600 planned" in as_("reporter").get(url(story, "change")).content.decode()


@pytest.mark.parametrize(("words", "minutes"), [(0, 0), (1, 1), (230, 1), (231, 2), (691, 4)])
def test_reading_time_is_in_minutes_begun(words, minutes):
    assert Article(word_count=words).reading_minutes == minutes


def test_a_copy_is_a_step_of_the_story_s_page(as_, desk, story):
    client = as_("reporter")
    assert "copy" in [step.verb for step in client.get(url(story, "change")).context["way"].others]

    answer = client.post(url(story, "act", "copy"), {"version": story.version}, follow=True)

    copy = Article.objects.exclude(pk=story.pk).get()
    assert (copy.slugline, copy.state, copy.created_by) == ("alder-bridge-copy", "draft", desk["reporter"])
    assert f'<a href="{url(copy, "change")}">Open the copy</a>' in answer.content.decode()


def test_who_may_not_copy_is_neither_offered_it_nor_obeyed(as_, story):
    client = as_("topic_tagger")
    assert "copy" not in [step.verb for step in client.get(url(story, "change")).context["way"].others]

    client.post(url(story, "act", "copy"), {"version": story.version})

    assert Article.objects.count() == 1
