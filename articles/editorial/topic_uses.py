"""How many stories carry each topic, for the order in which topics are offered to who tags."""

from __future__ import annotations

from django.db.models import Count, F
from django.db.models.functions import Greatest

from articles.models import Tagging, TopicUse


def count_use(topic_id: int, more: int) -> None:
    """A topic came to stand on so many stories more, or fewer: one statement, two the first time. Part of an act."""
    if more and not TopicUse.objects.filter(pk=topic_id).update(stories=Greatest(F("stories") + more, 0)):
        TopicUse.objects.get_or_create(pk=topic_id, defaults={"stories": max(more, 0)})


def recount_uses_of(*topic_ids: int) -> None:
    """Count the stories of these topics anew, where many taggings moved at once. Part of an act."""
    chosen = Tagging.objects.filter(status=Tagging.Status.CHOSEN, topic__in=topic_ids).order_by()
    now = dict(chosen.values("topic").annotate(n=Count("pk")).values_list("topic", "n"))
    TopicUse.objects.bulk_create(
        [TopicUse(topic_id=key, stories=now.get(key, 0)) for key in sorted(topic_ids)],
        update_conflicts=True,
        unique_fields=["topic"],
        update_fields=["stories"],
    )


def recount_uses() -> int:
    """Count all anew; how many figures were wrong. Read first, so that nobody waits while it counts. For `tick`."""
    chosen = Tagging.objects.filter(status=Tagging.Status.CHOSEN).order_by()
    now = dict(chosen.values("topic").annotate(n=Count("pk")).values_list("topic", "n"))
    known = dict(TopicUse.objects.values_list("topic", "stories"))
    wrong = [TopicUse(topic_id=key, stories=number) for key, number in sorted(now.items()) if known.get(key) != number]
    TopicUse.objects.bulk_create(
        wrong, batch_size=500, update_conflicts=True, unique_fields=["topic"], update_fields=["stories"]
    )
    gone = [key for key, number in known.items() if number and key not in now]
    TopicUse.objects.filter(pk__in=gone).update(stories=0)
    return len(wrong) + len(gone)
