"""Where a topic lies: the topics above it, and those right below."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from articles.models import Topic
from articles.reader.statements import AllRead
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


class Near(NamedTuple):
    """A topic above or below another."""

    pk: int
    name: str
    slug: str
    parent_id: int | None


class Around(NamedTuple):
    """Where a topic lies."""

    above: tuple[Near, ...]
    below: tuple[Near, ...]


def around(topic: int, parent: int | None, at: datetime, *, most: int = MOST_BELOW) -> Around:
    """The topics above that of this id, the highest first, and the first of those right below it that the public
    knows, by name. One query.

    Who knows a topic knows those above it: they list its stories.
    """
    found = {row[0]: Near(*row) for row in _read_around(most)(at, topic)}
    below = [near for near in found.values() if near.parent_id == topic]
    above: list[Near] = []
    while (near := found.get(above[-1].parent_id if above else parent)) and near not in above:  # type: ignore[arg-type]
        above.append(near)
    return Around(tuple(above[::-1]), tuple(sorted(below, key=lambda near: near.name.casefold())))


@lru_cache(maxsize=4)
def _read_around(most: int) -> AllRead:
    def build(at: datetime, topic: int) -> QuerySet:
        above = Topic.objects.filter(pk__in=RawSQL(_ABOVE, [topic]), merged_into=None).order_by()  # noqa: S611 (one id)
        first = public_topics(at).filter(parent=topic).order_by("folded_name").values("pk")[:most]
        below = Topic.objects.filter(pk__in=first).order_by()
        return above.values_list(*Near._fields).union(below.values_list(*Near._fields), all=True)

    return AllRead(build, int)
