"""What a topic has besides stories: topics below it, other names, codes, labels, topics merged into it, and what it is
not the same as. Moved with a merge, and back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Q, QuerySet

from articles.editorial.bulk import add_history
from articles.editorial.errors import WrongState
from articles.models import DistinctTopics, Topic, TopicAlias, TopicCode, TopicLabel


def move_belongings(source: Topic, into: Topic, *, by: User | None, at: datetime) -> dict[str, list[int]]:
    """Everything of the one goes to the other; the keys of what moved or was made.

    A name in a language the other has a name in stays with the source. So does its first code: what comes under it is
    led on from the topic merged away, and a newer release of the vocabulary leaves it alone.
    """
    labels = source.labels.exclude(language__in=into.labels.values("language"))
    return {
        "children": _point(source.children.all(), "parent_id", into, by, at),
        "merged": _point(source.merged.all(), "merged_into_id", into, by, at),
        "aliases": _hand_over(source.aliases.all(), into),
        "codes": _hand_over(source.codes.all(), into),
        "labels": _hand_over(labels, into),
        "apart": _keep_apart_too(source, into),
    }


def give_back(moved: dict[str, Any], source: Topic, into: Topic, *, by: User | None, at: datetime) -> None:
    """Undo `move_belongings`. Refused, with a sentence, where one of them is elsewhere by now."""
    below = _still(Topic.objects.filter(parent=into), moved["children"], into, "A topic below")
    _point(below, "parent_id", source, by, at)
    merged = _still(Topic.objects.filter(merged_into=into), moved["merged"], into, "A topic merged into")
    _point(merged, "merged_into_id", source, by, at)
    _hand_over(_still(into.aliases.all(), moved["aliases"], into, "Another name of"), source)
    _hand_over(_still(into.codes.all(), moved["codes"], into, "A code of"), source)
    _hand_over(_still(into.labels.all(), moved["labels"], into, "A name in another language of"), source)
    DistinctTopics.objects.filter(pk__in=moved["apart"]).delete()


def _point(topics: QuerySet[Topic], column: str, at_which: Topic, by: User | None, at: datetime) -> list[int]:
    keys = list(topics.order_by("pk").values_list("pk", flat=True))
    if keys:
        rows = Topic.objects.filter(pk__in=keys)
        add_history(rows, "~", by=by, at=at, changed={column: at_which.pk})
        rows.update(**{column: at_which.pk})
    return keys


def _hand_over(rows: QuerySet[TopicAlias] | QuerySet[TopicCode] | QuerySet[TopicLabel], to: Topic) -> list[int]:
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    rows.model._default_manager.filter(pk__in=keys).update(topic=to)
    return keys


def _keep_apart_too(source: Topic, into: Topic) -> list[int]:
    """What was said not to be the source is not what it is merged into either."""
    said = DistinctTopics.objects.filter(Q(first=source) | Q(second=source)).order_by("pk")
    known = DistinctTopics.objects.filter(Q(first=into) | Q(second=into)).values_list("first", "second")
    known_pairs, made = set(known), []
    for row in said:
        other = row.second_id if row.first_id == source.pk else row.first_id
        pair = (min(other, into.pk), max(other, into.pk))
        if other != into.pk and pair not in known_pairs:
            copy = DistinctTopics(first_id=pair[0], second_id=pair[1], said_by_id=row.said_by_id, said_at=row.said_at)
            copy.save()
            made.append(copy.pk)
    return made


def _still(rows: QuerySet[Any], keys: Iterable[int], into: Topic, what: str) -> QuerySet[Any]:
    """The rows a merge moved, if all of them are still where it put them."""
    keys = list(keys)
    rows = rows.filter(pk__in=keys)
    if rows.count() != len(keys):
        raise WrongState(f"{what} “{into}” was changed since the merge: the two cannot be parted by undoing it.")
    return rows
