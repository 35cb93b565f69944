"""The acts of putting a topic below another, and of undoing that."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction

from articles.editorial.errors import EditorialError, WrongState
from articles.editorial.kernel import log, require
from articles.editorial.rolling_up import roll_up_below
from articles.editorial.topics.ground import (
    MAKE,
    lies_below,
    locked,
    refuse_merged,
    refuse_out_of_use,
    refuse_undone,
    write_row,
)
from articles.models import Act, Topic


@transaction.atomic
def move_topic(topic: Topic, *, below: Topic | None, by: User | None, at: datetime) -> Act:
    """Put a topic, with all below it, below another one or at the top; returns the line of the log that undoes it.

    Refuses who may not edit topics, a topic merged away, below itself or what lies below it, below one merged away or
    retired, and where it lies already.
    """
    require(by, MAKE)
    topic, below = _locked(topic, below)
    before = topic.parent_id
    refuse_move(topic, below)
    write_row(topic, by, at, parent=below)
    roll_up_below(topic.pk)
    where = f"below {below}" if below else "to the top"
    detail = {"topic": topic.pk, "below": [before, below.pk if below else None]}
    return log("move_topic", None, by=by, at=at, subject=f"{topic} {where}", **detail)


@transaction.atomic
def undo_topic_move(moving: Act, *, by: User | None, at: datetime) -> Topic:
    """Put a topic where it lay before. Refuses who may not edit topics, a move undone already, a topic moved again or
    merged away since, and a place that is gone or lies below the topic by now."""
    require(by, MAKE)
    before, after = moving.detail["below"]
    topic, below = _locked(Topic(pk=moving.detail["topic"], name="The topic"), _named(before))
    refuse_undone(moving)
    if topic.parent_id != after:
        raise WrongState(f"“{topic}” was moved again since: undo that first.")
    refuse_move(topic, below)
    write_row(topic, by, at, parent=below)
    roll_up_below(topic.pk)
    log("undo_move_topic", None, by=by, at=at, subject=topic, undone=moving.pk)
    return topic


def _named(key: int | None) -> Topic | None:
    return Topic(pk=key, name="The topic above") if key else None


def _locked(topic: Topic, below: Topic | None) -> tuple[Topic, Topic | None]:
    if below is None:
        return locked(topic)[0], None
    topic, below = locked(topic, below)
    return topic, below


def refuse_move(topic: Topic, below: Topic | None) -> None:
    """Refuse a place a topic cannot have, whoever asks."""
    refuse_merged(topic)
    if topic.parent_id == (below.pk if below else None):
        raise EditorialError(f"“{topic}” lies {f'below “{below}”' if below else 'at the top'} already.")
    if below is None:
        return
    if below.pk == topic.pk:
        raise EditorialError(f"“{topic}” cannot lie below itself.")
    refuse_out_of_use(below)
    if lies_below(below, topic):
        raise EditorialError(f"“{below}” lies below “{topic}”: that would be a circle. Move “{below}” out first.")
