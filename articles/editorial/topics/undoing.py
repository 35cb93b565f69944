"""Undoing an act on topics by its line in the log, and which lines can still be undone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User

from articles.editorial.errors import EditorialError
from articles.editorial.topics.ground import UNDOABLE, undone_acts
from articles.editorial.topics.merging import undo_topic_merge
from articles.editorial.topics.naming import undo_topic_rename
from articles.editorial.topics.splitting import undo_topic_split
from articles.editorial.topics.standing import undo_topic_standing, undo_topics_apart
from articles.editorial.topics.tree import undo_topic_move
from articles.models import Act

_UNDO: dict[str, Callable[..., Any]] = {
    "merge_topics": undo_topic_merge,
    "split_topic": undo_topic_split,
    "rename_topic": undo_topic_rename,
    "move_topic": undo_topic_move,
    "retire_topic": undo_topic_standing,
    "return_topic": undo_topic_standing,
    "keep_topics_apart": undo_topics_apart,
}


def undo_topic_act(act: Act, *, by: User | None, at: datetime) -> None:
    """Undo whatever was done to a topic; refused as the undoing of each kind is, and for what cannot be undone."""
    if act.verb not in _UNDO:
        raise EditorialError("This cannot be undone.")
    _UNDO[act.verb](act, by=by, at=at)


def topic_journal(most: int) -> list[tuple[Act, bool]]:
    """The last acts on topics, the newest first, each with whether it can still be undone: two queries."""
    acts = list(Act.objects.filter(verb__in=UNDOABLE).select_related("by").order_by("-pk").defer("detail")[:most])
    undone = undone_acts(acts[-1].pk) if acts else set()
    return [(act, act.pk not in undone) for act in acts]
