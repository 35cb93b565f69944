"""The acts that the buttons of the quotes beside the text call."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.http import QueryDict

from articles import editorial
from articles.admin.quotes import verifying
from articles.admin.quotes.rows import THRESHOLDS, seen, sure_ones
from articles.editorial import EditorialError
from articles.models import Article, Person, Quote


def act_on_quote(
    verb: str, article: Article, public_id: str, asked: QueryDict, files: Any, *, by: User, at: datetime
) -> str:
    """Call the act a button of the panel stands for; returns what to say. Refusals are EditorialErrors."""
    quote = article.quotes.filter(public_id=public_id).select_related("article", "speaker").first()
    if quote is None or verb not in {*VERBS, *_WITH_FILES}:
        raise EditorialError("This quote is no longer in the story.")
    quote.article = article
    if asked.get("seen") and asked["seen"] != seen(quote):
        raise EditorialError(f"The words of this quote have changed since you looked: now “{quote}”. Look again.")
    if verb in _WITH_FILES:
        return _WITH_FILES[verb](quote, asked, files, by, at)
    return VERBS[verb](quote, asked, by, at)


def confirm_sure_ones(article: Article, *, by: User, at: datetime, at_least: int = 80) -> int:
    """Confirm every waiting quote whose speaker is found with at least that confidence (in hundredths); says how many.

    Refuses a confidence below those that are offered: what is guessed is confirmed one by one.
    """
    if at_least < min(THRESHOLDS):
        raise EditorialError(f"Quotes below {min(THRESHOLDS)} % are confirmed one by one.")
    sure = sure_ones(article.quotes.in_place().select_related("article", "speaker"), at_least=at_least)
    for quote in sure:
        editorial.confirm_quote(quote, by=by, at=at)
    return len(sure)


def _confirm(quote: Quote, asked: QueryDict, by: User, at: datetime) -> str:
    """Confirm as the row shows it: a speaker or role typed there and not set yet is set first."""
    if "speaker" in asked and _is_other(quote, asked):
        quote = _attribute_to(quote, asked, by, at)
    editorial.confirm_quote(quote, by=by, at=at)
    return f"Confirmed: {quote.attributed_to or 'no speaker'}."


def _dismiss(quote: Quote, asked: QueryDict, by: User, at: datetime) -> str:
    editorial.dismiss_quote(quote, by=by, at=at)
    return "Dismissed. The words stay in the story; u brings the quote back."


def _bring_back(quote: Quote, asked: QueryDict, by: User, at: datetime) -> str:
    editorial.propose_again(quote, by=by, at=at)
    return "Brought back: it waits for you."


def _accept(quote: Quote, asked: QueryDict, by: User, at: datetime) -> str:
    was_verified = bool(quote.verification)
    quote = editorial.accept_wording(quote, by=by, at=at)
    return (
        "The new words stand; they are to be verified anew."
        if was_verified and not quote.verification
        else "The new words stand."
    )


def _restore(quote: Quote, asked: QueryDict, by: User, at: datetime) -> str:
    article = editorial.restore_wording(quote, by=by, at=at)
    return f"The words are back, as version {article.version}."


def _attribute(quote: Quote, asked: QueryDict, by: User, at: datetime) -> str:
    quote = _attribute_to(quote, asked, by, at)
    return f"Speaker: {quote.attributed_to or 'none'}."


VERBS: dict[str, Callable[[Quote, QueryDict, User, datetime], str]] = {
    "confirm": _confirm,
    "dismiss": _dismiss,
    "bring-back": _bring_back,
    "accept": _accept,
    "restore": _restore,
    "attribute": _attribute,
}


_WITH_FILES: dict[str, Callable[[Quote, QueryDict, Any, User, datetime], str]] = {
    "verify": verifying.verify,
    "evidence": verifying.add,
    "unverify": verifying.withdraw,
}


def _is_other(quote: Quote, asked: QueryDict) -> bool:
    return (_name(asked), asked.get("role", "").strip()) != (quote.attributed_to, quote.role_printed)


def _attribute_to(quote: Quote, asked: QueryDict, by: User, at: datetime) -> Quote:
    """The person chosen, where the name still is that person's; else whoever the name finds or makes."""
    name, chosen = _name(asked), asked.get("person", "")
    person = Person.objects.filter(pk=chosen).first() if chosen.isdigit() else None
    if person is not None and person.name != name:
        person = None
    return editorial.attach_speaker(quote, person=person, name=name, role=asked.get("role"), by=by, at=at)


def _name(asked: QueryDict) -> str:
    return " ".join(asked.get("speaker", "").split())
