"""Who might be meant by a name that nobody bears letter for letter."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher

from django.db.models import Q

from articles.models import Person, Role
from articles.parsing.names import fold_name, surname

# “Catherine Voss” and “Katherine Voss” come to 0.93; two sisters “Ana Ruiz” and “Eva Ruiz” to 0.75.
ALIKE = 0.8
# A long family name alone makes two names alike: first names have to be, too. “Stephen” and “Steven” come to 0.77,
# “Adela” and “Stellan” to 0.5.
FIRST_NAMES_ALIKE = 0.6
_LOOKED_AT = 200
_TITLES = 20
_GENERATIONS = frozenset({"jr", "sr", "ii", "iii", "iv"})


def alike(name: str) -> list[Person]:
    """People whose name is spelled much like this one, the likest first; a name of one word is like nobody's.

    Candidates share the family name or the first two letters: one query, of which at most 200 rows are read.
    """
    folded = fold_name(name)
    if " " not in folded:
        return []
    family = fold_name(surname(name))
    near = Q(folded_name__endswith=f" {family}") | Q(folded_name__startswith=folded[:2])
    candidates = Person.objects.filter(near, merged_into=None).exclude(folded_name=folded)[:_LOOKED_AT]
    return spelled_alike(folded, candidates)


def spelled_alike(folded: str, people: Iterable[Person]) -> list[Person]:
    """Those of the people whose folded name is much like this one without being it, the likest first."""
    scored = [
        (SequenceMatcher(None, folded, person.folded_name).ratio(), person)
        for person in people
        if person.folded_name != folded
        and not are_of_two_generations(folded, person.folded_name)
        and have_like_first_names(folded, person.folded_name)
    ]
    return [person for score, person in sorted(scored, key=lambda pair: -pair[0]) if score >= ALIKE]


def have_like_first_names(folded: str, other: str) -> bool:
    """Whether the first names of two folded names are spelled alike, or one begins with the other (Ben, Benjamin)."""
    one, two = folded.partition(" ")[0], other.partition(" ")[0]
    is_short = one.startswith(two) or two.startswith(one)
    return is_short or SequenceMatcher(None, one, two).ratio() >= FIRST_NAMES_ALIKE


def are_of_two_generations(folded: str, other: str) -> bool:
    """Whether both folded names say which of a family is meant, and not the same: Jr. and Sr. are never one person."""
    one, two = (_GENERATIONS.intersection(name.split()[1:]) for name in (folded, other))
    return bool(one and two) and one != two


def known_titles(typed: str) -> list[str]:
    """Titles on record that begin so, or have a word that does: at most twenty, one query."""
    begins = Q(title__istartswith=typed) | Q(title__icontains=f" {typed}")
    return list(Role.objects.filter(begins).order_by("title").values_list("title", flat=True).distinct()[:_TITLES])
