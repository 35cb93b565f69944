"""Notes on a story: added by who may read them, never by others; the story is left as it was."""

from __future__ import annotations

import pytest

from articles.editorial import EditorialError, NotAllowed, add_note, file_story, kill
from articles.models import Act, StoryNote
from tests.builders import NOON, later
from tests.editorial.stories import rows_of, story_draft

pytestmark = pytest.mark.django_db


def test_a_note_is_kept_with_who_and_when_and_the_log_has_not_its_words(section, reporter, copy_editor):
    story = file_story(story_draft(section), by=reporter, at=NOON)
    copy_editor.first_name, copy_editor.last_name = "Cora", "Lind"

    note = add_note(story, "  Call the mayor.\r\nThen the clerk.  ", by=copy_editor, at=later(hours=1))

    assert (note.article, note.text, note.by, note.by_name, note.at) == (
        story,
        "Call the mayor.\nThen the clerk.",
        copy_editor,
        "Cora Lind",
        later(hours=1),
    )
    act = Act.objects.get(verb="add_note")
    assert (act.article, act.by, act.detail) == (story, copy_editor, {})
    story.refresh_from_db()
    assert story.version == 1


def test_a_killed_story_takes_notes_and_so_does_the_shell(section, reporter, managing_editor):
    story = file_story(story_draft(section), by=reporter, at=NOON)
    story = kill(story, reason="It was not so", by=managing_editor, at=NOON)

    add_note(story, "The source has withdrawn.", by=None, at=NOON)

    assert [(note.text, note.by_name) for note in story.notes.all()] == [("The source has withdrawn.", "shell")]


@pytest.mark.parametrize(
    ("text", "refusal"),
    [("", "Write the note first"), (" \n\x00 ", "Write the note first"), ("x" * 4_001, "4,001 characters")],
)
def test_a_note_without_words_or_with_too_many_is_refused(section, reporter, text, refusal):
    story = file_story(story_draft(section), by=reporter, at=NOON)
    before = rows_of(story)

    with pytest.raises(EditorialError, match=refusal):
        add_note(story, text, by=reporter, at=NOON)

    assert rows_of(story) == before
    assert not StoryNote.objects.exists()


def test_who_may_not_read_the_notes_writes_none(section, reporter, stranger, editor):
    story = file_story(story_draft(section), by=reporter, at=NOON)
    before = rows_of(story)

    with pytest.raises(NotAllowed):
        add_note(story, "Hello", by=stranger, at=NOON)

    assert rows_of(story) == before
    assert add_note(story, "x" * 4_000, by=editor, at=NOON).text == "x" * 4_000
