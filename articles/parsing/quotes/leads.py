"""A story that opens with a description and names the person only afterwards: A shop owner is cleaning up."""

from __future__ import annotations

from articles.parsing.quotes import lexicon as lx
from articles.parsing.quotes.mentions import DESCRIPTION, NAME, Mention
from articles.parsing.quotes.reading import Reading
from articles.parsing.quotes.subjects import main_subject

_NAMED_WITHIN = 4  # paragraphs
_LONGEST_DATELINE = 20  # tokens
_PASSING = lx.read_lexicon("passing_people.txt")
_NOT_THE_HERO = frozenset(_PASSING["anybody"] + _PASSING["bystander"])


def find_lead_role(reading: Reading) -> None:
    """Enter the description the story opens with as the role of the person it names first, who has no other."""
    if not reading.sentences:
        return
    described = _opening_description(reading)
    if described is None:
        return
    named = _first_named(reading, described)
    if named is None:
        return
    entity = reading.register.entities[named.who[0]]
    if entity.roles or (entity.sex and described.sex not in ("", entity.sex)):
        return
    tokens = reading.tokens
    first = described.first
    while tokens[first].tags & lx.DETERMINER and first < described.head_at:
        first += 1
    owners = [at for at in range(first, described.head_at) if tokens[at].is_owner]
    if owners and described.definite:
        first = owners[-1] + 1
    reading.register.add_role(entity.number, tokens[first].start, reading.words(first, _last(reading, described)))


def _last(reading: Reading, described: Mention) -> int:
    """The end of the description, without "on Monday"."""
    for at in range(described.head_at + 1, described.last + 1):
        if reading.tokens[at].low == "on":
            return at - 1
    return described.last


def _opening_description(reading: Reading) -> Mention | None:
    start, end = reading.sentences[0]
    dash = next(
        (at for at in range(start, min(end, start + _LONGEST_DATELINE)) if reading.tokens[at].text[0] in "—–-"),
        start - 1,
    )
    subject = main_subject(reading, dash + 1, end)
    if subject is None or subject.mention is None or subject.first != dash + 1:
        return None
    mention = subject.mention
    if mention.kind != DESCRIPTION or mention.is_owner or mention.head in _NOT_THE_HERO:
        return None
    return None if lx.is_plural_role(mention.head) or lx.TAGS.get(mention.head, 0) & lx.KIN else mention


def _first_named(reading: Reading, described: Mention) -> Mention | None:
    """The first person named after the description, if the name in full opens a paragraph soon after."""
    opening = reading.paragraph_of(reading.sentence_of[described.first])
    entities = reading.register.entities
    for mention in reading.mentions:
        if mention.kind != NAME or len(entities[mention.who[0]].words) < 2:
            continue
        paragraph = reading.paragraph_of(reading.sentence_of[mention.first])
        is_first = reading.paragraph_tokens[paragraph][0] == mention.first
        is_near = opening < paragraph < opening + _NAMED_WITHIN
        return mention if len(mention.who) == 1 and is_first and is_near and not mention.is_owner else None
    return None
