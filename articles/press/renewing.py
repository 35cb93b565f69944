"""Drawing editions anew: for lists and pages that meet a rendering of another look, and for `tick`, which stores it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.core.cache import cache

from articles.models import Correction, Edition, EditionByline, EditionImage, EditionQuote
from articles.press.content import Content, Note, Rendered
from articles.press.editions import content_of, note_of, told_picture
from articles.press.look import current_look
from articles.press.render import render

# What a list reads of a story to show its card.
CARD = ("id", "rendering__card", "rendering__look", "rendering__times_stale")
_KEPT_FOR = 60 * 60


def with_cards(rows: Iterable[dict[str, Any]], edition: str = "id") -> list[dict[str, Any]]:
    """The rows of a list, read with CARD, each with its `card`. One more read, in five queries, where any is stale."""
    rows = list(rows)
    look = current_look()
    stale = {row[edition]: row["rendering__times_stale"] for row in rows if row["rendering__look"] != look}
    anew = drawn_anew(stale) if stale else {}
    for row in rows:
        card, drawn = row.pop("rendering__card"), anew.get(row[edition])
        row["card"] = drawn.card if drawn else card
    return rows


def drawn_anew(stale: dict[int, int]) -> dict[int, Rendered]:
    """The editions of these keys as they look now; the values say how often they went stale.

    Kept in the cache, so that each is drawn once and not at every reading until `tick` has stored it.
    """
    keys = {pk: f"drawn:{current_look()}:{pk}:{times}" for pk, times in stale.items()}
    kept = cache.get_many(keys.values())
    found = {pk: kept[key] for pk, key in keys.items() if key in kept}
    new = {pk: render(content) for pk, content in read_contents(keys.keys() - found.keys()).items()}
    if new:
        cache.set_many({keys[pk]: rendered for pk, rendered in new.items()}, _KEPT_FOR)
    return found | new


def shown_as(edition: Edition) -> Rendered:
    """An edition as its page shows it, drawn anew where what is stored is stale."""
    stored = edition.rendering
    if stored.look == current_look():
        return Rendered(stored.head, stored.page, stored.card)
    return drawn_anew({edition.pk: stored.times_stale})[edition.pk]


def read_contents(editions: Collection[int]) -> dict[int, Content]:
    """What these editions say, by key: five queries however many there are."""
    if not editions:
        return {}
    rows = Edition.objects.filter(pk__in=editions).select_related("section", "lead_image")
    bylines = _by_edition(EditionByline.objects.select_related("person__merged_into"), editions)
    quotes = _by_edition(EditionQuote.objects.select_related("speaker__merged_into"), editions)
    images = _by_edition(EditionImage.objects.select_related("image"), editions)
    notes = _notes(editions)
    return {
        edition.pk: content_of(
            edition,
            bylines[edition.pk],
            quotes[edition.pk],
            images[edition.pk] or _from_before(edition),
            (note for number, note in notes[edition.article_id] if number <= edition.number),
        )
        for edition in rows
    }


def _by_edition(rows: Any, editions: Collection[int]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows.filter(edition__in=editions).order_by("edition", "position"):
        found[row.edition_id].append(row)
    return found


def _notes(editions: Collection[int]) -> dict[int, list[tuple[int, Note]]]:
    """The corrections of the stories of these editions, each with the number of the edition it came with."""
    found: dict[int, list[tuple[int, Note]]] = defaultdict(list)
    told = Correction.objects.filter(article__editions__in=editions, withdrawn_at=None).distinct()
    for correction in told.select_related("after").order_by("corrected_at"):
        found[correction.article_id].append((correction.after.number, note_of(correction)))
    return found


def _from_before(edition: Edition) -> list[EditionImage]:
    """The lead picture of an edition from before pictures were frozen: with the words it has today."""
    return [told_picture(edition, edition.lead_image, 0)] if edition.lead_image else []
