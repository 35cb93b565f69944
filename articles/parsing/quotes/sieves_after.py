"""Sieves for attributions that follow the quote, in its sentence or right after it."""

from __future__ import annotations

from articles.parsing.quotes import lexicon as lx
from articles.parsing.quotes.claims import REACH, Claim
from articles.parsing.quotes.mentions import NAME
from articles.parsing.quotes.reading import Reading
from articles.parsing.quotes.subjects import subject_right
from articles.parsing.quotes.tokens import POINT, QUOTED, WORD, Token

_SPOKEN = lx.SPEECH | lx.MANNER
_DASHES = frozenset(["—", "–", "-", "--"])


def _right_of(reading: Reading, at: int) -> int | None:
    """The first token after the run and its comma, if an attribution may stand there."""
    tokens = reading.tokens
    end = reading.sentences[reading.sentence_of[at]][1]
    follows = at + 1
    if follows < end and (tokens[follows].text == "," or tokens[follows].text[0] in _DASHES):
        follows += 1
    if follows < end:
        return follows
    if at and tokens[at - 1].text == ":":
        return None  # Dea said: "Nobody asked." Her neighbor agreed.
    if end < len(tokens) and tokens[at].text[-1:] in "?!" and _same_paragraph(reading, at, end):
        return end  # "Why?" Smith asked.
    if end < len(tokens) and tokens[at].text[-1:] == "." and _same_paragraph(reading, at, end):
        return end if _is_bare_attribution(reading, end) else None
    return None


def _same_paragraph(reading: Reading, at: int, other: int) -> bool:
    run = reading.runs[reading.tokens[at].run]
    return reading.tokens[other].end <= reading.paragraphs[run.paragraph][1]


def _is_bare_attribution(reading: Reading, start: int) -> bool:
    """Whether the sentence from ``start`` is nothing but "Smith said." after a quote that was closed too early."""
    tokens = reading.tokens
    end = reading.sentences[reading.sentence_of[start]][1]
    subject = subject_right(reading, start)
    if subject is None or any(token.kind == QUOTED for token in tokens[start:end]):
        return False
    cue = subject.last + 1
    if cue + 1 >= end or not tokens[cue].tags & lx.SPEECH:
        return False
    follows = tokens[cue + 1]
    return follows.kind == POINT or (bool(follows.tags & (lx.PREPOSITION | lx.CALENDAR)) and follows.low != "as")


def verb_then_subject(reading: Reading, at: int) -> Claim | None:
    """``"…," said acting port director Walter Reese``"""
    cue = _right_of(reading, at)
    if cue is None:
        return None
    token = reading.tokens[cue]
    if not token.tags & _SPOKEN or token.kind != WORD or token.low.endswith("ing"):
        return None
    subject = subject_right(reading, cue + 1)
    if subject is None:
        return None
    return Claim("quote, verb, subject", cue, token.text, subject, 0.97)


def subject_then_verb(reading: Reading, at: int) -> Claim | None:
    """``"…," Kimball said``; ``"…," Castle, who chairs the board, said``"""
    start = _right_of(reading, at)
    if start is None or not _may_be_followed(reading, at):
        return None
    subject = subject_right(reading, start)
    if subject is None:
        return None
    cue = _verb_after(reading, subject.last + 1, reading.tokens[at].text[-1:] in ",—-")
    if cue is None:
        return None
    return Claim("quote, subject, verb", cue, reading.tokens[cue].text, subject, 0.97)


def _may_be_followed(reading: Reading, at: int) -> bool:
    """A subject may follow a quote that ends with a comma, a question, or is a sentence of its own."""
    text = reading.tokens[at].text
    follows = reading.tokens[at + 1].text if at + 1 < len(reading.tokens) else ""
    if text[-1] in ",?!—–-.…" or follows == "," or follows[:1] in _DASHES:
        return True
    return at == reading.sentences[reading.sentence_of[at]][0]


