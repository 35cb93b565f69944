"""Words as a reader may have meant to spell them: what is near a word, and how near."""

from __future__ import annotations

import re
from string import ascii_lowercase
from unicodedata import normalize

from articles.parsing.names import fold_name

SHORTEST, LONGEST = 4, 30
# From this length on a word may be two letters wrong and still be known.
LONG = 6
_WORD = re.compile(r"[^\W\d_]+")
_VOWELS = re.compile(r"[aeiouy]+")
_DOUBLED = re.compile(r"(.)\1+")


def words_of(text: str) -> set[str]:
    """The words of a text by letters alone, folded (case and accents), of four to thirty letters."""
    found = {word for word in _WORD.findall(normalize("NFC", text)) if SHORTEST <= len(word) <= LONGEST}
    return {folded for folded in map(fold_name, found) if folded.isalpha() and SHORTEST <= len(folded) <= LONGEST}


def respelled(text: str, better: dict[str, str]) -> str:
    """The text with each of its words that folds to a key written as that key's value."""
    return _WORD.sub(lambda found: better.get(fold_name(found[0]), found[0]), normalize("NFC", text))


def one_away(word: str) -> set[str]:
    """All spellings that one letter left out, put in, changed or swapped with the next makes of a folded word."""
    letters = sorted({*ascii_lowercase, *word})
    halves = [(word[:n], word[n:]) for n in range(len(word) + 1)]
    near = {left + right[1:] for left, right in halves if right}
    near |= {left + right[1] + right[0] + right[2:] for left, right in halves if len(right) > 1}
    near |= {left + letter + right[1:] for left, right in halves if right for letter in letters}
    near |= {left + letter + right for left, right in halves for letter in letters}
    return near - {word}


def skeleton(word: str) -> str:
    """How a word sounds, roughly: its first letter and the consonants after it, none doubled. "" where little is left.

    “mispelled” and “misspelled”, “goverment” and “government” are not one skeleton; “definately”, “definitely” are.
    """
    bones = word[:1] + _DOUBLED.sub(r"\1", _VOWELS.sub("", word[1:]))
    return bones if len(bones) >= SHORTEST else ""


def steps_between(one: str, other: str) -> int:
    """How many letters were left out, put in, changed or swapped with the next (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        two_before, before, row = before, row, [i]
        for j, letter_there in enumerate(other, 1):
            least = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != letter_there))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == letter_there:
                least = min(least, two_before[j - 2] + 1)
            row.append(least)
    return row[-1]
