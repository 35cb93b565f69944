"""Where the story speaks of somebody: by name, pronoun or description ("the mayor", "a spokesman for the company")."""

from __future__ import annotations

from typing import NamedTuple

from articles.parsing.quotes import lexicon as lx
from articles.parsing.quotes.names import ORGANISATION, PERSON, TITLE, Phrase
from articles.parsing.quotes.register import Register
from articles.parsing.quotes.tokens import CAPITAL, NUMBER, POINT, QUOTED, WORD, Token

NAME = "name"
PRONOUN = "pronoun"
DESCRIPTION = "description"
AGE = "year-old"
BODY = "body"  # an organisation by description: the company, the district

_PRONOUN_SEX = {"he": "m", "she": "f", "they": "p", "it": "o", "we": "p", "i": ""}
_LONGEST = 7  # words between an article and the word that heads the description
_LONGEST_COMPLEMENT = 12
_LONGEST_TITLE = 4
_MOST_OWNERS = 4  # the mayor’s brother’s lawyer’s clerk; a longer chain is no story
_ONE_OF_A_PEOPLE = ("an", "man", "woman", "iard", "er", "at")  # the German; not the French, the British
_KNOWING = frozenset(["familiar", "close", "briefed", "involved"])  # a person familiar with the talks
_COMPLEMENTS = frozenset(["of", "for", "at", "with", "from", "in", "on", "to", "across", "behind", "inside"])
_GOES_ON = lx.PREPOSITION | lx.CONJUNCTION | lx.DETERMINER | lx.ROLE | lx.ORGANISATION
_STOPS = lx.CUE | lx.AUXILIARY | lx.RELATIVE


class Mention(NamedTuple):
    """Tokens (first, last) that speak of somebody; ``who``: entities it may mean; ``head``: the noun or pronoun."""

    first: int
    last: int
    kind: str
    who: tuple[int, ...]
    sex: str
    head: str
    is_owner: bool
    definite: bool = True
    head_at: int = -1


def find_mentions(tokens: list[Token], phrases: list[Phrase], register: Register, start: int = 0) -> list[Mention]:
    """All mentions outside the quoted runs from token ``start``, in order of their first token."""
    starts = {phrase.first: number for number, phrase in enumerate(phrases)}
    found: list[Mention] = []
    at = start
    while at < len(tokens):
        token = tokens[at]
        mention = None
        if at in starts:
            mention = _by_name(tokens, phrases[starts[at]], register.meanings[starts[at]], register)
            if mention is None and phrases[starts[at]].kind == TITLE:
                mention = _by_title(tokens, phrases[starts[at]])
        elif token.tags & lx.PRONOUN and token.low in _PRONOUN_SEX:
            mention = Mention(at, at, PRONOUN, (), _PRONOUN_SEX[token.low], token.low, False)
        elif token.tags & lx.DETERMINER:
            mention = _by_description(tokens, at)
            is_name = mention is not None and mention.head != AGE and at + 1 in starts
            if mention is not None and is_name and _is_whole_name(phrases[starts[at + 1]], mention):
                mention = None  # the Castle administration; that Rep. Ann Dea
        elif token.tags & lx.ROLE and token.kind == WORD:
            mention = _bare_description(tokens, at)
        if mention is not None:
            found.append(mention)
            owned = _owned_description(tokens, mention) if mention.is_owner and mention.kind != DESCRIPTION else None
            if owned is not None:
                found.append(owned)
                mention = owned
            if mention.kind != BODY:
                at = max(at, mention.head_at if mention.kind == DESCRIPTION else mention.last)
        at += 1
    return found


def _by_name(tokens: list[Token], phrase: Phrase, who: tuple[int, ...], register: Register) -> Mention | None:
    if not who:
        return None
    sex = lx.HONORIFIC_SEX.get(phrase.honorific, "")
    kind = BODY if register.entities[who[0]].is_organisation else NAME
    head = tokens[phrase.last].low
    return Mention(phrase.first, phrase.last, NAME if kind == NAME else BODY, who, sex, head, phrase.is_owner)


def _by_title(tokens: list[Token], phrase: Phrase) -> Mention:
    head = tokens[phrase.last]
    return Mention(phrase.first, phrase.last, DESCRIPTION, (), lx.sex_of_word(head.tags), head.low, phrase.is_owner)


def _by_description(tokens: list[Token], at: int) -> Mention | None:
    """An article or possessive, words, and a noun for a person or a body: the fifth-year backup, his ex-wife."""
    if _is_age(tokens, at + 1):
        return Mention(at, at + 1, DESCRIPTION, (), "", AGE, False, True, at + 1)
    head = _head(tokens, at + 1)
    if head is None:
        return None
    token = tokens[head]
    definite = tokens[at].low not in ("a", "an", "one", "another", "no", "some", "each", "every")
    if is_role_noun(token):
        last = head if token.is_owner else _with_complement(tokens, head)
        return Mention(at, last, DESCRIPTION, (), lx.sex_of_word(token.tags), token.low, token.is_owner, definite, head)
    return Mention(at, head, BODY, (), "o", token.low, token.is_owner, definite)


def _is_age(tokens: list[Token], at: int) -> bool:
    """The 26-year-old (said), the German: an age or a people that stands for the person, not before a noun."""
    if at + 1 >= len(tokens):
        return False
    is_national = (
        tokens[at].tags & lx.PEOPLE and tokens[at].kind == CAPITAL and tokens[at].low.endswith(_ONE_OF_A_PEOPLE)
    )
    if not is_national and not tokens[at].low.endswith("-year-old"):
        return False
    after = tokens[at + 1]
    return after.kind == POINT or bool(after.tags & (lx.CUE | lx.FUNCTION))


