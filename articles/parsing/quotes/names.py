"""Capitalised phrases: which are people's names, which organisations, which titles that stand before a name."""

from __future__ import annotations

from typing import NamedTuple

from articles.parsing.quotes import lexicon as lx
from articles.parsing.quotes.reach import CAUSES, OF, office_of, reach
from articles.parsing.quotes.tokens import CAPITAL, NUMBER, POINT, QUOTED, WORD, Token

PERSON = "person"
ORGANISATION = "organisation"
TITLE = "title"  # the mayor's office without a name: Attorney General
UNSURE = "unsure"  # one capitalised word that the rest of the story must explain

_APOSTROPHES = frozenset("’'")
_ALSO_SURNAMES = frozenset(["may", "april", "june", "august", "march"])
_PARTIES = frozenset(["D-", "R-", "I-"])
_LEADING_PARTICLES = frozenset(
    ["van", "von", "der", "den", "de", "del", "della", "di", "bin", "ibn", "al", "ten", "ter"]
)


class Phrase(NamedTuple):
    """A capitalised phrase: its tokens (first, last), where the name proper starts, what it is, its honorific."""

    first: int
    last: int
    name_at: int
    kind: str
    words: tuple[str, ...]
    honorific: str
    is_owner: bool


def find_phrases(tokens: list[Token], sentence_starts: frozenset[int], text: str) -> list[Phrase]:
    """Every capitalised phrase outside the quoted runs, in order."""
    found: list[Phrase] = []
    at, end = 0, len(tokens)
    while at < end:
        token = tokens[at]
        if token.kind != CAPITAL or not _can_start(tokens, at, at in sentence_starts):
            at += 1
            continue
        last = reach(tokens, at, end)
        found.append(_read_phrase(tokens, at, last, at in sentence_starts, text))
        at = last + 1
    return found


def _can_start(tokens: list[Token], at: int, opens_sentence: bool) -> bool:
    token = tokens[at]
    if token.low.endswith("-year-old"):
        return False
    if token.tags & lx.CALENDAR:
        if token.tags & lx.GIVEN_NAME and at + 1 < len(tokens) and tokens[at + 1].kind == CAPITAL:
            return not tokens[at + 1].tags & (lx.OPENER | lx.CALENDAR)
        return token.low in _ALSO_SURNAMES and (at + 1 == len(tokens) or tokens[at + 1].kind in (WORD, POINT))
    if token.tags & lx.OPENER:
        after = tokens[at + 1] if at + 1 < len(tokens) else token
        is_noun = token.tags & lx.GIVEN_NAME or (token.low[-1] == "s" and not token.tags & lx.FUNCTION)
        return not opens_sentence and bool(is_noun) and after.kind == CAPITAL
    before_verb = at + 1 < len(tokens) and tokens[at + 1].tags & lx.SPEECH
    is_participle = opens_sentence and token.low.endswith("ing") and not before_verb
    return not is_participle or bool(token.tags & (lx.GIVEN_NAME | lx.ROLE))


def _read_phrase(tokens: list[Token], first: int, last: int, opens_sentence: bool, text: str) -> Phrase:
    is_owner = tokens[last].is_owner
    name_at = _after_titles(tokens, first, last)
    if name_at == first:
        first = name_at = _before_particles(tokens, first)
    honorific = ""
    if name_at > first and tokens[name_at - 1].tags & lx.HONORIFIC:
        honorific = tokens[name_at - 1].low.rstrip(".")
    words = tuple(_printed(t, text, t is tokens[last]) for t in tokens[name_at : last + 1] if t.text != ",")
    kind = _kind(tokens, first, last, name_at, opens_sentence)
    if kind == TITLE:
        words = tuple(t.text for t in tokens[first : last + 1])
    if kind == ORGANISATION and last > first and _is_described_as_person(tokens, last):
        kind = PERSON
    return Phrase(first, last, name_at, kind, words, honorific, is_owner)


def _printed(token: Token, text: str, is_last: bool) -> str:
    """A word of a name as printed: an inner owner keeps its mark (Sheriff’s Office), the last one does not."""
    if token.kind == QUOTED:
        return f'"{token.text.strip(",")}"'
    if not token.is_owner or is_last:
        return token.text
    return text[token.start : token.end + (text[token.end : token.end + 1] in _APOSTROPHES)]


def _before_particles(tokens: list[Token], first: int) -> int:
    """Where a surname starts whose particles are small: said van der Meer."""
    at = first
    while at and first - at < 3 and tokens[at - 1].kind == WORD and tokens[at - 1].low in _LEADING_PARTICLES:
        at -= 1
    return at


