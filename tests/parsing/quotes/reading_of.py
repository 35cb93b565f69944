"""Short ways for the tests of the finder's stages to read a line of copy."""

from __future__ import annotations

from articles.parsing.quotes.paragraphs import find_paragraphs
from articles.parsing.quotes.reading import Reading, read_story
from articles.parsing.quotes.tokens import QUOTED, Token, read_tokens


def tokens_of(text: str) -> list[Token]:
    return read_tokens(text, find_paragraphs(text), [])[0]


def first_quote(reading: Reading) -> int:
    """The token of the story's first quoted run."""
    return next(number for number, token in enumerate(reading.tokens) if token.kind == QUOTED)


def quote_after(text: str, opening: str) -> tuple[Reading, int]:
    """The story as read, and the token of the run that begins with ``opening``."""
    reading = read_story(text)
    for number, token in enumerate(reading.tokens):
        if token.kind == QUOTED and token.text.startswith(opening):
            return reading, number
    raise AssertionError(f"no run begins with {opening!r}")
