from __future__ import annotations

import pytest

from articles.editorial import (
    EditorialError,
    NotAllowed,
    WrongState,
    attach_speaker,
    confirm_quote,
    dismiss_quote,
    file_story,
    revise,
    verify_quote,
)
from articles.models import Act, Article, Person, Quote
from tests.builders import NOON, later, make_edition, make_person, make_published, make_quote, make_user
from tests.editorial.stories import rows_of, story_draft


@pytest.fixture
def article(section, reporter) -> Article:
    return file_story(story_draft(section), by=reporter, at=NOON)


@pytest.fixture
def quote(article) -> Quote:
    return article.quotes.get(speaker_name="Omar Field")


def test_confirming_makes_the_speaker_a_person_and_keeps_the_words(article, quote, reporter):
    confirm_quote(quote, by=reporter, at=later(minutes=1))

    quote.refresh_from_db()
    assert (quote.status, quote.settled_words, quote.settled_by) == ("confirmed", quote.words, reporter)
    assert quote.speaker == Person.objects.get(name="Omar Field")
    assert quote.history.count() == 2
    assert article.acts.first().verb == "confirm_quote"


def test_confirming_leaves_the_story_at_its_version(article, quote, reporter):
    confirm_quote(quote, by=reporter, at=NOON)

    assert Article.objects.get(pk=article.pk).version == article.version


def test_the_same_speaker_is_one_person(article, reporter):
    omar = make_person("Omar Field")

    for quote in article.quotes.all():
        confirm_quote(quote, by=reporter, at=NOON)

    assert Quote.objects.get(speaker=omar).speaker_name == "Omar Field"
    assert Person.objects.filter(folded_name="omar field").count() == 1


def test_a_name_two_people_bear_is_left_to_the_editor(article, quote, reporter):
    ours, _ = make_person("Omar Field"), make_person("Omar Field")

    with pytest.raises(EditorialError, match="Several people are named “Omar Field”"):
        confirm_quote(quote, by=reporter, at=NOON)

    attach_speaker(quote, person=ours, by=reporter, at=NOON)
    assert confirm_quote(quote, by=reporter, at=NOON).speaker == ours


def test_a_dismissed_quote_stays_text_and_does_not_come_back(article, quote, reporter):
    dismiss_quote(quote, by=reporter, at=NOON)
    body = article.body.replace("Merchants on the east bank", "Merchants of the east bank")

    article = revise(article, {"body": body}, by=reporter, at=later(minutes=1))

    assert quote.public_id not in article.body
    assert "Nobody walks half a mile for a haircut" in article.body_text
    assert list(article.quotes.order_by("pk").values_list("status", flat=True)) == ["proposed", "dismissed", "proposed"]


def test_a_dismissed_quote_is_not_confirmed_nor_dismissed_again(quote, reporter):
    dismiss_quote(quote, by=reporter, at=NOON)

    with pytest.raises(WrongState, match="was dismissed"):
        confirm_quote(quote, by=reporter, at=NOON)
    with pytest.raises(WrongState, match="dismissed already"):
        dismiss_quote(quote, by=reporter, at=NOON)


def test_a_quote_readers_have_seen_is_not_dismissed(managing_editor):
    published = make_quote(make_published(), speaker=make_person())

    with pytest.raises(WrongState, match="Readers have seen"):
        dismiss_quote(published.quote, by=managing_editor, at=NOON)


def test_a_speaker_is_attached_by_name_or_taken_off_and_the_role_kept_as_printed(quote, reporter):
    quote = attach_speaker(quote, name="Olga Field", role="barber", by=reporter, at=NOON)
    assert (quote.speaker.name, quote.speaker_name, quote.role_printed) == ("Olga Field", "Olga Field", "barber")

    quote = attach_speaker(quote, by=reporter, at=NOON)
    assert (quote.speaker, quote.speaker_name, quote.role_printed) == (None, "", "barber")


def test_a_merged_person_is_no_speaker(quote, reporter):
    kept = make_person("Omar K. Field")
    merged = make_person("O. Field", merged_into=kept)

    with pytest.raises(EditorialError, match=r"has been merged into “Omar K. Field”"):
        attach_speaker(quote, person=merged, by=reporter, at=NOON)


def test_words_that_changed_since_the_person_looked_are_not_confirmed(article, quote, reporter):
    revise(article, {"body": article.body.replace("half a mile", "a mile")}, by=reporter, at=NOON)

    with pytest.raises(EditorialError, match="changed since you looked: now “Nobody walks a mile"):
        confirm_quote(quote, by=reporter, at=NOON)


def test_words_no_longer_in_the_story_are_not_confirmed(article, quote, reporter):
    body = "".join(part for part in article.body.split("</p>") if "haircut" not in part).replace("<p", "</p><p")
    revise(article, {"body": body}, by=reporter, at=NOON)
    quote.refresh_from_db()

    assert quote.position is None
    with pytest.raises(WrongState, match="no longer in the story"):
        confirm_quote(quote, by=reporter, at=NOON)


def test_verifying_says_how_who_and_when(quote, reporter):
    confirm_quote(quote, by=reporter, at=NOON)

    quote = verify_quote(quote, how=Quote.Verification.RECORDING, by=reporter, at=later(hours=1))

    assert (quote.verification, quote.verified_by, quote.verified_at) == ("recording", reporter, later(hours=1))


def test_a_proposed_quote_is_not_verified_nor_one_checked_against_nothing(quote, reporter):
    with pytest.raises(WrongState, match="Confirm the quote"):
        verify_quote(quote, how=Quote.Verification.NOTES, by=reporter, at=NOON)
    confirm_quote(quote, by=reporter, at=NOON)
    with pytest.raises(EditorialError, match="checked against"):
        verify_quote(quote, how=Quote.Verification.UNVERIFIED, by=reporter, at=NOON)


@pytest.mark.parametrize("act", [confirm_quote, dismiss_quote, attach_speaker])
@pytest.mark.parametrize("role", ["contributor", "reporter", "administrator", None])
def test_who_may_not_settle_quotes_is_refused(article, quote, act, role):
    user = make_user(role)
    before = rows_of(article)

    with pytest.raises(NotAllowed):
        act(quote, by=user, at=NOON)

    assert rows_of(article) == before


def test_a_tagger_confirms_speakers_but_does_not_verify(quote, tagger):
    confirm_quote(quote, by=tagger, at=NOON)

    with pytest.raises(NotAllowed):
        verify_quote(quote, how=Quote.Verification.NOTES, by=tagger, at=NOON)


def test_the_quotes_of_a_killed_story_stay_as_they_are(managing_editor):
    edition = make_published()
    quote = make_quote(edition).quote
    Article.objects.filter(pk=edition.article_id).update(state="killed")

    with pytest.raises(WrongState, match="killed"):
        confirm_quote(quote, by=managing_editor, at=NOON)


def test_an_act_of_a_superuser_is_marked_as_break_glass(quote):
    confirm_quote(quote, by=make_user(is_superuser=True), at=NOON)

    assert Act.objects.first().detail["break_glass"] is True


def test_an_edition_keeps_its_quote_when_the_desk_changes_its_own(managing_editor):
    edition = make_published()
    published = make_quote(edition, speaker=make_person("Ines Calder"))

    attach_speaker(published.quote, name="Someone Else", by=managing_editor, at=NOON)

    published.refresh_from_db()
    assert published.speaker_name == "Ines Calder"
    assert make_edition(edition.article, at=later(hours=1)).number == 2
