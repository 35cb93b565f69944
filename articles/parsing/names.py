"""Names of people, topics and places: folded for comparing, slugged for addresses, cut to the surname."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from itertools import groupby

# Letters that Unicode does not take apart into a base letter and a mark.
_LETTERS = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ħ": "h",
        "ŧ": "t",
        "ı": "i",
        "ŋ": "n",
        "ƒ": "f",
    }
)
# An apostrophe does not part two words: O’Malley, O'Malley and OMalley are one name.
_DROPPED = re.compile(r"[’'‘ʼ`´™®©\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_ACCENTS = re.compile(r"[\u0300-\u036f\u1dc0-\u1dff\u20d0-\u20ff]")
_SLUG_LENGTH = 80
_PARTICLE_LIST = (
    "af al ap av ben bin bint d da dal das de degli dei del dela della den der des di do dos du el haj ibn la las le"
    " los na ni op san santa st st. ste ste. 't te ten ter van vander ver vom von zu zum zur"
)
_PARTICLES = frozenset(_PARTICLE_LIST.split())
_ROMAN = frozenset({"ii", "iii", "iv"})
_INITIALS = re.compile(r"(?:[^\W\d_]\.){1,4}")
_NAME_WORD = re.compile(r"(?:[dlo]['’])?[^\W\d_a-zß-öø-ÿ][^\W\d_]*(?:[.'’‘-]+[^\W\d_]+){0,4}[.,]?")
_LONGEST_NAME = 80
_SUFFIX_LIST = "jr sr ii iii iv v esq phd md dds jd rn cpa kc qc mp obe cbe mbe ret"
_SUFFIXES = frozenset(_SUFFIX_LIST.split())


def fold_name(name: str) -> str:
    """The form under which two spellings of one name are equal; the database's unique key for topics and people.

    Case, accents, letter width, punctuation and spacing are folded away; + and # after a letter stay, so that C, C++
    and C# are three names. A name of punctuation alone is kept as it is, in its plain width. Folding twice changes
    nothing. The accents of Latin, Greek and Cyrillic go; the vowel signs of other scripts are letters and stay.
    """
    return _remembered(name) if len(name) <= _LONGEST_REMEMBERED else _folded(name)


def _folded(name: str) -> str:
    text = _unaccented(_unaccented(_DROPPED.sub("", name)).casefold()).translate(_LETTERS)
    plain = _translated(_DROPPED.sub("", text), lambda c: c if _in_word(c) else " ")
    words = re.sub(r"(?<![^\W_])(?<![+#])[+#]+", " ", plain).split()
    return unicodedata.normalize("NFC", " ".join(words)) or " ".join(text.split())


# The same people, topics and places are named again and again: an import asks for each a thousand times.
_LONGEST_REMEMBERED = 200
_remembered = lru_cache(maxsize=8192)(_folded)


def _in_word(character: str) -> bool:
    return character in "+#" or unicodedata.category(character)[0] in "LMN"


def _translated(text: str, change: Callable[[str], str]) -> str:
    return text.translate({ord(character): change(character) for character in set(text)})


def _unaccented(text: str) -> str:
    """Compatibility decomposition without accents, in linear time: unicodedata's own is quadratic in a run of marks."""
    if text.isascii():
        return text
    text = _ACCENTS.sub("", _translated(text, lambda c: unicodedata.normalize("NFKD", c)))
    if not any(map(unicodedata.combining, set(text))):
        return text
    ordered: list[str] = []
    for _, run in groupby(text, key=lambda c: unicodedata.combining(c) > 0):
        ordered += sorted(run, key=unicodedata.combining)
    return "".join(ordered)


def name_slug(name: str) -> str:
    """The name as part of an address: ASCII letters, digits and hyphens, never empty, at most 80 characters.

    A name with no Latin letter or digit (Cyrillic, Chinese) gets a short code that is always the same for it.
    """
    folded = fold_name(name)
    spelled = folded.replace("+", " plus ").replace("#", " sharp ")
    slug = "-".join(re.findall(r"[a-z0-9]+", spelled))
    if not slug:
        return "n-" + hashlib.sha256(folded.encode("utf-8", "surrogatepass")).hexdigest()[:10]
    if len(slug) > _SLUG_LENGTH:
        slug = slug[: _SLUG_LENGTH + 1].rpartition("-")[0] or slug[:_SLUG_LENGTH]
    return slug


def surname(name: str) -> str:
    """The family name as printed on second reference: particles kept (de Blasio), suffixes not (King of King Jr.).

    "Calder, Ines" gives Calder. A name of one word is its own surname. Family names that stand first without a
    comma (Xi Jinping) cannot be told from the letters: their last word is given.
    """
    before, comma, after = name.partition(",")
    words = before.split()
    while len(words) > 1 and _is_suffix(words[-1]):
        words.pop()
    if comma and after.strip() and not _is_suffix(after.split()[0].rstrip(",")):
        return " ".join(words)
    start = max(len(words) - 1, 0)
    if start > 1 and words[start - 1] in ("y", "e"):
        start = max(start - 2, 1)
    while start > 1 and words[start - 1].casefold() in _PARTICLES:
        start -= 1
    return " ".join(words[start:])


def cased_name(name: str) -> str:
    """A name printed in capitals, in title case: Ana de la Cruz, Sean O'Brien, John McDonald Jr., Thurston Howell III.

    A name with any small letter is given back as it is. Capitals do not tell how its bearer writes MACLEOD or LEROY:
    those get one capital. Initials (J.B.) and Roman numbers keep theirs.
    """
    if name != name.upper():
        return name
    words = name.split(" ")
    return " ".join(_cased_word(word, is_first=number == 0) for number, word in enumerate(words))


def _cased_word(word: str, *, is_first: bool) -> str:
    plain = word.casefold().strip(".,")
    if plain in _ROMAN or _INITIALS.fullmatch(word):
        return word
    if plain in _PARTICLES and not is_first and plain not in _SUFFIXES:
        return word.lower()
    cased = re.sub(r"[^\W\d_]+", lambda part: part.group().capitalize(), word)
    cased = re.sub(r"(?<=[^\W\d_]{2})(['’])S\b", r"\1s", cased)
    return re.sub(r"\bMc([a-z])", lambda part: "Mc" + part[1].upper(), cased)


def is_name(text: str) -> bool:
    """Whether the words are shaped like a person's name: two to six words, capitals or particles, no digits."""
    words = text.split()
    if not 2 <= len(words) <= 6 or len(text) > _LONGEST_NAME or words[0][0].islower():
        return False
    return all(_NAME_WORD.fullmatch(word) or word in _PARTICLES for word in words)


def _is_suffix(word: str) -> bool:
    return word.replace(".", "").casefold() in _SUFFIXES
