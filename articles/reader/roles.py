"""The roles a person held and holds, as readers are told of them."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from django.db.models import F

from articles.models import Role
from articles.reader.statements import UNASKED, AllRead


class Held(NamedTuple):
    """A role of somebody: what it is called, where, from when to when; whether it is over."""

    title: str
    organisation: str
    start: date | None
    end: date | None
    is_past: bool

    @property
    def words(self) -> str:
        """The role as it is printed."""
        return str(Role(title=self.title, organisation=self.organisation))


_read_roles = AllRead(
    lambda at, person: (
        Role.objects.filter(person=person)
        .order_by(F("end").desc(nulls_first=True), F("start").desc(nulls_last=True), "pk")
        .values_list("title", "organisation", "start", "end")
    ),
    int,
)


def roles_of(person: int, today: date) -> tuple[Held, ...]:
    """Roles of the person of this id, those held today first; none that is to come."""
    return tuple(
        Held(title, organisation, start, end, is_past=end is not None and end < today)
        for title, organisation, start, end in _read_roles(UNASKED, person)
        if start is None or start <= today
    )
