"""Capitalised phrases: which are people's names, which organisations, which titles that stand before a name."""

from __future__ import annotations

from typing import NamedTuple

from articles.parsing.quotes import lexicon as lx
from articles.parsing.quotes.tokens import CAPITAL, NUMBER, POINT, QUOTED, WORD, Token

PERSON = "person"
ORGANISATION = "organisation"
TITLE = "title"  # the mayor's office without a name: Attorney General
UNSURE = "unsure"  # one capitalised word that the rest of the story must explain

_LONGEST = 12  # words; a longer run of capitals is a headline, not a name
_JOINS = frozenset(["of", "for", "on", "and"])
_CAUSES = frozenset(["for", "against", "without"])
_FIRM_ENDINGS = frozenset(["inc", "corp", "co", "company", "partners", "group", "holdings", "associates", "ltd", "llc"])
_ALSO_SURNAMES = frozenset(["may", "april", "june", "august", "march"])
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


def find_phrases(tokens: list[Token], sentence_starts: frozenset[int]) -> list[Phrase]:
    """Every capitalised phrase outside the quoted runs, in order."""
    found: list[Phrase] = []
    at, end = 0, len(tokens)
    while at < end:
        token = tokens[at]
        if token.kind != CAPITAL or not _can_start(tokens, at, at in sentence_starts):
            at += 1
            continue
        last = _reach(tokens, at, end)
        found.append(_read_phrase(tokens, at, last, at in sentence_starts))
        at = last + 1
    return found


def _can_start(tokens: list[Token], at: int, opens_sentence: bool) -> bool:
    token = tokens[at]
    if token.tags & lx.CALENDAR:
        if token.tags & lx.GIVEN_NAME and at + 1 < len(tokens) and tokens[at + 1].kind == CAPITAL:
            return not tokens[at + 1].tags & (lx.OPENER | lx.CALENDAR)
        return token.low in _ALSO_SURNAMES and (at + 1 == len(tokens) or tokens[at + 1].kind in (WORD, POINT))
    if token.tags & lx.OPENER:
        after = tokens[at + 1] if at + 1 < len(tokens) else token
        return not opens_sentence and bool(token.tags & lx.GIVEN_NAME) and after.kind == CAPITAL
    before_verb = at + 1 < len(tokens) and tokens[at + 1].tags & lx.SPEECH
    is_participle = opens_sentence and token.low.endswith("ing") and not before_verb
    return not is_participle or bool(token.tags & (lx.GIVEN_NAME | lx.ROLE))


def _reach(tokens: list[Token], at: int, end: int) -> int:
    """The last token of the phrase that starts at ``at``: capitals, small particles inside, a nickname, a suffix."""
    last = at
    has_head = bool(tokens[at].tags & lx.ORGANISATION) or (len(tokens[at].text) > 2 and tokens[at].text.isupper())
    while last + 1 < end and last - at < _LONGEST and not tokens[last].is_owner:
        step = _step(tokens, at, last, end, has_head)
        if not step or last + step >= end:
            break
        last += step
        has_head = has_head or bool(tokens[last].tags & lx.ORGANISATION)
    return last


def _step(tokens: list[Token], first: int, last: int, end: int, has_head: bool) -> int:
    """How many tokens further the phrase goes on from its last one; 0 when it ends."""
    after = tokens[last + 1]
    third = tokens[last + 2] if last + 2 < end else after
    if after.kind == CAPITAL:
        if after.low in _CAUSES and last == first and third.kind == CAPITAL:
            return 2  # Doctors Without Borders
        is_word = after.tags & lx.OPENER and not after.tags & (lx.GIVEN_NAME | lx.ROLE | lx.ORGANISATION)
        if after.tags & lx.CALENDAR:  # Theresa May, but not Paris May 3
            return 1 if tokens[last].tags & lx.GIVEN_NAME and third.kind != NUMBER else 0
        return 0 if is_word else 1
    if after.kind == POINT:
        is_suffix = after.text == "," and third.kind == CAPITAL and bool(third.tags & lx.SUFFIX)
        return 2 if is_suffix or (after.text == "&" and third.kind == CAPITAL) else 0
    if after.kind == QUOTED:
        return 2 if third.kind == CAPITAL and len(after.text) <= 24 and not third.tags & lx.OPENER else 0
    if after.kind != WORD:
        return 0
    return _small_step(tokens, first, last, end, has_head)


