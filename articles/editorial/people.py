"""Acts on people: find the one meant, or make one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from articles.advice.speakers import match_people
from articles.editorial.bulk import insert, insert_with_history
from articles.editorial.errors import EditorialError
from articles.editorial.kernel import act_fields
from articles.models import Act, Person, PersonAlias
from articles.parsing.names import fold_name, name_slug


def find_or_create_people(
    names: Iterable[str], *, by: User | None, at: datetime, staff: bool = False
) -> dict[str, Person]:
    """For each name the person who bears it; who is not known yet is created. Part of other acts, which ask the right.

    Refuses (EditorialError) a name that several people bear: an editor has to choose.
    """
    wanted = list(dict.fromkeys(name.strip() for name in names if fold_name(name)))
    found = match_people(wanted)
    unknown = [name for name in wanted if name not in found]
    for name in unknown:
        if len(name) > 200:
            raise EditorialError(f"A name has at most 200 characters; “{name[:40]}…” has {len(name)}.")
    shared = next(iter(shared_names(unknown)), None)
    if shared:
        raise EditorialError(f"Several people are named “{shared}”: choose one of them.")
    if not unknown:
        return found
    try:
        with transaction.atomic():
            made = {person.folded_name: person for person in _create_people(unknown, by=by, at=at, staff=staff)}
    except IntegrityError:
        # Somebody made one of them between the look and the act: now they are found.
        return find_or_create_people(wanted, by=by, at=at, staff=staff)
    return found | {name: made[fold_name(name)] for name in unknown}


def shared_names(names: Iterable[str]) -> list[str]:
    """Of names that match nobody alone, those that several people bear: an editor has to choose."""
    folded = {name: fold_name(name) for name in names}
    wanted = set(folded.values())
    if not wanted:
        return []
    borne = set(Person.objects.filter(folded_name__in=wanted, merged_into=None).values_list("folded_name", flat=True))
    aliases = PersonAlias.objects.filter(folded_name__in=wanted, person__merged_into=None)
    borne.update(aliases.values_list("folded_name", flat=True))
    return [name for name, key in folded.items() if key in borne]


def _create_people(names: Sequence[str], *, by: User | None, at: datetime, staff: bool) -> list[Person]:
    """One person for each folded form among the names, with a line of history and of the log."""
    first_spelled = {fold_name(name): name for name in reversed(names)}
    spelled = [name for name in names if first_spelled[fold_name(name)] == name]
    people = [
        Person(name=name, folded_name=fold_name(name), slug=slug, is_staff_writer=staff)
        for name, slug in zip(spelled, free_slugs(spelled), strict=True)
    ]
    insert_with_history(people, by=by, at=at)
    insert([Act(**act_fields("create_person", None, by=by, at=at, subject=person)) for person in people])
    return people


def free_slug(name: str) -> str:
    """A person's slug that nobody has: the name's own, else with a number."""
    return free_slugs([name])[0]


def free_slugs(names: Sequence[str]) -> list[str]:
    """For each name a slug that nobody has, and no other of these names gets."""
    wanted = [name_slug(name) for name in names]
    taken = set(Person.objects.filter(slug__in=wanted).order_by().values_list("slug", flat=True))
    times = Counter(wanted)
    for slug in {slug for slug in wanted if slug in taken or times[slug] > 1}:
        taken.update(Person.objects.filter(slug__startswith=slug).order_by().values_list("slug", flat=True))
    slugs = []
    for slug in wanted:
        free = slug if slug not in taken else _numbered(slug, taken)
        taken.add(free)
        slugs.append(free)
    return slugs


def _numbered(slug: str, taken: set[str]) -> str:
    return next(candidate for n in range(2, len(taken) + 3) if (candidate := f"{slug}-{n}") not in taken)
