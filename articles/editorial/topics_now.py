"""Topics as they stand when an act stores what was worked out before: one may have been merged away since, or deleted.

An import reads the topics once and files stories for minutes; nothing may come to lie on a topic merged away meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.db.models.functions import Coalesce

from articles.editorial.drafts import StoryDraft
from articles.editorial.rolling_up import hold_topics
from articles.models import Tagging, Topic


def topics_now(keys: Iterable[int]) -> dict[int, int]:
    """For each of these topics itself or the one it was merged into, held until the transaction ends; none where it
    was deleted."""
    keys = set(keys)
    if not keys:
        return {}
    hold_topics(keys, [])
    rows = Topic.objects.filter(pk__in=keys).order_by()
    now: dict[int, int] = dict(rows.values_list("pk", Coalesce("merged_into", "pk")))
    # Not held yet: it may be on its way into another.
    further = topics_now(set(now.values()) - keys)
    return {key: further.get(into, into) for key, into in now.items()}


def with_topics_now(drafts: Sequence[StoryDraft]) -> list[StoryDraft]:
    """The drafts with their topics as they stand. At most a few queries, none where no draft has topics."""
    now = topics_now(key for draft in drafts for key in (*draft.topics, *dict(draft.proposed_topics)))
    return [
        replace(
            draft,
            topics=tuple(dict.fromkeys(now[key] for key in draft.topics if key in now)),
            proposed_topics=tuple((now[key], why) for key, why in draft.proposed_topics if key in now),
        )
        if draft.topics or draft.proposed_topics
        else draft
        for draft in drafts
    ]


def on_topics_now(rows: Sequence[Tagging]) -> list[Tagging]:
    """Those of the rows, not yet stored, whose topic still stands; who is asked again gets the one it went into."""
    now = topics_now(row.topic_id for row in rows)
    return [row for row in rows if now.get(row.topic_id) == row.topic_id]
