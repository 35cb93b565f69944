"""The act of checking a quote's words against what was really said."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction

from articles.editorial.errors import EditorialError, WrongState
from articles.editorial.kernel import require
from articles.editorial.quoting import lock_quote, write_quote
from articles.models import Quote


@transaction.atomic
def verify_quote(quote: Quote, *, how: Quote.Verification, by: User | None, at: datetime) -> Quote:
    """The words were checked against notes, a recording, a transcript or a written statement.

    Refuses a quote that is not confirmed, and one whose words have drifted since it was.
    """
    require(by, "quote.edit", quote.article)
    quote = lock_quote(quote)
    if quote.status != Quote.Status.CONFIRMED:
        raise WrongState("Confirm the quote before you verify it.")
    if quote.has_drifted:
        raise WrongState(
            "The words have changed since the quote was confirmed: confirm it as it is now, or restore them."
        )
    if not how:
        raise EditorialError("Say what the words were checked against.")
    quote.verification, quote.verified_by, quote.verified_at = how, by, at
    return write_quote(quote, "verify_quote", by=by, at=at, how=str(how))
