"""The act of storing pages drawn anew: what a new release or a change of name around the words made stale."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction
from django.db.models import Q

from articles.models import EditionByline, EditionQuote, Person, Rendering
from articles.models.rendering import RenderingQuerySet
from articles.press.look import current_look
from articles.press.render import render
from articles.press.renewing import read_contents

_BATCH = 100


def redraw_outdated() -> Iterator[int]:
    """Draw every outdated page and card, a batch to a transaction; yields how many each batch had.

    Readers are shown the new look all along; this saves them the drawing. Safe at once: a page that went stale again
    meanwhile is left for the next run.
    """
    look, after = current_look(), 0
    while True:
        batch = Rendering.objects.outdated(look).filter(pk__gt=after).order_by("pk")
        rows = list(batch.values_list("pk", "look", "times_stale")[:_BATCH])
        if not rows:
            return
        contents = read_contents([pk for pk, _, _ in rows])
        with transaction.atomic():
            for pk, old, times in rows:
                drawn = render(contents[pk])
                same = Rendering.objects.filter(pk=pk, look=old, times_stale=times)
                same.update(look=look, head=drawn.head, page=drawn.page, card=drawn.card)
        after = rows[-1][0]
        yield len(rows)


def renderings_naming(*people: Person) -> RenderingQuerySet:
    """The pages whose byline or quotes lead to one of these people."""
    wrote = EditionByline.objects.filter(person__in=people).values("edition")
    said = EditionQuote.objects.filter(speaker__in=people).values("edition")
    return Rendering.objects.filter(Q(pk__in=wrote) | Q(pk__in=said))
