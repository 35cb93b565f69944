"""Who may have said a quote, for a person to choose from, each with why. Nobody is attached without a person's word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import F, FilteredRelation, Q

from articles.advice.people import spelled_alike
from articles.models import Person, Role
from articles.parsing.names import fold_name, surname

MOST = 4
_LOOKED_AT = 400
_MOST_LIKE = 2


class Asked(NamedTuple):
    """Who said it as a story prints it: name and role ("" where it gives none), and the day."""

    name: str
    role: str
    day: date | None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person on record, and why they may be meant."""

    person: Person
    why: str


def candidates_for(asked: Iterable[Asked]) -> dict[Asked, tuple[Candidate, ...]]:
    """For each, at most four people who may be meant, the likeliest first: two queries for all.

    Several of the very name; of a surname alone, or of no name, who holds such a role on the day; then like spellings.
    """
    wanted = list(dict.fromkeys(asked))
    people, roles = _people_near(wanted), _roles_like(wanted)
    found = {}
    for one in wanted:
        likely: dict[int, Candidate] = {}
        for candidate in (*_of_the_name(one, people), *_of_the_role(one, roles), *_spelled_alike(one, people)):
            likely.setdefault(candidate.person.pk, candidate)
        found[one] = tuple(likely.values())[:MOST]
    return found


def _people_near(wanted: list[Asked]) -> list[Any]:
    """People of the names, of other names like them, of the family names, and whose names begin so."""
    folded = [fold_name(one.name) for one in wanted if fold_name(one.name)]
    if not folded:
        return []
    near = Q(folded_name__in=folded) | Q(called__isnull=False)
    for name in folded:
        if " " in name:
            near |= Q(folded_name__endswith=f" {fold_name(surname(name))}") | Q(folded_name__startswith=name[:3])
    called = FilteredRelation("aliases", condition=Q(aliases__folded_name__in=folded))
    rows = Person.objects.filter(merged_into=None).alias(hit=called).annotate(called=F("hit__folded_name"))
    return list(rows.filter(near).order_by("pk")[:_LOOKED_AT])


def _of_the_name(asked: Asked, people: list[Any]) -> Iterator[Candidate]:
    folded = fold_name(asked.name)
    for person in people if folded else ():
        if person.folded_name == folded:
            yield Candidate(person, "the same name")
        elif person.called == folded:
            yield Candidate(person, f"also known as {asked.name}")


def _is_by_role(asked: Asked) -> bool:
    return bool(asked.role) and asked.day is not None and " " not in fold_name(asked.name)


def _roles_like(wanted: list[Asked]) -> list[Role]:
    """Roles on record whose title has a word of the printed ones."""
    words = {word for one in wanted if _is_by_role(one) for word in fold_name(one.role).split()[:8]}
    if not words:
        return []
    titles = Q()
    for word in words:
        titles |= Q(title__icontains=word)
    held = Role.objects.filter(titles, person__merged_into=None).select_related("person")
    return list(held.order_by("pk")[:_LOOKED_AT])


def _of_the_role(asked: Asked, roles: list[Role]) -> Iterator[Candidate]:
    """Holders, on the day, of a title the printed role says in full, whose name ends as the story calls them."""
    if not _is_by_role(asked) or asked.day is None:
        return
    printed, folded = set(fold_name(asked.role).split()), fold_name(asked.name)
    for role in roles:
        is_named = not folded or role.person.folded_name.endswith(f" {folded}")
        if is_named and role.spans(asked.day) and set(fold_name(role.title).split()) <= printed:
            yield Candidate(role.person, f"{role} on {asked.day:%-d %B %Y}")


def _spelled_alike(asked: Asked, people: list[Any]) -> Iterator[Candidate]:
    folded = fold_name(asked.name)
    if " " not in folded:
        return
    others = [person for person in people if person.called != folded]
    for person in spelled_alike(folded, others)[:_MOST_LIKE]:
        yield Candidate(person, "spelled much alike")
