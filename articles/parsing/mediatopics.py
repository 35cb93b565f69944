"""IPTC's Media Topics as their JSON export has them (`conceptSet`): checked as a whole, or one sentence why not.

Concepts are keyed on their code, which is text: 01000000 is not 1000000. Languages are told by IPTC's own tags, three
of which are no language tags (`se`, `dk`, `no-NB`); they come out as BCP 47.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .jsonfields import words_of
from .names import fold_name

OWN_LANGUAGE = "en-GB"
_LANGUAGES = {"se": "sv", "dk": "da", "no-nb": "nb", "no-nn": "nn"}
_CODE = re.compile(r"(?:.*/newscodes/mediatopic/|medtop:)(\d{8})", re.IGNORECASE)
_ANY_CODE = re.compile(r"(?:.*/newscodes/mediatopic/|medtop:)([^/]{0,80})", re.IGNORECASE)
_SUBJECT_CODE = re.compile(r".*/newscodes/subjectcode/(\d{8})|subj:(\d{8})", re.IGNORECASE)
_WIKIDATA = re.compile(r".*wikidata\.org/(?:entity|wiki)/(Q\d{1,12})|wd:(Q\d{1,12})")
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,2}")
_LONGEST_NAME = 200
_LONGEST_DESCRIPTION = 2000
_MOST_LEVELS = 50


class VocabularyFault(ValueError):
    """Why a vocabulary file cannot be loaded, in one sentence."""


@dataclass(frozen=True, slots=True)
class Concept:
    """One topic of the file: its code, name, names by language, description, the code above, other codes."""

    code: str
    name: str
    labels: tuple[tuple[str, str], ...] = ()
    description: str = ""
    parent: str = ""
    retired: bool = False
    codes: tuple[str, ...] = ()

    def name_in(self, language: str) -> str:
        """The name in that language, else in the language whatever the country, else IPTC's English one."""
        wanted, plain = language.lower(), language.lower().partition("-")[0]
        by_tag = {tag.lower(): label for tag, label in self.labels}
        same = sorted(tag for tag in by_tag if tag.partition("-")[0] == plain)
        own = OWN_LANGUAGE.lower()
        order = [wanted, plain, *([own] if own in same else []), *same]
        return next((by_tag[tag] for tag in order if tag in by_tag), self.name)


def read_concepts(content: bytes) -> tuple[Concept, ...]:
    """The file's concepts: those in use before the retired, then by level and code.

    Raises VocabularyFault for what is no JSON or has no conceptSet, a concept without a code of eight digits or
    without a name, a code twice, a parent that the file does not have, a circle of parents.
    """
    concepts: dict[str, Concept] = {}
    for number, raw in enumerate(_concept_set(content), start=1):
        concept = _concept(raw, number)
        if concept.code in concepts:
            raise VocabularyFault(f"The code {concept.code} stands twice in the file.")
        concepts[concept.code] = concept
    return _in_order(concepts)


def _concept_set(content: bytes) -> list:
    try:
        data = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise VocabularyFault("The file is not UTF-8.") from error
    except RecursionError as error:
        raise VocabularyFault("The file is not JSON that can be read: it is nested too deeply.") from error
    except ValueError as error:
        raise VocabularyFault(f"The file is not whole JSON: {str(error)[:100]}.") from error
    found = data.get("conceptSet") if isinstance(data, Mapping) else None
    if not isinstance(found, list) or not found:
        raise VocabularyFault("The file has no conceptSet: it is not IPTC's export of a vocabulary.")
    return found


def _concept(raw: object, number: int) -> Concept:
    if not isinstance(raw, Mapping):
        raise VocabularyFault(f"Concept {number} of the file is not an object.")
    code = _code(raw.get("qcode") or raw.get("uri"), f"Concept {number}")
    labels = dict(_in_languages(raw.get("prefLabel")))
    name = labels.get(OWN_LANGUAGE) or labels.get("en-US") or next(iter(sorted(labels.values())), "")
    if not fold_name(name):
        raise VocabularyFault(f"{code} has no name.")
    long = next((label for label in labels.values() if len(label) > _LONGEST_NAME), "")
    if long:
        raise VocabularyFault(
            f"{code} has a name of {len(long)} characters (“{long[:40]}…”); at most {_LONGEST_NAME} are allowed."
        )
    above = raw.get("broader") or []
    above = above if isinstance(above, list) else [above]
    if len(above) > 1:
        raise VocabularyFault(f"{code} has {len(above)} parents; a topic has one.")
    descriptions = dict(_in_languages(raw.get("definition")))
    return Concept(
        code,
        name,
        tuple(sorted(labels.items())),
        (descriptions.get(OWN_LANGUAGE) or descriptions.get("en-US") or "")[:_LONGEST_DESCRIPTION],
        _code(above[0], f"The parent of {code}") if above else "",
        bool(raw.get("retired")),
        tuple(sorted(set(_other_codes(raw)))),
    )


def _code(value: object, what: str) -> str:
    if isinstance(value, int | float):
        raise VocabularyFault(f"{what} has the number {value} for a code; codes are text, with their leading zeros.")
    printed = words_of(value)
    found = _CODE.fullmatch(printed)
    if found:
        return f"medtop:{found[1]}"
    odd = _ANY_CODE.fullmatch(printed)
    if odd:
        raise VocabularyFault(f"{what} has the code “{odd[1]}”; a code has eight digits, leading zeros included.")
    raise VocabularyFault(f"{what} has no code of Media Topics (“{printed[:60]}”).")


def _in_languages(value: object) -> Iterator[tuple[str, str]]:
    """Texts by BCP 47 tag; what is under no tag is left out."""
    for tag, text in sorted(value.items()) if isinstance(value, Mapping) else ():
        words = words_of(text)
        if isinstance(tag, str) and words and _LANGUAGE_TAG.fullmatch(tag):
            yield _LANGUAGES.get(tag.lower(), tag), words


def _other_codes(raw: Mapping) -> Iterator[str]:
    matches = raw.get("exactMatch") or []
    for match in matches if isinstance(matches, list) else [matches]:
        printed = words_of(match)
        subject, item = _SUBJECT_CODE.fullmatch(printed), _WIKIDATA.fullmatch(printed)
        if subject:
            yield f"subj:{subject[1] or subject[2]}"
        elif item:
            yield f"wd:{item[1] or item[2]}"


def _in_order(concepts: dict[str, Concept]) -> tuple[Concept, ...]:
    """The order of the file says nothing; of two concepts of one name the one in use comes first, and gets it."""
    levels = {code: _level(concepts[code], concepts) for code in sorted(concepts)}
    return tuple(sorted(concepts.values(), key=lambda one: (one.retired, levels[one.code], one.code)))


def _level(concept: Concept, concepts: dict[str, Concept]) -> int:
    level, seen = 0, {concept.code}
    while concept.parent:
        above = concepts.get(concept.parent)
        if above is None:
            raise VocabularyFault(f"{concept.code} lies below {concept.parent}, which the file does not have.")
        if above.code in seen:
            raise VocabularyFault(f"{above.code} lies below itself: a circle of {len(seen)} concepts.")
        concept, level = above, level + 1
        seen.add(concept.code)
        if level > _MOST_LEVELS:
            raise VocabularyFault(f"{concept.code} lies more than {_MOST_LEVELS} levels deep.")
    return level
