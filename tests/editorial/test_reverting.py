from __future__ import annotations

import pytest

from articles.advice.versions import FIELDS as TOLD_FIELDS
from articles.advice.versions import find_version
from articles.editorial import (
    EditorialError,
    NotAllowed,
    StaleVersion,
    WrongState,
    attach_speaker,
    confirm_quote,
    file_story,
    kill,
    publish,
    restore_version,
    revise,
    tag,
    untag,
    verify_quote,
)
from articles.editorial.drafts import DraftByline
from articles.editorial.revising import FIELDS
from articles.models import Article, Edition
from articles.parsing.markup import quote_spans
from tests.builders import NOON, later, make_topic, make_user
from tests.editorial.stories import file_ready, rows_of, story_draft


@pytest.fixture
def draft(section, reporter) -> Article:
    return file_story(story_draft(section, dek="First dek"), by=reporter, at=NOON)


def changed(article: Article, by, hours: float, **changes) -> Article:
    bylines = changes.pop("bylines", None)
    return revise(Article.objects.get(pk=article.pk), changes, bylines=bylines, by=by, at=later(hours=hours))


def test_every_field_a_save_may_set_is_compared():
    assert set(TOLD_FIELDS) | {"body"} == set(FIELDS)


def test_a_version_is_read_as_it_stood_byline_quotes_topics_and_all(draft, reporter, copy_editor):
    topic = make_topic("Bridges")
    quote = draft.quotes.get(speaker_name="Omar Field")
    confirm_quote(quote, by=reporter, at=later(hours=1))
    tag(draft, topic, by=reporter, at=later(hours=1))
    changed(draft, copy_editor, 2, headline="Second", bylines=[DraftByline("Lu Chen"), DraftByline("Ana Ruiz")])
    quote.refresh_from_db()
    quote.article = draft
    attach_speaker(quote, name="Omar Fields", by=copy_editor, at=later(hours=3))
    quote.refresh_from_db()
    verify_quote(quote, how="notes", by=copy_editor, at=later(hours=3))
    untag(draft, topic, by=copy_editor, at=later(hours=3))
    article = changed(draft, copy_editor, 4, headline="Third", bylines=[])

    one, two, three, now = (find_version(article, key, later(hours=5)) for key in ("1", "2", "3", "now"))

    assert [version.fields["headline"] for version in (one, two, three, now)] == [
        "Alder Street bridge to close for nine weeks",
        "Second",
        "Third",
        "Third",
    ]
    assert [version.byline for version in (one, two, three)] == [
        ("By Ana Ruiz", "By Tom Hale"),
        ("By Lu Chen", "By Ana Ruiz"),
        (),
    ]
    assert [version.topics for version in (one, two, three, now)] == [(), ("Bridges",), (), ()]
    said = [next(q for q in version.quotes if q.public_id == quote.public_id) for version in (one, two, three, now)]
    assert [(q.facts["Standing"], q.facts["Speaker"], q.facts["Verification"]) for q in said] == [
        ("Proposed", "Omar Field", "Unverified"),
        ("Confirmed", "Omar Field", "Unverified"),
        ("Confirmed", "Omar Fields", "Checked against notes"),
        ("Confirmed", "Omar Fields", "Checked against notes"),
    ]
    assert three.quotes == now.quotes
    assert (one.by, two.by) == (reporter.username, copy_editor.username)


def test_there_is_no_version_of_another_name(draft):
    assert [find_version(draft, key, NOON) for key in ("0", "7", "live", "", "x", "9" * 40)] == [None] * 6


def test_restoring_brings_back_words_fields_and_byline_as_a_new_version(draft, reporter, copy_editor):
    before = find_version(draft, "1", NOON)
    changed(draft, copy_editor, 1, headline="Worse", dek="", kicker="Roads", bylines=[DraftByline("Lu Chen")])
    article = changed(draft, copy_editor, 2, body="<p>Somebody deleted everything.</p>")

    restored = restore_version(article, 1, by=reporter, at=later(hours=3))

    restored.refresh_from_db()
    after = find_version(restored, "now", later(hours=3))
    assert (restored.version, restored.updated_by) == (4, reporter)
    assert (after.fields, after.byline, after.body) == (before.fields, before.byline, before.body)
    assert [(q.public_id, q.words, q.facts) for q in after.quotes] == [
        (q.public_id, q.words, q.facts) for q in before.quotes
    ]
    assert restored.history.first().history_change_reason == "version 1 restored"
    assert [act.verb for act in restored.acts.order_by("-pk")[:2]] == ["restore_version", "revise"]
    assert restored.history.count() == 4


