"""Acts on people: find the one meant, or make one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.models import User

from articles.advice.speakers import match_people
from articles.editorial.errors import EditorialError
from articles.editorial.kernel import log
from articles.models import Person
from articles.parsing.names import fold_name, name_slug


def find_or_create_people(
    names: Iterable[str], *, by: User | None, at: datetime, staff: bool = False
) -> dict[str, Person]:
    """For each name the person who bears it; who is not known yet is created. Part of other acts, which ask the right.

    Refuses (EditorialError) a name that several people bear: an editor has to choose.
    """
    wanted = list(dict.fromkeys(name.strip() for name in names if fold_name(name)))
    found = match_people(wanted)
    for name in wanted:
        if name in found:
            continue
        if len(name) > 200:
            raise EditorialError(f"A name has at most 200 characters; “{name[:40]}…” has {len(name)}.")
        if Person.objects.named(name).filter(merged_into=None).exists():
            raise EditorialError(f"Several people are named “{name}”: choose one of them.")
        person = Person(name=name, slug=free_slug(name), is_staff_writer=staff)
        person._history_user = by  # type: ignore[attr-defined]
        person.save()
        log("create_person", None, by=by, at=at, subject=person)
        found.update({other: person for other in wanted if fold_name(other) == person.folded_name})
    return found


def free_slug(name: str) -> str:
    """A person's slug that nobody has: the name's own, else with a number."""
    slug = name_slug(name)
    taken = set(Person.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
    if slug not in taken:
        return slug
    return next(candidate for n in range(2, len(taken) + 3) if (candidate := f"{slug}-{n}") not in taken)
