"""A quote's words checked against what was said: by whom, with which evidence, and taken back with a reason."""

from __future__ import annotations

import json

import pytest

from articles.editorial import (
    EditorialError,
    NotAllowed,
    WrongState,
    add_evidence,
    confirm_quote,
    file_story,
    publish,
    verify_quote,
    withdraw_verification,
)
from articles.editorial.checking import MOST_BYTES, EvidenceDraft
from articles.models import Act, Article, Evidence, Quote
from tests.builders import NOON, later, make_user
from tests.editorial.stories import file_ready, rows_of, story_draft

TAPE = EvidenceDraft(
    note="Second half, he repeats it.", link="https://example.org/tape", time_code="1:02:03", file_name="a/b\\tape.m4a",
    content=b"sound",
)  # fmt: skip


@pytest.fixture
def article(section, reporter) -> Article:
    return file_story(story_draft(section), by=reporter, at=NOON)


@pytest.fixture
def quote(article, reporter) -> Quote:
    return confirm_quote(article.quotes.get(speaker_name="Omar Field"), by=reporter, at=NOON)


def test_verifying_keeps_the_evidence_with_who_and_when(quote, reporter):
    quote = verify_quote(quote, how=Quote.Verification.RECORDING, by=reporter, at=later(hours=1), evidence=TAPE)

    kept = quote.evidence.get()
    assert (kept.note, kept.link, kept.time_code) == (TAPE.note, TAPE.link, TAPE.time_code)
    assert (kept.file_name, kept.size, bytes(kept.content)) == ("abtape.m4a", 5, b"sound")
    assert (kept.added_by, kept.added_at) == (reporter, later(hours=1))
    assert (quote.verification, quote.verified_by) == ("recording", reporter)


def test_the_log_says_that_there_is_evidence_and_not_what_it_is(quote, reporter):
    add_evidence(quote, TAPE, by=reporter, at=NOON)
    verify_quote(
        quote, how=Quote.Verification.NOTES, by=reporter, at=NOON, evidence=EvidenceDraft(note="secret source")
    )

    written = json.dumps(list(Act.objects.values("verb", "subject", "detail")))
    assert "add_evidence" in written
    for secret in ("repeats", "example.org", "tape", "secret source", "1:02"):
        assert secret not in written


@pytest.mark.parametrize("time_code", ["92", "1:32", "12:05", "1:02:03"])
def test_time_codes_as_recorders_show_them(quote, reporter, time_code):
    assert add_evidence(quote, EvidenceDraft(time_code=time_code), by=reporter, at=NOON).time_code == time_code


@pytest.mark.parametrize(
    ("draft", "said"),
    [
        (EvidenceDraft(note="  "), "Give a note"),
        (EvidenceDraft(time_code="1:99"), "time code in seconds"),
        (EvidenceDraft(time_code="half past"), "time code in seconds"),
        (EvidenceDraft(link="javascript:alert(1)"), "begins with http"),
        (EvidenceDraft(link="ftp://example.org/tape"), "begins with http"),
        (EvidenceDraft(note="x" * 4001), "cannot be kept"),
        (EvidenceDraft(file_name="big.wav", content=b"x" * (MOST_BYTES + 1)), "at most 26,214,400"),
    ],
)
def test_evidence_that_cannot_be_kept_is_refused_and_nothing_is_verified(quote, reporter, draft, said):
    with pytest.raises(EditorialError, match=said):
        add_evidence(quote, draft, by=reporter, at=NOON)
    if draft:
        with pytest.raises(EditorialError, match=said):
            verify_quote(quote, how=Quote.Verification.NOTES, by=reporter, at=NOON, evidence=draft)

    quote.refresh_from_db()
    assert quote.verification == ""
    assert not Evidence.objects.exists()


def test_a_verification_is_taken_back_with_its_reason_and_the_evidence_stays(quote, reporter):
    verify_quote(quote, how=Quote.Verification.NOTES, by=reporter, at=NOON, evidence=TAPE)

    quote = withdraw_verification(quote, reason="The notes are of another day.", by=reporter, at=later(hours=1))

    assert (quote.verification, quote.verified_by, quote.verified_at) == ("", None, None)
    assert quote.evidence.count() == 1
    assert quote.article.acts.first().detail["reason"] == "The notes are of another day."


def test_nothing_is_taken_back_without_a_reason_or_a_verification(quote, reporter):
    with pytest.raises(WrongState, match="not verified"):
        withdraw_verification(quote, reason="x", by=reporter, at=NOON)
    verify_quote(quote, how=Quote.Verification.NOTES, by=reporter, at=NOON)
    with pytest.raises(EditorialError, match="Say why"):
        withdraw_verification(quote, reason=" ", by=reporter, at=NOON)


def test_where_a_second_person_is_wanted_neither_author_nor_confirmer_checks(settings, article, reporter, copy_editor):
    settings.VERIFY_SECOND_PERSON = True
    quote = confirm_quote(article.quotes.get(speaker_name="Omar Field"), by=copy_editor, at=NOON)

    for person in (reporter, copy_editor):
        with pytest.raises(NotAllowed, match="second person"):
            verify_quote(quote, how=Quote.Verification.NOTES, by=person, at=NOON)
    checker = make_user("copy_editor")

    assert verify_quote(quote, how=Quote.Verification.NOTES, by=checker, at=NOON).verified_by == checker


def test_without_the_rule_one_person_confirms_and_verifies(settings, quote, reporter):
    settings.VERIFY_SECOND_PERSON = False

    assert verify_quote(quote, how=Quote.Verification.NOTES, by=reporter, at=NOON).verified_by == reporter


@pytest.mark.parametrize("role", ["contributor", "topic_tagger", "administrator", None])
def test_who_may_not_edit_quotes_neither_verifies_nor_keeps_evidence(article, quote, reporter, role):
    user = make_user(role)
    verify_quote(quote, how=Quote.Verification.NOTES, by=reporter, at=NOON)
    before = (rows_of(article), Evidence.objects.count())

    for act in (
        lambda: verify_quote(quote, how=Quote.Verification.RECORDING, by=user, at=NOON, evidence=TAPE),
        lambda: add_evidence(quote, TAPE, by=user, at=NOON),
        lambda: withdraw_verification(quote, reason="x", by=user, at=NOON),
    ):
        with pytest.raises(NotAllowed):
            act()

    assert (rows_of(article), Evidence.objects.count()) == before


def test_evidence_is_no_part_of_an_edition(section, reporter, editor):
    ready = file_ready(section, by=reporter, approved_by=editor)
    quote = ready.quotes.get(speaker_name="Omar Field")
    verify_quote(quote, how=Quote.Verification.RECORDING, by=editor, at=NOON, evidence=TAPE)

    edition = publish(ready, by=editor, at=NOON)

    published = edition.quotes.get(speaker_name="Omar Field")
    told = json.dumps(
        [edition.rendering.head, edition.rendering.page, edition.rendering.card, edition.body, edition.names],
        default=str,
    )
    assert published.verification == "recording"
    assert not any(secret in told for secret in (TAPE.note, TAPE.link, TAPE.time_code, "tape.m4a"))
