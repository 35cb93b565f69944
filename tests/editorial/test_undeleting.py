"""A deleted draft is had back as it was, for 30 days; what was released and killed is not."""

from __future__ import annotations

from datetime import timedelta

import pytest

from articles.editorial import (
    EditorialError,
    NotAllowed,
    StaleVersion,
    WrongState,
    approve,
    file_story,
    kill,
    publish,
    restore_draft,
    submit,
)
from articles.models import Act, Article
from tests.builders import NOON, later
from tests.editorial.stories import file_ready, story_draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def deleted(section, reporter) -> Article:
    draft = file_story(story_draft(section), by=reporter, at=NOON)
    return kill(draft, reason="Did not hold", by=reporter, at=NOON)


def text_of(article: Article) -> dict:
    names = ("slugline", "headline", "dek", "body", "body_text", "section_id", "word_count")
    return {name: getattr(article, name) for name in names}


def test_a_deleted_draft_is_a_draft_again_as_it_was(deleted, reporter):
    before = text_of(deleted)
    quotes = list(deleted.quotes.values_list("public_id", "status", "words"))

    restored = restore_draft(deleted, by=reporter, at=later(days=29))

    stands = Article.objects.get(pk=deleted.pk)
    assert (stands.state, stands.killed_at, stands.version) == ("draft", None, deleted.version + 1)
    assert text_of(stands) == before
    assert list(stands.quotes.values_list("public_id", "status", "words")) == quotes
    assert [row.state for row in stands.history.order_by("version")] == ["draft", "killed", "draft"]
    assert list(Act.objects.order_by("pk").values_list("verb", flat=True))[-2:] == ["kill", "restore_draft"]
    assert restored.version == stands.version


def test_what_was_approved_has_to_be_approved_again(section, reporter, managing_editor):
    draft = file_story(story_draft(section), by=reporter, at=NOON)
    ready = approve(submit(draft, by=reporter, at=NOON), by=managing_editor, at=NOON)

    restored = restore_draft(
        kill(ready, reason="Overtaken", by=managing_editor, at=NOON), by=managing_editor, at=later(hours=1)
    )

    assert (restored.state, restored.approved_by, restored.approved_version) == ("draft", None, None)


def test_on_the_last_day_it_can_be_had_back_and_after_it_not(deleted, reporter):
    with pytest.raises(WrongState, match="could be had back until 3 April 2026"):
        restore_draft(deleted, by=reporter, at=later(days=30, seconds=1))
    assert Article.objects.get(pk=deleted.pk).state == "killed"

    assert restore_draft(deleted, by=reporter, at=NOON + timedelta(days=30)).state == "draft"


def test_what_was_released_is_not_had_back(section, reporter, managing_editor):
    ready = file_ready(section, by=reporter, approved_by=managing_editor)
    publish(ready, by=managing_editor, at=NOON)
    killed = kill(Article.objects.get(pk=ready.pk), reason="Legal", by=managing_editor, at=later(hours=1))

    with pytest.raises(WrongState, match="was released and killed"):
        restore_draft(killed, by=managing_editor, at=later(hours=2))

    assert Article.objects.get(pk=ready.pk).state == "killed"


@pytest.mark.parametrize("state", ["draft", "review", "ready"])
def test_what_is_not_deleted_is_not_had_back(section, reporter, state):
    draft = file_story(story_draft(section), by=reporter, at=NOON)
    if state != "draft":
        Article.objects.filter(pk=draft.pk).update(state="review")
    if state == "ready":
        Article.objects.filter(pk=draft.pk).update(state="ready")

    with pytest.raises(WrongState, match="needs a story that is killed"):
        restore_draft(Article.objects.get(pk=draft.pk), by=reporter, at=NOON)


@pytest.mark.parametrize("who", ["stranger", "tagger", "copy_editor"])
def test_who_may_not_delete_it_may_not_have_it_back(request, deleted, who):
    with pytest.raises(NotAllowed):
        restore_draft(deleted, by=request.getfixturevalue(who), at=NOON)

    assert Article.objects.get(pk=deleted.pk).state == "killed"


def test_a_stale_page_restores_nothing_twice(deleted, reporter):
    restore_draft(deleted, by=reporter, at=NOON)

    with pytest.raises(StaleVersion):
        restore_draft(deleted, by=reporter, at=NOON)
    assert Act.objects.filter(verb="restore_draft").count() == 1


def test_the_shell_may(deleted):
    assert restore_draft(deleted, by=None, at=NOON).state == "draft"
    with pytest.raises(EditorialError):
        restore_draft(Article.objects.get(pk=deleted.pk), by=None, at=NOON)
