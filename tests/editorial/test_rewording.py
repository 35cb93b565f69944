"""A confirmed quote whose words change stops the story until a person says what became of it."""

from __future__ import annotations

import pytest

from articles.editorial import (
    Blocked,
    EditorialError,
    NotAllowed,
    WrongState,
    accept_wording,
    confirm_quote,
    file_story,
    publish,
    restore_wording,
    revise,
    verify_quote,
)
from articles.models import Article, Quote
from tests.builders import NOON, later, make_user
from tests.editorial.stories import file_ready, rows_of, story_draft

WAS = "Nobody walks half a mile for a haircut"


@pytest.fixture
def article(section, reporter) -> Article:
    return file_story(story_draft(section), by=reporter, at=NOON)


@pytest.fixture
def quote(article, reporter) -> Quote:
    """Verified."""
    confirmed = confirm_quote(article.quotes.get(speaker_name="Omar Field"), by=reporter, at=NOON)
    return verify_quote(confirmed, how=Quote.Verification.RECORDING, by=reporter, at=NOON)


def reword(article: Article, quote: Quote, words: str, by) -> Quote:
    """The story saved with other words in the quote."""
    assert WAS in article.body
    revise(article, {"body": article.body.replace(WAS, words)}, by=by, at=later(minutes=1))
    return Quote.objects.select_related("article").get(pk=quote.pk)


@pytest.mark.parametrize(
    "words", ["Nobody walks half a mile for a haircut", "nobody walks half  a mile for a haircut,"]
)
def test_type_alone_is_no_drift(article, quote, reporter, words):
    assert not reword(article, quote, words, reporter).has_drifted


def test_other_words_accepted_have_to_be_verified_anew_and_both_wordings_are_kept(article, quote, reporter):
    quote = reword(article, quote, "Nobody walks a mile for a haircut", reporter)

    quote = accept_wording(quote, by=reporter, at=later(minutes=2))

    assert (quote.status, quote.settled_words) == ("confirmed", "Nobody walks a mile for a haircut")
    assert (quote.verification, quote.verified_by, quote.verified_at) == ("", None, None)
    assert not quote.has_drifted
    kept = list(quote.history.values_list("settled_words", "verification"))
    assert kept[:2] == [("Nobody walks a mile for a haircut", ""), (WAS, "recording")]
    assert article.acts.first().detail == {"quote": quote.public_id, "change": "words"}


@pytest.mark.parametrize(
    ("words", "change"),
    [
        ("Nobody walks … for a haircut", "marked"),
        ("Nobody [in town] walks half a mile for a haircut", "marked"),
        ("Nobody walks half a mile for a haircut!", "punctuation"),
    ],
)
def test_marked_cuts_and_insertions_are_the_same_words_said_and_stay_verified(article, quote, reporter, words, change):
    quote = reword(article, quote, words, reporter)
    assert quote.drift == change

    quote = accept_wording(quote, by=reporter, at=later(minutes=2))

    assert (quote.verification, quote.verified_by, quote.settled_words) == ("recording", reporter, words)
    assert not quote.has_drifted


def test_restoring_puts_the_words_back_as_a_new_version(article, quote, reporter):
    before = article.body
    quote = reword(article, quote, "Nobody walks a mile … for a haircut", reporter)

    restored = restore_wording(quote, by=reporter, at=later(minutes=2))

    quote.refresh_from_db()
    assert (restored.body, restored.version) == (before, article.version + 2)
    assert (quote.words, quote.verification) == (WAS, "recording")
    assert not quote.has_drifted
    assert [act.verb for act in article.acts.all()[:2]] == ["restore_wording", "revise"]


def test_a_split_quote_is_restored_span_by_span(article, reporter):
    quote = confirm_quote(article.quotes.get(speaker_name="Lena Marsh"), by=reporter, at=NOON)
    changed = article.body.replace("is tired", "is very tired").replace("do it right", "do it well")
    revise(article, {"body": changed}, by=reporter, at=NOON)

    restored = restore_wording(Quote.objects.get(pk=quote.pk), by=reporter, at=NOON)

    assert restored.body == article.body


def test_words_in_another_number_of_places_are_left_to_the_editor(article, reporter):
    quote = confirm_quote(article.quotes.get(speaker_name="Lena Marsh"), by=reporter, at=NOON)
    first = article.body.index('<q data-quote="' + quote.public_id)
    end = article.body.index("</q>", first) + 4
    story = revise(article, {"body": article.body[:first] + "It is old" + article.body[end:]}, by=reporter, at=NOON)
    before = rows_of(story)

    with pytest.raises(EditorialError, match=r"by hand\. They were “The deck is tired"):
        restore_wording(Quote.objects.get(pk=quote.pk), by=reporter, at=NOON)

    assert rows_of(story) == before


def test_a_drifted_quote_is_not_confirmed_over(article, quote, reporter):
    quote = reword(article, quote, "Nobody walks a mile", reporter)

    with pytest.raises(WrongState, match="say that the quote changed, or restore"):
        confirm_quote(quote, by=reporter, at=NOON)


@pytest.mark.parametrize("act", [accept_wording, restore_wording])
def test_a_quote_that_has_not_drifted_needs_no_decision(quote, reporter, act):
    with pytest.raises(WrongState, match="are those that were confirmed"):
        act(quote, by=reporter, at=NOON)


@pytest.mark.parametrize("act", [accept_wording, restore_wording])
@pytest.mark.parametrize("role", ["topic_tagger", "contributor", "administrator", None])
def test_who_may_not_edit_quotes_decides_nothing(article, quote, reporter, act, role):
    quote = reword(article, quote, "Nobody walks a mile", reporter)
    before = rows_of(article)

    with pytest.raises(NotAllowed):
        act(quote, by=make_user(role), at=NOON)

    assert rows_of(article) == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Nobody walks a mile for a haircut", "The words of a confirmed quote changed"),
        ("Nobody walks … for a haircut", "left out under an ellipsis, or put into brackets"),
        ("Nobody walks half a mile for a haircut?", "The punctuation of a confirmed quote changed"),
    ],
)
def test_the_gate_says_which_kind_of_change_waits(section, reporter, editor, words, said):
    ready = file_ready(section, by=reporter, approved_by=editor)
    changed = revise(ready, {"body": ready.body.replace(WAS, words)}, by=editor, at=NOON)

    with pytest.raises(Blocked, match=said):
        publish(changed, by=editor, at=NOON)
