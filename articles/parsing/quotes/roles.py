"""What the story says a person is: title before the name, apposition after it, description before a comma."""

from __future__ import annotations

from articles.parsing.quotes import lexicon as lx
from articles.parsing.quotes.mentions import DESCRIPTION, NAME, Mention, is_role_noun, is_stop
from articles.parsing.quotes.names import Phrase
from articles.parsing.quotes.register import Register
from articles.parsing.quotes.tokens import CAPITAL, NUMBER, POINT, QUOTED, WORD, Token

_BACK = 7  # words before a name that can belong to its title
_AHEAD = 18  # words of an apposition
_HEAD_WITHIN = 9  # the noun of an apposition is among its first words
_ENDS = lx.RELATIVE | lx.SPEECH | lx.MANNER
_PARTIES = frozenset(["D-", "R-", "I-"])
_LONGEST_HOME = 6  # tokens of "of Park City" or "R-N.C."
_NO_ROLES = frozenset(["man", "woman", "boy", "girl", "person", "teenager", "teen"])
_LONGEST_TERM = 7  # tokens of "in her third season as"
_LONGEST_WHO = 14  # tokens of a clause that goes on "and is director of"
_AGENTS = ("er", "or", "ist", "ian", "eer", "man", "woman")  # a scheduler, a lutist: nouns for a person by their ending
_LONG_ENOUGH = 6
_CLAUSE = lx.AUXILIARY | lx.SPEECH
_NOT_IN_TITLE = (lx.FUNCTION & ~lx.ADVERB) | lx.SPEECH


def find_roles(
    text: str, tokens: list[Token], phrases: list[Phrase], mentions: list[Mention], register: Register
) -> None:
    """Enter every role the story prints with the person it belongs to (``Entity.roles``, in order of appearance)."""
    by_first = {phrase.first: phrase for phrase in phrases}
    descriptions = {m.last: m for m in mentions if m.kind == DESCRIPTION and not m.is_owner}
    for mention in mentions:
        if mention.kind != NAME or not mention.who:
            continue
        entity = register.entities[mention.who[0]]
        spans = [_title_before(tokens, by_first[mention.first]), _described_before(tokens, mention, descriptions)]
        if not mention.is_owner:
            spans.append(_apposition(tokens, mention.last + 1) or _after_is(tokens, mention.last + 1))
        for span in spans:
            if span is None:
                continue
            first, last = span
            while tokens[first].tags & lx.DETERMINER and first < last and tokens[first + 1].low != "of":
                first += 1
            if first == last and tokens[first].low in _NO_ROLES:
                continue
            role = " ".join(text[tokens[first].start : tokens[last].end].split())
            register.add_role(entity.number, tokens[first].start, role)
            # what the story calls somebody tells more than a list of first names
            entity.sex = _sex(tokens, first, last) or entity.sex


def _sex(tokens: list[Token], first: int, last: int) -> str:
    for token in tokens[first : last + 1]:
        if token.tags & lx.ROLE and not token.is_owner:
            return lx.sex_of_word(token.tags)
    return ""


def _title_before(tokens: list[Token], phrase: Phrase) -> tuple[int, int] | None:
    """The run of title words that ends where the name starts: acting port director, Chicago Mayor."""
    last = phrase.name_at - 1
    while last >= phrase.first and tokens[last].tags & lx.HONORIFIC and not tokens[last].tags & lx.OFFICE:
        last -= 1
    for at in range(phrase.first, last):
        if tokens[at].tags & lx.ROLE and tokens[at + 1].low in ("of", "in"):  # Secretary of State Ann Dea
            return _title_start(tokens, at), last
    if last < 0 or not tokens[last].tags & lx.ROLE or tokens[last].is_owner or tokens[last].kind == QUOTED:
        return None
    if last < phrase.name_at - 1 and last < phrase.first:
        return None
    return _title_start(tokens, last), last


def _title_start(tokens: list[Token], last: int) -> int:
    first = last
    while first and last - first < _BACK and _belongs(tokens, first - 1):
        first -= 1
    return first


