"""Being in a story: a page that has it open says so, and learns who else is there and what was saved meanwhile.

Nothing of the story is written; a person's own row says when they were last heard of and where.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import User

from articles.models import Article, Presence
from articles.models.presence import GONE_AFTER

# More names than this no line can hold, and no story has.
MOST_SHOWN = 20
# A page left for good and one loaded anew say the same: whoever is back within this never went.
BACK_WITHIN = timedelta(seconds=3)
# Rows of people gone are of no use to anybody after this.
SWEPT_AFTER = timedelta(minutes=5)

_PLACE = re.compile(r"p-[a-z2-7]{8}|[a-z_]{1,40}")
_OTHER = ("user", "user__first_name", "user__last_name", "user__username", "user__is_active")
_SEEN = ("since", "seen_at", "place", "is_typing")
_SAVER = ("updated_by", "updated_by__first_name", "updated_by__last_name", "updated_by__username")


@dataclass(frozen=True, slots=True)
class Somebody:
    """One other person in the story; `place` is a field's name, the id of a paragraph, or nothing."""

    pk: int
    name: str
    since: datetime
    place: str
    is_typing: bool


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who else is in the story, and the version that stands: whose it is, and when it was saved."""

    others: tuple[Somebody, ...]
    version: int
    saved_at: datetime
    saved_by: str
    is_own_save: bool


def attend(story: int, *, place: str, is_typing: bool, by: User, at: datetime) -> Attendance:
    """Note that this person has the story open; returns who else has. Two statements.

    Raises Article.DoesNotExist for a story the person may not view.
    """
    rows = _rows_of(story, by)
    own = next((row for row in rows if row["presences__user"] == by.pk), None)
    still_here = own is not None and own["presences__seen_at"] > at - GONE_AFTER
    since = own["presences__since"] if own is not None and still_here else at
    place = place if _PLACE.fullmatch(place) else ""
    row = Presence(article_id=story, user=by, since=since, seen_at=at, place=place, is_typing=is_typing)
    Presence.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["article", "user"],
        update_fields=["since", "seen_at", "place", "is_typing"],
    )
    others = [_somebody(row) for row in rows if _is_another_here(row, by, at)]
    first = rows[0]
    return Attendance(
        others=tuple(sorted(others, key=lambda one: (one.since, one.pk))[:MOST_SHOWN]),
        version=first["version"],
        saved_at=first["updated_at"],
        saved_by=_name(first, "updated_by") if first["updated_by"] else "Somebody",
        is_own_save=first["updated_by"] == by.pk,
    )


def leave(story: int, *, by: User, at: datetime) -> None:
    """Note that this person's page was closed: gone in a moment, unless it was only loaded anew. Sweeps besides."""
    Presence.objects.filter(article=story, user=by).update(seen_at=at - GONE_AFTER + BACK_WITHIN, is_typing=False)
    sweep_presences(at)


def sweep_presences(at: datetime) -> int:
    """Drop the rows of people gone; says how many."""
    return Presence.objects.filter(seen_at__lt=at - GONE_AFTER - SWEPT_AFTER).delete()[0]


def _rows_of(story: int, by: User) -> list[dict[str, Any]]:
    """The story's version and whoever was ever heard of in it: one query, a row a person, at least one."""
    people = [f"presences__{column}" for column in (*_OTHER, *_SEEN)]
    rows = list(Article.objects.viewable_by(by).filter(pk=story).values("version", "updated_at", *_SAVER, *people))
    if not rows:
        raise Article.DoesNotExist
    return rows


def _is_another_here(row: dict[str, Any], by: User, at: datetime) -> bool:
    """Whether the row is of somebody else, heard of lately, whose account has not ended."""
    if row["presences__user"] in {None, by.pk} or not row["presences__user__is_active"]:
        return False
    return row["presences__seen_at"] > at - GONE_AFTER


def _somebody(row: dict[str, Any]) -> Somebody:
    return Somebody(
        pk=row["presences__user"],
        name=_name(row, "presences__user"),
        since=row["presences__since"],
        place=row["presences__place"],
        is_typing=row["presences__is_typing"],
    )


def _name(row: dict[str, Any], before: str) -> str:
    """The full name, or the account's where it has none."""
    full = f"{row[f'{before}__first_name']} {row[f'{before}__last_name']}".strip()
    return full or row[f"{before}__username"]
