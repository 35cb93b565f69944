from __future__ import annotations

import pytest

from articles.editorial import (
    Blocked,
    EditorialError,
    NotAllowed,
    StaleVersion,
    WrongState,
    approve_release,
    correct,
    propose_release,
    publish,
    revise,
    schedule,
    send_back,
)
from articles.models import Article, Edition
from tests.builders import NOON, later, make_section, make_user
from tests.editorial.stories import file_ready, rows_of

MINOR, UPDATE = Edition.Change.MINOR, Edition.Change.UPDATE
CORRECTION, CLARIFICATION = Edition.Change.CORRECTION, Edition.Change.CLARIFICATION
TEXT = "An earlier version said nine weeks."


@pytest.fixture
def live(section, reporter, editor) -> Article:
    """Live since noon, with another headline in the working copy by the managing editor's hand."""
    publish(file_ready(section, by=reporter, approved_by=editor), by=editor, at=NOON)
    return Article.objects.get(pk=Article.objects.get().pk)


@pytest.fixture
def changed(live, copy_editor) -> Article:
    return revise(live, {"headline": "Bridge to close for ten weeks"}, by=copy_editor, at=later(hours=1))


@pytest.fixture
def asked(changed, copy_editor) -> Article:
    return propose_release(changed, change=CORRECTION, text=TEXT, by=copy_editor, at=later(hours=2))


def test_asking_changes_nothing_readers_see(asked, copy_editor):
    asked.refresh_from_db()
    assert (asked.state, asked.proposed_change, asked.proposed_note) == ("published", "correction", TEXT)
    assert (asked.proposed_by, asked.proposed_at) == (copy_editor, later(hours=2))
    assert Edition.objects.visible(later(hours=3)).get().number == 1
    assert asked.acts.first().verb == "propose_release"
    assert list(Article.objects.with_proposed_release()) == [asked]


def test_a_second_person_releases_what_was_asked_for(asked, editor):
    edition = approve_release(asked, by=editor, at=later(hours=3))

    correction = asked.corrections.get()
    assert (edition.number, edition.change, edition.headline) == (2, "correction", "Bridge to close for ten weeks")
    assert (correction.text, correction.before.number, correction.after, correction.corrected_by) == (
        TEXT,
        1,
        edition,
        editor,
    )
    asked.refresh_from_db()
    assert (asked.proposed_change, asked.proposed_note, asked.proposed_by, asked.proposed_at) == ("", "", None, None)
    act = asked.acts.first()
    assert (act.verb, act.detail["edition"], act.detail["change"]) == ("approve_release", 2, "correction")
    assert not Article.objects.with_proposed_release().exists()


@pytest.mark.parametrize(("change", "modified"), [(MINOR, NOON), (UPDATE, later(hours=3))])
def test_dates_follow_the_kind_that_was_asked_for(changed, copy_editor, editor, change, modified):
    asked = propose_release(changed, change=change, by=copy_editor, at=later(hours=2))

    edition = approve_release(asked, by=editor, at=later(hours=3))

    assert (edition.change, edition.modified_at, edition.published_at) == (change, modified, later(hours=3))
    assert not asked.corrections.exists()


def test_nobody_approves_what_they_asked_for(live, managing_editor, editor):
    changed = revise(live, {"dek": "More"}, by=editor, at=later(hours=1))
    asked = propose_release(changed, change=UPDATE, by=managing_editor, at=later(hours=1))
    before = rows_of(asked)

    with pytest.raises(NotAllowed, match="You asked for this release: a second person has to approve it"):
        approve_release(asked, by=managing_editor, at=later(hours=2))

    assert rows_of(asked) == before


def test_nobody_approves_what_they_changed_alone_whoever_asked(live, editor, copy_editor, settings):
    changed = revise(live, {"dek": "More"}, by=editor, at=later(hours=1))
    asked = propose_release(changed, change=CORRECTION, text=TEXT, by=copy_editor, at=later(hours=1))
    before = rows_of(asked)

    with pytest.raises(NotAllowed, match="You made this change: a second person has to approve it"):
        approve_release(asked, by=editor, at=later(hours=2))

    assert rows_of(asked) == before
    settings.TWO_PERSON_RULE = False
    assert approve_release(asked, by=editor, at=later(hours=2)).number == 2


def test_another_edit_after_the_wish_keeps_it(asked, managing_editor, editor):
    article = revise(asked, {"dek": "Said by the mayor"}, by=managing_editor, at=later(hours=3))

    assert article.proposed_change == "correction"
    assert approve_release(article, by=editor, at=later(hours=4)).dek == "Said by the mayor"


def test_any_other_release_settles_the_wish(asked, editor):
    correct(asked, text="Another text.", by=editor, at=later(hours=3))

    asked.refresh_from_db()
    assert (asked.proposed_change, asked.proposed_at) == ("", None)
    with pytest.raises(WrongState, match="Nobody asked for a release"):
        approve_release(asked, by=editor, at=later(hours=4))


