"""Where sentences begin and end among the tokens: an abbreviation list and the next word decide."""

from __future__ import annotations

from articles.parsing.quotes.lexicon import OPENER, read_lexicon
from articles.parsing.quotes.paragraphs import Span
from articles.parsing.quotes.tokens import CAPITAL, NUMBER, POINT, QUOTED, Token

_STOPS = frozenset(".?!…")
# Abbreviations that often end a sentence; after any other (Gov., Mr.) the sentence goes on.
_MAY_END = frozenset(read_lexicon("abbreviations.txt")["may_end"])
_MAY_STAND_LAST = frozenset([POINT, QUOTED])
_OPENS = frozenset("([•*")


def find_sentences(tokens: list[Token], paragraphs: list[Span]) -> tuple[list[Span], list[int]]:
    """The sentences as (first, end) token numbers, and for every token the number of its sentence."""
    sentences: list[Span] = []
    sentence_of: list[int] = []
    for first, end in paragraphs:
        start = first
        for at in range(first, end):
            token = tokens[at]
            may_end = token.kind in _MAY_STAND_LAST or token.text[-1] == "."
            if at + 1 == end or (may_end and _ends(tokens, at)):
                sentence_of.extend([len(sentences)] * (at + 1 - start))
                sentences.append((start, at + 1))
                start = at + 1
    return sentences, sentence_of


def _ends(tokens: list[Token], at: int) -> bool:
    token, after = tokens[at], tokens[at + 1]
    if token.kind == POINT:
        if token.text[0] in ")]" and at and tokens[at - 1].text[:1] in _STOPS:
            return after.kind in (CAPITAL, QUOTED)
        return token.text[0] in _STOPS and (after.kind in (CAPITAL, QUOTED, NUMBER) or after.text[0] in _OPENS)
    if token.kind == QUOTED:
        return token.text[-1] in _STOPS and (after.kind in (CAPITAL, QUOTED) or after.text[0] in _OPENS)
    if token.text[-1] == "." and token.low.rstrip(".") in _MAY_END:
        return after.kind == QUOTED or (after.kind == CAPITAL and bool(after.tags & OPENER))
    return False
