"""Two wordings of one quote compared: the same words, words left out under a mark, or other words.

House rules behind it (AP Stylebook, "quotations in the news", "ellipsis", "brackets"): a speaker's words are never
altered; words left out leave an ellipsis, words put in by the editor stand in brackets. Both are told from a change.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

# Quotes are compared word by word up to here; a longer one is either letter for letter the same, or changed.
_COMPARED = 4000
# A pair of brackets stands for no more than so many of the speaker's words (“[The mayor]” for “he”).
_BRACKETED = 5
_ELLIPSIS = "…"

_PLAIN = str.maketrans(
    {
        "‘": "'",
        "’": "'",
        "‚": "'",
        "‛": "'",
        "ʼ": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "‐": "-",
        "‑": "-",
    }
    | dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad", "")
)
_TOKEN = re.compile(
    r"\[\s*(?:\.\s*\.\s*\.|…)\s*\]|\.(?:\s?\.){2,3}|…"  # an ellipsis, alone or in brackets
    r"|\[[^\[\]\n]+\]\w*"  # what an editor put in; also the first letter of a word: [w]e
    r"|\w+(?:['-]+\w+)*"
    r"|--+|[–—]"
    r"|[^\s\w]"
)
_LETTER = re.compile(r"\[(\w)\](\w+)")
_DASH = re.compile(r"--+|[–—]")


class Change(StrEnum):
    """What became of the words, from nothing to other words."""

    NONE = "none"
    PUNCTUATION = "punctuation"
    MARKED = "marked"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Step:
    """Words that both wordings have (same), that only the old (gone) or only the new one has (new)."""

    kind: str
    words: str


def compare(settled: str, now: str) -> Change:
    """How the wording `now` differs from the settled one. Each is a quote's words, one line a span.

    NONE: only type (kinds of quotation marks and dashes, blanks, commas and full stops, the capital a span begins
    with, where the spans part). PUNCTUATION: the same words with another mark among them, such as a question mark.
    MARKED: nothing but words left out under an ellipsis or put into brackets. WORDS: anything else.
    """
    if settled == now:
        return Change.NONE
    was, new = _tokens(settled), _tokens(now)
    if was == new:
        return Change.NONE
    if _words(was) == _words(new):
        return Change.PUNCTUATION
    if len(was) > _COMPARED or len(new) > _COMPARED:
        return Change.WORDS
    return Change.MARKED if _is_marked(_words(was), _words(new)) else Change.WORDS


def steps(settled: str, now: str) -> tuple[Step, ...]:
    """The way from one wording to the other, in words as they are written: what stayed, what is gone, what is new."""
    was, new = settled.split(), now.split()
    if len(was) > _COMPARED or len(new) > _COMPARED:
        return (Step("gone", settled), Step("new", now))
    found: list[Step] = []
    for kind, a, b, c, d in SequenceMatcher(None, was, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(Step("same", " ".join(was[a:b])))
            continue
        if b > a:
            found.append(Step("gone", " ".join(was[a:b])))
        if d > c:
            found.append(Step("new", " ".join(new[c:d])))
    return tuple(found)


def wording_key(words: str) -> str:
    """The same for two wordings that differ in type alone: what tells whether words were settled before."""
    return " ".join(_words(_tokens(words)))


def _tokens(words: str) -> list[str]:
    """Words and marks of all spans, with what is only type made alike."""
    tokens: list[str] = []
    for span in words.translate(_PLAIN).split("\n"):
        its = [_token(found) for found in _TOKEN.findall(span) if found not in {",", "."}]
        if its:
            its[0] = its[0][:1].lower() + its[0][1:]
        tokens += its
    return tokens


def _token(found: str) -> str:
    letter = _LETTER.fullmatch(found)
    if letter:
        return f"[{letter[1].lower()}]{letter[2]}"
    if found.startswith("[") and len(found) > 1:
        inner = found.strip("[] ")
        return _ELLIPSIS if not inner.strip(". …") else found
    if found == "…" or found.startswith(".."):
        return _ELLIPSIS
    if found.startswith(".") and len(found) > 1:
        return _ELLIPSIS
    return "—" if _DASH.fullmatch(found) else found


def _words(tokens: list[str]) -> list[str]:
    """What was said, and the marks of what was left out or put in; other punctuation left aside."""
    return [
        token
        for token in tokens
        if token == _ELLIPSIS or _is_inserted(token) or token[-1].isalnum() or token[0].isalnum()
    ]


def _is_inserted(token: str) -> bool:
    """Words an editor put in brackets; a bracket alone is punctuation."""
    return token[0] == "[" and len(token) > 1


def _is_marked(was: list[str], new: list[str]) -> bool:
    """Whether the new words are the old ones, in order and whole, but for what marks say was left out or put in."""
    at, gap = 0, 0  # where the old words are read on, and how many of them a mark before may have swallowed
    segments = _segments(was, new)
    for position, (allowed, words) in enumerate(segments):
        gap = max(gap, allowed)
        if not words:
            continue
        is_last = position == len(segments) - 1
        found = _find(was, words, at, gap, at_end=is_last)
        if found is None:
            return False
        at, gap = found + len(words), 0
    return len(was) - at <= gap


def _segments(was: list[str], new: list[str]) -> list[tuple[int, list[str]]]:
    """The new words cut at marks the old ones lack, each part with how many old words its mark may stand for."""
    kept = {token for token in was if token == _ELLIPSIS or _is_inserted(token)}
    parts: list[tuple[int, list[str]]] = [(0, [])]
    for token in new:
        letter = re.fullmatch(r"\[(\w)\](.+)", token)
        if token == _ELLIPSIS:
            parts.append((len(was), []))
        elif letter and token not in kept:
            parts[-1][1].append(letter[1] + letter[2])
        elif _is_inserted(token) and token not in kept:
            parts.append((_BRACKETED, []))
        else:
            parts[-1][1].append(token)
    return parts


def _find(was: list[str], words: list[str], at: int, gap: int, *, at_end: bool) -> int | None:
    """Where the words stand among the old ones, from `at` on and at most `gap` words away; None if they do not."""
    if at_end:
        start = len(was) - len(words)
        return start if at <= start <= at + gap and _alike(was[start:], words) else None
    last = min(at + gap, len(was) - len(words))
    return next((start for start in range(at, last + 1) if _alike(was[start : start + len(words)], words)), None)


def _alike(one: list[str], other: list[str]) -> bool:
    """Word for word the same; the capital that a bracketed letter stands for aside."""
    return len(one) == len(other) and all(
        a == b or (a[:1].lower() == b[:1] and a[1:] == b[1:]) for a, b in zip(one, other, strict=True)
    )
