"""Sieves for attributions that stand before the quote in its sentence."""

from __future__ import annotations

from articles.parsing.quotes import lexicon as lx
from articles.parsing.quotes.claims import REACH, Claim
from articles.parsing.quotes.mentions import BODY, NAME
from articles.parsing.quotes.reading import Reading
from articles.parsing.quotes.subjects import Subject, main_subject, subject_right
from articles.parsing.quotes.subjects_left import subject_left
from articles.parsing.quotes.tokens import QUOTED, WORD, Token

_MODALS = frozenset(["would", "could", "should", "may", "might", "must", "can"])
_MOST_VERBS = 5  # verbs looked at left of a quote


def verb_before(reading: Reading, at: int) -> Claim | None:
    """``She told the Commons: "…"``; ``called the conditions "a disgrace"``: the nearest verb of speech to the left."""
    tokens = reading.tokens
    start = reading.sentences[reading.sentence_of[at]][0]
    nameless: Claim | None = None
    tried = 0
    for cue in range(at - 1, max(start, at - REACH) - 1, -1):
        token = tokens[cue]
        if token.low == "according" and cue + 1 < at and tokens[cue + 1].low == "to":
            return Claim("according to, quote", cue, "according to", subject_right(reading, cue + 2), 0.93)
        if token.low == "words" and cue + 1 < at and tokens[cue + 1].low == "of":
            return Claim("in the words of, quote", cue, "in the words of", subject_right(reading, cue + 2), 0.9)
        if token.kind != WORD or not token.tags & lx.CUE or not _is_verb(tokens, cue, start):
            continue
        if token.tags & lx.CUE == lx.MANNER and tokens[at - 1].text not in (",", ":"):
            continue  # said the man fired "at least 15 rounds"
        tried += 1
        if tried > _MOST_VERBS:
            break
        subject = _subject_of(reading, cue, start)
        claim = Claim("subject, verb, quote", cue, token.text, subject, _sureness(tokens, cue, at))
        if subject is not None:
            return claim
        nameless = nameless or (claim if token.tags & lx.SPEECH else None)
    return nameless


def _subject_of(reading: Reading, cue: int, start: int) -> Subject | None:
    """The subject of a verb before the quote: left of it, or right of it: "I thought," said Burke, "that"."""
    tokens = reading.tokens
    before = cue - 2 if cue - 1 > start and tokens[cue - 1].text == "," else cue - 1
    if (
        tokens[cue].tags & lx.SPEECH
        and not tokens[cue].low.endswith("ing")
        and (cue == start or tokens[before].kind == QUOTED)
    ):
        return subject_right(reading, cue + 1)
    return subject_left(reading, cue, start)


def _is_verb(tokens: list[Token], at: int, start: int) -> bool:
    """A word of the cue list used as a verb, not as a noun (the call) or an infinitive of another's act (to call)."""
    if at == start:
        return tokens[at].low in ("said", "says")
    before = tokens[at - 1]
    if (before.tags & lx.DETERMINER and not before.tags & (lx.PRONOUN | lx.RELATIVE)) or before.is_owner:
        return False
    if before.low == "as" and tokens[at].low.endswith("ing"):
        return True
    if before.low in _MODALS and tokens[at].tags & lx.BASE:
        return False
    if tokens[at].tags & lx.BASE and tokens[at].low not in ("put", "read"):
        # post and claim are verbs after they, will or workers, and nouns after anything else
        return (
            bool(before.tags & (lx.PRONOUN | lx.AUXILIARY | lx.ADVERB)) or before.low == "to" or before.low[-1:] == "s"
        )
    return not (before.tags & lx.PREPOSITION and before.low != "to" and not before.tags & lx.ADVERB)


def _sureness(tokens: list[Token], cue: int, at: int) -> float:
    if tokens[at - 1].text in (",", ":") and tokens[cue].tags & lx.SPEECH:
        return 0.95
    return 0.9 if tokens[cue].tags & (lx.SPEECH | lx.NAMING) else 0.75


def colon_before(reading: Reading, at: int) -> Claim | None:
    """``His coach, Gus Oakes, was shorter: "…"``: the subject of a sentence that ends with a colon."""
    start = reading.sentences[reading.sentence_of[at]][0]
    if at == start or reading.tokens[at - 1].text != ":":
        return None
    subject = main_subject(reading, start, at)
    if subject is None:
        owner = next((m for m in reading.mentions_between(start, at) if m.is_owner and m.kind == NAME), None)
        subject = Subject(owner.first, owner.last, owner) if owner is not None else None
    return Claim("subject, colon, quote", -1, None, subject, 0.85) if subject is not None else None


def subject_runs_into_quote(reading: Reading, at: int) -> Claim | None:
    """``A spokeswoman "refused to speculate" on it``: the quoted part is the verb of a subject right before it."""
    start = reading.sentences[reading.sentence_of[at]][0]
    number = reading.ends.get(at - 1)
    text = reading.tokens[at].text
    if at == start or number is None or not text[0].islower() or " " not in text:
        return None
    mention = reading.mentions[number]
    if mention.kind == BODY or mention.is_owner or mention.first < start:
        return None
    return Claim("subject, quoted verb", -1, None, Subject(mention.first, mention.last, mention), 0.7)
