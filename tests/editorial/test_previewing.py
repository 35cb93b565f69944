"""Preview links: made and taken back by who may, and over with whatever ends them."""

from __future__ import annotations

import pytest

from articles.editorial import (
    EditorialError,
    NotAllowed,
    WrongState,
    file_story,
    kill,
    make_preview_link,
    publish,
    revise,
    revoke_preview_link,
    schedule,
    unschedule,
)
from articles.models import Act, Article, PreviewLink
from articles.models.preview_link import digest_of_token
from tests.builders import NOON, later, make_article, make_user
from tests.editorial.stories import file_ready, story_draft


def state(link: PreviewLink, at=None) -> str:
    return PreviewLink.objects.get(pk=link.pk).ended(at or later(hours=1))


@pytest.fixture
def story(section, reporter) -> Article:
    return file_story(story_draft(section), by=reporter, at=NOON)


@pytest.fixture
def link(story, reporter) -> PreviewLink:
    return make_preview_link(story, label="Lena Marsh", by=reporter, at=NOON)[0]


def test_a_link_keeps_no_token_and_lasts_three_days(story, reporter):
    link, token = make_preview_link(story, label=" Lena   Marsh ", by=reporter, at=NOON)

    assert len(token) == 43  # 256 bits in base64
    assert link.token_digest == digest_of_token(token)
    assert (link.label, link.expires_at, link.created_by) == ("Lena Marsh", later(days=3), reporter)
    act = Act.objects.first()
    assert (act.verb, act.article, act.detail["link"], act.detail["days"]) == ("make_preview_link", story, link.pk, 3)
    assert token not in str(Act.objects.values())
    assert token not in str(PreviewLink.objects.values())
    assert state(link) == ""


def test_two_links_have_two_tokens(story, reporter):
    tokens = {make_preview_link(story, label="A", by=reporter, at=NOON)[1] for _ in range(3)}

    assert len(tokens) == 3


@pytest.mark.parametrize("days", [0, 8, -1])
def test_a_link_lasts_at_most_a_week(story, reporter, days):
    with pytest.raises(EditorialError, match="from 1 to 7 days"):
        make_preview_link(story, label="A", days=days, by=reporter, at=NOON)
    assert not PreviewLink.objects.exists()


def test_a_link_is_for_somebody(story, reporter):
    with pytest.raises(EditorialError, match="for whom"):
        make_preview_link(story, label=" ", by=reporter, at=NOON)
    assert not PreviewLink.objects.exists()


@pytest.mark.parametrize("role", ["topic_tagger", "administrator", "contributor", "reporter"])
def test_who_may_not_share_the_story_makes_and_takes_back_none(story, link, role, stranger):
    for user in (make_user(role), stranger):
        with pytest.raises(NotAllowed):
            make_preview_link(story, label="A", by=user, at=NOON)
        with pytest.raises(NotAllowed):
            revoke_preview_link(link, by=user, at=NOON)

    assert PreviewLink.objects.get().revoked_at is None


def test_a_killed_story_is_shared_with_nobody(story, link, reporter, managing_editor):
    kill(story, reason="Spiked", by=managing_editor, at=later(minutes=1))

    assert state(link) == "the story is killed"
    with pytest.raises(WrongState, match="killed"):
        make_preview_link(Article.objects.get(pk=story.pk), label="A", by=managing_editor, at=later(minutes=2))


@pytest.mark.parametrize(
    ("fields", "named"), [({"embargo_until": later(days=2)}, "under embargo"), ({"restricted": True}, "restricted")]
)
def test_an_embargoed_or_restricted_story_takes_a_word_more(section, editor, fields, named):
    story = make_article(section=section, **fields)
    with pytest.raises(EditorialError, match=f"{named}: confirm"):
        make_preview_link(story, label="A", by=editor, at=NOON)

    link, _ = make_preview_link(story, label="A", by=editor, at=NOON, confirm_embargo=True)

    assert (link.covers_embargo, link.covers_restricted) == ("embargo_until" in fields, "restricted" in fields)
    assert state(link) == ""


def test_a_word_given_for_nothing_covers_nothing_to_come(story, editor, managing_editor):
    link, _ = make_preview_link(story, label="A", by=editor, at=NOON, confirm_embargo=True)

    revise(story, {"embargo_until": later(days=2)}, by=managing_editor, at=later(minutes=1))

    assert state(link) == "embargoed since"


def test_a_word_given_for_the_embargo_does_not_cover_a_restriction(section, editor):
    story = make_article(section=section, embargo_until=later(days=2))
    link, _ = make_preview_link(story, label="A", by=editor, at=NOON, confirm_embargo=True)

    Article.objects.filter(pk=story.pk).update(restricted=True)

    assert state(link) == "restricted since"


def test_a_link_ends_at_its_hour(link):
    assert state(link, later(days=3, microseconds=-1)) == ""
    assert state(link, later(days=3)) == "expired"


def test_a_link_taken_back_is_over_and_not_taken_back_twice(link, reporter):
    revoked = revoke_preview_link(link, by=reporter, at=later(minutes=5))

    assert state(link) == "taken back"
    assert (revoked.revoked_at, revoked.revoked_by) == (later(minutes=5), reporter)
    assert Act.objects.first().verb == "revoke_preview_link"
    with pytest.raises(WrongState):
        revoke_preview_link(link, by=reporter, at=later(minutes=6))


def test_a_link_ends_with_publication(section, reporter, managing_editor):
    story = file_ready(section, by=reporter, approved_by=managing_editor)
    link, _ = make_preview_link(story, label="A", by=reporter, at=later(minutes=1))

    publish(story, by=managing_editor, at=later(minutes=30))

    assert state(link, later(minutes=29)) == ""
    assert state(link, later(minutes=30)) == "published"


def test_a_link_to_a_scheduled_story_ends_at_its_moment_and_not_at_one_taken_back(section, reporter, managing_editor):
    story = file_ready(section, by=reporter, approved_by=managing_editor)
    link, _ = make_preview_link(story, label="A", by=reporter, at=later(minutes=1))
    schedule(story, when=later(hours=5), by=managing_editor, at=later(minutes=2))

    assert state(link, later(hours=5, microseconds=-1)) == ""
    assert state(link, later(hours=5)) == "published"
    unschedule(Article.objects.get(pk=story.pk), by=managing_editor, at=later(hours=1))
    assert state(link, later(hours=5)) == ""


def test_a_link_to_changes_of_a_live_story_ends_with_their_release(section, reporter, managing_editor):
    story = file_ready(section, by=reporter, approved_by=managing_editor)
    publish(story, by=managing_editor, at=later(minutes=1))
    story = revise(Article.objects.get(pk=story.pk), {"dek": "A new line"}, by=managing_editor, at=later(minutes=2))
    link, _ = make_preview_link(story, label="A", by=managing_editor, at=later(minutes=3))
    assert state(link) == ""

    publish(story, by=managing_editor, at=later(minutes=4))

    assert state(link) == "published"


def test_a_link_ends_with_its_makers_account_and_right(story, link, reporter):
    reporter.groups.clear()
    assert state(link) == "its maker may no longer share it"

    reporter.groups.add(make_user("reporter").groups.get())
    assert state(link) == ""
    reporter.is_active = False
    reporter.save()
    assert state(link) == "its maker may no longer share it"


def test_a_link_of_a_deleted_account_is_over(link, reporter):
    PreviewLink.objects.filter(pk=link.pk).update(created_by=None)

    assert state(link) == "its maker may no longer share it"
