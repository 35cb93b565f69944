"""Quotes: settled by a person, in the speaker's own words, with a speaker and a role."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from articles.advice.gate.findings import Finding, Sheet, short
from articles.models import Person, Quote
from articles.parsing.wording import Change, wording_key

_MOST_SPEAKERS = 100  # each is looked for in the whole text
_QUESTION = "reporter_question"
_BECAME = {
    Change.WORDS: "The words of a {} quote changed",
    Change.MARKED: "Words of a {} quote were left out under an ellipsis, or put into brackets",
    Change.PUNCTUATION: "The punctuation of a {} quote changed",
}


def unattributed(sheet: Sheet) -> Iterator[Finding]:
    """A confirmed quote that says of nobody whose words it is. AP: attribute every quotation."""
    for quote in _confirmed(sheet):
        if quote.speaker_id is None and not quote.role_printed:
            yield sheet.in_quote("unattributed", f"The confirmed quote “{short(quote.words)}” has no speaker.", quote)


def drifted(sheet: Sheet) -> Iterator[Finding]:
    """A quote whose words are no longer those a person settled on. AP: never alter quotations."""
    for quote in sheet.copy.quotes:
        if quote.has_drifted:
            was = "verified" if quote.verification else "confirmed"
            became = _BECAME[quote.drift].format(was)
            message = f"{became}: “{short(quote.settled_words)}” is now “{short(quote.words)}”."
            yield sheet.in_quote("drifted", message, quote)


def unsettled(sheet: Sheet) -> Iterator[Finding]:
    """Quotation marks whose words no person has settled: proposed and waiting, or marked as nobody's yet.

    Words the finder takes for a title, a nickname or scare quotes are left alone, and so are those a person dismissed.
    Readers see an unsettled quotation as text, without a record of who said it.
    """
    for quote in sheet.copy.quotes:
        if quote.status == Quote.Status.PROPOSED:
            yield sheet.in_quote("unsettled", f"“{short(quote.words)}” waits to be confirmed or dismissed.", quote)
    if not _may_quote(sheet.text):
        return
    left = {wording_key(words) for words in sheet.copy.dismissed}
    starts = [span.start for span in sheet.spans]
    for run in sheet.found:
        at = bisect_left(starts, run.end) - 1
        is_marked = at >= 0 and sheet.spans[at].end > run.start
        if not is_marked and run.kind != _QUESTION and wording_key(run.text) not in left:
            message = f"“{short(run.text)}” stands in quotation marks and is no quote of record yet."
            yield sheet.in_text("unsettled", message, run.start, run.end)


def without_role(sheet: Sheet) -> Iterator[Finding]:
    """A speaker of whom neither the story nor the record says who that is. AP: identify a source as fully as needed.

    Said once a speaker, of the first in the order of the text. An organisation is its own role.
    """
    if sheet.copy.with_role is None:
        return
    known = {q.speaker_id for q in sheet.copy.quotes if q.role_printed or q.public_id in sheet.copy.with_role}
    for quote in _confirmed(sheet):
        if quote.speaker is None or quote.speaker_id in known or quote.has_drifted:
            continue
        if len(known) > _MOST_SPEAKERS:
            return
        known.add(quote.speaker_id)
        is_known = quote.speaker.title or _is_described(sheet.text, quote.speaker.name)
        if quote.speaker.kind == Person.Kind.HUMAN and not is_known:
            message = f"{quote.speaker.name} is quoted without a role: the story prints none, the record has none."
            yield sheet.in_quote("no-role", message, quote)


def _is_described(text: str, name: str) -> bool:
    """Whether words about the person follow the name: Omar Field, who owns a barbershop; Ada Lund, 34."""
    return re.search(rf"{re.escape(name)},\s\w", text) is not None


def _confirmed(sheet: Sheet) -> Iterator[Quote]:
    return (quote for quote in sheet.copy.quotes if quote.status == Quote.Status.CONFIRMED)


def _may_quote(text: str) -> bool:
    return any(mark in text for mark in "\"“”„«»‹›「『‘'’`")
