"""Where a topic lies: the topics above it, and those right below."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import IntegerField, QuerySet, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast

from articles.models import Topic
from articles.reader.statements import AllRead, Among, among, written_ids
from articles.reader.subjects import public_topics

# A page has to end: of a topic with more right below it, the first by name are shown.
MOST_BELOW = 120
# Of how many stories of a topic it is asked how rare it is.
_COUNTED = 400
_ABOVE = """
    WITH RECURSIVE above (id) AS (
        SELECT parent_id FROM articles_topic WHERE id = %s
        UNION
        SELECT t.parent_id FROM above a JOIN articles_topic t ON t.id = a.id WHERE t.parent_id IS NOT NULL
    )
    SELECT id FROM above WHERE id IS NOT NULL"""
_BELOW = """
    WITH RECURSIVE above (id, above_id) AS (
        SELECT id, parent_id FROM articles_topic WHERE id {ids}
        UNION
        SELECT a.id, t.parent_id FROM above a JOIN articles_topic t ON t.id = a.above_id WHERE t.parent_id IS NOT NULL
    )
    SELECT id FROM above WHERE above_id = %s"""
_SIZE = f"""(
    SELECT COUNT(*) FROM (
        SELECT 1 FROM articles_topicstory s WHERE s.topic_id = articles_topic.id LIMIT {_COUNTED}
    ) few)"""  # noqa: S608 (a number of ours)


class Near(NamedTuple):
    """A topic above or below another."""

    pk: int
    name: str
    slug: str
    parent_id: int | None


class Around(NamedTuple):
    """Where a topic lies; and, of topics it is met with, those that lie elsewhere, with how many stories each has."""

    above: tuple[Near, ...]
    below: tuple[Near, ...]
    met: dict[int, int]


def around(topic: int, parent: int | None, at: datetime, *, most: int = MOST_BELOW, met: Iterable[int] = ()) -> Around:
    """The topics above that of this id, the highest first, and the first of those right below it that the public
    knows, by name. One query.

    Who knows a topic knows those above it: they list its stories. `met` are ids of topics on stories of this one; of
    their own stories some hundred are counted.
    """
    found, sizes = {}, {}
    for size, *row in _read_around(most)(at, topic, written_ids(met)):
        if size is None:
            found[row[0]] = Near(*row)
        else:
            sizes[row[0]] = size
    below = [near for near in found.values() if near.parent_id == topic]
    above: list[Near] = []
    while (near := found.get(above[-1].parent_id if above else parent)) and near not in above:  # type: ignore[arg-type]
        above.append(near)
        sizes.pop(near.pk, None)
    return Around(tuple(above[::-1]), tuple(sorted(below, key=lambda near: near.name.casefold())), sizes)


@lru_cache(maxsize=4)
def _read_around(most: int) -> AllRead:
    def build(at: datetime, topic: int, met: str) -> QuerySet:
        above = Topic.objects.filter(pk__in=RawSQL(_ABOVE, [topic]), merged_into=None)  # noqa: S611 (one id)
        first = public_topics(at).filter(parent=topic).order_by("folded_name").values("pk")[:most]
        under = RawSQL(_BELOW.format(ids=among(connection.vendor)), [met, topic])  # noqa: S611 (a text of ours)
        elsewhere = Topic.objects.filter(Among("pk", met)).exclude(pk__in=under)
        size = RawSQL(_SIZE, [])  # noqa: S611 (no parameters)
        return _row(above).union(_row(Topic.objects.filter(pk__in=first)), _row(elsewhere, size), all=True)

    return AllRead(build, int, str)


def _row(topics: QuerySet[Topic], size: Any = None) -> QuerySet:
    sized = topics.order_by().annotate(size=size or Cast(Value(None), IntegerField()))
    return sized.values_list("size", *Near._fields)
