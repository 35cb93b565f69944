"""Acts of an account on itself: the hours it works by, what a new story of its begins with, its page for readers."""

from __future__ import annotations

import zoneinfo
from collections.abc import Mapping
from datetime import datetime

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction

from articles.editorial.errors import EditorialError, NotAllowed
from articles.editorial.kernel import log, require
from articles.models import DeskProfile, Person, Section
from articles.models.elsewhere import read_elsewhere, refuse_other_addresses

_SETTINGS = ("time_zone", "section", "dateline_place", "dateline_source")


@transaction.atomic
def set_profile(
    user: User,
    *,
    time_zone: str,
    section: Section | None,
    dateline_place: str,
    dateline_source: str,
    by: User,
    at: datetime,
) -> DeskProfile:
    """Keep an account's own settings; returns them. A zone of "" is the newsroom's. No stored moment moves.

    Refuses anybody but the account's owner, a zone that is none, and words over their length.
    """
    if by.pk != user.pk:
        raise NotAllowed("Settings are each account's own.")
    values = (time_zone, section, dateline_place.strip(), dateline_source.strip())
    wanted = dict(zip(_SETTINGS, values, strict=True))
    _refuse(wanted)
    profile = DeskProfile.objects.select_for_update().filter(user=user).first() or DeskProfile(user=user)
    changed = [name for name in _SETTINGS if getattr(profile, name) != wanted[name]]
    if not changed:
        return profile
    for name in changed:
        setattr(profile, name, wanted[name])
    profile.save()
    user._desk_zone = time_zone  # type: ignore[attr-defined]
    log("set_profile", None, by=by, at=at, subject=user, fields=changed)
    return profile


@transaction.atomic
def describe_oneself(
    person: Person, *, name: str, bio: str, elsewhere: str | None = None, by: User, at: datetime
) -> Person:
    """Change the name and the words on one's own page for readers, and where else one is (None leaves that).

    Refuses a person who is not the account's own, an empty name, words over their length, and a line of `elsewhere`
    that is no address.
    """
    require(by, "author_page.edit_own")
    person = Person.objects.select_for_update().get(pk=person.pk)
    if person.user_id != by.pk:
        raise NotAllowed("This is somebody else's page.")
    name, bio = " ".join(name.split()), bio.strip()
    if not name:
        raise EditorialError("A page needs a name.")
    elsewhere = person.elsewhere if elsewhere is None else "\n".join(href for href, _ in read_elsewhere(elsewhere))
    wanted = {"name": name, "bio": bio, "elsewhere": elsewhere}
    for field, value in wanted.items():
        _refuse_longer(Person, field, value)
    try:
        refuse_other_addresses(elsewhere)
    except ValidationError as error:
        raise EditorialError(error.message) from error
    changed = [field for field, value in wanted.items() if getattr(person, field) != value]
    if changed:
        for field in changed:
            setattr(person, field, wanted[field])
        person._history_user = by  # type: ignore[attr-defined]
        person._history_date = at  # type: ignore[attr-defined]
        person.save()
        log("describe_oneself", None, by=by, at=at, subject=person, fields=changed)
    return person


def _refuse(wanted: Mapping[str, object]) -> None:
    zone = str(wanted["time_zone"])
    if zone and zone not in zoneinfo.available_timezones():
        raise EditorialError(f"There is no time zone “{zone[:64]}”.")
    for name in ("dateline_place", "dateline_source"):
        _refuse_longer(DeskProfile, name, str(wanted[name]))


def _refuse_longer(model: type[DeskProfile] | type[Person], name: str, value: str) -> None:
    field = model._meta.get_field(name)
    limit = getattr(field, "max_length", None)
    if limit and len(value) > limit:
        label = getattr(field, "verbose_name", name)
        raise EditorialError(f"The {label} has {len(value):,} characters; at most {limit:,} are allowed.")
