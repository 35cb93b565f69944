"""Who does a speaking verb that stands after its subject: past fillers, asides, clauses and complements to the left."""

from __future__ import annotations

from articles.parsing.quotes import lexicon as lx
from articles.parsing.quotes.mentions import BODY, DESCRIPTION, NAME, PRONOUN, Mention, is_stop
from articles.parsing.quotes.reading import Reading
from articles.parsing.quotes.subjects import FAR_LEFT, Subject, in_phrase, main_subject
from articles.parsing.quotes.tokens import POINT, QUOTED, WORD, Token

_LONGEST_CLAUSE = 14  # words of "who ..."
_ASIDES = frozenset([",", "—", "–", "--", "-", ")", "("])


def subject_left(reading: Reading, cue: int, start: int) -> Subject | None:
    """The subject of the verb at ``cue``, looking left but not before token ``start``."""
    tokens = reading.tokens
    at = cue - 1
    while at > start and tokens[at].kind == WORD and _is_filler(tokens[at]):
        at -= 1
    if at < start:
        return None
    if tokens[at].text in _ASIDES:
        if tokens[at].text == "," and tokens[cue].low.endswith("ing"):
            return main_subject(reading, start, at) or _before_aside(reading, at, start)  # (reminded them), calling it
        return _before_aside(reading, at, start) or main_subject(reading, start, cue)
    if tokens[at].tags & lx.RELATIVE and at > start:
        before = at - 2 if tokens[at - 1].text == "," else at - 1
        return _ending(reading, before, start) or main_subject(reading, start, cue)
    if lx.is_plural_role(tokens[at].low) and _opens_clause(reading, at, start):
        return Subject(_phrase_start(tokens, at, start), at, None)  # prosecutors said
    if tokens[at].tags & lx.CONJUNCTION or tokens[at].kind == QUOTED:
        return main_subject(reading, start, at)
    return _before_who(reading, at, start) or _ending(reading, at, start) or main_subject(reading, start, cue)


def _before_who(reading: Reading, at: int, start: int) -> Subject | None:
    """The description a clause without commas belongs to: the aunt who helped raise Otto Brandt (said)."""
    for number in range(at, max(start, at - _LONGEST_CLAUSE), -1):
        token = reading.tokens[number]
        if token.kind in (POINT, QUOTED):
            return None
        if token.low == "who":
            described = reading.ends.get(number - 1)
            if described is None or reading.mentions[described].kind != DESCRIPTION:
                return None
            mention = reading.mentions[described]
            return Subject(mention.first, mention.last, mention)
    return None


def _opens_clause(reading: Reading, at: int, start: int) -> bool:
    """Whether the noun at ``at`` can be the subject: no name, no owner, and nobody says it of them."""
    if reading.ends.get(at) is not None or reading.tokens[at].is_owner:
        return False
    return not any(
        reading.tokens[number].tags & (lx.CUE | lx.AUXILIARY) and is_stop(reading.tokens, number)
        for number in range(start + 1, at)
    )


def _phrase_start(tokens: list[Token], at: int, start: int) -> int:
    """The first word of the phrase that ends with a noun for people: federal prosecutors, the state's lawyers."""
    while at > start and at and in_phrase(tokens[at - 1], True) and not tokens[at - 1].tags & lx.OPENER:
        at -= 1
    return at


def _is_filler(token: Token) -> bool:
    """Words between a subject and its verb: has also publicly."""
    if token.tags & lx.ROLE:
        return False
    is_small = token.tags & (lx.AUXILIARY | lx.ADVERB) and not token.tags & (lx.RELATIVE | lx.CONJUNCTION | lx.PRONOUN)
    return bool(is_small) or token.low.endswith("ly") or token.low in ("heard", "seen", "quoted", "not", "to", "as")


def _ending(reading: Reading, at: int, start: int) -> Subject | None:
    """The noun phrase that ends at token ``at``, its "of Ohio" and "with the union" peeled off."""
    tokens = reading.tokens
    for _peel in range(3):
        number = reading.ends.get(at)
        if number is None or reading.mentions[number].first < start:
            return None
        mention = reading.mentions[number]
        if mention.is_owner:
            return None
        before = mention.first - 1
        while before > start and tokens[before].tags & (lx.DETERMINER | lx.QUALIFIER) and tokens[before].kind == WORD:
            before -= 1
        is_of = tokens[before].tags & lx.PREPOSITION and not tokens[before].tags & lx.SUBORDINATOR
        is_complement = before > start and is_of and mention.kind in (NAME, BODY)
        if not is_complement:
            return Subject(mention.first, mention.last, mention)
        if lx.is_plural_role(tokens[before - 1].low) and before - 1 >= start:
            return Subject(before - 1, mention.last, None)  # lawyers for Dea
        if reading.ends.get(before - 1) is None:
            return None if before - 1 > start else Subject(mention.first, mention.last, mention)
        at = before - 1
    return None


def _before_aside(reading: Reading, comma: int, start: int) -> Subject | None:
    """The mention before an earlier comma, with an aside between: Castle, who chairs the board, (said)."""
    body = None
    named = _name_between_commas(reading, comma, start)
    if named is not None:
        return named
    for at in range(comma - 1, max(start, comma - FAR_LEFT), -1):
        if reading.tokens[at].text not in _ASIDES:
            continue
        ending = _ending(reading, at - 1, start)
        if ending is None or ending.mention is None:
            continue
        mention = ending.mention
        if (
            mention.kind in (NAME, DESCRIPTION, PRONOUN)
            and not mention.is_owner
            and not _is_apposed(reading, mention, start)
        ):
            return Subject(mention.first, mention.last, mention)
        body = body or mention
    return Subject(body.first, body.last, body) if body is not None and body.kind == BODY else None


def _name_between_commas(reading: Reading, comma: int, start: int) -> Subject | None:
    """The name that stands alone before the comma, after a description: a spokesman for Acme, Tom Reil, (said)."""
    number = reading.ends.get(comma - 1)
    if number is None or reading.mentions[number].kind != NAME:
        return None
    mention = reading.mentions[number]
    before = mention.first - 1
    if before > start and reading.tokens[before].low.endswith("-year-old"):
        before -= 1
    described = reading.ends.get(before - 1) if before > start and reading.tokens[before].text == "," else None
    if described is None or reading.mentions[described].kind == NAME:
        return None
    return Subject(mention.first, mention.last, mention)


def _is_apposed(reading: Reading, mention: Mention, start: int) -> bool:
    """A description that stands as an apposition to a name before it."""
    before = mention.first - 1
    if mention.kind != DESCRIPTION or before <= start or reading.tokens[before].text != ",":
        return False
    number = reading.ends.get(before - 1)
    return number is not None and reading.mentions[number].kind == NAME
