"""Datelines: place, source and date at the head of a story, in the shapes of AP, Reuters and local broadcasters.

BALTIMORE (WJZ)– · WASHINGTON (AP) — · LONDON, Sept 15 (Reuters) - · ANNAPOLIS, Md. – · WASHINGTON and LONDON —
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from .dates import DATE, FoundDate, doubt_message, read_date
from .names import fold_name
from .story import Dateline, Problem

_CITIES_FILE = Path(__file__).with_name("standalone_cities.txt")
STANDALONE_CITIES = frozenset(
    fold_name(line) for line in _CITIES_FILE.read_text("utf-8").splitlines() if line and not line.startswith("#")
)
_SENTENCE = r"(?=\s*(?:[^\W_a-z]|[\"“‘'«\[(„$€£]|$))"  # what follows begins a sentence
_SHAPE = re.compile(
    r"(?P<where>[^()–—―\"“”?!:;\n]{2,90}?)"
    r"(?:\s?\((?P<source>[^()\n]{2,40})\)(?:\s?(?P<dash>--|[–—―:-])|" + _SENTENCE + ")"
    r"|\s?(?:--|[–—―])" + _SENTENCE + r"|\s-" + _SENTENCE + r")\s*"
)
_LONGEST, _LONGEST_PLACE = 150, 93
_END_OF_PLACE = re.compile("[(–—―]|--| -")
_TRAILING_DATE = re.compile(rf", (?:{DATE.pattern})$", re.IGNORECASE)
_CITY_PARTS = re.compile(r"\s?/\s?|,? and | & ")
_SMALL_WORD_LIST = "de del la las los le of on the upon am an der di do da and in near"
_SMALL_WORDS = frozenset(_SMALL_WORD_LIST.split())
_MIXED_CAPITALS = re.compile(r"(?:Ma?c|O['’]|La|Le|De|Du|Fitz)[^\W\d_a-z]{2,}")
# Words in capitals before a dash that announce a piece of copy, not a place.
_LABEL_LIST = (
    "update updated breaking watch correction corrected exclusive opinion analysis editorial review note warning video"
    " photos live listen read more developing urgent advisory recap clarification sports weather new alert factbox"
    " explainer interview refile bulletin commentary column podcast poll quiz preview related"
)
_LABELS = frozenset(_LABEL_LIST.split())


class FoundDateline(NamedTuple):
    """A dateline at the head of a paragraph, the words after it, and whether its shape leaves no doubt."""

    dateline: Dateline
    rest: str
    problems: tuple[Problem, ...]
    is_certain: bool


def find_dateline(paragraph: str) -> FoundDateline | None:
    """The dateline a paragraph begins with, or None. Looks at no more than its first 150 characters.

    A problem is returned for a city that needs its state or country (AP), and for a date in doubt or without a year.
    """
    head = paragraph[:_LONGEST]
    if head[:1].islower() or not _END_OF_PLACE.search(head, 0, _LONGEST_PLACE):
        return None
    match = _SHAPE.match(head)
    if not match:
        return None
    where, dated = _without_date(match["where"].strip())
    source = (match["source"] or "").strip()
    cities = [part.strip() for part in _CITY_PARTS.split(where)]
    if not all(map(_is_place, cities)) or (source and not _is_source(source)):
        return None
    in_capitals = all(_in_capitals(city.partition(",")[0]) for city in cities)
    names_state = "," in where
    stand_alone = all(_stands_alone(city) for city in cities)
    if not in_capitals and not (source and match["dash"] and (stand_alone or names_state)):
        return None
    is_certain = bool(source or dated or names_state or stand_alone)
    if not is_certain and (len(where) < 4 or fold_name(where).split()[0] in _LABELS):
        return None
    day = dated.day if dated else None
    words = match.group().strip()
    dateline = Dateline(where, source, day, words)
    return FoundDateline(dateline, paragraph[match.end() :], _problems(cities, dated, words), is_certain)


def _without_date(where: str) -> tuple[str, FoundDate | None]:
    """The place without the date printed after it: LONDON, Sept 15."""
    match = _TRAILING_DATE.search(where)
    if not match:
        return where, None
    return where[: match.start()], read_date(match)._replace(words=match.group().removeprefix(", "))


def _is_place(city: str) -> bool:
    """Whether the words may be CITY or CITY, State: letters, few words, a capital first."""
    name, _, state = city.partition(",")
    words = name.split()
    if name.startswith(("BC-", "AM-", "PM-")):  # a wire's slug line: BC-US--Senate Vote
        return False
    if not 1 <= len(words) <= 6 or len(name) < 2 or any(c.isdigit() for c in city) or "," in state:
        return False
    states = state.split()
    return words[0][0].isupper() and len(states) <= 4 and all(s[0].isupper() or s in _SMALL_WORDS for s in states)


def _in_capitals(name: str) -> bool:
    words = [word for word in name.split() if word not in _SMALL_WORDS]
    return bool(words) and all(word.isupper() or _MIXED_CAPITALS.fullmatch(word) for word in words)


def _is_source(source: str) -> bool:
    """An agency or station: AP, WJZ, CBS News, dpa. Not a party (R-Md.) or a remark."""
    words = re.split(r"[ /&]+", source)
    return len(words) <= 5 and all(word[:1].isupper() or word in ("dpa", "ots", "of", "the") for word in words)


def _stands_alone(city: str) -> bool:
    return fold_name(city) in STANDALONE_CITIES


def _problems(cities: list[str], dated: FoundDate | None, words: str) -> tuple[Problem, ...]:
    problems = [
        Problem("dateline-needs-state", f"AP style gives {city} its state or country in a dateline.", words)
        for city in cities
        if "," not in city and not _stands_alone(city)
    ]
    if dated and dated.doubt:
        problems.append(Problem(dated.doubt, doubt_message(dated), dated.words))
    return tuple(problems)
