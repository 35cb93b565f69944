"""Byline lines: who wrote a story, with the title and organisation printed beside each name.

By Ana Ruiz and Tom Hale · By ANA RUIZ, Staff Writer · ANA RUIZ | Agency · By Ana Ruiz of The Sun
"""

from __future__ import annotations

import re
from dataclasses import replace

from .names import cased_name, is_name
from .story import BylineName

_LONGEST_LINE = 300
_BY = re.compile(
    r"(?P<by>(?:(?:story|words|text|report|written|reported|reporting) )?by:?|byline:(?: by)?|von) ", re.IGNORECASE
)
_AND = re.compile(r",? (?:and|AND|und|&|with) ")
_BESIDE = re.compile(r" ?[|•·] ?| [–—/-] |(?<=[a-z]) (?=(?:of|for) [A-Z])|(?<=[A-Z]) (?=(?:OF|FOR|of|for) [A-Z])")
_TITLE_WORDS = re.compile(
    r"(?:writer|reporter|editor|correspondent|columnist|photographer|producer|anchor|contributor|intern|chief|critic"
    r"|staff|special to|freelance|meteorologist|director|bureau|fellow)s?\b",
    re.IGNORECASE,
)
_PLURAL_TITLE = re.compile(
    r"(writer|reporter|editor|correspondent|columnist|photographer|producer|anchor|critic)s\b", re.I
)
_ORGANISATION_WORDS = re.compile(
    r"\b(?:news|press|times|post|sun|tribune|journal|herald|globe|star|gazette|chronicle|service|reuters|agency|agence"
    r"|media|network|radio|television|tv|magazine|today|daily|weekly|wire|observer|guardian|independent|mail|bbc|cnn"
    r"|npr|university|monitor|report|banner|courier|record|register|dispatch|inquirer|examiner|bloomberg|politico)\b",
    re.IGNORECASE,
)
_ACRONYM = re.compile(r"[A-Z][A-Z0-9]{1,5}(?:[/-][A-Z0-9]{1,6})?|dpa|ots")
_PLACE = re.compile(r" (?:in|IN|from|FROM) (?:the )?[^\W\d_a-z].*$")
_SUFFIX = re.compile(r",\s*(?=(?:Jr|Sr|JR|SR|II|III|IV|Ph\.?D|M\.?D|MD|PHD)\b)")


def find_byline(line: str) -> tuple[BylineName, ...]:
    """The people a line names as writers, in order; empty if the line is not a byline.

    A line is one only if all of it is names, titles and organisations: "By the time the council met" is not, nor is a
    line of names without "By", unless an organisation stands beside them after a bar.
    """
    if len(line) > _LONGEST_LINE:
        return ()
    line = line.replace("\xa0", " ")  # word processors and web pages glue names with no-break spaces
    by = _BY.match(line)
    if by["by"][0].islower() if by else "|" not in line:
        return ()
    people = read_byline(line[by.end() :] if by else line)
    if not by and not all(is_name(person.printed) and (person.title or person.organisation) for person in people):
        return ()
    return people


def read_byline(words: str) -> tuple[BylineName, ...]:
    """The people in a byline without its "By". Empty if any part is neither name, title nor organisation."""
    words = _SUFFIX.sub(" ", words.strip().rstrip(",;"))
    if words.endswith(".") and not re.search(r"(?:\b[JSjs][Rr]|\b[A-Z]|Inc|Co)\.$", words):
        words = words[:-1]
    main, *beside = [part.strip() for part in _BESIDE.split(words, maxsplit=3)]
    people: list[BylineName] = []
    since_and = 0
    for group in _AND.split(main):
        for number, part in enumerate(part.strip() for part in group.split(",")):
            person = _person(part, is_first=not people or number == 0)
            if person:
                people.append(person)
            elif not people or not _attach(people, since_and, part):
                return ()
            if number and not person:
                since_and = len(people)
    for part in beside:
        if not people or not _attach(people, 0, re.sub(r"^(?:of|for|OF|FOR) ", "", part)):
            return ()
    return tuple(people)


def _person(part: str, *, is_first: bool) -> BylineName | None:
    """A person, or, where a name must stand, who signs instead (By The Associated Press, By Staff Reports)."""
    name = _PLACE.sub("", part)
    kind = _kind(name)
    if kind == "name":
        return BylineName(cased_name(name), printed=name)
    if kind and is_first:
        return BylineName(name, printed=name)
    return None


def _kind(part: str) -> str:
    if _TITLE_WORDS.search(part) and all(word[:1].isupper() or len(word) < 4 for word in part.split()):
        return "title"
    if _ACRONYM.fullmatch(part) or (_ORGANISATION_WORDS.search(part) and is_name(f"{part} Co")):
        return "organisation"
    if part.startswith("The ") and is_name(part):
        return "organisation"
    return "name" if is_name(part) else ""


def _attach(people: list[BylineName], first: int, part: str) -> bool:
    """Give a title or organisation to the people named before it who have none; False if it is neither."""
    kind = _kind(part)
    if kind not in ("title", "organisation", "name"):
        return False
    field = "title" if kind == "title" else "organisation"
    without = [number for number in range(first, len(people)) if not getattr(people[number], field)]
    value = _PLURAL_TITLE.sub(r"\1", part) if len(without) > 1 else part
    for number in without:
        people[number] = replace(people[number], **{field: value})
    return True


def find_title_line(line: str, people: tuple[BylineName, ...]) -> tuple[BylineName, ...]:
    """The people with the title or organisation of a line below the byline ("Staff Writer"); empty if it is neither."""
    if not people or len(line) > 60 or line.endswith((".", "?", "!", ":")):
        return ()
    parts = [part.strip() for part in re.split(r" ?[|•,/] ?", line)]
    if not all(_kind(part) in ("title", "organisation") for part in parts):
        return ()
    titled = list(people)
    for part in parts:
        _attach(titled, 0, part)
    return tuple(titled)
