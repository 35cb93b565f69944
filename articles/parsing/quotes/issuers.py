"""Whose words a document holds: the post, the statement, the agency's complaint said."""

from __future__ import annotations

from articles.parsing.quotes import lexicon as lx
from articles.parsing.quotes.claims import REACH, Claim
from articles.parsing.quotes.focus import Focus
from articles.parsing.quotes.mentions import Mention
from articles.parsing.quotes.reading import Reading
from articles.parsing.quotes.subjects import in_phrase

_LEXICON = lx.read_lexicon("documents.txt")
_OWN_VOICE = frozenset(_LEXICON["own voice"])  # words of whoever was just spoken of
_LONGEST_NAME = 3  # words before the noun: a federal ethics complaint
_WRITTEN = frozenset(["written", "sent", "signed", "posted", "issued", "published", "drafted"])  # the doer is the voice
_MADE = frozenset(_LEXICON["made"])
_DOCUMENTS = _OWN_VOICE | frozenset(_LEXICON["document"])


def owner_of_document(reading: Reading, claim: Claim) -> Mention | None:
    """The body or person that owns the document which says the words: the SEC's complaint."""
    opening = _opening_document(reading, claim)
    if opening is not None:
        return _maker(reading, opening, claim.cue)
    at = _document(reading, claim)
    number = reading.ends.get(at - 1) if at is not None else None
    if number is None or not reading.mentions[number].is_owner:
        return None
    return reading.mentions[number]


def voice_of_document(reading: Reading, claim: Claim, focus: Focus, time: float) -> int | None:
    """The entity a bare "the post" or "the statement" speaks for: the one in focus."""
    at = _document(reading, claim)
    if _opening_document(reading, claim) is not None:
        return None
    if at is None or reading.tokens[at].low not in _OWN_VOICE or reading.tokens[at - 1].low not in ("the", "that"):
        return None
    ranked = focus.ranked(time, lambda _entity: True)
    return ranked[0][1] if ranked else None


def _maker(reading: Reading, document: int, cue: int) -> Mention | None:
    """Whom the memo was written by, if the story names the one."""
    for at in range(document + 2, min(cue, document + 5)):
        if reading.tokens[at].low == "by" and reading.tokens[at - 1].low in _WRITTEN:
            number = reading.starts.get(at + 1)
            named = reading.mentions[number] if number is not None else None
            return named if named is not None and named.who else None
    return None


def document_named(reading: Reading, claim: Claim) -> str | None:
    """How the story words a document nobody it names stands behind: an ethics complaint, the affidavit."""
    at = _document(reading, claim)
    if at is None:
        return None
    first = at
    while first and at - first < _LONGEST_NAME and in_phrase(reading.tokens[first - 1], False):
        first -= 1
    if reading.tokens[first].tags & lx.OPENER:
        first += 1
    return reading.words(first, at) if first <= at else None


def _document(reading: Reading, claim: Claim) -> int | None:
    """The token of the document that is the claim's subject, if it is one."""
    subject = claim.subject
    opening = _opening_document(reading, claim)
    if opening is not None:
        return opening
    if subject is not None and subject.mention is not None and (subject.mention.who or subject.mention.kind != "body"):
        return None
    at = subject.last if subject is not None else claim.cue - 1
    return at if at > 0 and reading.tokens[at].low in _DOCUMENTS else None


def _opening_document(reading: Reading, claim: Claim) -> int | None:
    """The document that opens the sentence, and how it came about before the verb: the memo, written by Dea,"""
    tokens = reading.tokens
    at = reading.sentences[reading.sentence_of[claim.cue]][0]
    is_behind = claim.subject is not None and claim.subject.first > claim.cue
    if claim.cue < 1 or claim.cue - at > REACH or is_behind or not tokens[at].tags & lx.DETERMINER:
        return None
    for number in range(at + 1, min(claim.cue - 1, at + 2 + _LONGEST_NAME)):
        token = tokens[number]
        if token.low in _DOCUMENTS:
            after = tokens[number + 1 + (tokens[number + 1].text == ",")]
            between = tokens[number + 2 : claim.cue]
            is_clear = not any(part.tags & (lx.SPEECH | lx.RELATIVE) and part is not after for part in between)
            return number if after.low in _MADE and is_clear else None
        if not in_phrase(token, False):
            return None
    return None
