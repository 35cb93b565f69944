from __future__ import annotations

import pytest

from articles.editorial import (
    EditorialError,
    NotAllowed,
    StaleVersion,
    WrongState,
    approve,
    file_story,
    hold,
    publish,
    release,
    revise,
    send_back,
    submit,
)
from articles.models import Article
from tests.builders import NOON, later, make_article, make_user
from tests.editorial.stories import file_ready, rows_of, story_draft


def test_a_story_goes_from_draft_over_review_to_ready(section, reporter, editor):
    article = file_story(story_draft(section), by=reporter, at=NOON)

    article = submit(article, by=reporter, at=later(minutes=1))
    article = approve(article, by=editor, at=later(minutes=2))

    article.refresh_from_db()
    assert (article.state, article.version, article.approved_by) == ("ready", 3, editor)
    assert [act.verb for act in article.acts.order_by("pk")] == ["file", "submit", "approve"]
    assert [row.state for row in article.history.order_by("history_id")] == ["draft", "review", "ready"]


def test_a_story_sent_back_is_a_draft_again_with_the_reason_kept(section, reporter, editor):
    article = submit(file_story(story_draft(section), by=reporter, at=NOON), by=reporter, at=NOON)

    article = send_back(article, reason="Who pays for the shuttle?", by=editor, at=later(minutes=5))

    assert article.state == "draft"
    assert article.acts.first().detail["reason"] == "Who pays for the shuttle?"


def test_sending_back_takes_a_reason(section, reporter, editor):
    article = submit(file_story(story_draft(section), by=reporter, at=NOON), by=reporter, at=NOON)
    before = rows_of(article)

    with pytest.raises(EditorialError, match="Say why"):
        send_back(article, reason=" ", by=editor, at=NOON)

    assert rows_of(article) == before


def test_nobody_approves_a_story_of_their_own(section, editor):
    article = submit(file_story(story_draft(section), by=editor, at=NOON), by=editor, at=NOON)
    before = rows_of(article)

    with pytest.raises(NotAllowed, match="two-person rule"):
        approve(article, by=editor, at=NOON)

    assert rows_of(article) == before


def test_a_one_person_newsroom_may_switch_the_rule_off(section, managing_editor, settings):
    settings.TWO_PERSON_RULE = False

    article = file_ready(section, by=managing_editor, approved_by=managing_editor)

    assert publish(article, by=managing_editor, at=NOON).number == 1


def test_being_assigned_a_story_makes_nobody_its_author(section, reporter, editor):
    article = file_story(story_draft(section), by=reporter, at=NOON)
    article = revise(article, {"assigned_to": editor}, by=editor, at=NOON)
    article = submit(article, by=reporter, at=NOON)

    assert approve(article, by=editor, at=NOON).state == "ready"


@pytest.mark.parametrize(
    ("act", "states"),
    [(submit, {"draft"}), (approve, {"review"}), (send_back, {"review", "ready"})],
)
def test_each_wrong_state_is_refused(section, managing_editor, act, states):
    for state in {"draft", "review", "ready", "killed"} - states:
        article = make_article(state=state, section=section)
        before = rows_of(article)
        reason = {"reason": "x"} if act is send_back else {}

        with pytest.raises(WrongState, match="this needs a story that is"):
            act(article, by=managing_editor, at=NOON, **reason)

        assert rows_of(article) == before


@pytest.mark.parametrize(
    ("act", "state", "who"),
    [
        (submit, "draft", ["topic_tagger", "administrator", "contributor", None]),
        (approve, "review", ["contributor", "reporter", "topic_tagger", "administrator", None]),
        (send_back, "review", ["contributor", "reporter", "topic_tagger", "administrator", None]),
        (hold, "draft", ["contributor", "reporter", "topic_tagger", "administrator", None]),
    ],
)
def test_each_wrong_person_is_refused_and_nothing_changes(section, stranger, act, state, who):
    article = make_article(state=state, section=section)
    before = rows_of(article)
    reason = {"reason": "x"} if act in {send_back, hold} else {}

    for user in [*(make_user(role) for role in who), stranger]:
        with pytest.raises(NotAllowed):
            act(article, by=user, at=NOON, **reason)

    assert rows_of(article) == before


def test_a_stale_story_is_refused_and_says_who_was_faster(section, reporter, editor):
    mine = file_story(story_draft(section), by=reporter, at=NOON)
    revise(Article.objects.get(pk=mine.pk), {"headline": "Faster"}, by=editor, at=later(minutes=1))
    before = rows_of(mine)

    with pytest.raises(StaleVersion, match="eddie changed") as error:
        submit(mine, by=reporter, at=later(minutes=2))

    assert error.value.current.headline == "Faster"
    assert rows_of(mine) == before


def test_a_hold_keeps_everybody_from_publishing_until_it_is_released(section, reporter, editor):
    article = file_ready(section, by=reporter, approved_by=editor)
    article = hold(article, reason="Legal is reading", by=editor, at=NOON)

    with pytest.raises(EditorialError, match="on hold \\(Legal is reading\\)"):
        publish(article, by=editor, at=NOON)

    article = release(article, by=editor, at=NOON)
    assert publish(article, by=editor, at=NOON).number == 1


def test_a_story_not_on_hold_is_not_released(section, editor):
    with pytest.raises(WrongState, match="not on hold"):
        release(make_article(section=section), by=editor, at=NOON)


def test_a_restricted_story_is_nothing_to_a_copy_editor(section, copy_editor, editor):
    article = make_article(state="review", section=section, restricted=True)

    with pytest.raises(NotAllowed):
        approve(article, by=copy_editor, at=NOON)

    assert approve(article, by=editor, at=NOON).state == "ready"
