"""Where a topic lies: the topics above it, and those right below."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from articles.models import Topic
from articles.reader.subjects import public_topics

# A page has to end: of a topic with more right below it, the first by name are shown.
MOST_BELOW = 120
_ABOVE = """
    WITH RECURSIVE above (id) AS (
        SELECT parent_id FROM articles_topic WHERE id = %s
        UNION
        SELECT t.parent_id FROM above a JOIN articles_topic t ON t.id = a.id WHERE t.parent_id IS NOT NULL
    )
    SELECT id FROM above WHERE id IS NOT NULL"""
_ROW = ("pk", "name", "slug", "parent_id")


def around(topic: Topic, at: datetime, *, most: int = MOST_BELOW) -> dict[str, list[dict[str, Any]]]:
    """The topics `above`, the highest first, and the first of those `below` that the public knows, by name. One query.

    Who knows a topic knows those above it: they list its stories.
    """
    above = Topic.objects.filter(pk__in=RawSQL(_ABOVE, [topic.pk]), merged_into=None).order_by()  # noqa: S611 (one id)
    below = Topic.objects.filter(pk__in=_below(topic, at)[:most]).order_by()
    found = {row["pk"]: row for row in above.values(*_ROW).union(below.values(*_ROW), all=True)}
    children = [row for row in found.values() if row["parent_id"] == topic.pk]
    way: list[dict[str, Any]] = []
    while (row := found.get(way[-1]["parent_id"] if way else topic.parent_id)) and row not in way:
        way.append(row)
    return {"above": way[::-1], "below": sorted(children, key=lambda row: row["name"].casefold())}


def _below(topic: Topic, at: datetime) -> QuerySet:
    return public_topics(at).filter(parent=topic).order_by("folded_name").values("pk")
