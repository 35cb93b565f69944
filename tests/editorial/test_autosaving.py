from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

import pytest

from articles.editorial import EditorialError, NotAllowed, drop_autosave, keep_autosave
from articles.editorial.autosaving import KEPT_FOR, LONGEST, MOST_NAMES, MOST_UNFILED, story_key, sweep_autosaves
from articles.models import Article, Autosave
from tests.admin.test_walk import rows
from tests.builders import NOON, later, make_article, make_person, make_published, make_user

WORDS = {"headline": ["Bridge to cl"], "body": ["<p>The city wi</p>"]}


def keep(article: Article | None, by, *, at=NOON, posted: Any = None, **changes: Any) -> int:
    given = {"story": article.pk if article else None, "key": "", "version": 1, **changes}
    return keep_autosave(WORDS if posted is None else posted, by=by, at=at, **given)


def all_but_autosaves() -> dict[str, list]:
    return {table: found for table, found in rows().items() if table != "Autosave"}


def test_words_are_kept_for_who_typed_them_in_one_row(reporter, copy_editor):
    article = make_article(created_by=reporter, version=4)

    standing = keep(article, reporter, version=3)
    keep(article, copy_editor, posted={"headline": ["Theirs"]})
    keep(article, reporter, posted={"headline": ["Bridge to close"]}, version=4, at=later(minutes=1))

    assert standing == 4
    assert list(
        Autosave.objects.order_by("pk").values_list("user", "key", "article", "version", "posted", "saved_at")
    ) == [
        (reporter.pk, f"story-{article.pk}", article.pk, 4, {"headline": ["Bridge to close"]}, later(minutes=1)),
        (copy_editor.pk, f"story-{article.pk}", article.pk, 1, {"headline": ["Theirs"]}, NOON),
    ]


@pytest.mark.parametrize("state", ["draft", "review", "ready", "published"])
def test_nothing_else_in_the_database_is_touched(managing_editor, state):
    article = make_published().article if state == "published" else make_article(state=state)
    before = all_but_autosaves()

    posted = {**WORDS, "state": ["killed"], "version": ["9"], "embargo_until": [""], "url_slug": ["elsewhere"]}
    keep(article, managing_editor, posted=posted)
    drop_autosave(story_key(article.pk), by=managing_editor)

    assert all_but_autosaves() == before


def test_who_may_not_view_the_story_learns_nothing_of_it(reporter):
    article = make_article()

    with pytest.raises(Article.DoesNotExist):
        keep(article, reporter)

    assert not Autosave.objects.exists()


@pytest.mark.parametrize(
    ("role", "fields"),
    [
        ("topic_tagger", {}),
        ("section_editor", {}),
        ("managing_editor", {"state": "killed"}),
    ],
)
def test_who_may_view_it_and_not_edit_it_is_refused(db, caplog, role, fields):
    user = make_user(role)
    article = make_article(**fields)

    with caplog.at_level(logging.WARNING, logger="newsroom.security"), pytest.raises(NotAllowed, match="not yours"):
        keep(article, user)

    assert not Autosave.objects.exists()
    assert f"refused an autosave to account {user.pk} on story {article.pk}" in caplog.text


def test_an_author_keeps_nothing_of_a_story_readers_have(reporter):
    edition = make_published()
    Article.objects.filter(pk=edition.article_id).update(created_by=reporter)

    with pytest.raises(NotAllowed, match="not yours"):
        keep(edition.article, reporter)

    assert not Autosave.objects.exists()


def test_a_restricted_story_is_kept_for_its_authors_alone(reporter, copy_editor):
    person = make_person(user=reporter)
    article = make_article(restricted=True, bylines=(person,))

    keep(article, reporter)
    with pytest.raises(Article.DoesNotExist):
        keep(article, copy_editor)

    assert Autosave.objects.get().user == reporter


def test_a_story_not_filed_yet_has_a_key_of_its_own(reporter):
    assert keep(None, reporter, key="new-abcd2345", version=0) == 0

    kept = Autosave.objects.get()
    assert (kept.user, kept.key, kept.article, kept.posted) == (reporter, "new-abcd2345", None, WORDS)


@pytest.mark.parametrize("key", ["", "new-", "story-1", "new-ABCDEFGH", "new-abcd2345" * 4, "new-abcd2345\n"])
def test_no_other_key_is_taken(reporter, key):
    with pytest.raises(EditorialError, match="begins with “new-”"):
        keep(None, reporter, key=key)

    assert not Autosave.objects.exists()


def test_who_may_not_file_stories_begins_none(tagger):
    with pytest.raises(NotAllowed):
        keep(None, tagger, key="new-abcd2345")


def test_nobody_begins_stories_without_end(reporter):
    Autosave.objects.bulk_create(
        Autosave(user=reporter, key=f"new-abcd{n:04}", saved_at=NOON) for n in range(MOST_UNFILED)
    )

    keep(None, reporter, key="new-abcd0003")
    with pytest.raises(EditorialError, match="You have begun 50 stories"):
        keep(None, reporter, key="new-onemore1")

    assert Autosave.objects.count() == MOST_UNFILED


@pytest.mark.parametrize(
    ("posted", "said"),
    [
        ({"body": ["x" * (LONGEST + 1)]}, "has 1,200,001 characters; at most 1,200,000"),
        ({"body": ["x" * LONGEST], "dek": ["y"]}, "has 1,200,001 characters"),
        ({f"f{n}": [""] for n in range(MOST_NAMES + 1)}, "has 501 fields; at most 500"),
    ],
)
def test_what_is_too_long_is_refused_by_its_number_and_the_words_before_stay(reporter, posted, said):
    article = make_article(created_by=reporter)
    keep(article, reporter)

    with pytest.raises(EditorialError, match=said):
        keep(article, reporter, posted=posted)

    assert Autosave.objects.get().posted == WORDS


def test_a_character_no_database_takes_is_shown_as_missing(reporter):
    keep(make_article(created_by=reporter), reporter, posted={"headline": ["Bri\0dge"]})

    assert Autosave.objects.get().posted == {"headline": ["Bri\ufffddge"]}


def test_dropping_forgets_this_persons_words_of_this_story(reporter, copy_editor):
    first, second = make_article(created_by=reporter), make_article(created_by=reporter)
    for article, user in ((first, reporter), (second, reporter), (first, copy_editor)):
        keep(article, user)

    drop_autosave(story_key(first.pk), by=reporter)

    assert set(Autosave.objects.values_list("user", "article")) == {
        (reporter.pk, second.pk),
        (copy_editor.pk, first.pk),
    }


def test_words_nobody_came_back_for_are_swept_after_a_month(reporter):
    kept, swept = make_article(created_by=reporter), make_article(created_by=reporter)
    keep(kept, reporter, at=NOON - KEPT_FOR)
    keep(swept, reporter, at=NOON - KEPT_FOR - timedelta(seconds=1))

    assert sweep_autosaves(NOON) == 1
    assert Autosave.objects.get().article == kept


def test_words_end_with_the_account(reporter):
    leaver = make_user("reporter")
    keep(make_article(created_by=leaver), leaver)
    keep(make_article(created_by=reporter), reporter)

    leaver.delete()

    assert Autosave.objects.get().user == reporter
