"""Two spellings of one name: a letter apart, or of one sound in English."""

from __future__ import annotations

import re
from functools import lru_cache

# Spellings of one sound, in the order they are made alike. Vowels stay, but y and a mute final e: Mario is not Maria.
_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"ph", "f"),
        (r"v", "f"),
        (r"^kn", "n"),
        (r"^wr", "r"),
        (r"ck|q", "k"),
        (r"ch(?=r)", "k"),
        (r"c(?=[eiy])", "s"),
        (r"c(?!h)", "k"),
        (r"z", "s"),
        (r"(?<=.)h(?![aeiouy])", ""),
        (r"th", "t"),
        (r"ey$|ie$|ee$|i$", "y"),
        (r"y", "i"),
        (r"(?<=..)e$", ""),
        (r"(.)\1+", r"\1"),
    )
)
_SHORTEST_SOUND = 3


@lru_cache(maxsize=4096)
def sound_of(word: str) -> str:
    """A small word without accents as it sounds, roughly: equal for Stevens and Stephens, Katherine and Catherine."""
    word = word[:40]
    for pattern, sound in _SOUNDS:
        word = pattern.sub(sound, word)
    return word


def sounds_like(one: str, other: str) -> bool:
    """Whether two small words are different spellings of one sound; very short ones never are."""
    sound = sound_of(one)
    return len(sound) >= _SHORTEST_SOUND and sound == sound_of(other)


def is_near(one: str, other: str) -> bool:
    """Whether one letter added, left out, changed, or two neighbours swapped make one word the other."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    start = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    a, b = one[start:], other[start:]
    return a[1:] == b or a == b[1:] or a[1:] == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:] and len(b) > 1)
