"""The roles on record for the day words were said: proposed where a story prints none, shown beside another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import F

from articles.models import Role
from articles.parsing.names import fold_name

Held = tuple[int, date]
_SMALL = {"of", "the", "at", "for", "and", "with", "in"}


def roles_held(wanted: Iterable[Held]) -> dict[Held, Role]:
    """For each person (by id) and day the role held then, of several the one begun last: one query for all."""
    pairs = set(wanted)
    if not pairs:
        return {}
    roles = Role.objects.filter(person__in={person for person, _ in pairs})
    by_person: dict[int, list[Role]] = defaultdict(list)
    for role in roles.order_by(F("start").desc(nulls_last=True), "-pk"):
        by_person[role.person_id].append(role)
    held = {}
    for person, day in pairs:
        for role in by_person[person]:
            if role.spans(day):
                held[person, day] = role
                break
    return held


def says_the_same(one: str, other: str) -> bool:
    """Whether two wordings of a role have the same words: “Mayor, Eastmere”, “mayor of Eastmere”, “Eastmere mayor”."""
    return _words(one) == _words(other)


def _words(role: str) -> set[str]:
    return set(fold_name(role).split()) - _SMALL
