"""Names of people: spelled one way through the story, and whole where they first stand."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from articles.advice.gate.findings import Finding, Sheet
from articles.models import Person, Quote
from articles.parsing.names import fold_name, surname
from articles.parsing.quotes import lexicon as lx
from articles.parsing.quotes.mentions import BODY, NAME, Mention
from articles.parsing.quotes.reading import Reading
from articles.parsing.quotes.register import Entity, name_words
from articles.parsing.quotes.tokens import CAPITAL, Token
from articles.parsing.spelling import is_near, sound_of, sounds_like

# Names compared with one another at most: no story has more people of one given name, or of one initial.
_MOST_COMPARED = 40
_MOST_CHECKED = 40
_SHORTEST = 5
# Known to everybody by title and name alone, or never given a family name.
_ALONE_LIST = (
    "president pope king queen prince princess duke duchess saint st sister brother father mother uncle aunt grandma"
    " grandpa captain santa lord lady sir dame rabbi imam coach"
)
_ALONE = frozenset(_ALONE_LIST.split())


_REACH = 40
_LONGEST_TITLE = 200
_ROUND_A_NAME = ".,“”\"'’‘()"
# Words that end the name of a body or a place: General Assembly.
_NO_SURNAME = lx.ORGANISATION | lx.THING | lx.PLACE | lx.KNOWN_PLACE | lx.PEOPLE


class Spelled(NamedTuple):
    """A person as the story names them: given name and surname folded for comparing, and the words as printed."""

    given: str
    family: str
    printed: str
    start: int
    end: int


def two_spellings(sheet: Sheet) -> Iterator[Finding]:
    """One person's name spelled two ways: Stevens and Stephens, Katherine Marsh and Catherine Marsh, Núñez and Nunez.

    AP, and every desk's first rule: the name right, each time. Two people of one story are rarely called almost the
    same: the same given name with surnames one letter or a sound apart, the same surname with given names of one
    sound, a surname alone that is nearly somebody's. Two of a family (Maria and Mario Lopez) are left alone.
    """
    people = [person for entity in sheet.reading.register.entities if (person := _spelled(sheet.reading, entity))]
    pairs = {
        (person, other): None
        for person, other in (*_by_given(people), *_by_family(people), *_alone(sheet.reading, people))
        if person.printed != other.printed
    }
    for person, other in sorted(pairs, key=lambda pair: pair[1].start):
        message = f"“{other.printed}” and “{person.printed}”: one name spelled two ways?"
        yield sheet.in_text("two-spellings", message, other.start, other.end)
    yield from _otherwise_accented(sheet)


def surname_only(sheet: Sheet) -> Iterator[Finding]:
    """A surname whose whole name never stands in the story: Mayor Strand, and no Nell.

    AP: full name on first reference, the surname after. Looked for where a title stands before it and where it is a
    confirmed speaker's; those the world knows by title (President, Pope, Queen) are left alone.
    """
    wanted = {**_speakers(sheet), **_titled(sheet.reading)}
    for number, (name, whose) in enumerate(wanted.items()):
        if number == _MOST_CHECKED:
            return
        place = _stands_alone(sheet.facts.text, name)
        if place is not None:
            message = f"“{whose}” is never named in full in the story."
            yield sheet.in_text("surname-only", message, place, place + len(name))


def _spelled(reading: Reading, entity: Entity) -> Spelled | None:
    """A person named in full, where the story first does so."""
    words = name_words(entity.words)
    if entity.is_organisation or len(words) < 2 or len(words[0]) < 2 or not words[-1]:
        return None
    first = reading.tokens[entity.at]
    start = reading.text.find(entity.words[0], first.start, first.start + _LONGEST_TITLE)
    if start < 0:
        return None
    # A fuller form may come later: then the given name is what stands here for certain.
    printed = entity.name if reading.text.startswith(entity.name, start) else entity.words[0]
    end = start + len(printed)
    return Spelled(words[0], words[-1], entity.name, start, end)


def _by_given(people: Iterable[Spelled]) -> Iterator[tuple[Spelled, Spelled]]:
    """The same given name, surnames nearly the same."""
    for person, other in _pairs(people, lambda person: sound_of(person.given)):
        if person.family != other.family and _is_like(person.family, other.family):
            yield person, other


def _by_family(people: Iterable[Spelled]) -> Iterator[tuple[Spelled, Spelled]]:
    """The same surname, given names of one sound."""
    for person, other in _pairs(people, lambda person: person.family):
        if person.given != other.given and sounds_like(person.given, other.given):
            yield person, other


def _pairs(people: Iterable[Spelled], key: Callable[[Spelled], str]) -> Iterator[tuple[Spelled, Spelled]]:
    groups: dict[str, list[Spelled]] = defaultdict(list)
    for person in people:
        group = groups[key(person)]
        yield from ((other, person) for other in group)
        if len(group) < _MOST_COMPARED:
            group.append(person)


def _alone(reading: Reading, people: Iterable[Spelled]) -> Iterator[tuple[Spelled, Spelled]]:
    """A surname alone, of nobody named in full, that is nearly the surname of one who is."""
    by_initial: dict[str, list[Spelled]] = defaultdict(list)
    for person in people:
        if len(by_initial[person.family[0]]) < _MOST_COMPARED:
            by_initial[person.family[0]].append(person)
    for mention, word in _single_names(reading):
        token = reading.tokens[mention.last]
        if token.tags & (lx.GIVEN_NAME | _NO_SURNAME) or len(word) < _SHORTEST:
            continue
        is_person = mention.kind == NAME or _speaks(reading, mention)
        for person in by_initial.get(word[0], ()):
            is_like = _is_like(person.family, word) if is_person else sounds_like(person.family, word)
            if is_like and person.family.rstrip("s") != word.rstrip("s"):
                yield person, Spelled("", word, token.text, token.start, token.start + len(token.text))


def _speaks(reading: Reading, mention: Mention) -> bool:
    """Whether a verb of speech stands beside the name."""
    beside = (
        reading.tokens[max(mention.first - 1, 0) : mention.first] + reading.tokens[mention.last + 1 : mention.last + 2]
    )
    return any(token.tags & lx.SPEECH for token in beside)


def _single_names(reading: Reading) -> Iterator[tuple[Mention, str]]:
    """Where somebody or something is spoken of by one word, that is nowhere named by more."""
    for mention in reading.mentions:
        if mention.kind in (NAME, BODY) and mention.who and reading.tokens[mention.last].kind == CAPITAL:
            words = name_words(reading.register.entities[mention.who[0]].words)
            if len(words) == 1 and words[0]:
                yield mention, words[0]


def _is_like(one: str, other: str) -> bool:
    if one[0] != other[0] or min(len(one), len(other)) < _SHORTEST - 1:
        return sounds_like(one, other)
    return sounds_like(one, other) or is_near(one, other)


def _otherwise_accented(sheet: Sheet) -> Iterator[Finding]:
    """The surname of one person with other accents or capitals than where it first stands."""
    first: dict[tuple[int, str], str] = {}
    said: set[tuple[int, str]] = set()
    for mention in sheet.reading.mentions:
        if mention.kind != NAME or len(mention.who) != 1:
            continue
        token = sheet.reading.tokens[mention.last]
        key = (mention.who[0], fold_name(token.text))
        printed = token.text.replace("’", "'")
        known = first.setdefault(key, printed)
        if printed != known and not printed.isupper() and not known.isupper() and (key[0], printed) not in said:
            said.add((key[0], printed))
            message = f"“{token.text}” and “{known}”: one name spelled two ways?"
            yield sheet.in_text("two-spellings", message, token.start, token.start + len(token.text))


def _titled(reading: Reading) -> dict[str, str]:
    """Surnames that stand with a title and without a given name, each with the words as they stand."""
    found: dict[str, str] = {}
    for mention, _ in _single_names(reading):
        titles, name = reading.tokens[mention.first : mention.last], reading.tokens[mention.last]
        before = reading.tokens[mention.first - 1] if mention.first else None
        is_body = mention.kind == BODY or (before is not None and before.tags & lx.DETERMINER)  # the General Assembly
        if titles and not is_body and not name.tags & _NO_SURNAME and _is_title(titles):
            found.setdefault(name.text, reading.words(mention.first, mention.last - 1) + f" {name.text}")
    return found


def _is_title(words: Sequence[Token]) -> bool:
    """Police Chief, Mr.; not President, whom all know, and not a body’s name (Council on Child Vision)."""
    if any(word.low.strip(".") in _ALONE or (word.kind != CAPITAL and word.low != "of") for word in words):
        return False
    return bool(words[-1].tags & (lx.ROLE | lx.HONORIFIC))


def _speakers(sheet: Sheet) -> dict[str, str]:
    """Surnames of people whose words are confirmed."""
    people = [q.speaker for q in sheet.copy.quotes if q.status == Quote.Status.CONFIRMED and q.speaker is not None]
    humans = [person.name for person in people if person.kind == Person.Kind.HUMAN and " " in person.name.strip()]
    return {surname(name): name for name in humans}


def _stands_alone(text: str, name: str) -> int | None:
    """Where the name first stands, if no given name stands before it anywhere; None where one does, or it nowhere."""
    first = None
    for found in re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text):
        if first is None:
            first = found.start()
        before = text[max(0, found.start() - _REACH) : found.start()].rpartition("\n")[2].split()
        word = before[-1].strip(_ROUND_A_NAME) if before else ""
        if word[:1].isupper() and not lx.TAGS.get(word.casefold(), 0) & (lx.ROLE | lx.HONORIFIC):
            return None
    return first