def _small_step(tokens: list[Token], first: int, last: int, end: int, has_head: bool) -> int:
    """The step over small words: van der Meer, bin Rashid, Bureau of the U.S. Census."""
    after = tokens[last + 1]
    if after.tags & lx.PARTICLE:
        for ahead in (2, 3, 4):
            if last + ahead >= end:
                return 0
            token = tokens[last + ahead]
            if token.kind == CAPITAL:
                return ahead
            if not token.tags & lx.PARTICLE:
                break
    if after.tags & lx.ORGANISATION and _is_named_body(tokens, first, last):
        return 1
    third = tokens[last + 2] if last + 2 < end else after
    if after.low in _CAUSES and first == last and tokens[last].low.endswith("s") and third.kind == CAPITAL:
        return 0 if third.tags & (lx.CALENDAR | lx.OPENER) else 2
    if has_head and after.low in _JOINS and not (after.low == "of" and tokens[last].low in _FIRM_ENDINGS):
        ahead = 3 if last + 2 < end and tokens[last + 2].low == "the" else 2
        if last + ahead < end and tokens[last + ahead].kind == CAPITAL:
            usable = not tokens[last + ahead].tags & (lx.CALENDAR | lx.OPENER)
            near = tokens[last + ahead : last + ahead + 2]
            has_another_head = any(token.tags & lx.ORGANISATION and token.kind == CAPITAL for token in near)
            return ahead if usable and (after.low != "and" or has_another_head) else 0
    return 0


def _is_named_body(tokens: list[Token], first: int, last: int) -> bool:
    """The Harbor Pilots union, the Castle administration: a name with the body's own noun; not "a Houston hospital"."""
    if tokens[last].is_owner or tokens[last].tags & (lx.PEOPLE | lx.OPENER) or tokens[last].kind != CAPITAL:
        return False
    before = tokens[first - 1] if first else None
    return before is not None and before.low == "the"


def _read_phrase(tokens: list[Token], first: int, last: int, opens_sentence: bool) -> Phrase:
    is_owner = tokens[last].is_owner
    name_at = _after_titles(tokens, first, last)
    if name_at == first:
        first = name_at = _before_particles(tokens, first)
    honorific = ""
    if name_at > first and tokens[name_at - 1].tags & lx.HONORIFIC:
        honorific = tokens[name_at - 1].low.rstrip(".")
    words = tuple(
        t.text if t.kind != QUOTED else f'"{t.text.strip(",")}"' for t in tokens[name_at : last + 1] if t.text != ","
    )
    kind = _kind(tokens, first, last, name_at, opens_sentence)
    if kind == TITLE:
        words = tuple(t.text for t in tokens[first : last + 1])
    if kind == ORGANISATION and last > first and _is_described_as_person(tokens, last):
        kind = PERSON
    return Phrase(first, last, name_at, kind, words, honorific, is_owner)


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
    for at in range(last - 1, first - 1, -1):
        token = tokens[at]
        if token.tags & (lx.ROLE | lx.HONORIFIC) and token.kind != QUOTED:
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
    if name_at > first and not (last == name_at and head.tags & (lx.ROLE | lx.PEOPLE)):
        if any(
            t.tags & (lx.ORGANISATION | lx.THING) and not t.tags & lx.GIVEN_NAME for t in tokens[name_at : last + 1]
        ):
            return ORGANISATION
        return PERSON
    if head.tags & lx.ROLE and (last > first or not opens_sentence or head.tags & lx.OFFICE):
        return PERSON if tokens[first].tags & lx.GIVEN_NAME and last > first else TITLE
    if first == last:
        return _kind_of_word(head)
    return _kind_of_words(tokens, first, last)


def _kind_of_word(token: Token) -> str:
    if token.tags & (lx.ORGANISATION | lx.PLACE | lx.THING | lx.PEOPLE | lx.KNOWN_PLACE):
        return ORGANISATION
    if len(token.text) > 1 and token.text.isupper():
        return ORGANISATION
    return UNSURE


def _kind_of_words(tokens: list[Token], first: int, last: int) -> str:
    words = tokens[first : last + 1]
    is_given = bool(words[0].tags & lx.GIVEN_NAME)
    if any(t.tags & lx.ORGANISATION or t.low in _CAUSES for t in words):
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
