"""The front page as the desk arranges it: each zone with its slots, and, in grey, what fills the places left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import accumulate
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone

from articles.admin.front.changes import changes_between
from articles.admin.story.rows import CHIP_COLUMNS, Chip, chips, clock
from articles.admin.verbs import said
from articles.editorial.fronting import last_change, mark_of
from articles.models import Article, Edition, FrontPage
from articles.press.front.arrangement import Filled, Place, Slot, Story, arrange, read_slots
from articles.press.front.reading import read_front, readable_at
from articles.press.front.zones import Zone

UNSEEN = "A story you may not view"
_COLUMNS = ("slugline", "headline", "section_id", *CHIP_COLUMNS)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a zone: a slot, or what fills an empty place. Without a place it does not stand on the page; `note`
    says why."""

    story: int
    headline: str
    slugline: str
    chips: Sequence[Chip]
    age: str
    place: int | None
    slot: Slot | None = None
    until: str = ""
    until_said: str = ""
    note: str = ""
    viewable: bool = True
    # How many slots of its zone stand above it: where another would be put to come before it.
    position: int = 0


@dataclass(frozen=True, slots=True)
class ZoneRows:
    """A zone and its lines, in the order of the page."""

    zone: Zone
    rows: Sequence[Row]
    empty: int


@dataclass(frozen=True, slots=True)
class _Known:
    """What the lines are drawn with: the stories this person may view, those retracted, the moment."""

    articles: Mapping[int, Article]
    retracted: frozenset[int]
    at: datetime


def board_of(user: User, at: datetime) -> dict[str, Any]:
    """All the screen shows. A fixed number of queries, however many stories there are."""
    draft = FrontPage.objects.draft().select_related("changed_by").first()
    present = FrontPage.objects.released(at).select_related("released_by", "undoes").first()
    slots, had = (read_slots(front.slots) if front else () for front in (draft or present, present))
    zones, stories = read_front(readable_at(at), (*slots, *had))
    page, page_had = arrange(zones, slots, stories, at), arrange(zones, had, stories, at)
    known = _Known(_articles(user, page, slots), _retracted(slots, at), at)
    last = last_change(draft)
    may_name = last is not None and (last.article_id is None or last.article_id in known.articles)
    return {
        "zones": [_zone(filled, slots, known) for filled in page],
        "seen": mark_of(draft or present),
        "draft": draft,
        "draft_was": clock(draft.changed_at, at) if draft else "",
        "present": present,
        "present_was": clock(present.released_at, at) if present else "",
        "changes": changes_between(page_had, page, had, slots, _names(known.articles, stories)) if draft else [],
        "last": f"{said(last.verb)} {last.article or ''}".strip() if last and may_name else "the last change",
        "has_last": last is not None,
    }


def _articles(user: User, page: Sequence[Filled], slots: Iterable[Slot]) -> dict[int, Article]:
    """The stories of the page that this person may view, without their long texts."""
    wanted = {slot.article for slot in slots} | {place.story["article_id"] for one in page for place in one.places}
    return Article.objects.viewable_by(user).only(*_COLUMNS).in_bulk(list(wanted))


def _retracted(slots: Iterable[Slot], at: datetime) -> frozenset[int]:
    retractions = Edition.objects.visible(at).filter(
        change=Edition.Change.RETRACTION, article__in={slot.article for slot in slots}
    )
    return frozenset(retractions.values_list("article_id", flat=True))


def _names(articles: Mapping[int, Article], stories: Iterable[Story]) -> dict[int, str]:
    """What each story is called: as readers have it, else as the desk does."""
    names = {pk: article.headline or article.slugline for pk, article in articles.items()}
    return names | {story["article_id"]: story["headline"] for story in stories}


def _zone(filled: Filled, slots: Sequence[Slot], known: _Known) -> ZoneRows:
    """The places of the zone; a slot that stands nowhere is drawn before the one that follows it in the list."""
    own = [slot for slot in slots if slot.zone == filled.zone.name]
    standing = {place.slot for place in filled.places if place.slot}
    rows: list[Row] = []
    drawn = 0
    for number, place in enumerate(filled.places, 1):
        if place.slot is not None:
            until = own.index(place.slot)
            rows += [_idle(slot, known) for slot in own[drawn:until] if slot not in standing]
            drawn = max(drawn, until + 1)
        rows.append(_standing(place, number, known))
    rows += [_idle(slot, known) for slot in own[drawn:] if slot not in standing]
    return ZoneRows(filled.zone, _counted(rows), filled.zone.size - len(filled.places))


def _counted(rows: Sequence[Row]) -> list[Row]:
    above = accumulate((row.slot is not None for row in rows), initial=0)
    return [replace(row, position=position) for row, position in zip(rows, above, strict=False)]


def _standing(place: Place, number: int, known: _Known) -> Row:
    """A story readers find in the zone: by its slot, or because the place was empty."""
    story = place.story
    row = _row(story["article_id"], place.slot, known)
    age = clock(story["first_published_at"], known.at)
    return replace(row, headline=story["headline"], age=age, place=number)


def _idle(slot: Slot, known: _Known) -> Row:
    """A slot whose story stands nowhere in its zone now, and why."""
    return replace(_row(slot.article, slot, known), note=_why_not(slot, known))


def _row(story: int, slot: Slot | None, known: _Known) -> Row:
    article = known.articles.get(story)
    until = slot.until if slot else None
    return Row(
        story,
        (article.headline or article.slugline) if article else UNSEEN,
        article.slugline if article else "",
        chips(article, known.at) if article else (),
        "",
        None,
        slot,
        f"{timezone.localtime(until):%Y-%m-%dT%H:%M}" if until else "",
        f"until {clock(until, known.at)}" if until else "",
        viewable=article is not None,
    )


def _why_not(slot: Slot, known: _Known) -> str:
    article = known.articles.get(slot.article)
    if slot.is_over(known.at):
        return "Its time has run out"
    if slot.article in known.retracted:
        return "Retracted: it is gone from the page"
    if article is None:
        return "Not on the page"
    if article.state == Article.State.KILLED:
        return "Killed: it is gone from the page"
    if article.is_scheduled(known.at):
        return f"Shows from {clock(article.publish_at, known.at)}"
    if article.state != Article.State.PUBLISHED:
        return "Shows once it is published"
    return "No place left here: it may stand further down"
