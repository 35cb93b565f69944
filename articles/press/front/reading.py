"""The stories the front page may show, in a fixed number of queries however many there are."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.safestring import mark_safe

from articles.models import Edition, FrontPage, Section
from articles.models.edition import EditionQuerySet
from articles.models.json_rows import JsonRows, as_stored, moment_in
from articles.press.cards import opened, standing
from articles.press.front.arrangement import Filled, Slot, Story, read_slots
from articles.press.front.zones import LEAD, SECONDS, InNavigation, Zone, zones_of
from articles.press.picture import FIRST, OPENING_RIVER
from articles.press.renewing import with_cards

# So many quotes stand on the page, of as many stories, chosen from so many of the newest.
QUOTES, QUOTES_READ = 3, 40
COLUMNS = ("article_id", "section_id", "headline", "path", "lead_image_id", "first_published_at", "id")
_ABOVE = LEAD.size + SECONDS.size
_RIVER = max(zone.size for zone in zones_of([InNavigation(0, "", "")]))


def readable_at(at: datetime) -> EditionQuerySet:
    """What readers may find on the front page at that moment."""
    return Edition.objects.visible(at).filter(first_published_at__lte=at)


def released_slots(at: datetime) -> tuple[Slot, ...]:
    """The arrangement readers have at that moment; none before the first was released."""
    row = FrontPage.objects.released(at).values_list("slots", flat=True).first()
    return read_slots(row or ())


def fit_to_stand(readable: QuerySet[Edition], placed: Q) -> QuerySet[Edition]:
    """Those that may stand on the page: a retraction takes a story out of its slot, and it stands nowhere here."""
    return readable.exclude(Q(change=Edition.Change.RETRACTION) & placed)


def newest_of_all(fit: QuerySet[Edition], placed: int) -> QuerySet:
    """As many of the newest as the lead can want where so many stories are placed: a row of COLUMNS each."""
    newest = fit.order_by("-first_published_at", "-article_id")
    return as_stored(newest, *COLUMNS)[: LEAD.pictured_among + placed]


def newest_by_section(fit: QuerySet[Edition], placed: int) -> QuerySet:
    """The sections of the navigation in their order (id, name, slug), each with as many of its newest stories as can be
    wanted above and in its river: rows of COLUMNS as JSON."""
    newest = fit.filter(section=OuterRef(OuterRef("pk"))).order_by("-first_published_at", "-article_id")
    wanted = Edition.objects.filter(pk__in=newest.values("pk")[: _RIVER + _ABOVE + placed]).order_by()
    rows = Subquery(wanted.values("section").annotate(rows=JsonRows(*COLUMNS)).values("rows"))
    return Section.objects.in_navigation().annotate(rows=rows).values_list("pk", "name", "slug", "rows")


def front_stories(
    sections: Iterable[tuple[Any, ...]], others: Iterable[tuple[Any, ...]]
) -> tuple[tuple[Zone, ...], list[Story]]:
    """The zones and all stories that may stand in them, from what `newest_by_section` and the others have read."""
    own, rows = [], list(others)
    for pk, name, slug, written in sections:
        own.append(InNavigation(pk, name, slug))
        rows += json.loads(written or "[]")
    by_article = {row[0]: dict(zip(COLUMNS, row, strict=True)) for row in rows}
    for story in by_article.values():
        story["first_published_at"] = moment_in(story["first_published_at"])
    return zones_of(own), list(by_article.values())


def read_front(readable: QuerySet[Edition], slots: Iterable[Slot]) -> tuple[tuple[Zone, ...], list[Story]]:
    """The zones and all stories that may stand in them: those placed, and as many of the newest as can be wanted.

    Two queries, three where stories are placed.
    """
    articles = {slot.article for slot in slots}
    placed = Q(article__in=articles)
    fit = fit_to_stand(readable, placed)
    others = list(fit.filter(placed).values_list(*COLUMNS)) if articles else []
    others += newest_of_all(fit, len(articles))
    return front_stories(newest_by_section(fit, len(articles)), others)


def editions_of(page: Sequence[Filled]) -> list[int]:
    """The ids of all editions that stand on the page."""
    return [place.story["id"] for filled in page for place in filled.places]


def front_context(page: Sequence[Filled], rows: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """What the page's template shows: the lead, the seconds, and all other zones as rivers. `rows` have the cards."""
    drawn = {row["id"]: row for row in with_cards(rows)}
    shown = {filled.zone.name: [drawn[place.story["id"]] for place in filled.places] for filled in page}
    leads = shown.pop(LEAD.name)
    return {
        "lead": mark_safe(standing(leads[0]["card"], FIRST)) if leads else "",
        "seconds": shown.pop(SECONDS.name),
        "rivers": [_river(filled.zone, shown[filled.zone.name]) for filled in page if shown.get(filled.zone.name)],
    }


def _river(zone: Zone, stories: Sequence[dict[str, Any]]) -> dict[str, Any]:
    path = f"/sections/{zone.slug}/" if zone.slug else ""
    return {
        "name": zone.label,
        "slug": zone.slug or zone.name,
        "path": path,
        "stories": opened(list(stories), OPENING_RIVER),
    }
