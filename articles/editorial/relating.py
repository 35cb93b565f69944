"""Acts on the stories related to one: found anew, pinned, moved, unpinned. Live at once, no part of an edition."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Max

from articles.advice.related import related_to
from articles.editorial.errors import EditorialError, WrongState
from articles.editorial.kernel import log, require
from articles.models import Article, Related

MOST_PINNED = 4


def relate(article: Article, *, at: datetime, is_new: bool = False) -> None:
    """Find the stories related to this one anew; those pinned stay. Three statements for a story just released.

    Part of the acts that publish and tag, which lock the story and log themselves.
    """
    if not is_new:
        Related.objects.filter(article=article, pinned=False).delete()
    rows = [
        Related(article=article, other_id=one.other, position=n, why=one.why)
        for n, one in enumerate(related_to(article, at))
    ]
    Related.objects.bulk_create(rows, ignore_conflicts=True)  # one that is pinned stays as it is


@transaction.atomic
def pin_related(article: Article, other: Article, *, by: User | None, at: datetime) -> Related:
    """Put a story under this one, after those pinned already. Pinning twice changes nothing.

    Refuses who may not tag the story, a killed story on either side, one that was never released, the story itself,
    and a fifth.
    """
    require(by, "story.edit_topics_field", article)
    article = _lock(article)
    if other.pk == article.pk:
        raise EditorialError("A story is not related to itself.")
    if other.state != Article.State.PUBLISHED:
        raise WrongState(f"“{other}” has not been released: readers could not follow.")
    pinned = Related.objects.filter(article=article, pinned=True)
    row = Related.objects.filter(article=article, other=other).first()
    if row is not None and row.pinned:
        return row
    if pinned.count() >= MOST_PINNED:
        raise EditorialError(f"{MOST_PINNED} stories are pinned already: unpin one of them first.")
    row = row or Related(article=article, other=other)
    row.pinned, row.pinned_by = True, by
    row.position = (pinned.aggregate(last=Max("position"))["last"] or 0) + 1
    row.save()
    log("pin_related", article, by=by, at=at, subject=other, other=other.pk)
    return row


@transaction.atomic
def unpin_related(article: Article, other: Article, *, by: User | None, at: datetime) -> None:
    """Take a pinned story off; the desk may find it again itself. Refuses who may not tag, and what is not pinned."""
    require(by, "story.edit_topics_field", article)
    article = _lock(article)
    gone, _ = Related.objects.filter(article=article, other=other, pinned=True).delete()
    if not gone:
        raise EditorialError(f"“{other}” is not pinned here.")
    relate(article, at=at)
    log("unpin_related", article, by=by, at=at, subject=other, other=other.pk)


@transaction.atomic
def move_related(article: Article, other: Article, *, up: bool, by: User | None, at: datetime) -> None:
    """Move a pinned story one place up or down among those pinned. Readers see the new order at once.

    Refuses who may not tag, a killed story, what is not pinned, and a step beyond the first or the last place.
    """
    require(by, "story.edit_topics_field", article)
    article = _lock(article)
    rows = list(Related.objects.filter(article=article, pinned=True).in_order())
    place = next((n for n, row in enumerate(rows) if row.other_id == other.pk), None)
    if place is None:
        raise EditorialError(f"“{other}” is not pinned here.")
    target = place - 1 if up else place + 1
    if not 0 <= target < len(rows):
        raise EditorialError(f"“{other}” is the {'first' if up else 'last'} already.")
    rows.insert(target, rows.pop(place))
    for position, row in enumerate(rows, start=1):
        row.position = position
    Related.objects.bulk_update(rows, ["position"])
    log("move_related", article, by=by, at=at, subject=other, other=other.pk, up=up)


def refresh_lately_related(since: datetime, at: datetime, limit: int = 200) -> int:
    """Have stories find those published since then, which share something with them; how many. For `tick`.

    They are the ones the new stories found themselves: rank may lag, what may be seen never does.
    """
    new = Article.objects.filter(first_published_at__gt=since, first_published_at__lte=at).values("pk")
    touched = Article.objects.filter(related_to__article__in=new).distinct().order_by("-first_published_at", "-pk")
    number = 0
    for article in touched[:limit]:
        with transaction.atomic():
            relate(Article.objects.select_for_update(no_key=True).get(pk=article.pk), at=at)
        number += 1
    return number


def _lock(article: Article) -> Article:
    article = Article.objects.select_for_update(no_key=True).get(pk=article.pk)
    if article.state == Article.State.KILLED:
        raise WrongState("The story has been killed.")
    return article
