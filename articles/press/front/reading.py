"""The stories the front page may show, in a fixed number of queries however many there are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.safestring import mark_safe

from articles.models import Edition, FrontPage, Section
from articles.models.edition import EditionQuerySet
from articles.press.cards import opened, standing
from articles.press.front.arrangement import Filled, Slot, Story, arrange, read_slots
from articles.press.front.zones import LEAD, SECONDS, Zone, zones_of
from articles.press.picture import FIRST, OPENING_RIVER
from articles.press.renewing import CARD, with_cards

_COLUMNS = ("article_id", "section_id", "headline", "path", "lead_image_id", "first_published_at", "id")


def readable_at(at: datetime) -> EditionQuerySet:
    """What readers may find on the front page at that moment."""
    return Edition.objects.visible(at).filter(first_published_at__lte=at)


def released_slots(at: datetime) -> tuple[Slot, ...]:
    """The arrangement readers have at that moment; none before the first was released."""
    row = FrontPage.objects.released(at).values_list("slots", flat=True).first()
    return read_slots(row or ())


def read_front(readable: QuerySet[Edition], slots: Iterable[Slot]) -> tuple[tuple[Zone, ...], list[Story]]:
    """The zones and all stories that may stand in them: those placed, and as many of the newest as can be wanted.

    A retraction takes a story out of its slot: it stands nowhere here. Three queries, four where stories are placed.
    """
    placed = {slot.article for slot in slots}
    readable = readable.exclude(change=Edition.Change.RETRACTION, article__in=placed)
    shown_above = LEAD.size + SECONDS.size
    found = list(readable.filter(article__in=placed).values(*_COLUMNS)) if placed else []
    found += readable.newest_first().values(*_COLUMNS)[: LEAD.pictured_among + len(placed)]  # type: ignore[attr-defined]
    sections = list(_with_reach(readable, shown_above + len(placed)))
    zones = zones_of(sections)
    found += readable.filter(_within_reach(sections)).values(*_COLUMNS)
    return zones, list({story["article_id"]: story for story in found}.values())


def _with_reach(readable: QuerySet[Edition], above: int) -> Iterable[Section]:
    """The sections of the navigation, each with the moment of its last story that can be wanted: from there on two
    queries serve all sections."""
    river = max(zone.size for zone in zones_of([Section(name="", slug="")]))
    of_section = readable.filter(section=OuterRef("pk")).newest_first()  # type: ignore[attr-defined]
    last = of_section.values("first_published_at")[river + above - 1 : river + above]
    return Section.objects.in_navigation().annotate(since=Subquery(last)).only("pk", "name", "slug")


def _within_reach(sections: Iterable[Any]) -> Q:
    wanted = Q(pk__in=[])
    for section in sections:
        of_this = Q(section=section.pk)
        wanted |= of_this & Q(first_published_at__gte=section.since) if section.since else of_this
    return wanted


def front_at(at: datetime) -> list[Filled]:
    """The front page as readers have it at that moment. Four queries, five where stories are placed by hand."""
    slots = released_slots(at)
    zones, stories = read_front(readable_at(at), slots)
    return arrange(zones, slots, stories, at)


def front_context(page: Sequence[Filled]) -> dict[str, Any]:
    """What the page's template shows: the lead, the seconds, and all other zones as rivers. One query for the cards."""
    shown = {filled.zone.name: [place.story for place in filled.places] for filled in page}
    wanted = [story["id"] for stories in shown.values() for story in stories]
    drawn = {row["id"]: row for row in with_cards(Edition.objects.filter(pk__in=wanted).values(*CARD))}
    cards = {name: [{**story, **drawn[story["id"]]} for story in stories] for name, stories in shown.items()}
    leads = cards.pop(LEAD.name)
    return {
        "lead": mark_safe(standing(leads[0]["card"], FIRST)) if leads else "",
        "seconds": cards.pop(SECONDS.name),
        "rivers": [_river(filled.zone, cards[filled.zone.name]) for filled in page if cards.get(filled.zone.name)],
    }


def _river(zone: Zone, stories: Sequence[dict[str, Any]]) -> dict[str, Any]:
    path = f"/sections/{zone.slug}/" if zone.slug else ""
    return {
        "name": zone.label,
        "slug": zone.slug or zone.name,
        "path": path,
        "stories": opened(list(stories), OPENING_RIVER),
    }
