"""One walk through the story, sentence by sentence: whom each attribution means, then the runs that have none."""

from __future__ import annotations

from dataclasses import dataclass

from articles.parsing.quotes import lexicon as lx
from articles.parsing.quotes.focus import OTHER, OWNER, SUBJECT, Focus
from articles.parsing.quotes.mentions import BODY, DESCRIPTION, NAME, PRONOUN, Mention
from articles.parsing.quotes.reading import Reading
from articles.parsing.quotes.register import Entity
from articles.parsing.quotes.sieves import Claim
from articles.parsing.quotes.subjects import main_subject


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who said a run: an entity's number, or None with the description as role; how sure; the rule and words relied on."""

    entity: int | None
    role: str | None
    confidence: float
    rule: str
    relied_on: tuple[str, ...]
    key: int  # runs of one attribution share it


class Walk:
    """The state of the walk: the focus, and what each mention was found to mean."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.entities: list[Entity] = reading.register.entities
        self.focus = Focus(self.entities)
        self.meant: dict[int, tuple[int | None, float]] = {}

    def read_sentence(self, number: int, speaking: set[int]) -> None:
        """Note everybody the sentence speaks of; ``speaking`` are the first tokens of the subjects of its attributions."""
        first, end = self.reading.sentences[number]
        subject = main_subject(self.reading, first, end)
        subject_at = subject.mention.first if subject is not None and subject.mention is not None else -1
        for mention in self.reading.mentions_between(first, end):
            is_subject = mention.first in speaking or mention.first == subject_at
            if mention.kind in (PRONOUN, DESCRIPTION) and not is_subject and mention.sex not in ("m", "f"):
                continue
            entity, sureness = self.meaning(mention, number)
            self.meant[mention.first] = (entity, sureness)
            if entity is not None:
                weight = SUBJECT if is_subject else OWNER if mention.is_owner else OTHER
                self.focus.note(entity, number, weight)

    def meaning(self, mention: Mention, sentence: int) -> tuple[int | None, float]:
        """The entity a mention means at this point, and how sure that is; (None, …) when nobody the story names."""
        if mention.kind == NAME:
            return self._named(mention, sentence)
        if mention.kind == BODY:
            return self._body(mention, sentence)
        if mention.kind == PRONOUN:
            return self._pronoun(mention, sentence)
        return self._described(mention, sentence)

    def _named(self, mention: Mention, sentence: int) -> tuple[int | None, float]:
        who = mention.who
        if len(who) == 1:
            return who[0], 1.0
        fitting = tuple(n for n in who if not mention.sex or self.entities[n].sex in (mention.sex, ""))
        return self.focus.nearest(sentence, fitting or who), 0.85

    def _body(self, mention: Mention, sentence: int) -> tuple[int | None, float]:
        if mention.who:
            return mention.who[0], 0.95
        found = self.focus.body(sentence) if mention.definite else None
        return (found[0], found[1] * 0.9) if found else (None, 0.9)

    def _pronoun(self, mention: Mention, sentence: int) -> tuple[int | None, float]:
        if mention.sex == "o":
            return self.focus.body(sentence) or (None, 0.5)
        if mention.sex in ("m", "f"):
            found = self.focus.person(sentence, mention.sex)
            if found is not None and not self.entities[found[0]].sex:
                self.entities[found[0]].sex = mention.sex
            return found or (None, 0.5)
        return None, 0.5

    def _described(self, mention: Mention, sentence: int) -> tuple[int | None, float]:
        if not mention.definite:
            return None, 0.9
        wanted = lx.ROLE_KIN.get(mention.head, frozenset([mention.head]))
        fits = tuple(
            entity.number
            for entity in self.entities
            if not entity.is_organisation
            and any(wanted & _role_heads(role) for _at, role in entity.roles)
            and (not mention.sex or entity.sex in (mention.sex, ""))
        )
        if fits:
            return self.focus.nearest(sentence, fits), 0.9 if len(fits) == 1 else 0.75
        return None, 0.8


def _role_heads(role: str) -> frozenset[str]:
    return frozenset(word.lower().strip(".,") for word in role.split())


def claimed_speaker(walk: Walk, claim: Claim) -> Speaker:
    """The speaker a claim names, once its sentence has been read."""
    reading = walk.reading
    subject = claim.subject
    relied = tuple(
        words
        for words in (claim.cue_words or "", reading.words(subject.first, subject.last) if subject is not None else "")
        if words
    )
    if subject is None or subject.mention is None:
        role = _role_of_phrase(reading, subject.first, subject.last) if subject is not None else None
        return Speaker(None, role, claim.confidence * 0.9, claim.rule, relied, claim.cue)
    mention = subject.mention
    entity, sureness = walk.meant.get(mention.first) or walk.meaning(mention, reading.sentence_of[mention.first])
    role = None
    if entity is None and mention.kind == DESCRIPTION:
        role = _role_of_phrase(reading, mention.first, mention.last)
    key = claim.cue if claim.cue >= 0 else mention.first
    return Speaker(entity, role, claim.confidence * sureness, claim.rule, relied, key)


def _role_of_phrase(reading: Reading, first: int, last: int) -> str | None:
    """The description of an unnamed source, its article left out."""
    tokens = reading.tokens
    if not any(token.tags & lx.ROLE for token in tokens[first : last + 1]):
        return None
    while first < last and tokens[first].tags & lx.DETERMINER:
        first += 1
    return reading.words(first, last)
