"""What the story says a person is: title before the name, apposition after it, description before a comma."""

from __future__ import annotations

from articles.parsing.quotes import lexicon as lx
from articles.parsing.quotes.mentions import DESCRIPTION, NAME, Mention
from articles.parsing.quotes.names import Phrase
from articles.parsing.quotes.register import Register
from articles.parsing.quotes.role_heads import head_of, role_from
from articles.parsing.quotes.tokens import CAPITAL, NUMBER, POINT, QUOTED, WORD, Token

_BACK = 7  # words before a name that can belong to its title
_PARTIES = frozenset(["D-", "R-", "I-"])
_LONGEST_HOME = 6  # tokens of "of Park City" or "R-N.C."
_NO_ROLES = frozenset(lx.read_lexicon("passing_people.txt")["anybody"])
_LONGEST_TERM = 7  # tokens of "in her third season as"
_LONGEST_WHO = 14  # tokens of a clause that goes on "and is director of"


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
        if found is not None and tokens[found.last].kind == CAPITAL and tokens[found.first - 1].low == "the":
            return None  # Writing in the Guardian, Ann Dea
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
    return role_from(tokens, _after_as(tokens, _after_who_is(tokens, at)))


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
    head = head_of(tokens, at + 1)
    return None if head is None or tokens[head].tags & lx.KIN else role_from(tokens, at + 1)


def _after_who_is(tokens: list[Token], at: int) -> int:
    """Past "who is", "who has been", "who serves as": what follows may be a role."""
    if at + 3 >= len(tokens) or tokens[at].low != "who":
        return at
    if tokens[at + 1].low in ("is", "was"):
        return at + 2
    serves = tokens[at + 1].low in ("has", "had", "serves", "served", "works", "worked")
    if serves and tokens[at + 2].low in ("been", "as"):
        return at + 3
    for number in range(at + 2, min(len(tokens) - 2, at + _LONGEST_WHO)):
        if tokens[number].kind in (POINT, QUOTED):
            break
        if tokens[number].low == "and" and tokens[number + 1].low in ("is", "was"):
            return number + 2
    return at