def _after_titles(tokens: list[Token], first: int, last: int) -> int:
    """Where the name starts: after the last title word that is not itself somebody's surname."""
    head = tokens[last]
    if head.tags & (lx.ORGANISATION | lx.THING) and not tokens[first].tags & lx.HONORIFIC:
        return first
    if head.tags & lx.ROLE and _is_body_of(tokens, first, last):
        return first
    for at in range(last - 1, first - 1, -1):
        token = tokens[at]
        if tokens[at + 1].low == OF and token.tags & lx.ROLE:
            return office_of(tokens, at, last + 1)  # Secretary of State Ann Dea
        if at > first and tokens[at - 1].kind == WORD and tokens[at - 1].low in CAUSES:
            return first  # Alliance for Patient Access
        if token.text == "Charge" and at > first and tokens[at - 1].low == "in":
            return at + 1  # Special Agent in Charge Ann Dea
        is_given = last > at + 1 and tokens[at + 1].tags & lx.GIVEN_NAME
        is_plural_title = is_given and at == first and lx.is_plural_role(token.low)  # Co-founders Ann Dea
        if (token.tags & (lx.ROLE | lx.HONORIFIC) or is_plural_title) and token.kind != QUOTED:
            after_given = at > first and tokens[at - 1].tags & lx.GIVEN_NAME and not tokens[at - 1].tags & lx.ROLE
            if after_given and not tokens[at + 1].tags & lx.GIVEN_NAME:
                continue  # Arthur Baker Smith: a surname, not a title
            if tokens[at + 1].tags & lx.SUFFIX or (token.tags & lx.GIVEN_NAME and at + 1 == last):
                continue  # Dean Mallory is not a dean; Dean Arthur Voss is
            return at + 1
    return first


def _is_described_as_person(tokens: list[Token], last: int) -> bool:
    """Whether an age, "who" or a noun for a person follows the comma: Min-seo Hill, a former supervisor."""
    if last + 4 >= len(tokens) or tokens[last + 1].text != ",":
        return False
    follows = tokens[last + 2]
    if follows.kind == NUMBER:
        return tokens[last + 3].text == "," and follows.text.isdigit() and len(follows.text) <= 3
    if tokens[last].tags & lx.ORGANISATION:
        return follows.low == "who"
    for token in tokens[last + 2 : last + 8]:
        if token.kind == POINT or token.tags & lx.CUE:
            return False
        if token.tags & lx.ROLE and token.kind == WORD:
            return True
        if token.tags & (lx.FUNCTION & ~lx.DETERMINER):
            return follows.low == "who"
    return False


def _kind(tokens: list[Token], first: int, last: int, name_at: int, opens_sentence: bool) -> str:
    head = tokens[last]
    if tokens[first].text[:2] in _PARTIES:
        return ORGANISATION  # D-San Antonio
    if name_at > first and not (last == name_at and head.tags & (lx.ROLE | lx.PEOPLE)):
        if any(
            t.tags & (lx.ORGANISATION | lx.THING) and not t.tags & lx.GIVEN_NAME for t in tokens[name_at : last + 1]
        ):
            return ORGANISATION
        return PERSON
    if head.tags & lx.ROLE and last > first and _is_body_of(tokens, first, last):
        return ORGANISATION
    if head.tags & lx.ROLE and head.tags & lx.ORGANISATION and last > first and not tokens[first].tags & lx.GIVEN_NAME:
        return ORGANISATION  # the Coast Guard
    if head.tags & lx.ROLE and (last > first or not opens_sentence or head.tags & lx.OFFICE):
        return PERSON if tokens[first].tags & lx.GIVEN_NAME and last > first else TITLE
    if first == last:
        return _kind_of_word(head)
    return _kind_of_words(tokens, first, last)


def _is_body_of(tokens: list[Token], first: int, last: int) -> bool:
    """Office of Inspector General, Committee to Protect Journalists: a body named for a person."""
    heads = [at for at in range(first, last) if tokens[at].tags & lx.ORGANISATION and tokens[at].kind == CAPITAL]
    return any(tokens[at + 1].low in (OF, "for", "to") for at in heads)


def _kind_of_word(token: Token) -> str:
    if token.tags & (lx.ORGANISATION | lx.PLACE | lx.THING | lx.PEOPLE | lx.KNOWN_PLACE):
        return ORGANISATION
    if len(token.text) > 1 and token.text.isupper():
        return ORGANISATION
    return UNSURE


def is_two_part_given_name(text: str) -> bool:
    """Soo-yeon, Min-jun: a given name that follows the family name."""
    first, dash, second = text.partition("-")
    return bool(dash) and first.isalpha() and second.isalpha() and second.islower() and len(first) < 6 > len(second)


def _kind_of_words(tokens: list[Token], first: int, last: int) -> str:
    words = tokens[first : last + 1]
    is_given = bool(words[0].tags & lx.GIVEN_NAME)
    if len(words) == 2 and is_two_part_given_name(words[1].text):
        return PERSON
    if any(t.tags & lx.ORGANISATION or t.low in CAUSES or t.text == "&" for t in words):
        return ORGANISATION
    if words[-1].tags & (lx.PLACE | lx.THING | lx.PEOPLE | lx.KNOWN_PLACE):
        return PERSON if is_given and not words[-1].tags & (lx.THING | lx.KNOWN_PLACE) else ORGANISATION
    if not is_given and any(t.tags & (lx.PLACE | lx.THING | lx.PEOPLE | lx.KNOWN_PLACE) for t in words):
        return ORGANISATION
    if not is_given and any(len(t.text) > 2 and t.text.isupper() and "." not in t.text for t in words):
        return ORGANISATION
    before = tokens[first - 1] if first else words[0]
    if not is_given and before.low in ("the", "in", "at", "near"):
        return ORGANISATION
    return PERSON