def _verb_after(reading: Reading, at: int, is_sure: bool) -> int | None:
    """The verb of speech after a subject that ended before ``at``; adverbs or an aside may stand between."""
    tokens = reading.tokens
    if at >= len(tokens):
        return None
    end = reading.sentences[reading.sentence_of[at]][1]
    if tokens[at].text in (",", "(", "—", "–", "--"):
        for number in range(at, min(end, at + REACH)):
            if tokens[number].text in (",", ")", "—", "–", "--") and number + 1 < end:
                cue = _near_verb(tokens, number + 1, end, 2)
                if cue is not None:
                    return cue
        return None
    if tokens[at].tags & (lx.PREPOSITION | lx.RELATIVE):
        for number in range(at + 1, min(end, at + 16)):
            if tokens[number].tags & lx.SPEECH and tokens[number].kind == WORD:
                return number
            if tokens[number].kind in (POINT, QUOTED):
                return _verb_after(reading, number, is_sure) if tokens[number].text == "," else None
    return _near_verb(tokens, at, end, 6 if is_sure else 3)


def _near_verb(tokens: list[Token], at: int, end: int, reach: int) -> int | None:
    for number in range(at, min(end, at + reach)):
        token = tokens[number]
        if token.kind != WORD:
            return None
        if token.tags & _SPOKEN and not tokens[number - 1].tags & lx.DETERMINER:
            return number
        if token.low == "wanted" and number + 2 < end and tokens[number + 2].low == "know":
            return number
    return None


def according_after(reading: Reading, at: int) -> Claim | None:
    """``"…," according to Castle``; ``"…," is how he described it``"""
    start = _right_of(reading, at)
    tokens = reading.tokens
    if start is None or start + 2 >= len(tokens):
        return None
    if tokens[start].low == "according" and tokens[start + 1].low == "to":
        return Claim("quote, according to", start, "according to", subject_right(reading, start + 2), 0.95)
    if tokens[start].low in ("is", "was") and tokens[start + 1].low in ("how", "what", "all", "the"):
        if tokens[start + 1].low == "the" and tokens[start + 2].low != "way":
            return None
        start += tokens[start + 2].low in ("that", "way")
        subject = subject_right(reading, start + 2)
        if subject is not None and subject.last + 1 < len(tokens):
            cue = _near_verb(tokens, subject.last + 1, len(tokens), 4)
            cue = subject.last + 1 if cue is None else cue
            return Claim("quote, is how", cue, tokens[cue].text, subject, 0.9)
    return None


def attributed_at_the_end(reading: Reading, at: int) -> Claim | None:
    """``had a "good exchange of ideas", according to an official``; ``it is "a joke" for workers, Smith said``"""
    tokens = reading.tokens
    end = min(reading.sentences[reading.sentence_of[at]][1], at + REACH)
    for comma in range(at + 1, end - 2):
        if tokens[comma].text != ",":
            continue
        if tokens[comma + 1].low == "according" and tokens[comma + 2].low == "to":
            subject = subject_right(reading, comma + 3)
            return Claim("part of a sentence, according to", comma + 1, "according to", subject, 0.85)
        subject = subject_right(reading, comma + 1)
        if subject is not None and subject.mention is not None and subject.last + 2 <= end:
            cue = subject.last + 1
            is_end = cue + 1 < end and (tokens[cue + 1].kind == POINT or bool(tokens[cue + 1].tags & lx.CALENDAR))
            if tokens[cue].tags & lx.SPEECH and tokens[cue].kind == WORD and is_end:
                return Claim("part of a sentence, subject, verb", cue, tokens[cue].text, subject, 0.85)
    return None


def dash_before_name(reading: Reading, at: int) -> Claim | None:
    """``"…" — Panthers quarterback Cam Newton``: a name after a dash, and no verb."""
    tokens = reading.tokens
    dash = at + 1
    if dash + 1 >= len(tokens) or tokens[dash].text[0] not in "—–-" or not _same_paragraph(reading, at, dash + 1):
        return None
    subject = subject_right(reading, dash + 1)
    if subject is None or subject.mention is None or subject.mention.kind != NAME:
        return None
    follows = subject.last + 1
    is_alone = follows >= len(tokens) or tokens[follows].kind == POINT or not _same_paragraph(reading, at, follows)
    return Claim("quote, dash, name", -1, None, subject, 0.85) if is_alone else None
