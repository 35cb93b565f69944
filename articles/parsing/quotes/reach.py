"""How far a capitalised phrase reaches: over small words, joins, a nickname, a suffix, a body's own noun."""

from __future__ import annotations

from articles.parsing.quotes import lexicon as lx
from articles.parsing.quotes.tokens import CAPITAL, NUMBER, POINT, QUOTED, WORD, Token

CAUSES = frozenset(["for", "against", "without"])
OF = "of"
_LONGEST = 12  # words; a longer run of capitals is a headline, not a name
_JOINS = frozenset([OF, "for", "on", "and"])
_FIRM_ENDINGS = frozenset(["inc", "corp", "co", "company", "partners", "group", "holdings", "associates", "ltd", "llc"])
_OWNERS_OF_BODIES = frozenset(["children", "women", "men", "people", "veterans"])
_GOVERNED = frozenset(["city", "town", "village", "county", "borough", "township", "port", "commonwealth"])  # City of X
_LONGEST_OFFICE = 6  # words between "Secretary of" and the name


def reach(tokens: list[Token], at: int, end: int) -> int:
    """The last token of the phrase that starts at ``at``: capitals, small particles inside, a nickname, a suffix."""
    last = at
    has_head = (
        bool(tokens[at].tags & lx.ORGANISATION)
        or tokens[at].low in _GOVERNED
        or (len(tokens[at].text) > 2 and tokens[at].text.isupper())
    )
    while last + 1 < end and last - at < _LONGEST and (not tokens[last].is_owner or _owns_body(tokens, last, end)):
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
        if after.low in CAUSES and last == first and third.kind == CAPITAL:
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
    if after.low == "in" and tokens[last].tags & lx.ROLE and last + 2 < end and tokens[last + 2].text == "Charge":
        return 2  # Special Agent in Charge
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
    joined = _joined(tokens, first, last, end) if third.kind == CAPITAL else None
    if joined is not None:
        return joined
    if after.low in CAUSES and first == last and tokens[last].low.endswith("s") and third.kind == CAPITAL:
        return 0 if third.tags & (lx.CALENDAR | lx.OPENER) else 2
    if has_head and after.low in _JOINS and not (after.low == "of" and tokens[last].low in _FIRM_ENDINGS):
        ahead = 3 if last + 2 < end and tokens[last + 2].low == "the" else 2
        if last + ahead < end and tokens[last + ahead].kind == CAPITAL:
            usable = not tokens[last + ahead].tags & (lx.CALENDAR | lx.OPENER)
            near = tokens[last + ahead : last + ahead + 2]
            has_another_head = any(token.tags & lx.ORGANISATION and token.kind == CAPITAL for token in near)
            return ahead if usable and (after.low != "and" or has_another_head) else 0
    return 0


def _joined(tokens: list[Token], first: int, last: int, end: int) -> int | None:
    """The step over "and", "of" or "to" before a capital; 0 when the phrase ends there, None when no rule tells."""
    after, third = tokens[last + 1], tokens[min(last + 2, end - 1)]
    if tokens[last].tags & lx.ROLE and tokens[last].kind == CAPITAL:
        if after.low == "and":  # President and CEO Ann Dea
            return 2 if third.tags & (lx.ROLE | lx.QUALIFIER) else 0
        if after.low == OF:
            return 2 if office_of(tokens, last, end) else 0
    if after.low == "and" and _is_one_body(tokens, first, last, end):
        return 2
    is_body = after.low == "to" and tokens[last].tags & lx.ORGANISATION and last - first < 2
    return 2 if is_body else None  # Committee to Protect Journalists


def _is_named_body(tokens: list[Token], first: int, last: int) -> bool:
    """The Harbor Pilots union, the Castle administration: a name with the body's own noun; not "a Houston hospital"."""
    if tokens[last].is_owner or tokens[last].tags & (lx.PEOPLE | lx.OPENER) or tokens[last].kind != CAPITAL:
        return False
    before = tokens[first - 1] if first else None
    return before is not None and before.low == "the"


def office_of(tokens: list[Token], at: int, end: int) -> int:
    """Where the name starts after a title that goes on with "of": Secretary of State Ann Dea; 0 if no name follows."""
    for number in range(at + 3, min(end - 1, at + 3 + _LONGEST_OFFICE)):
        token, before = tokens[number], tokens[number - 1]
        if before.kind != CAPITAL or token.kind != CAPITAL or before.is_owner:
            if before.low in (OF, "the") or token.low in (OF, "the"):
                continue
            return 0
        if token.tags & lx.GIVEN_NAME and not token.tags & lx.ORGANISATION and tokens[number + 1].kind == CAPITAL:
            return number
    return 0


def _owns_body(tokens: list[Token], last: int, end: int) -> bool:
    """Sheriff’s Office, Children’s Hospital, Teachers’ Union: the owner belongs to the body's name."""
    owner, after = tokens[last], tokens[last + 1]
    if after.kind != CAPITAL or last + 1 >= end:
        return False
    is_title = owner.tags & lx.OFFICE or owner.low in _OWNERS_OF_BODIES or lx.TAGS.get(owner.low[:-1], 0) & lx.ROLE
    near = tokens[last + 1 : last + 4]
    return bool(is_title) and any(token.kind == CAPITAL and token.tags & lx.ORGANISATION for token in near)


def _is_one_body(tokens: list[Token], first: int, last: int, end: int) -> bool:
    """Whether "and" stands inside one body's name: Centers for Disease Control and Prevention, the Food and Drug
    Administration."""
    third = tokens[last + 2]
    if third.tags & (lx.GIVEN_NAME | lx.ROLE | lx.HONORIFIC | lx.KNOWN_PLACE | lx.PEOPLE | lx.OPENER | lx.CALENDAR):
        return False
    if any(token.low in (OF, "for", "on") for token in tokens[first:last]):
        return not third.tags & lx.ORGANISATION
    known = lx.ORGANISATION | lx.KNOWN_PLACE | lx.GIVEN_NAME | lx.PEOPLE
    if not first or tokens[first - 1].low != "the" or tokens[last].tags & known:
        return False
    near = tokens[last + 2 : min(end, last + 5)]
    return any(token.kind == CAPITAL and token.tags & lx.ORGANISATION for token in near)
