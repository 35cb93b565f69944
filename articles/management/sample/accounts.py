"""One account a role for trying the desk, each with a password of its own that is shown once."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group, User

from articles.models import DeskProfile, Person, Section
from articles.models.rights import ROLES

# Nobody misreads these: no 0 and o, no 1, l and i. Sixteen of them are 79 bits.
_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class SignIn:
    """What a person types to enter the desk, and as whom."""

    username: str
    password: str
    name: str


def make_accounts(manifest: dict[str, Any], people: dict[str, Person], sections: dict[str, Section]) -> list[SignIn]:
    """An account named after its role for each staff member who has one; linked to the person they are."""
    made = []
    for row in manifest["staff"]:
        if not row["account"]:
            continue
        role = row["account"]["role"]
        user = User(username=role, first_name=row["name"].split()[0], is_staff=True)
        user.last_name = row["name"].removeprefix(user.first_name).strip()
        made.append(_with_new_password(user))
        user.groups.add(Group.objects.get(name=role))
        for slug in row["account"]["sections"]:
            sections[slug].editors.add(user)
        person = people[row["name"]]
        person.user = user
        person.save()
        _set_desk(user, row["account"].get("desk"), sections)
    return made


def _set_desk(user: User, desk: dict[str, Any] | None, sections: dict[str, Section]) -> None:
    """What a new story of this account begins with."""
    if desk is not None:
        place, source = desk["place"], desk["source"]
        section = sections[desk["section"]] if desk["section"] else None
        DeskProfile.objects.create(user=user, section=section, dateline_place=place, dateline_source=source)


def demo_accounts() -> Iterable[User]:
    """The accounts that bear a role's name, in the order of the roles."""
    return sorted(User.objects.filter(username__in=ROLES), key=lambda user: ROLES.index(user.username))


def renew_passwords() -> list[SignIn]:
    """Give every demo account a new password; the old ones stop working."""
    return [_with_new_password(user) for user in demo_accounts()]


def _with_new_password(user: User) -> SignIn:
    password = "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))
    user.set_password(password)
    user.save()
    return SignIn(user.username, password, user.get_full_name())
