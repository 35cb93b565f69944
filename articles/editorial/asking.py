"""Asking stories nobody has tagged what they are about. `tick` does it: saving a story never waits for it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from articles.advice.topics.archive import newest_model_key
from articles.editorial.tagging import propose_topics
from articles.models import Article, Tagging, TopicsAsked
from articles.models.topics_asked import LAST_KEY

# So many are looked at in a transaction: their rows are locked for a quarter of a second at the most.
BATCH = 50
# So many batches at one time, so that the clock's other work is not kept waiting.
_MOST_BATCHES = 10
# How many are asked anew after each training: what is older, few will tag.
MOST_OLDER = 10_000
# A change younger than this waits: its writer may not be done, nor its transaction.
SETTLED_AFTER = timedelta(minutes=1)


def ask_untagged(at: datetime) -> int:
    """Suggest topics for stories without any, those changed since the last time first, then the newest before them.

    Each story is asked once by what was learned last, and again when it is changed. Returns how many suggestions are
    new. Bounded, safe to run twice and at once: a batch is all or nothing, and a second run waits for the first.
    """
    proposed = 0
    for _ in range(_MOST_BATCHES):
        new = _ask_batch(at)
        if new is None:
            break
        proposed += new
    return proposed


@transaction.atomic
def _ask_batch(at: datetime) -> int | None:
    """The next stories; None where all are asked."""
    mark = TopicsAsked.objects.select_for_update().get_or_create(pk=1, defaults={"model": -1})[0]
    settled, model = at - SETTLED_AFTER, newest_model_key()
    if mark.model != model:
        mark.begin_again(model, settled, MOST_OLDER)
    batch = _changed_since(mark, settled) or _changed_before(mark)
    mark.save()
    if not batch:
        return None
    return propose_topics(batch, by=None, at=at)


def _untagged() -> QuerySet[Article]:
    chosen = Tagging.objects.filter(article=OuterRef("pk"), status=Tagging.Status.CHOSEN)
    return Article.objects.exclude(state=Article.State.KILLED).filter(~Exists(chosen))


def _changed_since(mark: TopicsAsked, settled: datetime) -> list[Article]:
    """What was changed after what has been asked; the mark moves behind it."""
    later = Q(updated_at__gt=mark.newer_at) | Q(updated_at=mark.newer_at, pk__gt=mark.newer_key)
    # The range says nothing new, but an index is read by it.
    rows = _untagged().filter(later, updated_at__gte=mark.newer_at, updated_at__lte=settled)
    batch = list(rows.order_by("updated_at", "pk")[:BATCH])
    if len(batch) == BATCH:
        mark.newer_at, mark.newer_key = batch[-1].updated_at, batch[-1].pk
    else:
        mark.newer_at, mark.newer_key = max(mark.newer_at, settled), LAST_KEY
    return batch


def _changed_before(mark: TopicsAsked) -> list[Article]:
    """The newest of what was there before, as far back as is looked; the mark moves below it."""
    earlier = Q(updated_at__lt=mark.older_at) | Q(updated_at=mark.older_at, pk__lt=mark.older_key)
    rows = _untagged().filter(earlier, updated_at__lte=mark.older_at).order_by("-updated_at", "-pk")
    batch = list(rows[: min(BATCH, mark.left)])
    mark.left = mark.left - len(batch) if len(batch) == BATCH else 0
    if batch:
        mark.older_at, mark.older_key = batch[-1].updated_at, batch[-1].pk
    return batch
