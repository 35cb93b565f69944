"""From bytes to characters: what encoding a file is in, tried in a fixed order, and said when it was assumed."""

from __future__ import annotations

import codecs

from .story import Problem

_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_FALLBACK = "cp1252"
# WHATWG: on the web these labels mean cp1252, whose typographic quotes iso-8859-1 would read as control characters.
_LATIN = frozenset({"iso8859-1", "ascii", "latin-1"})


def decode(data: bytes, declared: str | None = None) -> tuple[str, tuple[Problem, ...]]:
    """The characters of a file, lines ending in a newline, and a problem where the encoding had to be assumed.

    Tried in order: UTF-16 and UTF-8 by their byte order marks, strict UTF-8, the declared encoding, cp1252 (bytes it
    does not know become U+FFFD). Never raises: a declared encoding that does not exist or does not fit is a problem.
    """
    text, problems = _decoded(data, (declared or "").strip())
    return text.replace("\r\n", "\n").replace("\r", "\n"), problems


def _decoded(data: bytes, declared: str) -> tuple[str, tuple[Problem, ...]]:
    if data.startswith(_UTF_16):
        text = data.decode("utf-16", "replace")
        return text, _lost(text)
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        pass
    problems: tuple[Problem, ...] = ()
    if declared:
        text, problems = _as_declared(data, declared)
        if text:
            return text, problems
    text = data.decode(_FALLBACK, "replace")
    assumed = Problem(
        "encoding-assumed", "The file is not UTF-8; it was read as Windows-1252. Check accents and quotes."
    )
    return text, (*problems, assumed, *_lost(text))


def _as_declared(data: bytes, declared: str) -> tuple[str, tuple[Problem, ...]]:
    """The text if the declared encoding reads every byte; else no text and a problem that says why."""
    try:
        name = codecs.lookup(declared).name
        text = data.decode(_FALLBACK if name in _LATIN else name)
    except (LookupError, ValueError):
        unfit = Problem("encoding-unfit", f"The file says it is {declared[:40]}, but cannot be read as that.", declared)
        return "", (unfit,)
    return text, (Problem("encoding-declared", f"The file is not UTF-8; it was read as {name}, as it says.", declared),)


def _lost(text: str) -> tuple[Problem, ...]:
    if "\ufffd" not in text:
        return ()
    return (Problem("characters-lost", "Some bytes stand for no character; each is shown as \ufffd.", "\ufffd"),)
