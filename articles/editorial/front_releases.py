"""Acts by which readers get another front page: release the draft, throw it away, undo a release, restore an older one.

Every arrangement readers get is a row of its own, written once.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from articles.editorial.errors import StaleFront, WrongState
from articles.editorial.fronting import RIGHT, open_draft
from articles.editorial.kernel import log, require
from articles.models import FrontPage


@transaction.atomic
def release_front(*, seen: str, by: User | None, at: datetime) -> FrontPage:
    """Give readers the draft as one act. Refuses where there is no draft, or nothing in it differs."""
    draft = open_draft(seen, by=by, at=at)
    present = FrontPage.objects.released(at).first()
    if draft.pk is None or draft.slots == (present.slots if present else []):
        raise WrongState("Nothing differs from what readers have: there is nothing to release.")
    draft.released_at, draft.released_by = at, by
    draft.save()
    log("front_release", None, by=by, at=at, subject="front page", front=draft.pk, slots=draft.slots)
    return draft


@transaction.atomic
def discard_front(*, seen: str, by: User | None, at: datetime) -> None:
    """Throw the draft away; what readers have stays. The log keeps what it was. Refuses where there is none."""
    draft = open_draft(seen, by=by, at=at)
    if draft.pk is None:
        raise WrongState("There is no draft to throw away.")
    log("front_discard", None, by=by, at=at, subject="front page", slots=draft.slots)
    draft.delete()


@transaction.atomic
def undo_release(front: FrontPage, *, by: User | None, at: datetime) -> FrontPage:
    """Give readers the arrangement before this one again, as a new release. Refuses when a newer one stands."""
    present = _present(by=by, at=at)
    if present is None or present.pk != front.pk:
        raise StaleFront(present)
    before = FrontPage.objects.released(at).exclude(pk=present.pk).first()
    return _release_again(before.slots if before else [], "front_undo_release", by=by, at=at, undoes=present)


@transaction.atomic
def restore_front(front: FrontPage, *, by: User | None, at: datetime) -> FrontPage:
    """Give readers an earlier arrangement again, as a new release. Refuses a draft, and one that readers have."""
    present = _present(by=by, at=at)
    if front.released_at is None or front.released_at > at:
        raise WrongState("Readers never had this arrangement: release the draft.")
    if present is not None and present.slots == front.slots:
        raise WrongState("Readers have this arrangement already.")
    return _release_again(front.slots, "front_restore", by=by, at=at, undoes=None)


def _release_again(
    slots: list[dict[str, Any]], verb: str, *, by: User | None, at: datetime, undoes: FrontPage | None
) -> FrontPage:
    front = FrontPage.objects.create(
        slots=slots, changed_at=at, changed_by=by, released_at=at, released_by=by, undoes=undoes
    )
    log(verb, None, by=by, at=at, subject="front page", front=front.pk, slots=slots)
    return front


def _present(*, by: User | None, at: datetime) -> FrontPage | None:
    """What readers have, asked again under the lock of what they had: of two who come at once the second sees it."""
    require(by, RIGHT)
    had = FrontPage.objects.released(at).first()
    if had is not None:
        FrontPage.objects.select_for_update().get(pk=had.pk)
    return FrontPage.objects.released(at).first()
