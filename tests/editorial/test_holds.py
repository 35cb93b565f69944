"""Holds: each of a kind, and a legal one lifted by who may lift it, on no way round."""

from __future__ import annotations

import pytest

from articles.editorial import (
    EditorialError,
    NotAllowed,
    correct,
    file_story,
    hold,
    kill,
    publish,
    release,
    schedule,
    send_back,
)
from articles.models import Article
from tests.builders import NOON, later
from tests.editorial.stories import file_ready, rows_of, story_draft

Kind = Article.HoldKind


def fresh(article: Article) -> Article:
    return Article.objects.get(pk=article.pk)


@pytest.fixture
def ready(section, reporter, editor) -> Article:
    return file_ready(section, by=reporter, approved_by=editor)


@pytest.fixture
def legal(ready, copy_editor) -> Article:
    return hold(ready, reason="Counsel reads it", kind=Kind.LEGAL, by=copy_editor, at=NOON)


def test_a_hold_says_its_kind_and_who(legal, copy_editor):
    held = fresh(legal)

    assert (held.hold_kind, held.hold_reason, held.held_by) == ("legal", "Counsel reads it", copy_editor)
    act = held.acts.first()
    assert (act.verb, act.detail["kind"]) == ("hold", "legal")


def test_a_legal_hold_is_lifted_by_the_managing_editor_alone(legal, copy_editor, editor, managing_editor):
    before = rows_of(legal)
    for person in (copy_editor, editor):
        with pytest.raises(NotAllowed, match="lift legal hold"):
            release(legal, by=person, at=NOON)
    assert rows_of(legal) == before

    lifted = release(legal, by=managing_editor, at=NOON)

    assert (lifted.hold_kind, lifted.hold_reason, lifted.held_by) == ("", "", None)


def test_a_legal_hold_is_not_talked_down_to_another(legal, editor, managing_editor):
    before = rows_of(legal)
    with pytest.raises(NotAllowed):
        hold(legal, reason="Only a look", kind=Kind.OTHER, by=editor, at=NOON)
    assert rows_of(legal) == before

    assert hold(legal, reason="A look", kind=Kind.EDITORIAL, by=managing_editor, at=NOON).hold_kind == "editorial"


def test_another_hold_is_lifted_and_raised_by_who_may_hold(ready, copy_editor, editor):
    held = hold(ready, reason="A look", kind=Kind.EDITORIAL, by=copy_editor, at=NOON)
    raised = hold(held, reason="Counsel", kind=Kind.LEGAL, by=editor, at=NOON)

    assert (raised.hold_kind, raised.held_by) == ("legal", editor)


@pytest.mark.parametrize("kind", list(Kind))
def test_no_hold_lets_a_story_out(ready, editor, managing_editor, kind):
    held = hold(ready, reason="Wait", kind=kind, by=editor, at=NOON)
    before = rows_of(held)

    for act in (
        lambda: publish(held, by=managing_editor, at=NOON),
        lambda: schedule(held, when=later(days=1), by=managing_editor, at=NOON),
    ):
        with pytest.raises(EditorialError, match="hold"):
            act()

    assert rows_of(held) == before


def test_a_held_live_story_is_neither_updated_nor_corrected(ready, editor, managing_editor):
    publish(ready, by=editor, at=NOON)
    held = hold(fresh(ready), reason="Counsel", kind=Kind.LEGAL, by=editor, at=later(minutes=1))
    before = rows_of(held)

    for act in (
        lambda: publish(held, by=managing_editor, at=later(minutes=2)),
        lambda: schedule(held, when=later(days=1), by=managing_editor, at=later(minutes=2)),
        lambda: correct(held, text="It was ten weeks.", by=managing_editor, at=later(minutes=2)),
    ):
        with pytest.raises(EditorialError, match="on legal hold"):
            act()

    assert rows_of(held) == before


def test_a_hold_stays_through_the_storys_ways(legal, editor, managing_editor):
    back = send_back(legal, reason="Mend it", by=editor, at=later(minutes=1))
    assert back.hold_kind == "legal"

    assert kill(back, reason="Spiked", by=managing_editor, at=later(minutes=2)).hold_kind == "legal"


def test_copy_filed_with_a_hold_is_held_for_another_reason(section, reporter):
    story = file_story(story_draft(section, hold_reason="Embargo not understood: soon"), by=reporter, at=NOON)

    assert (story.hold_kind, story.hold_reason) == ("other", "Embargo not understood: soon")
    assert file_story(story_draft(section), by=reporter, at=NOON).hold_kind == ""
