"""Acts on the draft of the front page: stories are put into its zones, moved, pinned, timed, taken off.

Each act takes `seen`, the mark of the arrangement the person had before them (`mark_of`): when another stands now the
act is refused and nothing is changed. The draft begins as a copy of what readers have. Readers get it by
`front_releases.release_front`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.editorial.errors import EditorialError, StaleFront, WrongState
from articles.editorial.kernel import log, require
from articles.models import Act, Article, Edition, FrontPage, Section
from articles.models.rights import may
from articles.press.front.arrangement import Slot, read_slots, write_slots
from articles.press.front.zones import Zone, zones_of

MOST_IN_A_ZONE = 20
RIGHT = "front_page.arrange"
# Acts whose change of the draft can be taken back.
_CHANGES = ("front_place", "front_move", "front_pin", "front_unpin", "front_remove", "front_until", "front_undo_change")


def current_front(at: datetime) -> FrontPage | None:
    """The draft if there is one, else the arrangement readers have, if any."""
    return FrontPage.objects.draft().first() or FrontPage.objects.released(at).first()


def mark_of(front: FrontPage | None) -> str:
    """What tells this state of the front page from every other."""
    return f"{front.pk}-{front.version}" if front else "0"


@transaction.atomic
def place(
    article: Article,
    *,
    zone: str,
    position: int = 0,
    pinned: bool | None = None,
    seen: str,
    by: User | None,
    at: datetime,
) -> FrontPage:
    """Put a story into a zone of the draft, before the slot at `position`; one that stands somewhere moves there.

    It need not be out: readers meet it once it is. Without `pinned` it is pinned where the zone pins, and keeps its pin
    and its time if it stood on the page. Refuses a story that was killed or retracted, or that the person may not view.
    """
    draft = open_draft(seen, by=by, at=at)
    if by is not None and not may(by, "story.view_draft", article):
        raise EditorialError("There is no such story.")
    _refuse_gone(article, at)
    slots = list(read_slots(draft.slots))
    stood = next((slot for slot in slots if slot.article == article.pk), None)
    if stood:
        slots.remove(stood)
    pin = pinned if pinned is not None else (stood.pinned if stood else _zone(zone).pins)
    slot = Slot(zone, article.pk, pin, stood.until if stood else None, at)
    return _change(draft, _inserted(slots, slot, position), "front_place", article, by=by, at=at, zone=zone)


@transaction.atomic
def move(story: int, *, zone: str, position: int, seen: str, by: User | None, at: datetime) -> FrontPage:
    """Move a story of the draft to a zone, before the slot that then stands at `position`."""
    draft, slots, slot = _slot_of(story, seen, by=by, at=at)
    slots.remove(slot)
    moved = _inserted(slots, replace(slot, zone=zone, since=at), position)
    return _change(draft, moved, "front_move", _article(story), by=by, at=at, zone=zone)


@transaction.atomic
def nudge(story: int, *, down: bool, seen: str, by: User | None, at: datetime) -> FrontPage:
    """Move a story one slot up or down; over the edge of its zone into the next. Refuses at the ends of the page."""
    draft, slots, slot = _slot_of(story, seen, by=by, at=at)
    zones = [zone.name for zone in _zones()]
    own = [one for one in slots if one.zone == slot.zone]
    position = own.index(slot) + (1 if down else -1)
    zone = slot.zone
    if not 0 <= position < len(own):
        number = zones.index(zone) + (1 if down else -1)
        if not 0 <= number < len(zones):
            raise EditorialError("It stands at the end of the page already.")
        zone, position = zones[number], 0 if down else MOST_IN_A_ZONE
    slots.remove(slot)
    moved = _inserted(slots, replace(slot, zone=zone, since=at), position)
    return _change(draft, moved, "front_move", _article(story), by=by, at=at, zone=zone)


@transaction.atomic
def pin(story: int, *, seen: str, by: User | None, at: datetime) -> FrontPage:
    """Let a story keep its place, whatever comes out. Pinning twice changes nothing."""
    return _set(story, "front_pin", seen, by=by, at=at, pinned=True)


@transaction.atomic
def unpin(story: int, *, seen: str, by: User | None, at: datetime) -> FrontPage:
    """Let stories that come out from now on push this one down. Unpinning twice changes nothing."""
    return _set(story, "front_unpin", seen, by=by, at=at, pinned=False)


@transaction.atomic
def show_until(story: int, *, until: datetime | None, seen: str, by: User | None, at: datetime) -> FrontPage:
    """Say until when the slot counts; None: as long as it is there. Refuses a moment that has passed."""
    if until is not None and until <= at:
        raise EditorialError(f"{timezone.localtime(until):%-d %B %Y, %H:%M %Z} has passed: choose a later moment.")
    return _set(story, "front_until", seen, by=by, at=at, until=until)


@transaction.atomic
def take_off(story: int, *, seen: str, by: User | None, at: datetime) -> FrontPage:
    """Take a story out of its slot. It may still fill an empty place by itself."""
    draft, slots, slot = _slot_of(story, seen, by=by, at=at)
    slots.remove(slot)
    return _change(draft, slots, "front_remove", _article(story), by=by, at=at, zone=slot.zone)


@transaction.atomic
def undo_change(*, seen: str, by: User | None, at: datetime) -> FrontPage:
    """Put the draft back as it was before its last change. Done twice it does the change again."""
    draft = open_draft(seen, by=by, at=at)
    last = last_change(draft)
    if last is None:
        raise WrongState("There is no change to take back.")
    return _change(draft, read_slots(last.detail["before"]), "front_undo_change", last.article, by=by, at=at)


def last_change(draft: FrontPage | None) -> Act | None:
    """The change that made the draft what it is; found by its moment, however long the log."""
    if draft is None or draft.pk is None or draft.released_at is not None:
        return None
    acts = Act.objects.filter(at=draft.changed_at, verb__in=_CHANGES, detail__mark=mark_of(draft))
    return acts.select_related("article").first()


def open_draft(seen: str, *, by: User | None, at: datetime) -> FrontPage:
    """The draft under lock, or a new one not yet saved; refused when it is not what the person saw."""
    require(by, RIGHT)
    draft = FrontPage.objects.select_for_update().filter(released_at=None).first()
    present = FrontPage.objects.released(at).first() if draft is None else None
    if mark_of(draft or present) != seen:
        raise StaleFront(draft or present)
    return draft or FrontPage(slots=present.slots if present else [], version=0, changed_at=at)


def _change(
    draft: FrontPage,
    slots: Sequence[Slot],
    verb: str,
    article: Article | None,
    *,
    by: User | None,
    at: datetime,
    **detail: str,
) -> FrontPage:
    """Save the draft as its next version, and log what it was before. Slots of zones that are no more go."""
    before = draft.slots
    known = {zone.name for zone in _zones()}
    draft.slots = write_slots(slot for slot in slots if slot.zone in known)
    draft.version += 1
    draft.changed_at, draft.changed_by = at, by
    try:
        with transaction.atomic():
            draft.save()
    except IntegrityError:  # two began a draft at once
        raise StaleFront(current_front(at)) from None
    log(verb, article, by=by, at=at, mark=mark_of(draft), before=before, **detail)
    return draft


def _set(story: int, verb: str, seen: str, *, by: User | None, at: datetime, **fields: Any) -> FrontPage:
    draft, slots, slot = _slot_of(story, seen, by=by, at=at)
    if all(getattr(slot, name) == value for name, value in fields.items()):
        return draft
    since = at if verb == "front_unpin" else slot.since
    slots[slots.index(slot)] = replace(slot, since=since, **fields)
    return _change(draft, slots, verb, _article(story), by=by, at=at)


def _slot_of(story: int, seen: str, *, by: User | None, at: datetime) -> tuple[FrontPage, list[Slot], Slot]:
    draft = open_draft(seen, by=by, at=at)
    slots = list(read_slots(draft.slots))
    slot = next((slot for slot in slots if slot.article == story), None)
    if slot is None:
        raise EditorialError("This story has no slot on the front page.")
    return draft, slots, slot


def _inserted(slots: list[Slot], slot: Slot, position: int) -> list[Slot]:
    """The slots with this one before the slot at `position` of its zone; the last of the zone where there is none."""
    own = [one for one in slots if one.zone == _zone(slot.zone).name]
    if len(own) >= MOST_IN_A_ZONE:
        raise EditorialError(f"A zone holds at most {MOST_IN_A_ZONE} stories: take one out first.")
    after = own[max(position, 0) :]
    number = slots.index(after[0]) if after else len(slots)
    return [*slots[:number], slot, *slots[number:]]


def _zones() -> tuple[Zone, ...]:
    return zones_of(Section.objects.in_navigation())


def _zone(name: str) -> Zone:
    zone = next((zone for zone in _zones() if zone.name == name), None)
    if zone is None:
        raise EditorialError("The front page has no such zone.")
    return zone


def _article(story: int) -> Article | None:
    return Article.objects.filter(pk=story).first()


def _refuse_gone(article: Article, at: datetime) -> None:
    if article.state == Article.State.KILLED:
        raise WrongState(f"“{article}” was killed: it cannot stand on the front page.")
    retraction = Edition.objects.visible(at).filter(article=article, change=Edition.Change.RETRACTION)
    if retraction.exists():
        raise WrongState(f"“{article}” was retracted: it cannot stand on the front page.")
