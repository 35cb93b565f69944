"""Acts on a quote whose words are no longer those a person settled on: the quote changed, or its words come back."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction

from articles.editorial.errors import EditorialError, WrongState
from articles.editorial.kernel import require
from articles.editorial.quoting import lock_quote, write_quote
from articles.editorial.revising import revise
from articles.models import Article, Quote
from articles.parsing.markup import reword_quote
from articles.parsing.wording import Change


@transaction.atomic
def accept_wording(quote: Quote, *, by: User | None, at: datetime) -> Quote:
    """The quote changed: its words are from now on those in the story. The wording before stays in its history.

    Other words have to be verified anew; words left out under an ellipsis, put into brackets or punctuated otherwise
    are the same words said, and stay verified. Refuses who may not edit quotes, and a quote that has not drifted.
    """
    require(by, "quote.edit", quote.article)
    quote = lock_quote(quote)
    change = quote.drift
    _require_drift(quote)
    if change == Change.WORDS:
        quote.verification, quote.verified_by, quote.verified_at = Quote.Verification.UNVERIFIED, None, None
    quote.settled_words, quote.settled_by, quote.settled_at = quote.words, by, at
    return write_quote(quote, "accept_wording", by=by, at=at, change=str(change))


@transaction.atomic
def restore_wording(quote: Quote, *, by: User | None, at: datetime) -> Article:
    """Put the words a person settled on back into the story, as its next version; returns the story.

    Refuses who may not edit the story, a quote that has not drifted, and one that stands in another number of places
    than its words did: those an editor puts back by hand.
    """
    require(by, "quote.edit", quote.article)
    quote = lock_quote(quote)
    _require_drift(quote)
    lines = quote.settled_words.split("\n")
    body = reword_quote(quote.article.body, quote.public_id, lines)
    if body is None:
        raise EditorialError(
            f"The quote stands in other places than before: put its words back by hand. They were “{_shown(quote)}”."
        )
    article = revise(quote.article, {"body": body}, by=by, at=at, why="words of a quote restored")
    restored = article.quotes.get(pk=quote.pk)
    restored.article = article
    write_quote(restored, "restore_wording", by=by, at=at)
    return article


def _require_drift(quote: Quote) -> None:
    if quote.position is None:
        raise WrongState("These words are no longer in the story.")
    if not quote.has_drifted:
        raise WrongState("The words of this quote are those that were confirmed.")


def _shown(quote: Quote) -> str:
    words = quote.settled_words.replace("\n", " ")
    return words if len(words) <= 300 else f"{words[:299]}…"
