"""Learning the words of editions that readers have come to see, for “did you mean”. May lag: `tick` does it."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from django.db import transaction
from django.db.models import Max, QuerySet

from articles.models import Edition, SearchWord, WordsLearned
from articles.parsing.misspellings import words_of

BATCH = 500
_COLUMNS = ("headline", "dek", "text", "names")
_LONGEST_TEXT = 200_000


def learn_words(at: datetime) -> int:
    """Count in the words of what has become visible since the last time; how many editions that were.

    An edition is learned once: either it was visible when its number was passed, or its moment has come since. Safe to
    run twice and at once; a batch is all or nothing.
    """
    top = Edition.objects.aggregate(top=Max("pk"))["top"] or 0
    visible = Edition.objects.visible(at)
    learned = _learn_what_came_due(visible, at)
    while new := _learn_batch(visible, top):
        learned += new
    return learned


def _learn_what_came_due(visible: QuerySet[Edition], at: datetime) -> int:
    with transaction.atomic():
        mark = _mark()
        due = visible.filter(pk__lte=mark.edition, published_at__gt=mark.at)
        learned = _count_in(due)
        mark.at = max(mark.at, at)
        mark.save()
    return learned


def _learn_batch(visible: QuerySet[Edition], top: int) -> int:
    """The next editions by number; 0 once all are passed."""
    with transaction.atomic():
        mark = _mark()
        new = visible.filter(pk__gt=mark.edition, pk__lte=top).order_by("pk")[:BATCH]
        numbers = list(new.values_list("pk", flat=True))
        learned = _count_in(Edition.objects.filter(pk__in=numbers))
        mark.edition = numbers[-1] if len(numbers) == BATCH else max(top, mark.edition)
        mark.save()
    return learned


def _mark() -> WordsLearned:
    """The row that says how far, locked against a second run."""
    return WordsLearned.objects.select_for_update().get_or_create(pk=1)[0]


def _count_in(editions: QuerySet[Edition]) -> int:
    seen: Counter[str] = Counter()
    count = 0
    for columns in editions.values_list(*_COLUMNS).iterator(chunk_size=BATCH):
        seen.update(words_of(" ".join(column[:_LONGEST_TEXT] for column in columns)))
        count += 1
    if seen:
        SearchWord.objects.add(seen)
    return count
