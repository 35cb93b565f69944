"""What an edit means for the quotes: the finder reads new text, decisions stay, words that come back are known."""

from __future__ import annotations

import pytest

from articles.editorial import confirm_quote, dismiss_quote, file_story, propose_again, revise
from articles.editorial.errors import NotAllowed, WrongState
from articles.models import Article, Quote
from articles.parsing.markup import quote_spans, unmark_quotes
from tests.builders import NOON, later, make_user
from tests.editorial.stories import rows_of, story_draft

HAIRCUT = "Nobody walks half a mile for a haircut"


@pytest.fixture
def article(section, reporter) -> Article:
    return file_story(story_draft(section), by=reporter, at=NOON)


@pytest.fixture
def quote(article) -> Quote:
    return article.quotes.get(speaker_name="Omar Field")


def statuses(article: Article) -> list[tuple[str, str]]:
    return [(quote.speaker_name, quote.status) for quote in article.quotes.order_by("pk")]


def without_paragraph(body: str, words: str) -> str:
    """The body without the paragraph that holds the words."""
    start = body.rindex("<p", 0, body.index(words))
    return body[:start] + body[body.index("</p>", start) + len("</p>") :]


def test_taking_a_mark_off_words_that_stay_dismisses_the_quote(article, quote, reporter):
    body = unmark_quotes(article.body, {quote.public_id})

    saved = revise(article, {"body": body}, by=reporter, at=later(minutes=1))

    quote.refresh_from_db()
    assert (quote.status, quote.settled_by, quote.settled_at, quote.position) == (
        "dismissed",
        reporter,
        later(minutes=1),
        None,
    )
    assert quote.public_id not in saved.body
    assert saved.acts.first().detail["unmarked"] == [quote.public_id]


def test_words_unmarked_are_not_proposed_again_when_their_paragraph_changes(article, quote, reporter):
    saved = revise(article, {"body": unmark_quotes(article.body, {quote.public_id})}, by=reporter, at=NOON)

    saved = revise(
        saved, {"body": saved.body.replace("Omar Field, who", "Omar Field, who still")}, by=reporter, at=NOON
    )

    assert statuses(saved) == [("Lena Marsh", "proposed"), ("Omar Field", "dismissed"), ("Ines Calder", "proposed")]


def test_words_unmarked_in_the_same_save_as_their_paragraph_changes_elsewhere_stay_unmarked(article, quote, reporter):
    body = unmark_quotes(article.body, {quote.public_id}).replace("Merchants", "Shopkeepers")

    saved = revise(article, {"body": body}, by=reporter, at=NOON)

    assert dict(statuses(saved))["Omar Field"] == "dismissed"
    assert saved.quotes.count() == 3


def test_a_mark_put_back_is_a_proposal_again(article, quote, reporter):
    confirm_quote(quote, by=reporter, at=NOON)
    saved = revise(article, {"body": unmark_quotes(article.body, {quote.public_id})}, by=reporter, at=NOON)

    saved = revise(saved, {"body": article.body}, by=reporter, at=NOON)

    quote.refresh_from_db()
    assert (quote.status, quote.settled_words, quote.settled_at, quote.position) == ("proposed", "", None, 1)
    assert saved.body == article.body


def test_a_dismissed_quote_does_not_come_back_with_its_words_moved_or_typed_otherwise(article, quote, reporter):
    dismiss_quote(quote, by=reporter, at=NOON)
    body = article.body.replace("Omar Field, who owns", "Omar Field, who long has owned")
    body += f"<p>‘‘{HAIRCUT}.’’ ”{HAIRCUT},” said Omar Field.</p><p>“{HAIRCUT}.” That is what Field said.</p>"

    saved = revise(article, {"body": body}, by=reporter, at=NOON)

    assert dict(statuses(saved))["Omar Field"] == "dismissed"
    assert HAIRCUT not in {span.text.rstrip(".,") for span in quote_spans(saved.body)}


def test_the_finder_looks_at_new_and_changed_paragraphs_only(article, reporter):
    """A proposal nobody marked before stays unmade in a paragraph that is as it was."""
    body = unmark_quotes(article.body, {quote.public_id for quote in article.quotes.all()})
    Quote.objects.filter(article=article).update(position=None)
    Article.objects.filter(pk=article.pk).update(body=body)
    article.refresh_from_db()

    saved = revise(article, {"body": body.replace("“We will, until", "“We will pay, until")}, by=reporter, at=NOON)

    assert [span.text for span in quote_spans(saved.body)] == ["We will pay, until the bridge opens again,"]


def test_words_that_come_back_with_their_paragraph_are_the_quote_they_were(article, quote, reporter):
    confirm_quote(quote, by=reporter, at=NOON)
    paragraph = (
        "<p>“Nobody walks half a mile for a haircut,” said Omar Field, who owns a barbershop on Alder Street.</p>"
    )
    gone = revise(article, {"body": without_paragraph(article.body, HAIRCUT)}, by=reporter, at=NOON)
    quote.refresh_from_db()
    assert (quote.status, quote.position) == ("confirmed", None)

    back = revise(gone, {"body": gone.body + paragraph}, by=reporter, at=NOON)

    quote.refresh_from_db()
    assert (quote.status, quote.position, quote.has_drifted) == ("confirmed", 2, False)
    assert back.quotes.count() == 3


def test_a_question_whose_role_was_taken_off_stays_plain_when_other_text_changes(article, reporter):
    plain = revise(article, {"body": article.body.replace(' data-role="question"', "")}, by=reporter, at=NOON)

    saved = revise(plain, {"body": plain.body.replace("Merchants", "Shopkeepers")}, by=reporter, at=NOON)

    assert "data-role" not in saved.body


def test_a_dismissal_is_undone_while_the_mark_stands(article, quote, reporter):
    dismiss_quote(quote, by=reporter, at=NOON)

    quote = propose_again(quote, by=reporter, at=NOON)

    assert (quote.status, quote.settled_at) == ("proposed", None)
    assert article.acts.first().verb == "propose_again"


def test_a_dismissal_is_not_undone_where_the_mark_is_gone_nor_for_other_quotes(article, quote, reporter):
    with pytest.raises(WrongState, match="not dismissed"):
        propose_again(quote, by=reporter, at=NOON)
    dismiss_quote(quote, by=reporter, at=NOON)
    revise(article, {"body": article.body.replace("Merchants", "Shopkeepers")}, by=reporter, at=NOON)

    with pytest.raises(WrongState, match="no longer marked"):
        propose_again(quote, by=reporter, at=NOON)


@pytest.mark.parametrize("role", ["contributor", "administrator", None])
def test_who_may_not_settle_quotes_brings_none_back(article, quote, reporter, role):
    dismiss_quote(quote, by=reporter, at=NOON)
    before = rows_of(article)

    with pytest.raises(NotAllowed):
        propose_again(quote, by=make_user(role), at=NOON)

    assert rows_of(article) == before
