"""The speaker an attribution names: a person, a body, whoever a document speaks for, or an unnamed source's role."""

from __future__ import annotations

from articles.parsing.quotes import lexicon as lx
from articles.parsing.quotes.claims import REACH, Claim
from articles.parsing.quotes.issuers import document_named, owner_of_document, voice_of_document
from articles.parsing.quotes.mentions import BODY, DESCRIPTION, PRONOUN, Mention
from articles.parsing.quotes.reading import Reading
from articles.parsing.quotes.speakers import Speaker, Walk
from articles.parsing.quotes.subjects import main_subject

_ANYBODY = frozenset(lx.read_lexicon("passing_people.txt")["anybody"])


def claimed_speaker(walk: Walk, claim: Claim) -> Speaker:
    """The speaker a claim names, once its sentence has been read."""
    reading = walk.reading
    subject = claim.subject
    relied = tuple(
        words
        for words in (claim.cue_words or "", reading.words(subject.first, subject.last) if subject is not None else "")
        if words
    )
    issuer = _issuer(walk, claim)
    if issuer is not None:
        return Speaker(issuer[0], None, claim.confidence * issuer[1], f"{claim.rule}, document", relied, claim.cue)
    if subject is None or subject.mention is None:
        role = _role_of_phrase(reading, subject.first, subject.last) if subject is not None else None
        role = role or document_named(reading, claim)
        return Speaker(None, role, claim.confidence * 0.9, claim.rule, relied, claim.cue)
    mention = subject.mention
    if mention.sex == "o" and claim.cue_words in ("read", "reads"):
        return Speaker(None, None, claim.confidence * 0.8, f"{claim.rule}, document", relied, claim.cue)
    unnamed = _unnamed_before(walk, mention) if mention.kind == PRONOUN else None
    if unnamed is not None:
        return Speaker(None, unnamed, claim.confidence * 0.8, f"{claim.rule}, unnamed source", relied, claim.cue)
    entity, sureness = walk.meant.get(mention.first) or walk.meaning(mention, reading.sentence_of[mention.first])
    role = None
    if entity is None and mention.kind == DESCRIPTION:
        fullest = walk.unnamed.get(mention.head, mention) if mention.definite else mention
        role = _role_of_phrase(reading, fullest.first, fullest.last)
    elif entity is None and mention.kind == BODY:
        role = document_named(reading, claim)
    key = claim.cue if claim.cue >= 0 else mention.first
    return Speaker(entity, role, claim.confidence * sureness, claim.rule, relied, key)


def _issuer(walk: Walk, claim: Claim) -> tuple[int, float] | None:
    """Whose document says the words, and how sure; None when no document does or nobody stands behind it."""
    if claim.cue < 1:
        return None
    sentence = walk.reading.sentence_of[claim.cue]
    owner = owner_of_document(walk.reading, claim)
    if owner is not None:
        entity, sureness = walk.meaning(owner, sentence)
    else:
        entity, sureness = voice_of_document(walk.reading, claim, walk.focus, walk.time(sentence)), 0.75
    return None if entity is None else (entity, sureness)


def _unnamed_before(walk: Walk, pronoun: Mention) -> str | None:
    """The unnamed source a pronoun means: the speaking subject of the sentence before, in the same paragraph."""
    reading = walk.reading
    number = reading.sentence_of[pronoun.first] - 1
    if pronoun.sex not in ("m", "f") or number < 0 or reading.paragraph_of(number) != reading.paragraph_of(number + 1):
        return None
    start, end = reading.sentences[number]
    subject = main_subject(reading, start, end)
    if subject is None or subject.mention is None or subject.mention.kind != DESCRIPTION or subject.mention.definite:
        return None
    if subject.mention.sex not in ("", pronoun.sex):
        return None
    if not any(token.tags & lx.SPEECH for token in reading.tokens[subject.last + 1 : min(end, subject.last + REACH)]):
        return None
    return _role_of_phrase(reading, subject.first, subject.last)


def _role_of_phrase(reading: Reading, first: int, last: int) -> str | None:
    """The description of an unnamed source, its article left out."""
    tokens = reading.tokens
    if not any(token.tags & lx.ROLE or lx.is_plural_role(token.low) for token in tokens[first : last + 1]):
        return None
    while first < last and tokens[first].tags & lx.DETERMINER and tokens[first + 1].low != "of":
        first += 1
    words = reading.words(first, last)
    return None if words.lower() in _ANYBODY else words  # a woman said
