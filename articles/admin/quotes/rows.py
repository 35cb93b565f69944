"""What the panel shows of a story's quotes: a row each, how sure the finder is and why, what became of their words."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.urls import reverse

from articles.advice.candidates import Asked, Candidate, candidates_for
from articles.advice.roles import roles_held, says_the_same
from articles.models import Evidence, Quote, Role
from articles.parsing.wording import Change, Step, steps

# From here on a speaker found by the rules is called sure: one action confirms all of these.
SURE = 0.8
_FAIRLY_SURE = 0.55
# What “confirm all” may be asked for, in hundredths.
THRESHOLDS = (95, 90, 80, 70, 60, 50)
_NAMES_COMPARED = 24

_BECAME = {
    Change.WORDS: "Other words than those that were confirmed.",
    Change.MARKED: "The same words, some left out under an ellipsis or put into brackets.",
    Change.PUNCTUATION: "The same words, punctuated otherwise.",
}


@lru_cache(maxsize=1024)
def story_base(article_id: int) -> str:
    """What the addresses of a story's acts begin with: looked up once, where a page has hundreds of them."""
    return reverse("admin:articles_article_aside", args=[article_id]).removesuffix("aside/")


@dataclass(frozen=True, slots=True)
class Row:
    """One quote beside the text. `steps` lead from the settled wording to the present one where it has drifted."""

    quote: Quote
    seen: str
    sureness: str
    why: str
    became: str = ""
    steps: tuple[Step, ...] = ()
    near: tuple[Candidate, ...] = ()
    on_record: str = ""

    @property
    def base(self) -> str:
        """What the addresses of its story begin with."""
        return story_base(self.quote.article_id)

    @property
    def url(self) -> str:
        """What the addresses of its acts begin with."""
        return f"{self.base}quotes/{self.quote.public_id}/"

    @property
    def percent(self) -> int:
        return percent(self.quote)

    @property
    def is_other_words(self) -> bool:
        """The words said are others, so that what was verified no longer is."""
        return self.quote.drift == Change.WORDS


@dataclass(frozen=True, slots=True)
class Threshold:
    """A confidence in hundredths, and how many waiting quotes with a speaker reach it."""

    percent: int
    number: int
    is_usual: bool


def with_evidence(quotes: QuerySet[Quote]) -> QuerySet[Quote]:
    """The quotes with what is kept of each, but for the files' bytes."""
    return quotes.prefetch_related(Prefetch("evidence", Evidence.objects.defer("content").select_related("added_by")))


def rows_of(quotes: list[Quote]) -> list[Row]:
    """Quotes as the panel shows them, in the order of the text; dismissed ones and those no longer there left out."""
    shown = [quote for quote in quotes if quote.position is not None and quote.status != Quote.Status.DISMISSED]
    near = _who_may_be_meant(shown)
    held = roles_held((q.speaker_id, q.said_on) for q in shown if q.speaker_id and q.said_on)
    on_record = {q.pk: held.get((q.speaker_id, q.said_on)) for q in shown if q.speaker_id and q.said_on}
    return [_row(quote, near.get(quote.pk, ()), on_record.get(quote.pk)) for quote in shown]


def dismissed_of(quotes: list[Quote]) -> list[Quote]:
    """Dismissed quotes whose mark still stands in the text: they can be brought back."""
    return [quote for quote in quotes if quote.position is not None and quote.status == Quote.Status.DISMISSED]


def seen(quote: Quote) -> str:
    """A short mark of the words a person looked at: what comes back with the button."""
    return hashlib.sha256(quote.words.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def labels_of(quotes: list[Quote]) -> dict[str, dict[str, str]]:
    """For the text itself: speaker, standing and settled words of each quote, by the id its words are marked with."""
    return {
        quote.public_id: {
            "speaker": quote.attributed_to,
            "status": "drifted" if quote.has_drifted else str(quote.status),
            **({"settled": quote.settled_words} if quote.status == Quote.Status.CONFIRMED else {}),
        }
        for quote in quotes
    }


def percent(quote: Quote) -> int:
    """The finder's confidence in the speaker, in hundredths."""
    return round(quote.confidence * 100)


def sure_ones(quotes: Iterable[Quote], *, at_least: int = round(SURE * 100)) -> list[Quote]:
    """Waiting quotes whose speaker is found with at least that confidence (in hundredths)."""
    return [
        quote
        for quote in quotes
        if quote.position is not None
        and quote.status == Quote.Status.PROPOSED
        and percent(quote) >= at_least
        and quote.attributed_to
    ]


def thresholds_of(quotes: list[Quote]) -> list[Threshold]:
    """The confidences that “confirm all” offers: the usual one, and others that reach another number of quotes."""
    offered: list[Threshold] = []
    for least in THRESHOLDS:
        number = len(sure_ones(quotes, at_least=least))
        is_usual = least == round(SURE * 100)
        if number and (is_usual or number not in {one.number for one in offered}):
            offered = [one for one in offered if one.number != number]
            offered.append(Threshold(least, number, is_usual))
    return offered


def _row(quote: Quote, near: tuple[Candidate, ...], role: Role | None) -> Row:
    drift = quote.drift
    on_record = str(role) if role and not says_the_same(str(role), quote.role_printed) else ""
    if drift == Change.NONE:
        return Row(quote, seen(quote), _sureness(quote), _why(quote), near=near, on_record=on_record)
    way = steps(quote.settled_words, quote.words)
    return Row(quote, seen(quote), _sureness(quote), _why(quote), _BECAME[drift], way)


def _who_may_be_meant(quotes: list[Quote]) -> dict[int, tuple[Candidate, ...]]:
    """For waiting quotes whose speaker is nobody on record yet: people on record who may be meant."""
    waiting = [q for q in quotes if q.status == Quote.Status.PROPOSED and q.speaker_id is None]
    asked = {q.pk: Asked(q.speaker_name, q.role_printed, q.said_on) for q in waiting[:_NAMES_COMPARED]}
    known = candidates_for(asked.values())
    return {pk: known[one] for pk, one in asked.items()}


def _sureness(quote: Quote) -> str:
    if quote.confidence >= SURE:
        return "sure"
    return "fairly sure" if quote.confidence >= _FAIRLY_SURE else "unsure"


def _why(quote: Quote) -> str:
    words: list[Any] = [f"“{word}”" for word in quote.relied_on if isinstance(word, str)]
    rule = quote.rule.replace("_", " ").replace("-", " ")
    return f"{rule}: {', '.join(words)}" if words else rule