def _owned_description(tokens: list[Token], owner: Mention) -> Mention | None:
    """The description a name in the possessive begins: Castle's spokesman, Brandt's chief of staff."""
    head = _head(tokens, owner.last + 1)
    if head is None or not tokens[head].tags & lx.ROLE:
        return None
    token = tokens[head]
    last = head if token.is_owner else _with_complement(tokens, head)
    return Mention(
        owner.first, last, DESCRIPTION, (), lx.sex_of_word(token.tags), token.low, token.is_owner, True, head
    )


def _bare_description(tokens: list[Token], at: int) -> Mention | None:
    """A noun for a person with no article, used as a subject: spokesman for the company, neighbors."""
    if at and tokens[at - 1].kind in (WORD, CAPITAL) and not tokens[at - 1].tags & lx.CUE:
        return None
    head = _last_role(tokens, at)
    token = tokens[head]
    last = head if token.is_owner else _with_complement(tokens, head)
    return Mention(at, last, DESCRIPTION, (), lx.sex_of_word(token.tags), token.low, token.is_owner, False, head)


def _last_role(tokens: list[Token], at: int) -> int:
    """The noun that ends a title with no article: chief executive, chief financial officer."""
    head = at
    for number in range(at + 1, min(len(tokens), at + _LONGEST_TITLE)):
        token = tokens[number]
        if token.kind != WORD or (token.tags & (lx.FUNCTION | lx.CUE) and not token.tags & lx.ROLE):
            break
        if token.tags & lx.ROLE:
            head = number
    return head


def _is_whole_name(phrase: Phrase, mention: Mention) -> bool:
    return phrase.kind in (ORGANISATION, PERSON) and phrase.last >= max(mention.last, mention.head_at)


def _head(tokens: list[Token], at: int, owners: int = _MOST_OWNERS) -> int | None:
    """The token that heads the noun phrase starting at ``at``: its last word for a person or a body."""
    found = None
    for number in range(at, min(len(tokens), at + _LONGEST)):
        token = tokens[number]
        if token.kind in (POINT, QUOTED) or (token.tags & lx.FUNCTION and token.low != "then"):
            break
        if token.tags & lx.SPEECH and not token.tags & lx.ROLE and found is not None:
            break
        if token.kind == CAPITAL and token.tags & (lx.ORGANISATION | lx.THING) and not token.tags & lx.GIVEN_NAME:
            found = None  # the Justice Department is a name; a White House official goes on
            continue
        is_body = token.tags & lx.ORGANISATION and token.kind == WORD
        is_role = is_role_noun(token)
        if is_role or is_body:
            if (
                found is not None
                and not is_role
                and tokens[found].tags & lx.ROLE
                and not tokens[found].tags & lx.QUALIFIER
            ):
                break
            found = number
            if token.is_owner:
                # the mayor's office: the body or person that follows is the head, if one does
                further = _head(tokens, number + 1, owners - 1) if owners else None
                return further if further is not None else number
        elif found is not None and (_is_last_word(tokens[found]) or number > found + 1 or token.kind == NUMBER):
            break
    return found


def _is_last_word(token: Token) -> bool:
    """A noun for a person ends its phrase, unless it may stand before another: a senior administration official."""
    return bool(token.tags & lx.ROLE) and not token.tags & lx.QUALIFIER


def is_role_noun(token: Token) -> bool:
    """A noun for a person; in capitals not one that is rather a body's name (Guard, Center)."""
    return bool(token.tags & lx.ROLE) and not (token.kind == CAPITAL and token.tags & lx.ORGANISATION)


def is_stop(tokens: list[Token], at: int) -> bool:
    """A verb or a relative ends a description; the report, state parks and an open question are nouns in it."""
    tags = tokens[at].tags
    if not tags & _STOPS or tokens[at].kind == CAPITAL:
        return False
    before = tokens[at - 1]
    is_noun = (tags | lx.TAGS.get(tokens[at].low[:-1], 0)) & lx.BASE
    return not (is_noun and (before.is_owner or before.tags & (lx.DETERMINER | lx.PREPOSITION | lx.QUALIFIER)))


def _joined_role(tokens: list[Token], head: int) -> int:
    """The second noun of "founder and chief executive, Hal Moss": one person of two titles; else the head."""
    if head + 3 >= len(tokens) or tokens[head + 1].low != "and":
        return head
    for number in range(head + 2, min(len(tokens) - 2, head + 2 + _LONGEST_TITLE)):
        if tokens[number].text == ",":
            return number - 1 if tokens[number + 1].kind == CAPITAL else head
        if not tokens[number].tags & (lx.ROLE | lx.QUALIFIER):
            break
    return head


def _with_complement(tokens: list[Token], head: int) -> int:
    """The last token of "a spokesman for the department", when a verb, a comma or the end follows; else the head."""
    head = _joined_role(tokens, head)
    if head + 2 < len(tokens) and tokens[head + 1].low in _KNOWING and tokens[head + 2].tags & lx.PREPOSITION:
        head += 1
    elif head + 1 >= len(tokens) or tokens[head + 1].low not in _COMPLEMENTS:
        return head
    if head + 2 < len(tokens) and tokens[head + 2].kind == NUMBER:
        return head
    for number in range(head + 2, min(len(tokens), head + _LONGEST_COMPLEMENT)):
        token = tokens[number]
        if token.kind in (POINT, QUOTED) or (is_stop(tokens, number) and not token.tags & (lx.ROLE | lx.ORGANISATION)):
            return number - 1
        if token.kind == WORD and tokens[number - 1].kind == CAPITAL and not token.tags & _GOES_ON:
            return number - 1  # a strategist in Denver / gave it a week
    return head
