"""How far a role reaches that starts at a word: its noun for a person, and what belongs to it."""

from __future__ import annotations

from articles.parsing.quotes import lexicon as lx
from articles.parsing.quotes.mentions import is_role_noun, is_stop
from articles.parsing.quotes.tokens import CAPITAL, NUMBER, POINT, QUOTED, WORD, Token

_AHEAD = 18  # words of an apposition
_HEAD_WITHIN = 9  # the noun of an apposition is among its first words
_ENDS = lx.RELATIVE | lx.SPEECH | lx.MANNER
_AGENTS = ("er", "or", "ist", "ian", "eer", "man", "woman")  # a scheduler, a lutist: nouns for a person by their ending
_LONG_ENOUGH = 6
_CLAUSE = lx.AUXILIARY | lx.SPEECH
_NOT_IN_TITLE = (lx.FUNCTION & ~lx.ADVERB) | lx.SPEECH


def role_from(tokens: list[Token], at: int) -> tuple[int, int] | None:
    """The words of a role that starts at token ``at``: up to a comma, a clause, a verb of speech."""
    head = head_of(tokens, at)
    if head is None:
        return None
    last = head
    for number in range(head + 1, min(len(tokens), head + _AHEAD)):
        token = tokens[number]
        if token.kind == WORD and token.tags & _CLAUSE and is_stop(tokens, number):
            return None  # Castle, the mayor said, was late
        if (
            token.kind == QUOTED
            or (token.tags & _ENDS and (token.tags & lx.RELATIVE or is_stop(tokens, number)))
            or (token.kind == POINT and token.text not in ("-", "&", "/", "'", "’"))
        ):
            break
        if token.low in ("and", "but", "while", "since") and not _goes_on(tokens, number):
            break
        if token.low in ("for", "with") and number + 1 < len(tokens) and tokens[number + 1].kind == NUMBER:
            break
        last = number
    return at, last


def _goes_on(tokens: list[Token], at: int) -> bool:
    """Whether "and" joins two titles or two capitals, not two clauses."""
    after = tokens[at + 1] if at + 1 < len(tokens) else tokens[at]
    return after.kind == CAPITAL or bool(after.tags & (lx.ROLE | lx.QUALIFIER))


def _is_agent(tokens: list[Token], at: int) -> bool:
    """Whether a word no list knows is a noun for a person by its ending, and ends its phrase: a scheduler (who)."""
    token = tokens[at]
    if token.tags or token.kind != WORD or len(token.low) < _LONG_ENOUGH or not token.low.endswith(_AGENTS):
        return False
    if at + 1 == len(tokens):
        return False
    after = tokens[at + 1]
    return after.text in (",", ".", ")") or bool(after.tags & (lx.RELATIVE | lx.PREPOSITION))


def _one_of(tokens: list[Token], at: int) -> int | None:
    """The noun of "one of the students"; the role is printed so."""
    for number in range(at, min(len(tokens), at + 4)):
        token = tokens[number]
        if token.kind == WORD and token.low.endswith("s") and lx.TAGS.get(token.low[:-1], 0) & lx.ROLE:
            return number
    return None


def head_of(tokens: list[Token], at: int) -> int | None:
    """The noun for a person that heads the words from ``at``; None if a verb or a comma comes first."""
    if tokens[at].low == "one" and at + 3 < len(tokens) and tokens[at + 1].low == "of":
        return _one_of(tokens, at + 2)
    for number in range(at, min(len(tokens), at + _HEAD_WITHIN)):
        token = tokens[number]
        if is_role_noun(token) and not token.is_owner:
            return number
        if number > at and tokens[at].tags & (lx.DETERMINER | lx.QUALIFIER) and _is_agent(tokens, number):
            return number
        if (number == at and token.tags & lx.DETERMINER) or token.text == "No.":
            continue
        if token.kind in (POINT, QUOTED):
            return None
        is_stop = token.tags & _NOT_IN_TITLE and not token.tags & lx.QUALIFIER and token.low != "and"
        if is_stop and not token.is_owner:
            return None
        if token.kind == WORD and token.low.endswith("ing") and number == at:
            return None
    return None