def test_confirmed_quotes_come_back_with_their_words(draft, reporter):
    quote = draft.quotes.get(speaker_name="Ines Calder")
    confirm_quote(quote, by=reporter, at=NOON)
    article = changed(draft, reporter, 1, body="<p>Somebody deleted everything.</p>")
    assert not article.quotes.in_place().exists()

    restored = restore_version(article, 1, by=reporter, at=later(hours=2))

    quote.refresh_from_db()
    assert (quote.status, quote.position, quote.has_drifted) == ("confirmed", 2, False)
    assert [span.quote_id for span in quote_spans(restored.body)][-1] == quote.public_id
    assert restored.quotes.count() == 3


def test_restoring_what_readers_see_undoes_private_edits_alone(section, reporter, editor):
    ready = file_ready(section, by=reporter, approved_by=editor)
    edition = publish(ready, by=editor, at=NOON)
    article = changed(
        ready, editor, 1, headline="Private", bylines=[DraftByline("Lu Chen")], body="<p>Other words.</p>"
    )

    restored = restore_version(article, "live", by=editor, at=later(hours=2))

    assert (restored.headline, restored.byline_override, restored.body) == (edition.headline, "", edition.body)
    assert [byline.person.name for byline in restored.bylines.all()] == ["Ana Ruiz", "Tom Hale"]
    assert restored.history.first().history_change_reason == "edition 1 restored"
    assert Edition.objects.count() == 1


def test_no_old_version_lifts_an_embargo_or_opens_a_restricted_story(draft, managing_editor):
    desk = {
        "embargo_until": later(days=2),
        "restricted": True,
        "assigned_to": managing_editor,
        "planned_at": later(days=3),
    }
    article = changed(draft, managing_editor, 1, headline="Secret", **desk)

    restored = restore_version(article, 1, by=managing_editor, at=later(hours=2))

    assert restored.headline == "Alder Street bridge to close for nine weeks"
    assert {name: getattr(restored, name) for name in desk} == desk


def test_what_the_story_says_already_is_no_new_version(draft, reporter):
    before = rows_of(draft)

    with pytest.raises(EditorialError, match="says already what version 1 said"):
        restore_version(draft, 1, by=reporter, at=later(hours=1))

    assert rows_of(draft) == before


@pytest.mark.parametrize(
    ("version", "sentence"), [(9, "no version 9"), ("live", "Readers see nothing"), ("x", "no version x")]
)
def test_a_version_there_is_none_of_is_refused(draft, reporter, version, sentence):
    before = rows_of(draft)

    with pytest.raises(EditorialError, match=sentence):
        restore_version(draft, version, by=reporter, at=later(hours=1))

    assert rows_of(draft) == before


@pytest.mark.parametrize("role", ["contributor", "reporter", "topic_tagger", "administrator", None])
def test_who_may_not_bring_versions_back_is_refused(draft, copy_editor, stranger, role):
    article = changed(draft, copy_editor, 1, headline="Second")
    before = rows_of(article)

    for user in (make_user(role), stranger):
        with pytest.raises(NotAllowed):
            restore_version(article, 1, by=user, at=later(hours=2))

    assert rows_of(article) == before


def test_an_author_restores_a_draft_and_no_live_story(section, reporter, editor):
    ready = file_ready(section, by=reporter, approved_by=editor)
    publish(ready, by=editor, at=NOON)
    article = changed(ready, editor, 1, headline="Second")

    with pytest.raises(NotAllowed):
        restore_version(article, 1, by=reporter, at=later(hours=2))


def test_a_stale_story_and_a_killed_one_are_refused(draft, copy_editor):
    changed(draft, copy_editor, 1, headline="Second")
    with pytest.raises(StaleVersion):
        restore_version(draft, 1, by=copy_editor, at=later(hours=2))
    article = kill(Article.objects.get(pk=draft.pk), reason="Spiked", by=None, at=later(hours=3))

    with pytest.raises(WrongState):
        restore_version(article, 1, by=copy_editor, at=later(hours=4))
