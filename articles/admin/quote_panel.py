"""The quotes beside the text: what each row shows, and the acts its buttons call."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.http import QueryDict

from articles import editorial
from articles.editorial import EditorialError
from articles.models import Article, Person, Quote

# From here on a speaker found by the rules is called sure: one action confirms all of these.
SURE = 0.8
_FAIRLY_SURE = 0.55


@dataclass(frozen=True, slots=True)
class Row:
    """One quote beside the text."""

    quote: Quote
    seen: str
    sureness: str
    why: str

    @property
    def percent(self) -> int:
        return round(self.quote.confidence * 100)


def rows_of(quotes: list[Quote]) -> list[Row]:
    """Quotes as the panel shows them, in the order of the text; dismissed ones and those no longer there left out."""
    shown = [quote for quote in quotes if quote.position is not None and quote.status != Quote.Status.DISMISSED]
    return [Row(quote, seen(quote), _sureness(quote), _why(quote)) for quote in shown]


def seen(quote: Quote) -> str:
    """A short mark of the words a person looked at: what comes back with the button."""
    return hashlib.sha256(quote.words.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def labels_of(quotes: list[Quote]) -> dict[str, dict[str, str]]:
    """For the text itself: the speaker and standing of each quote, by the id its words are marked with."""
    return {
        quote.public_id: {
            "speaker": quote.attributed_to,
            "status": "drifted" if quote.has_drifted else str(quote.status),
        }
        for quote in quotes
    }


def sure_ones(quotes: list[Quote]) -> list[Quote]:
    """Waiting quotes whose speaker is found with high confidence."""
    return [
        quote
        for quote in quotes
        if quote.position is not None
        and quote.status == Quote.Status.PROPOSED
        and quote.confidence >= SURE
        and quote.attributed_to
    ]


def act_on_quote(verb: str, article: Article, public_id: str, asked: QueryDict, *, by: User, at: datetime) -> str:
    """Call the act a button of the panel stands for; returns what to say. Refusals are EditorialErrors."""
    quote = article.quotes.filter(public_id=public_id).select_related("article", "speaker").first()
    if quote is None or verb not in VERBS:
        raise EditorialError("This quote is no longer in the story.")
    quote.article = article
    if asked.get("seen") and asked["seen"] != seen(quote):
        raise EditorialError(f"The words of this quote have changed since you looked: now “{quote}”. Look again.")
    return VERBS[verb](quote, asked, by, at)


def confirm_sure_ones(article: Article, *, by: User, at: datetime) -> int:
    """Confirm every waiting quote whose speaker is sure; says how many."""
    sure = sure_ones(list(article.quotes.select_related("article", "speaker")))
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
    return "Dismissed. The words stay in the story."


def _attribute(quote: Quote, asked: QueryDict, by: User, at: datetime) -> str:
    quote = _attribute_to(quote, asked, by, at)
    return f"Speaker: {quote.attributed_to or 'none'}."


def _verify(quote: Quote, asked: QueryDict, by: User, at: datetime) -> str:
    how = asked.get("how", "")
    if how not in Quote.Verification.values:
        raise EditorialError("Say what the words were checked against.")
    quote = editorial.verify_quote(quote, how=Quote.Verification(how), by=by, at=at)
    return f"{quote.get_verification_display()}."


VERBS: dict[str, Callable[[Quote, QueryDict, User, datetime], str]] = {
    "confirm": _confirm,
    "dismiss": _dismiss,
    "attribute": _attribute,
    "verify": _verify,
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


def _sureness(quote: Quote) -> str:
    if quote.confidence >= SURE:
        return "sure"
    return "fairly sure" if quote.confidence >= _FAIRLY_SURE else "unsure"


def _why(quote: Quote) -> str:
    words: list[Any] = [f"“{word}”" for word in quote.relied_on if isinstance(word, str)]
    rule = quote.rule.replace("_", " ").replace("-", " ")
    return f"{rule}: {', '.join(words)}" if words else rule
