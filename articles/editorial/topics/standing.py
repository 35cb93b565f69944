"""The acts of taking a topic out of use and back, of deleting one nobody ever used, of keeping two apart."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from articles.editorial.errors import EditorialError, WrongState
from articles.editorial.kernel import log, require
from articles.editorial.topics.ground import MERGE, locked, path_of, refuse_merged, refuse_undone, write_row
from articles.models import Act, DistinctTopics, Redirect, Tagging, Topic


@transaction.atomic
def retire_topic(topic: Topic, *, by: User | None, at: datetime) -> Act:
    """Offer a topic no longer; it stays on its stories. Refuses who may not merge or delete topics, one merged away,
    one retired already."""
    require(by, MERGE)
    topic = _standing(topic, retired=False)
    write_row(topic, by, at, retired=True)
    return log("retire_topic", None, by=by, at=at, subject=topic, topic=topic.pk)


@transaction.atomic
def return_topic(topic: Topic, *, by: User | None, at: datetime) -> Act:
    """Offer a retired topic again. Refuses who may not merge or delete topics, one merged away, one in use."""
    require(by, MERGE)
    topic = _standing(topic, retired=True)
    write_row(topic, by, at, retired=False)
    return log("return_topic", None, by=by, at=at, subject=topic, topic=topic.pk)


@transaction.atomic
def undo_topic_standing(act: Act, *, by: User | None, at: datetime) -> Topic:
    """Undo that a topic was retired, or returned to use. Refuses as those acts do, and what was undone already."""
    require(by, MERGE)
    refuse_undone(act)
    was_retired = act.verb == "retire_topic"
    topic = _standing(Topic(pk=act.detail["topic"], name=act.subject), retired=was_retired)
    write_row(topic, by, at, retired=not was_retired)
    log(f"undo_{act.verb}", None, by=by, at=at, subject=topic, undone=act.pk)
    return topic


@transaction.atomic
def delete_topic(topic: Topic, *, by: User | None, at: datetime) -> None:
    """Delete a topic that nobody ever used, with its other names and codes.

    Refuses who may not delete topics, one that is or ever was on a story, has topics below it or merged into it, was
    merged away, or had another address: that has to lead somewhere for ever.
    """
    require(by, MERGE)
    (topic,) = locked(topic)
    if reason := why_kept(topic):
        raise WrongState(f"“{topic}” {reason}: retire it, or merge it into another.")
    log("delete_topic", None, by=by, at=at, subject=topic, topic=topic.pk, slug=topic.slug, code=topic.code)
    delete_unused(topic, by=by, at=at)


def why_kept(topic: Topic) -> str:
    """Why a topic cannot be deleted, after its name; empty where it can."""
    history: Any = Tagging.history  # type: ignore[attr-defined]
    if topic.merged_into_id:
        return "was merged away, and its address leads on"
    if topic.taggings.exists():
        return "is on stories, or was proposed for some"
    if topic.children.exists():
        return "has topics below it"
    if topic.merged.exists():
        return "has other topics merged into it"
    if Redirect.objects.filter(target=path_of(topic.slug)).exists():
        return "had another address, which leads to it"
    return "was on stories" if history.filter(topic=topic.pk).exists() else ""


def delete_unused(topic: Topic, *, by: User | None, at: datetime) -> None:
    """The row goes, its history says when and by whom. Part of acts that have asked `why_kept`."""
    topic._history_user, topic._history_date = by, at  # type: ignore[attr-defined]
    topic.delete()


@transaction.atomic
def keep_topics_apart(first: Topic, second: Topic, *, by: User | None, at: datetime) -> Act | None:
    """Two topics much alike are not the same: they are not shown as possible duplicates again. Twice changes nothing.

    Refuses who may not merge topics, one topic twice, and one merged away.
    """
    require(by, MERGE)
    if first.pk == second.pk:
        raise EditorialError("Choose two topics.")
    first, second = sorted(locked(first, second), key=lambda topic: topic.pk)
    refuse_merged(first)
    refuse_merged(second)
    pair, made = DistinctTopics.objects.get_or_create(
        first=first, second=second, defaults={"said_by": by, "said_at": at}
    )
    if not made:
        return None
    return log("keep_topics_apart", None, by=by, at=at, subject=f"{first}, {second}", pair=pair.pk)


@transaction.atomic
def undo_topics_apart(act: Act, *, by: User | None, at: datetime) -> None:
    """Two topics may be the same after all. Refuses who may not merge topics, and what was undone already."""
    require(by, MERGE)
    refuse_undone(act)
    DistinctTopics.objects.filter(pk=act.detail["pair"]).delete()
    log("undo_keep_topics_apart", None, by=by, at=at, subject=act.subject, undone=act.pk)


def _standing(topic: Topic, *, retired: bool) -> Topic:
    (topic,) = locked(topic)
    refuse_merged(topic)
    if topic.retired != retired:
        raise WrongState(f"“{topic}” is {'retired' if topic.retired else 'in use'} already.")
    return topic
