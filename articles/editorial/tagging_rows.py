"""Taggings as acts write them, one or many: what stood before kept as data, so that it can be put back exactly."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Q
from simple_history.utils import bulk_update_with_history

from articles.editorial.bulk import insert, insert_with_history
from articles.models import Tagging

# What stood: None where there was no row.
Before = dict[str, Any] | None
_WRITTEN = ["status", "tagged_by", "tagged_at"]


def stood(tagging: Tagging | None) -> Before:
    """A tagging as it stands, to be put back by `put_back`."""
    if tagging is None or tagging.pk is None:
        return None
    return {"status": tagging.status, "by": tagging.tagged_by_id, "at": tagging.tagged_at.isoformat()}


def set_status(rows: Sequence[Tagging], status: str, *, by: User | None, at: datetime) -> None:
    """Store rows with this status, new ones and known ones, each with its line of history: four statements at most."""
    new, known = [row for row in rows if row.pk is None], [row for row in rows if row.pk is not None]
    for row in rows:
        row.status, row.tagged_by, row.tagged_at = status, by, at
    insert_with_history(new, by=by, at=at)
    if known:
        same = Tagging.objects.filter(pk__in=[row.pk for row in known])
        same.update(status=status, tagged_by=by, tagged_at=at)
        Tagging.history.bulk_history_create(known, update=True, default_user=by, default_date=at)


def left_by(by: int | None, at: datetime) -> Q:
    """The taggings an act of that person at that moment wrote last: whoever changed one since made it another."""
    return Q(tagged_by=by, tagged_at=at)


def put_back(rows: Sequence[tuple[Tagging, Before]], *, by: User | None, at: datetime) -> None:
    """Make each row what it was before an act: gone where there was none. The history says who undid it, and when."""
    _delete([row for row, before in rows if before is None], by=by, at=at)
    there = [(row, before) for row, before in rows if before is not None]
    wanted = {before["by"] for _, before in there}
    accounts = (
        set(User.objects.filter(pk__in=wanted - {None}).values_list("pk", flat=True)) if wanted - {None} else set()
    )
    for row, before in there:
        row.status, row.tagged_at = before["status"], datetime.fromisoformat(before["at"])
        # An account deleted since is nobody's.
        row.tagged_by_id = before["by"] if before["by"] in accounts else None
    if there:
        rows_there = [row for row, _ in there]
        bulk_update_with_history(rows_there, Tagging, _WRITTEN, default_user=by, default_date=at)


def _delete(rows: Sequence[Tagging], *, by: User | None, at: datetime) -> None:
    if not rows:
        return
    history = Tagging.history.model
    columns = [field.attname for field in Tagging._meta.concrete_fields]
    told = {"history_type": "-", "history_date": at, "history_user_id": by.pk if by else None}
    insert([history(**{name: getattr(row, name) for name in columns}, **told) for row in rows])
    # Nothing hangs on a tagging; a signal a row would write the same history one by one.
    doomed = Tagging.objects.filter(pk__in=[row.pk for row in rows])
    doomed._raw_delete(doomed.db)
