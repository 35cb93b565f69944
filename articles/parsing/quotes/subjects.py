"""Who does the speaking verb: the noun phrase right of it, or the subject of the whole sentence."""

from __future__ import annotations

from typing import NamedTuple

from articles.parsing.quotes import lexicon as lx
from articles.parsing.quotes.mentions import BODY, DESCRIPTION, NAME, PRONOUN, Mention
from articles.parsing.quotes.reading import Reading
from articles.parsing.quotes.tokens import CAPITAL, NUMBER, POINT, QUOTED, WORD, Token

_LONGEST_PHRASE = 12
FAR_LEFT = 60  # tokens of an aside
_FAR_RIGHT = 120  # tokens: the subject of no sentence stands further in
_STANDS = frozenset(["was", "were", "is", "are", "sat", "stood", "came"])  # a subject may stand behind them
_PARTS = frozenset(["one", "two", "three", "some", "many", "most", "several"])


class Subject(NamedTuple):
    """Tokens (first, last) of the phrase, and the mention that heads it; None for a phrase that names nobody known."""

    first: int
    last: int
    mention: Mention | None


def subject_right(reading: Reading, at: int) -> Subject | None:
    """The noun phrase that starts at token ``at``: (said) acting port director Walter Reese, the mayor, she."""
    tokens, first, best = reading.tokens, at, None
    while at < len(tokens) and at - first < _LONGEST_PHRASE:
        number = reading.starts.get(at)
        if number is not None:
            mention = reading.mentions[number]
            if mention.kind == NAME and mention.last + 1 < len(tokens) and _is_plural(tokens[mention.last + 1]):
                return Subject(first, mention.last + 1, None)  # Acme analysts
            if mention.kind in (NAME, PRONOUN) and not mention.is_owner:
                further = _named_after_title(reading, mention) if mention.kind == NAME else None
                return Subject(first, (further or mention).last, further or mention)
            if mention.kind == DESCRIPTION and not mention.is_owner:
                return _named_or_described(reading, first, mention)
            best = best or (None if mention.is_owner else mention)
            at = mention.last + 1
            continue
        token = tokens[at]
        if token.low == "of" and tokens[at - 1].low in _PARTS and at > first:  # one of the officials
            at += 2
            continue
        is_noun = token.tags & lx.BASE and at > first and tokens[at - 1].tags & lx.DETERMINER  # the tweet
        if not is_noun and not in_phrase(token, at == first):
            break
        at += 1
    if best is not None and any(_is_plural(token) for token in tokens[best.last + 1 : at]):
        return Subject(first, at - 1, None)  # Acme Corp. officials
    if best is not None:
        return Subject(first, best.last, best)
    return Subject(first, at - 1, None) if at > first else None


def _named_after_title(reading: Reading, mention: Mention) -> Mention | None:
    """The person whose title begins with another's name: Clinton campaign manager Robby Mook."""
    tokens = reading.tokens
    has_role = False
    for at in range(mention.last + 1, min(len(tokens), mention.last + 6)):
        number = reading.starts.get(at)
        if number is not None and has_role and reading.mentions[number].kind == NAME:
            return reading.mentions[number]
        token = tokens[at]
        if token.kind not in (WORD, CAPITAL) or (token.tags & (lx.FUNCTION | lx.SPEECH) and not token.tags & lx.ROLE):
            return None
        has_role = has_role or bool(token.tags & lx.ROLE)
    return None


def _is_plural(token: Token) -> bool:
    return token.kind == WORD and lx.is_plural_role(token.low)


def in_phrase(token: Token, is_first: bool) -> bool:
    """Whether a word can belong to a noun phrase; an article only as its first."""
    if token.kind in (POINT, QUOTED):
        return False
    if token.tags & (lx.ROLE | lx.QUALIFIER):
        return True
    if token.tags & lx.DETERMINER:
        return is_first
    return not token.tags & (lx.FUNCTION | lx.CUE)


def _named_or_described(reading: Reading, first: int, mention: Mention) -> Subject:
    """A description, or the name right after it: the mechanic John Smith; her son, Otto Brandt; her son, pilot Otto."""
    tokens, at = reading.tokens, mention.last + 1
    if at + 1 < len(tokens) and tokens[at].text == ",":
        at += 1
        if (tokens[at].kind == WORD and tokens[at].tags & lx.ROLE) or tokens[at].low.endswith("-year-old"):
            at += 1
    number = reading.starts.get(at)
    if number is not None and reading.mentions[number].kind == NAME and not reading.mentions[number].is_owner:
        return Subject(first, reading.mentions[number].last, reading.mentions[number])
    return Subject(first, mention.last, mention)


def main_subject(reading: Reading, start: int, stop: int) -> Subject | None:
    """The subject of the sentence from ``start``: its first mention, after an opening "In a statement," if any."""
    tokens = reading.tokens
    if start >= stop:
        return None
    found = reading.mentions_between(start, min(stop, start + _FAR_RIGHT))
    opener = tokens[start]
    if opener.kind == CAPITAL and _opens_aside(opener):
        comma = next((at for at in range(start, min(stop, start + FAR_LEFT)) if tokens[at].text == ","), stop)
        behind = next((m for m in found if m.first < comma and tokens[m.first - 1].low in _STANDS), None)
        if behind is not None and behind.first > start and not behind.is_owner:
            return Subject(behind.first, behind.last, behind)  # In the stands was Gus Oakes, who
        if comma < stop:
            found = [m for m in found if m.first > comma] or found
    for mention in found:
        if mention.is_owner or (mention.first > start and _is_object(tokens, mention.first)):
            continue
        if mention.kind == DESCRIPTION:
            return _named_or_described(reading, mention.first, mention)
        if mention.kind == BODY:
            further = subject_right(reading, mention.first)
            if further is not None and further.mention is not None:
                return further
        further_name = _named_after_title(reading, mention) if mention.kind == NAME else None
        return Subject(mention.first, (further_name or mention).last, further_name or mention)
    return None


def _opens_aside(token: Token) -> bool:
    if token.tags & (lx.PREPOSITION | lx.SUBORDINATOR) and token.low != "that":
        return True
    return token.low.endswith("ing") or token.low in (
        "asked",
        "pressed",
        "reached",
        "told",
        "given",
        "based",
        "speaking",
    )


def _is_object(tokens: list[Token], at: int) -> bool:
    """Whether the words before token ``at`` make what starts there no subject: of, with, by."""
    before = tokens[at - 1]
    return (bool(before.tags & lx.PREPOSITION) and before.kind == WORD) or before.kind == NUMBER