def _belongs(tokens: list[Token], at: int) -> bool:
    """Whether the word can be part of a title that goes on after it."""
    token = tokens[at]
    if token.kind in (POINT, QUOTED) or token.is_owner:
        return token.is_owner and token.kind == CAPITAL and tokens[at + 1].kind == CAPITAL
    if token.tags & (lx.QUALIFIER | lx.ROLE) or (token.kind == CAPITAL and token.tags & lx.ORGANISATION):
        return True
    if token.low == "and" and at and tokens[at - 1].tags & lx.ROLE and tokens[at - 1].kind == tokens[at + 1].kind:
        return bool(tokens[at + 1].tags & (lx.ROLE | lx.QUALIFIER))
    if token.tags & (lx.FUNCTION | lx.CUE | lx.CALENDAR | lx.OPENER):
        return False
    if token.kind == NUMBER:
        return "-" in token.text or token.text.endswith(("th", "st", "nd", "rd"))
    return token.kind == CAPITAL or not token.low.endswith(("ly", "ed")) or "-" in token.low


def _described_before(
    tokens: list[Token], mention: Mention, descriptions: dict[int, Mention]
) -> tuple[int, int] | None:
    """The description a comma before the name: the port's chief engineer, Ruth Oakes; or "named" before it."""
    at = mention.first - 1
    if at < 1:
        return None
    if tokens[at].text == "," or tokens[at].low == "named":
        found = descriptions.get(at - 1)
        if found is not None and (tokens[found.first].tags & lx.DETERMINER or tokens[found.first].kind == CAPITAL):
            return found.first, found.last
    return None


def _apposition(tokens: list[Token], at: int) -> tuple[int, int] | None:
    """The role after a name and a comma; age, party and home left out: chief economist at Corvane Research."""
    if tokens[at : at + 1] and tokens[at].low == "of":  # Rep. Ann Dea of Ohio, the panel's chairwoman
        at = _comma_after(tokens, at) or at
    if at + 1 >= len(tokens) or tokens[at].text not in (",", "(", "—", "–", "--"):
        return None
    at = _after_home(tokens, at + 1)
    return _role_from(tokens, _after_as(tokens, _after_who_is(tokens, at)))


def _after_as(tokens: list[Token], at: int) -> int:
    """Past "in her third year as": what follows is a role."""
    if tokens[at].low != "in":
        return at
    for number in range(at + 1, min(len(tokens) - 1, at + _LONGEST_TERM)):
        if tokens[number].low == "as":
            return number + 1
        if tokens[number].kind in (POINT, QUOTED):
            break
    return at


def _after_home(tokens: list[Token], at: int) -> int:
    """Past "43,", "D-Ohio,", "of Dover," and "then": where a role may start."""
    for _part in range(3):
        token = tokens[at]
        comma = None
        if token.kind == NUMBER or token.low == "of" or token.text[:2] in _PARTIES:
            comma = _comma_after(tokens, at)
        if comma is None:
            break
        at = comma + 1
    return at + 1 if tokens[at].low in ("then", "now", "once", "formerly") and at + 1 < len(tokens) else at


def _comma_after(tokens: list[Token], at: int) -> int | None:
    """The comma that ends "43", "of Park City" or "R-N.C." from token ``at``, if a word follows it."""
    for number in range(at + 1, min(len(tokens) - 1, at + _LONGEST_HOME)):
        token = tokens[number]
        if token.text in (",", "),"):
            return number
        if token.kind == WORD or token.kind == QUOTED:
            return None
    return None


def _after_is(tokens: list[Token], at: int) -> tuple[int, int] | None:
    """The role of "Tom Brill is a carpenter in Dover"."""
    if at + 2 >= len(tokens) or tokens[at].low not in ("is", "was") or tokens[at + 1].low not in ("a", "an", "the"):
        return None
    head = _head_of(tokens, at + 1)
    return None if head is None or tokens[head].tags & lx.KIN else _role_from(tokens, at + 1)


def _role_from(tokens: list[Token], at: int) -> tuple[int, int] | None:
    """The words of a role that starts at token ``at``: up to a comma, a clause, a verb of speech."""
    head = _head_of(tokens, at)
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


def _after_who_is(tokens: list[Token], at: int) -> int:
    """Past "who is", "who has been", "who serves as": what follows may be a role."""
    if at + 3 >= len(tokens) or tokens[at].low != "who":
        return at
    if tokens[at + 1].low in ("is", "was"):
        return at + 2
    if tokens[at + 1].low in ("has", "had", "serves", "served", "works", "worked") and tokens[at + 2].low in ("been", "as"):
        return at + 3
    for number in range(at + 2, min(len(tokens) - 2, at + _LONGEST_WHO)):
        if tokens[number].kind in (POINT, QUOTED):
            break
        if tokens[number].low == "and" and tokens[number + 1].low in ("is", "was"):
            return number + 2
    return at


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


def _head_of(tokens: list[Token], at: int) -> int | None:
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
