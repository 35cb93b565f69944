"""Where sentences begin and end among the tokens: an abbreviation list and the next word decide."""

from __future__ import annotations

from articles.parsing.quotes.lexicon import OPENER
from articles.parsing.quotes.paragraphs import Span
from articles.parsing.quotes.tokens import CAPITAL, NUMBER, POINT, QUOTED, Token

_STOPS = frozenset(".?!…")
# Abbreviations that often end a sentence; after any other (Gov., Mr.) the sentence goes on.
_MAY_END = frozenset(
    [
        "inc",
        "corp",
        "co",
        "ltd",
        "jr",
        "sr",
        "u.s",
        "u.k",
        "u.n",
        "d.c",
        "a.m",
        "p.m",
        "n.y",
        "n.j",
        "n.c",
        "s.c",
        "n.d",
        "s.d",
        "r.i",
        "n.h",
        "n.m",
        "l.a",
        "e.u",
        "ph.d",
        "m.d",
        "calif",
    ]
)
_OPENS = frozenset("([•*")


def find_sentences(tokens: list[Token], paragraphs: list[Span]) -> tuple[list[Span], list[int]]:
    """The sentences as (first, end) token numbers, and for every token the number of its sentence."""
    sentences: list[Span] = []
    sentence_of: list[int] = []
    for first, end in paragraphs:
        start = first
        for at in range(first, end):
            sentence_of.append(len(sentences))
            if at + 1 == end or _ends(tokens, at):
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
