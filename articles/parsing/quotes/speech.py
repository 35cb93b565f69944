"""Speech or not: titles, nicknames, signs, words as words and scare quotes are left out of a story's quotes."""

from __future__ import annotations

from articles.parsing.quotes import lexicon as lx
from articles.parsing.quotes.claims import Claim
from articles.parsing.quotes.reading import Reading
from articles.parsing.quotes.tokens import CAPITAL, POINT, QUOTED, WORD

_PART = 3  # words: a part of an attributed sentence this long is the speaker's own
_ADJECTIVES = 2  # words before a noun of the reporter's
_SHORT = 4  # words: a scare quote is not longer
_LONG = 7  # words: an unattributed part of a sentence this long is somebody's words
_SMALL = frozenset(
    ["a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with", "is"]
)
_CLOSED = ",.?!—–-…"
_LEADS = frozenset([",", ":"])


def is_speech(reading: Reading, at: int, claim: Claim | None) -> bool:
    """Whether the run at token ``at`` is somebody's words, given what the sieves found about it."""
    tokens = reading.tokens
    first = reading.sentences[reading.sentence_of[at]][0]
    text = tokens[at].text
    words = text.split()
    if _is_inside_name(reading, at):
        return False
    if _is_bare_word(text) or (at == first and _is_sign(text, claim)):
        return False
    if at == first:
        return (
            text[-1] in _CLOSED or not _is_title(words, text) or at + 1 == len(tokens) or tokens[at + 1].kind == POINT
        )
    before = tokens[at - 1]
    if claim is not None and claim.rule.startswith("quote"):
        return not (before.kind != POINT and (_has_label(reading, at, first) or _is_title(words, text)))
    if before.text in _LEADS and claim is not None and claim.cue >= 0 and tokens[claim.cue].tags & lx.SPEECH:
        return before.text == ":" or not _has_label(reading, at, first)
    if _has_label(reading, at, first) or _is_title(words, text):
        return False
    if _is_common_name(reading, claim) and len(words) <= _PART:
        return False
    if (
        claim is not None
        and claim.cue >= 0
        and (len(words) >= _PART or before.kind == QUOTED or tokens[claim.cue].tags & lx.NAMING)
    ):
        return True
    if before.text == ":":
        return True
    if claim is not None and _is_verdict(reading, at, words, claim):
        return True
    return not _is_scare(reading, at, words) and (claim is not None or len(words) >= _LONG)


def _is_bare_word(text: str) -> bool:
    """A small word as a word: wanted "may", not "shall"."""
    return bool(lx.TAGS.get(text.lower(), 0) & lx.FUNCTION)


def _is_sign(text: str, claim: Claim | None) -> bool:
    """ "KEEP OUT," read a banner."""
    return text.isupper() and claim is not None and claim.cue_words in ("read", "reads")


def _is_common_name(reading: Reading, claim: Claim | None) -> bool:
    """Whether people in general call something so: workers call it "the pit"."""
    if claim is None or claim.cue < 0 or not reading.tokens[claim.cue].tags & lx.NAMING:
        return False
    return claim.subject is not None and claim.subject.mention is None


def is_partial(reading: Reading, at: int) -> bool:
    """Whether the run is a part of the reporter's sentence rather than a sentence of the speaker's."""
    if at == reading.sentences[reading.sentence_of[at]][0]:
        return False
    opening = next((character for character in reading.tokens[at].text if character.isalpha()), "A")
    return opening.islower() or reading.tokens[at - 1].text not in _LEADS


def _is_inside_name(reading: Reading, at: int) -> bool:
    """Harold "Red" Kimball."""
    tokens = reading.tokens
    if at == 0 or at + 1 >= len(tokens) or len(tokens[at].text) > 24 or not tokens[at].text[0].isupper():
        return False
    before, after = tokens[at - 1], tokens[at + 1]
    return (
        before.kind == CAPITAL and after.kind == CAPITAL and reading.sentence_of[at - 1] == reading.sentence_of[at + 1]
    )


def _has_label(reading: Reading, at: int, first: int) -> bool:
    """Whether the words before say that a name, a sign or a word follows: titled, the term, reads, known as."""
    tokens = reading.tokens
    before = tokens[at - 1]
    label = at - 2 if before.text in (",", ":", "as", "by", "of") else at - 1
    if label < first:
        return False
    if before.low in ("that", "this", "it"):
        return False  # called that "rich"
    is_named = before.tags & lx.DETERMINER and label > first and tokens[label - 1].tags & lx.LABEL
    if is_named and tokens[label - 1].tags & lx.NAMING:
        if label - 2 > first and (tokens[label - 2].low in ("he", "she") or tokens[label - 2].kind == CAPITAL):
            return False  # what he called a "rigged process"
        return _is_short_name(tokens[at].text)  # what researchers call the "expectancy effect"
    if tokens[label].tags & lx.LABEL:
        # what critics call "a tax on the sick" is their words; what they call "the Swallower" is a name
        is_naming = tokens[label].tags & lx.NAMING and not tokens[label - 1].tags & lx.AUXILIARY
        return not is_naming or _is_short_name(tokens[at].text)
    if tokens[label].tags & lx.LABEL_NOUN and label > first:
        near = tokens[max(first, label - 3) : label]
        if near and near[-1].tags & (lx.AUXILIARY | lx.PRONOUN):
            return False
        return any(token.tags & lx.DETERMINER or token.is_owner for token in near)
    return False


def _is_short_name(text: str) -> bool:
    words = text.split()
    return len(words) <= _SHORT - 1 or _is_title(words, text)


def _is_title(words: list[str], text: str) -> bool:
    """Capitals throughout: a title, a name, a sign."""
    if len(words) > 10:
        return False
    main = [word for word in words if word.lower().strip(".,!?") not in _SMALL]
    return (
        bool(main)
        and all(word[0].isupper() or not word[0].isalpha() for word in main)
        and (len(words) > 1 or text[0].isupper())
    )


def _is_verdict(reading: Reading, at: int, words: list[str], claim: Claim) -> bool:
    """What an attributed sentence says of its subject: (said) it was a "technical correction", it "badly misjudges"."""
    if claim.cue < 0 or not reading.tokens[claim.cue].tags & lx.SPEECH:
        return False
    before, second = reading.tokens[at - 1], reading.tokens[max(at - 2, 0)]
    if before.low in ("a", "an") and second.tags & lx.AUXILIARY:
        is_last = at + 1 < len(reading.tokens) and reading.tokens[at + 1].kind == POINT
        return len(words) > 1 or (is_last and claim.subject is not None and claim.subject.mention is not None)
    return len(words) > 1 and words[0].islower() and words[0].endswith("ly")


def _is_scare(reading: Reading, at: int, words: list[str]) -> bool:
    """A few words between an article and the reporter's own noun: the "customers" she sees."""
    tokens = reading.tokens
    if len(words) > _SHORT or at + 1 >= len(tokens):
        return False
    before, after = tokens[at - 1], tokens[at + 1]
    goes_on = after.kind in (WORD, CAPITAL) and tokens[at].text[-1] not in ",.?!"
    if before.tags & lx.PREPOSITION and len(words) <= _ADJECTIVES and not after.tags & lx.FUNCTION:
        return goes_on  # guilty to "willful" neglect
    if before.tags & lx.DETERMINER:
        return goes_on or len(words) <= 2
    return goes_on and before.kind != POINT and not before.tags & (lx.AUXILIARY | lx.CUE | lx.PREPOSITION | lx.PRONOUN)
