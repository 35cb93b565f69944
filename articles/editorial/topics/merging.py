"""The acts of merging two topics that are one, and of undoing that."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction

from articles.editorial.errors import EditorialError, WrongState
from articles.editorial.kernel import log, require
from articles.editorial.rolling_up import roll_up_below
from articles.editorial.topic_uses import recount_uses_of
from articles.editorial.topics.belongings import give_back, move_belongings
from articles.editorial.topics.ground import (
    MERGE,
    lies_below,
    locked,
    refuse_merged,
    refuse_out_of_use,
    refuse_undone,
    write_row,
)
from articles.editorial.topics.taggings import move_back, move_taggings, stories_moved
from articles.models import Act, Tagging, Topic, TopicAlias


@transaction.atomic
def merge_topics(source: Topic, *, into: Topic, by: User | None, at: datetime) -> Act:
    """Two topics are one: everything of `source` goes to `into`; returns the line of the log that undoes it.

    Stories, topics below, other names and further codes move; the old name becomes another name, the old address leads
    on for ever, topics merged into the source earlier are merged into the other. Refuses who may not merge, one topic
    twice, one merged away or retired, and one into a topic that lies below it: that one is to be moved out first.
    """
    require(by, MERGE)
    rows = Tagging.objects.filter(topic=source.pk)
    source, into = locked(source, into, stories=rows.order_by().values("article"))
    refuse_merge(source, into)
    moved = move_taggings(rows, into, by=by, at=at)
    recount_uses_of(source.pk, into.pk)
    moved |= move_belongings(source, into, by=by, at=at)
    roll_up_below(*moved["children"])
    write_row(source, by, at, merged_into=into)
    TopicAlias.objects.create(topic=into, name=source.name)
    return log(
        "merge_topics", None, by=by, at=at, subject=f"{source} into {into}", source=source.pk, into=into.pk, **moved
    )


@transaction.atomic
def undo_topic_merge(merge: Act, *, by: User | None, at: datetime) -> Topic:
    """Part what a merge joined, each row as it was and under its own key; returns the topic that was merged away.

    What was put under the other topic since stays there. Refuses who may not merge, a merge undone already, and one
    after which something it moved was changed: that sentence says what.
    """
    require(by, MERGE)
    moved = merge.detail
    both = Topic(pk=moved["source"], name="The topic"), Topic(pk=moved["into"], name="The topic")
    source, into = locked(*both, stories=stories_moved(moved))
    refuse_merged(into)
    if source.merged_into_id != into.pk:
        raise WrongState(f"“{source}” is not merged into “{into}” any more.")
    refuse_undone(merge)
    _take_name_back(source, into)
    write_row(source, by, at, merged_into=None)
    give_back(moved, source, into, by=by, at=at)
    _refuse_circle(source)
    roll_up_below(*moved["children"])
    move_back(moved, source, into, by=by, at=at)
    recount_uses_of(source.pk, into.pk)
    log("undo_merge_topics", None, by=by, at=at, subject=f"{source} from {into}", undone=merge.pk)
    return source


def refuse_merge(source: Topic, into: Topic) -> None:
    """Refuse two topics that cannot become one, whoever asks."""
    if source.pk == into.pk:
        raise EditorialError("Choose another topic: none is merged into itself.")
    refuse_out_of_use(source, into)
    if lies_below(into, source):
        raise EditorialError(
            f"“{into}” lies below “{source}”: move it elsewhere first, or merge “{into}” into “{source}”."
        )


def _take_name_back(source: Topic, into: Topic) -> None:
    alias = TopicAlias.objects.filter(folded_name=source.folded_name).select_related("topic").first()
    if alias and alias.topic_id != into.pk:
        raise WrongState(f"“{source}” is another name of “{alias.topic}” by now: take it off there first.")
    if alias:
        alias.delete()


def _refuse_circle(source: Topic) -> None:
    if lies_below(source.parent, source):
        raise WrongState(
            f"“{source.parent}” lies below a topic of “{source}” by now: move one of them elsewhere first."
        )