def test_a_wish_is_sent_back_with_a_reason_and_nothing_else_changes(asked, editor):
    with pytest.raises(EditorialError, match="Say why"):
        send_back(asked, reason=" ", by=editor, at=later(hours=3))

    article = send_back(asked, reason="Who says ten?", by=editor, at=later(hours=3))

    article.refresh_from_db()
    assert (article.state, article.proposed_change, article.headline) == (
        "published",
        "",
        "Bridge to close for ten weeks",
    )
    assert article.acts.first().detail["reason"] == "Who says ten?"
    assert Edition.objects.visible(later(hours=4)).get().number == 1
    with pytest.raises(WrongState, match="this needs a story that is"):
        send_back(article, reason="Again", by=editor, at=later(hours=4))


def test_asking_again_puts_the_new_wish_in_place(asked, copy_editor):
    again = propose_release(asked, change=MINOR, by=copy_editor, at=later(hours=3))

    assert (again.proposed_change, again.proposed_note, again.proposed_at) == ("minor", "", later(hours=3))


@pytest.mark.parametrize("change", [CORRECTION, CLARIFICATION])
def test_a_correction_is_not_asked_for_without_its_text(changed, copy_editor, change):
    before = rows_of(changed)

    with pytest.raises(EditorialError, match="Say what was wrong"):
        propose_release(changed, change=change, text="  ", by=copy_editor, at=later(hours=2))
    with pytest.raises(EditorialError, match="at most 2,000"):
        propose_release(changed, change=change, text="x" * 2001, by=copy_editor, at=later(hours=2))
    with pytest.raises(EditorialError, match="act of its own"):
        propose_release(changed, change=Edition.Change.RETRACTION, text="x", by=copy_editor, at=later(hours=2))

    assert rows_of(changed) == before


@pytest.mark.parametrize("role", ["contributor", "reporter", "topic_tagger", "administrator", None])
def test_who_may_not_edit_live_stories_asks_for_nothing(changed, role):
    before = rows_of(changed)

    with pytest.raises(NotAllowed):
        propose_release(changed, change=UPDATE, by=make_user(role), at=later(hours=2))

    assert rows_of(changed) == before


@pytest.mark.parametrize("role", ["contributor", "reporter", "copy_editor", "topic_tagger", "administrator", None])
def test_who_may_not_publish_approves_no_release(asked, role, stranger):
    before = rows_of(asked)

    for user in (make_user(role), stranger):
        with pytest.raises(NotAllowed):
            approve_release(asked, by=user, at=later(hours=3))

    assert rows_of(asked) == before


def test_only_a_live_story_is_asked_for(section, reporter, editor, copy_editor):
    ready = file_ready(section, by=reporter, approved_by=editor)
    with pytest.raises(WrongState):
        propose_release(ready, change=UPDATE, by=copy_editor, at=NOON)
    schedule(ready, when=later(hours=6), by=editor, at=NOON)
    ready.refresh_from_db()

    with pytest.raises(WrongState, match="Readers have not seen this story yet"):
        propose_release(ready, change=UPDATE, by=copy_editor, at=later(hours=1))


def test_what_the_gate_finds_holds_the_release_and_keeps_the_wish(asked, managing_editor, editor):
    article = revise(asked, {"dek": "TK"}, by=managing_editor, at=later(hours=3))
    before = rows_of(article)

    with pytest.raises(Blocked):
        approve_release(article, by=editor, at=later(hours=4))

    assert rows_of(article) == before


def test_what_was_changed_since_it_was_read_is_not_approved(asked, managing_editor, editor):
    stale = Article.objects.get(pk=asked.pk)
    revise(asked, {"dek": "Unread"}, by=managing_editor, at=later(hours=3))

    with pytest.raises(StaleVersion):
        approve_release(stale, by=editor, at=later(hours=4))


def test_a_planned_edition_holds_the_release(asked, editor):
    schedule(asked, when=later(hours=9), by=editor, at=later(hours=3))
    article = Article.objects.get(pk=asked.pk)
    article = propose_release(article, change=UPDATE, by=make_user("copy_editor"), at=later(hours=4))

    with pytest.raises(WrongState, match="take that back first"):
        approve_release(article, by=editor, at=later(hours=4))


def test_who_may_approve_finds_it_and_nobody_else(asked, editor, managing_editor, copy_editor, stranger):
    def found(user):
        return list(Article.objects.with_release_to_approve_by(user))

    assert (found(editor), found(managing_editor)) == ([asked], [asked])
    assert (found(copy_editor), found(stranger), found(make_user("reporter"))) == ([], [], [])
    Article.objects.filter(pk=asked.pk).update(proposed_by=editor, section=make_section())
    assert (found(editor), found(managing_editor)) == ([], [asked])
