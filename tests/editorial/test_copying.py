"""Copies of a story: its words in a new draft, and nothing that was decided about the source."""

from __future__ import annotations

import pytest

from articles.editorial import (
    EditorialError,
    NotAllowed,
    StaleVersion,
    WrongState,
    copy_story,
    file_story,
    hold,
    kill,
    publish,
    revise,
)
from articles.editorial.drafts import Origin
from articles.models import Act, Article
from tests.builders import NOON, later
from tests.editorial.stories import file_ready, rows_of, story_draft

pytestmark = pytest.mark.django_db


def test_a_copy_has_the_words_and_begins_as_a_draft(section, reporter, editor):
    live = file_ready(section, by=reporter, approved_by=editor, planned_at=NOON, dek="Nine weeks", planned_length=400)
    publish(live, by=editor, at=NOON)
    live.refresh_from_db()

    copy = copy_story(live, by=reporter, at=later(days=1))

    copy.refresh_from_db()
    assert (copy.slugline, copy.headline, copy.dek, copy.planned_length) == (
        "alder-bridge-copy",
        live.headline,
        "Nine weeks",
        400,
    )
    assert (copy.state, copy.version, copy.section, copy.created_by) == ("draft", 1, section, reporter)
    assert (copy.path, copy.url_slug, copy.publish_at, copy.first_published_at) == (None, "", None, None)
    assert (copy.planned_at, copy.embargo_until, copy.dateline_date, copy.approved_by) == (None, None, None, None)
    assert copy.body_text == live.body_text
    assert [byline.person.name for byline in copy.bylines.all()] == ["Ana Ruiz", "Tom Hale"]
    quotes = list(copy.quotes.all())
    assert {quote.status for quote in quotes} == {"proposed"}
    assert {q.public_id for q in quotes}.isdisjoint(live.quotes.values_list("public_id", flat=True))
    act = Act.objects.get(verb="copy_story")
    assert (act.article, act.by, act.detail) == (copy, reporter, {"source": live.pk})


def test_the_source_is_left_as_it_was(section, reporter):
    story = file_story(story_draft(section), by=reporter, at=NOON)
    before = rows_of(story)

    copy_story(story, by=reporter, at=NOON)

    assert rows_of(story) == before


def test_what_bars_the_words_bars_the_copy(section, reporter, editor, managing_editor):
    story = file_story(story_draft(section, embargo_until=later(days=2)), by=reporter, at=NOON)
    story = revise(story, {"restricted": True}, by=reporter, at=NOON)
    story = hold(story, reason="The lawyer reads it", by=managing_editor, at=NOON)

    copy = copy_story(story, by=reporter, at=NOON)
    free = copy_story(story, by=reporter, at=later(days=3))

    assert (copy.embargo_until, copy.hold_reason, copy.restricted) == (later(days=2), "The lawyer reads it", True)
    assert free.embargo_until is None


def test_a_long_slugline_stays_within_its_limit(section, reporter):
    story = file_story(story_draft(section, slugline="x" * 120), by=reporter, at=NOON)

    assert copy_story(story, by=reporter, at=NOON).slugline == "x" * 115 + "-copy"


def test_an_import_s_copy_is_of_no_provider(section, reporter):
    draft = story_draft(section)
    imported = file_story(
        type(draft)(body=draft.body, fields=draft.fields, origin=Origin("wire", "urn:1", content=b"x")),
        by=reporter,
        at=NOON,
    )

    copy = copy_story(imported, by=reporter, at=NOON)

    assert (copy.origin_provider, copy.origin_guid, copy.originals.count()) == ("", "", 0)


def test_strangers_stale_and_killed_stories_are_refused_and_nothing_is_filed(
    section, reporter, stranger, tagger, managing_editor
):
    story = file_story(story_draft(section), by=reporter, at=NOON)
    old = Article.objects.get(pk=story.pk)
    story = revise(story, {"headline": "Newer"}, by=reporter, at=NOON)

    for who in (stranger, tagger):
        with pytest.raises(NotAllowed):
            copy_story(story, by=who, at=NOON)
    with pytest.raises(StaleVersion):
        copy_story(old, by=reporter, at=NOON)
    dead = kill(story, reason="Not so", by=managing_editor, at=NOON)
    with pytest.raises(WrongState, match="is killed"):
        copy_story(dead, by=managing_editor, at=NOON)
    assert Article.objects.count() == 1


def test_a_restricted_story_is_copied_by_nobody_outside_it(section, reporter, copy_editor):
    story = file_story(story_draft(section), by=reporter, at=NOON)
    story = revise(story, {"restricted": True}, by=reporter, at=NOON)

    with pytest.raises(EditorialError):
        copy_story(story, by=copy_editor, at=NOON)

    assert Article.objects.count() == 1
