"""Acts on quotes: confirm, dismiss and take that back, attach a speaker."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from articles.editorial.errors import EditorialError, WrongState
from articles.editorial.kernel import log, require
from articles.editorial.people import find_or_create_people
from articles.models import Article, Person, Quote


def lock_quote(quote: Quote) -> Quote:
    """The quote's row, locked; refused when its words are no longer those the person saw.

    The story is locked before it, in the order of every act on the text: two orders would wait for each other.
    """
    article = Article.objects.select_for_update(no_key=True).get(pk=quote.article_id)
    current = Quote.objects.select_for_update().get(pk=quote.pk)
    current.article = article
    if current.words != quote.words:
        raise EditorialError(f"The words of this quote have changed since you looked: now “{current}”. Look again.")
    if current.article.state == Article.State.KILLED:
        raise WrongState("The story has been killed; its quotes stay as they are.")
    return current


def write_quote(quote: Quote, verb: str, *, by: User | None, at: datetime, **detail: Any) -> Quote:
    quote._history_user = by  # type: ignore[attr-defined]
    quote._history_date = at  # type: ignore[attr-defined]
    quote.save()
    log(verb, quote.article, by=by, at=at, subject=quote, quote=quote.public_id, **detail)
    return quote


@transaction.atomic
def confirm_quote(quote: Quote, *, by: User | None, at: datetime) -> Quote:
    """A person stands behind a quote as it is: words, speaker and role.

    The speaker's name found in the story becomes a person, known or new. Refuses who may not confirm, a quote no
    longer in the body or dismissed, words that changed since the person looked, and a confirmed quote whose words have
    drifted: whether the quote changed is for who may edit it.
    """
    require(by, "quote.confirm_speaker", quote.article)
    quote = lock_quote(quote)
    if quote.position is None:
        raise WrongState("These words are no longer in the story.")
    if quote.status == Quote.Status.DISMISSED:
        raise WrongState("This quote was dismissed; mark the words again to have it back.")
    if quote.has_drifted:
        raise WrongState(
            "The words were others when the quote was confirmed: say that the quote changed, or restore them."
        )
    if quote.speaker_id is None and quote.speaker_name:
        quote.speaker = find_or_create_people([quote.speaker_name], by=by, at=at).get(quote.speaker_name)
    quote.status, quote.settled_words = Quote.Status.CONFIRMED, quote.words
    quote.settled_by, quote.settled_at = by, at
    return write_quote(quote, "confirm_quote", by=by, at=at)


@transaction.atomic
def dismiss_quote(quote: Quote, *, by: User | None, at: datetime) -> Quote:
    """These words are no quote of record. The text stays; the finder does not propose them again."""
    require(by, "quote.confirm_speaker", quote.article)
    quote = lock_quote(quote)
    if quote.status == Quote.Status.DISMISSED:
        raise WrongState("This quote was dismissed already.")
    if quote.edition_quotes.exists():
        raise WrongState("Readers have seen this quote under its own address: correct the story instead.")
    quote.status, quote.settled_by, quote.settled_at = Quote.Status.DISMISSED, by, at
    return write_quote(quote, "dismiss_quote", by=by, at=at)


@transaction.atomic
def propose_again(quote: Quote, *, by: User | None, at: datetime) -> Quote:
    """Undo a dismissal: the quote waits for a person's word again. Refuses one whose mark is gone from the text."""
    require(by, "quote.confirm_speaker", quote.article)
    quote = lock_quote(quote)
    if quote.status != Quote.Status.DISMISSED:
        raise WrongState("This quote is not dismissed.")
    if quote.position is None:
        raise WrongState("The words are no longer marked in the text: mark them there.")
    quote.propose_again()
    return write_quote(quote, "propose_again", by=by, at=at)


@transaction.atomic
def attach_speaker(
    quote: Quote,
    *,
    person: Person | None = None,
    name: str = "",
    role: str | None = None,
    by: User | None,
    at: datetime,
) -> Quote:
    """Say whose words these are: a known person, or a name that finds or makes one; and the role as printed.

    With neither person nor name the quote becomes unattributed. A confirmed quote stays confirmed. Refuses who may
    not attribute, and a name that several people bear.
    """
    require(by, "quote.confirm_speaker", quote.article)
    quote = lock_quote(quote)
    if person is not None and person.merged_into_id:
        raise EditorialError(f"“{person}” has been merged into “{person.merged_into}”: choose that one.")
    name = name.strip()
    if person is None and name:
        person = find_or_create_people([name], by=by, at=at)[name]
    quote.speaker, quote.speaker_name = person, person.name if person else ""
    if role is not None:
        quote.role_printed = role.strip()[:300]
    return write_quote(quote, "attach_speaker", by=by, at=at, speaker=quote.speaker_name, role=quote.role_printed)
