"""The budget's acts: a cell is a save of the story, a new line is a new draft; neither releases anything."""

from __future__ import annotations

import pytest

from articles.editorial import (
    EditorialError,
    NotAllowed,
    StaleVersion,
    WrongState,
    add_line,
    file_story,
    kill,
    plan_story,
    revise,
)
from articles.editorial.drafts import DraftByline
from articles.models import Article, Edition
from tests.builders import NOON, later, make_person, make_section
from tests.editorial.stories import rows_of, story_draft

pytestmark = pytest.mark.django_db


def test_cells_are_a_save_with_its_version_and_release_nothing(section, reporter, editor):
    story = file_story(story_draft(section), by=reporter, at=NOON)
    elsewhere = make_section()
    cells = {
        "budget_line": "The bridge closes for nine weeks.",
        "planned_at": later(hours=-3),
        "planned_length": 600,
        "assigned_to": editor,
        "section": elsewhere,
    }

    planned = plan_story(story, cells, by=editor, at=NOON)

    planned.refresh_from_db()
    assert {name: getattr(planned, name) for name in cells} == cells
    assert (planned.version, planned.updated_by, planned.state) == (2, editor, "draft")
    assert planned.history.first().history_change_reason == "budget"
    assert not Edition.objects.exists()


def test_a_stale_cell_is_refused_with_what_stands(section, reporter, editor):
    story = file_story(story_draft(section), by=reporter, at=NOON)
    old = Article.objects.get(pk=story.pk)
    plan_story(story, {"planned_length": 500}, by=editor, at=NOON)
    before = rows_of(story)

    with pytest.raises(StaleVersion) as refused:
        plan_story(old, {"planned_length": 900}, by=reporter, at=NOON)

    assert refused.value.current.planned_length == 500
    assert rows_of(story) == before


def test_a_cell_one_may_not_set_is_refused_not_left_out(section, reporter, editor):
    story = file_story(story_draft(section), by=reporter, at=NOON)
    before = rows_of(story)

    with pytest.raises(NotAllowed):
        plan_story(story, {"planned_length": 300, "assigned_to": editor}, by=reporter, at=NOON)

    assert rows_of(story) == before
    # Sent back as it was opened it is no change, whoever sends it.
    assert plan_story(story, {"planned_length": 300, "assigned_to": None}, by=reporter, at=NOON).planned_length == 300


@pytest.mark.parametrize("name", ["body", "headline", "embargo_until", "state", "nonsense"])
def test_what_is_no_cell_is_refused(section, reporter, name):
    story = file_story(story_draft(section), by=reporter, at=NOON)
    before = rows_of(story)

    with pytest.raises(EditorialError, match="does not set that"):
        plan_story(story, {name: "x"}, by=None, at=NOON)

    assert rows_of(story) == before


def test_strangers_and_killed_stories_are_refused(section, reporter, stranger, managing_editor):
    story = file_story(story_draft(section), by=reporter, at=NOON)
    with pytest.raises(NotAllowed):
        plan_story(story, {"planned_length": 1}, by=stranger, at=NOON)
    story = kill(story, reason="Not so", by=managing_editor, at=NOON)

    with pytest.raises(WrongState):
        plan_story(story, {"planned_length": 1}, by=managing_editor, at=NOON)

    assert Article.objects.get(pk=story.pk).planned_length is None


def test_an_author_s_cell_of_an_approved_story_is_a_save_like_any(section, reporter, editor):
    story = file_story(story_draft(section), by=reporter, at=NOON)
    same = plan_story(story, {"budget_line": ""}, by=reporter, at=NOON)

    assert same.version == story.version == 1
    assert revise(same, {"budget_line": "One line"}, by=reporter, at=NOON).version == 2


def test_a_new_line_is_a_draft_without_words(section, reporter):
    person = make_person("Rita Vale", user=reporter)
    cells = {"budget_line": "What the fog does to the ferries", "planned_at": later(hours=5), "planned_length": 250}

    line = add_line(" harbor-fog ", cells, bylines=(DraftByline(person=person),), section=section, by=reporter, at=NOON)

    line.refresh_from_db()
    assert (line.slugline, line.state, line.section, line.word_count) == ("harbor-fog", "draft", section, 0)
    assert {name: getattr(line, name) for name in cells} == cells
    assert [byline.person for byline in line.bylines.all()] == [person]


def test_a_line_without_slugline_by_nobody_or_with_more_is_refused(section, reporter, tagger):
    with pytest.raises(EditorialError, match="slugline"):
        add_line("  ", {}, by=reporter, at=NOON)
    with pytest.raises(NotAllowed):
        add_line("fog", {}, by=tagger, at=NOON)
    with pytest.raises(EditorialError, match="embargo_until"):
        add_line("fog", {"embargo_until": NOON}, by=reporter, at=NOON)

    assert not Article.objects.exists()
