"""How much a mention counts in its sentence: who does a verb, who is asked, whose thing it is, where it happens."""

from __future__ import annotations

from articles.parsing.quotes import lexicon as lx
from articles.parsing.quotes.focus import ASKED, CLAUSE, OTHER, OWNER, SUBJECT, TOPIC
from articles.parsing.quotes.mentions import BODY, DESCRIPTION, NAME, Mention
from articles.parsing.quotes.reading import Reading

_NEAR_SOURCE = 5  # tokens of "according to his sister,"
_ASKING = frozenset(["asked", "pressed", "questioned", "grilled", "quizzed"])


def is_setting(reading: Reading, mention: Mention) -> bool:
    """A place the sentence is set in, not a body it is about: in Harrisburg, HARRISBURG (AP)."""
    tokens = reading.tokens
    if mention.kind != BODY:
        return False
    if mention.first == 0 or tokens[mention.last].tags & (lx.PLACE | lx.KNOWN_PLACE | lx.PEOPLE):
        return True
    return tokens[mention.first - 1].low in ("in", "at", "near", "from", "to") or mention.is_owner


def weight_of(reading: Reading, mention: Mention, first: int) -> float:
    """The weight of a mention that is no subject: who does a verb, whose thing is the subject, anybody else."""
    tokens = reading.tokens
    if mention.is_owner:
        return TOPIC if mention.first == first else OWNER
    if mention.kind == NAME and mention.first and tokens[mention.first - 1].low in _ASKING:
        return ASKED
    if mention.kind == NAME and _is_source(reading, mention, first):
        return SUBJECT
    if mention.kind == NAME and _is_relation(reading, mention):
        return OTHER
    after = mention.last + 1
    if after + 1 < len(tokens) and tokens[after].text == "," and tokens[mention.first - 1].text == ",":
        after += 1
    if after < len(tokens) and tokens[after].tags & (lx.CUE | lx.AUXILIARY):
        return CLAUSE
    if mention.first == first + 1 and tokens[first].low in ("for", "as", "like"):
        return SUBJECT
    if mention.first and tokens[mention.first - 1].tags & lx.SPEECH:
        return CLAUSE
    return OTHER


def _is_source(reading: Reading, mention: Mention, first: int) -> bool:
    """Whether the sentence is told according to the one: according to his sister, Ana Ruiz."""
    tokens = reading.tokens
    near = range(max(first, mention.first - _NEAR_SOURCE), mention.first - 1)
    return any(tokens[at].low == "according" and tokens[at + 1].low == "to" for at in near)


def _is_relation(reading: Reading, mention: Mention) -> bool:
    """Whether the name only explains whom "his predecessor," means: the sentence goes on about its owner."""
    tokens = reading.tokens
    number = reading.ends.get(mention.first - 2) if tokens[mention.first - 1].text == "," else None
    if number is None or reading.mentions[number].kind != DESCRIPTION:
        return False
    return tokens[reading.mentions[number].first].low in ("his", "her", "their")
