"""Taggings that go from one topic to another, and back: as many statements for ten thousand as for ten."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db.models import QuerySet

from articles.editorial.bulk import add_history
from articles.editorial.errors import WrongState
from articles.editorial.rolling_up import roll_up
from articles.editorial.tagging import refresh_topic_links
from articles.editorial.topics.ground import batches, stories_of_rows
from articles.models import Article, Tagging, Topic

_CHOSEN = Tagging.Status.CHOSEN
# Which of two on one story stays: a person's choice, then a person's refusal, then what only a rule has proposed.
_WEIGHT = {_CHOSEN: 2, Tagging.Status.REJECTED: 1, Tagging.Status.PROPOSED: 0}
_KEPT_OF_A_ROW = ("pk", "topic", "article", "status", "rule", "reason", "tagged_by", "tagged_at")


def move_taggings(rows: QuerySet[Tagging], into: Topic, *, by: User | None, at: datetime) -> dict[str, Any]:
    """Put these taggings of one topic under another; what of it has to be known to move them back.

    A story that has both keeps one: chosen over rejected over proposed (a person's word over a rule's), of two alike
    the one it has. Part of acts that hold both topics and the stories.
    """
    dropped = _second_ones(rows, into)
    for keys in batches([one[0][0] for one in dropped]):
        gone = Tagging.objects.filter(pk__in=keys)
        add_history(gone, "-", by=by, at=at)
        gone._raw_delete(gone.db)  # nothing hangs on a tagging
    moved = list(rows.order_by("pk").values_list("pk", "article", "status"))
    add_history(rows, "~", by=by, at=at, changed={"topic_id": into.pk})
    rows.update(topic=into)
    _show({article for _, article, status in moved if status == _CHOSEN} | {one[0][2] for one in dropped})
    return {"taggings": [key for key, _, _ in moved], "dropped": dropped}


def move_back(moved: dict[str, Any], source: Topic, into: Topic, *, by: User | None, at: datetime) -> None:
    """Undo `move_taggings`: each row under the topic it was under, those dropped there again as they were.

    A row whose status a person changed since goes back with it. Refused where a row is under another topic by now,
    where a story has the first topic anew, and where the one kept of two was changed.
    """
    ours = Tagging.objects.filter(topic=into)
    _refuse_changed(moved["dropped"], ours)
    shown = {one[0][2] for one in moved["dropped"]}
    for keys in batches(moved["taggings"]):
        rows = ours.filter(pk__in=keys)
        articles = dict(rows.values_list("article", "status"))
        if len(articles) != len(keys):
            raise WrongState(f"Of a story “{into}” was taken away since; the two cannot be parted by undoing it.")
        _refuse_again(source, articles)
        add_history(rows, "~", by=by, at=at, changed={"topic_id": source.pk})
        rows.update(topic=source)
        shown |= {article for article, status in articles.items() if status == _CHOSEN}
    _refuse_again(source, {one[0][2] for one in moved["dropped"] if one[0][1] == source.pk})
    _put_back([one[0] for one in moved["dropped"]], by=by, at=at)
    _show(shown)


def stories_moved(moved: dict[str, Any]) -> list[int]:
    """The stories of what `move_taggings` moved, in order."""
    return sorted({*stories_of_rows(moved["taggings"]), *(one[0][2] for one in moved["dropped"])})


def _show(articles: set[int]) -> None:
    """Readers find these stories under their topics, and the topics on them."""
    refresh_topic_links(articles)
    roll_up(articles)


def _second_ones(rows: QuerySet[Tagging], into: Topic) -> list[Any]:
    """Of each story with both, the row that goes, with the key and the status of the one that stays."""
    have = Tagging.objects.filter(topic=into, article__in=rows.order_by().values("article"))
    there: dict[int, tuple[Any, ...]] = {row[2]: row for row in have.values_list(*_KEPT_OF_A_ROW)}
    both = rows.filter(article__in=have.order_by().values("article")).order_by("pk")
    dropped = []
    for row in both.values_list(*_KEPT_OF_A_ROW):
        stays, goes = there[row[2]], row
        if _WEIGHT[goes[3]] > _WEIGHT[stays[3]]:
            stays, goes = goes, stays
        dropped.append([[*goes[:-1], goes[-1].isoformat()], stays[0], stays[3]])
    return dropped


def _refuse_changed(dropped: list[Any], ours: QuerySet[Tagging]) -> None:
    now: dict[int, str] = {}
    for keys in batches([kept for _, kept, _ in dropped]):
        now.update(ours.filter(pk__in=keys).values_list("pk", "status"))
    changed = sum(now.get(kept) != status for _, kept, status in dropped)
    if changed:
        raise WrongState(
            f"Of the stories that had both, {changed} had the topic put on or taken off since: the two cannot be parted"
            " by undoing it."
        )


def _refuse_again(source: Topic, articles: Iterable[int]) -> None:
    for keys in batches(list(articles)):
        again = Tagging.objects.filter(topic=source, article__in=keys).count()
        if again:
            raise WrongState(f"“{source}” has been put on {again} of the stories again since: take it off there first.")


def _put_back(rows: list[list[Any]], *, by: User | None, at: datetime) -> None:
    """Rows as they were, under their own keys; with the present moment of first publication, which is the story's."""
    published: dict[int, datetime | None] = {}
    for keys in batches([row[2] for row in rows]):
        published.update(Article.objects.filter(pk__in=keys).values_list("pk", "first_published_at"))
    people = set(User.objects.filter(pk__in={row[6] for row in rows} - {None}).values_list("pk", flat=True))
    taggings = [
        Tagging(
            pk=key,
            topic_id=topic,
            article_id=article,
            status=status,
            rule=rule,
            reason=reason,
            tagged_by_id=who if who in people else None,
            tagged_at=datetime.fromisoformat(when),
            first_published_at=published[article],
        )
        for key, topic, article, status, rule, reason, who, when in rows
    ]
    Tagging.objects.bulk_create(taggings)
    for keys in batches([row[0] for row in rows]):
        add_history(Tagging.objects.filter(pk__in=keys), "+", by=by, at=at)
