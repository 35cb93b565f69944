"""The word lists of the quote finder, read once: what each word can be, as one integer of flags.

The lists are plain text files beside this module (``lexicons/``): a ``#`` line states the source, ``[name]`` opens
a class of words, everything else is words between spaces.
"""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent / "lexicons"

SPEECH = 1 << 0  # said, told, wrote: reports words in any order
MANNER = 1 << 1  # laughed, smiled: only beside a full quote
NAMING = 1 << 2  # called, described: introduces a quoted part of a sentence
INDIRECT = 1 << 3  # thought, put: a quoted part, or a quote after a colon
AUXILIARY = 1 << 4
DETERMINER = 1 << 5
PRONOUN = 1 << 6
PREPOSITION = 1 << 7
CONJUNCTION = 1 << 8
SUBORDINATOR = 1 << 9
RELATIVE = 1 << 10
ADVERB = 1 << 11
ROLE = 1 << 12  # heads a title or a description of a person
FEMALE_WORD = 1 << 13
MALE_WORD = 1 << 14
ORGANISATION = 1 << 15
PLACE = 1 << 16  # heads the name of a place: County, River
THING = 1 << 17  # heads the name of a law, a prize, a day
CALENDAR = 1 << 18
KNOWN_PLACE = 1 << 19  # a country, a state, a large city
PEOPLE = 1 << 20  # a nationality, a faith, a party
OPENER = 1 << 21  # capitalised only because it opens the sentence
FEMALE_NAME = 1 << 22
MALE_NAME = 1 << 23
EITHER_NAME = 1 << 24
HONORIFIC = 1 << 25
PARTICLE = 1 << 26
SUFFIX = 1 << 27
ABBREVIATION = 1 << 28
OFFICE = 1 << 29  # a role that stands before a name as its title
QUALIFIER = 1 << 30  # former, acting, retired: part of a title
LABEL = 1 << 31  # titled, known, the term: what follows in marks is not speech
KIN = 1 << 33  # mother, husband: a role only for want of another
ATHLETE = 1 << 34  # quarterback, sophomore: "the senior point guard" is whoever was just named
BASE = 1 << 35  # a cue verb's plain form, which may be a noun: post, claim
LABEL_NOUN = 1 << 32  # the song, a sign: the same, after an article

GIVEN_NAME = FEMALE_NAME | MALE_NAME | EITHER_NAME
CUE = SPEECH | MANNER | NAMING | INDIRECT
FUNCTION = DETERMINER | PRONOUN | PREPOSITION | CONJUNCTION | SUBORDINATOR | RELATIVE | AUXILIARY | ADVERB

# file, class in the file ("" for the part before any), flags given to its words
_LISTS = (
    ("cue_verbs.txt", "speech", SPEECH),
    ("cue_verbs.txt", "manner", MANNER),
    ("cue_verbs.txt", "naming", NAMING),
    ("cue_verbs.txt", "indirect", INDIRECT),
    ("small_words.txt", "determiner", DETERMINER),
    ("small_words.txt", "pronoun", PRONOUN),
    ("small_words.txt", "auxiliary", AUXILIARY),
    ("small_words.txt", "preposition", PREPOSITION),
    ("small_words.txt", "conjunction", CONJUNCTION),
    ("small_words.txt", "subordinator", SUBORDINATOR),
    ("small_words.txt", "relative", RELATIVE),
    ("small_words.txt", "adverb", ADVERB),
    ("small_words.txt", "qualifier", QUALIFIER),
    ("small_words.txt", "label", LABEL),
    ("small_words.txt", "label_noun", LABEL_NOUN),
    ("role_nouns.txt", "office", ROLE | OFFICE),
    ("role_nouns.txt", "person", ROLE),
    ("role_nouns.txt", "kin", ROLE | KIN),
    ("role_nouns.txt", "athlete", ROLE | ATHLETE),
    ("gendered_words.txt", "female", FEMALE_WORD),
    ("gendered_words.txt", "male", MALE_WORD),
    ("organisation_words.txt", "organisation", ORGANISATION),
    ("organisation_words.txt", "body", ORGANISATION),
    ("organisation_words.txt", "place", PLACE),
    ("organisation_words.txt", "thing", THING),
    ("not_people.txt", "calendar", CALENDAR),
    ("not_people.txt", "place", KNOWN_PLACE),
    ("not_people.txt", "people", PEOPLE),
    ("first_words.txt", "", OPENER),
    ("first_names_female.txt", "", FEMALE_NAME),
    ("first_names_male.txt", "", MALE_NAME),
    ("first_names_either.txt", "", EITHER_NAME),
    ("particles.txt", "", PARTICLE),
    ("suffixes.txt", "", SUFFIX),
    ("abbreviations.txt", "", ABBREVIATION),
)


def read_lexicon(name: str) -> dict[str, tuple[str, ...]]:
    """The words of one file by class, in the file's order; the words before any ``[class]`` line under ""."""
    classes: dict[str, list[str]] = {"": []}
    words = classes[""]
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        if line.startswith("["):
            words = classes.setdefault(line.strip("[] "), [])
        else:
            words.extend(line.split())
    return {key: tuple(found) for key, found in classes.items()}


def _read_tags() -> dict[str, int]:
    tags: dict[str, int] = {}
    read = {name: read_lexicon(name) for name in {row[0] for row in _LISTS}}
    for name, group, flag in _LISTS:
        for word in read[name].get(group, ()):
            low = word.lower().rstrip(".")
            tags[low] = tags.get(low, 0) | flag
    for low in HONORIFIC_SEX:
        tags[low] = tags.get(low, 0) | HONORIFIC
    for low in [low for low, flags in tags.items() if flags & CUE]:
        if not low.endswith(("ed", "ing")) and tags.get(_third_person(low), 0) & CUE:
            tags[low] |= BASE
    return tags


def _third_person(low: str) -> str:
    return low[:-1] + "ies" if low[-1] == "y" and low[-2] not in "aeou" else low + "s"


def _read_honorifics() -> dict[str, str]:
    words = read_lexicon("honorifics.txt")[""]
    return {word: "" if sex == "-" else sex for word, sex in zip(words[::2], words[1::2], strict=True)}


def _read_kin(name: str) -> dict[str, frozenset[str]]:
    """For each word, the words of the lines it stands on."""
    kin: dict[str, frozenset[str]] = {}
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        words = line.split()
        if words and not line.startswith("#"):
            for word in words:
                kin[word] = kin.get(word, frozenset([word])) | frozenset(words)
    return kin


HONORIFIC_SEX = _read_honorifics()
ROLE_KIN = _read_kin("role_kin.txt")
BODY_KIN = _read_kin("body_kin.txt")
TAGS = _read_tags()


def sex_of_name(tags: int) -> str:
    """ "f", "m" or "" as the flags of a first name tell."""
    if tags & FEMALE_NAME:
        return "f"
    return "m" if tags & MALE_NAME else ""


def sex_of_word(tags: int) -> str:
    """ "f", "m" or "" as the flags of a word for a person tell (spokeswoman, father)."""
    if tags & FEMALE_WORD:
        return "f"
    return "m" if tags & MALE_WORD else ""


def is_plural_role(low: str) -> bool:
    """Officials, deputies, spokesmen, aides."""
    singular = low[:-3] + "y" if low.endswith("ies") else low[:-3] + "man" if low.endswith("men") else low[:-1]
    return low.endswith(("s", "men")) and bool(TAGS.get(singular, 0) & ROLE)
