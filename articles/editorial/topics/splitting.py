"""The acts of giving some of a topic's stories to another topic, and of undoing that."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet

from articles.editorial.errors import EditorialError, WrongState
from articles.editorial.kernel import log, require
from articles.editorial.paths import lead_on
from articles.editorial.topic_uses import recount_uses_of
from articles.editorial.topics.ground import (
    MAKE,
    MERGE,
    checked_name,
    free_slug,
    locked,
    path_of,
    refuse_merged,
    refuse_out_of_use,
    refuse_undone,
    write_row,
)
from articles.editorial.topics.standing import delete_unused
from articles.editorial.topics.taggings import move_back, move_taggings, stories_moved
from articles.models import Act, Article, BulkTagging, Section, Tagging, Topic


@dataclass(frozen=True, slots=True)
class Part:
    """Some of a topic's stories: those chosen one by one, those that carry another topic too, or those of a section."""

    stories: Collection[int] = ()
    with_topic: Topic | None = None
    in_section: Section | None = None


@dataclass(frozen=True, slots=True)
class NewTopic:
    """A topic to be made for them, of the kind of the one that is split; below it unless said otherwise."""

    name: str
    beside: bool = False


def stories_of(topic: Topic, part: Part, by: User | None) -> QuerySet[Tagging]:
    """The taggings that would move: a person chose them. Stories chosen one by one are those the person may view."""
    chosen = Tagging.objects.filter(topic=topic, status=Tagging.Status.CHOSEN)
    if part.with_topic is not None:
        both = Tagging.objects.filter(topic=part.with_topic, status=Tagging.Status.CHOSEN)
        return chosen.filter(article__in=both.values("article"))
    if part.in_section is not None:
        return chosen.filter(article__in=Article.objects.filter(section=part.in_section).values("pk"))
    seen = Article.objects.all() if by is None else Article.objects.viewable_by(by)
    return chosen.filter(article__in=seen.filter(pk__in=part.stories).values("pk"))


@transaction.atomic
def split_topic(topic: Topic, part: Part, *, into: Topic | NewTopic, by: User | None, at: datetime) -> Act:
    """Put some of a topic's stories under another one, or under a new one; returns the line of the log that undoes it.

    A story that has the other one already keeps it and loses this one. Refuses who may not merge topics, topics merged
    away or retired, the topic itself, no story, and a name that a topic cannot have.
    """
    require(by, MERGE)
    if isinstance(into, Topic) and into.pk == topic.pk:
        raise EditorialError("Choose another topic for these stories.")
    rows = stories_of(topic, part, by)
    asked = [topic, into] if isinstance(into, Topic) else [topic]
    topic, *other = locked(*asked, stories=rows.order_by().values("article"))
    refuse_out_of_use(topic, *other)
    if not rows.exists():
        raise EditorialError(f"Choose some stories that carry “{topic}”.")
    made = isinstance(into, NewTopic)
    to = _made(topic, into, by, at) if isinstance(into, NewTopic) else other[0]
    moved = move_taggings(rows, to, by=by, at=at)
    recount_uses_of(topic.pk, to.pk)
    subject = f"{topic}: {len(moved['taggings']) + len(moved['dropped'])} to {to}"
    return log("split_topic", None, by=by, at=at, subject=subject, source=topic.pk, into=to.pk, made=made, **moved)


@transaction.atomic
def undo_topic_split(split: Act, *, by: User | None, at: datetime) -> Topic:
    """Give the stories back; a topic made for them goes, its address leads to the one it was split from.

    Refuses who may not merge topics, a split undone already, one whose topics were merged since, stories that are
    elsewhere by now, and a new topic that is used for more, or was given names or codes of its own.
    """
    require(by, MERGE)
    moved = split.detail
    both = Topic(pk=moved["source"], name="The topic"), Topic(pk=moved["into"], name="The new topic")
    topic, other = locked(*both, stories=stories_moved(moved))
    refuse_undone(split)
    refuse_merged(topic)
    refuse_merged(other)
    move_back(moved, topic, other, by=by, at=at)
    recount_uses_of(topic.pk, other.pk)
    if moved["made"]:
        _unmake(other, topic, by, at)
    log("undo_split_topic", None, by=by, at=at, subject=f"{other} to {topic}", undone=split.pk)
    return topic


def _made(topic: Topic, new: NewTopic, by: User | None, at: datetime) -> Topic:
    require(by, MAKE)
    name = checked_name(new.name)
    above = topic.parent if new.beside else topic
    made = Topic(slug=free_slug(name))
    write_row(made, by, at, name=name, kind=topic.kind, parent=above)
    return made


def _unmake(made: Topic, topic: Topic, by: User | None, at: datetime) -> None:
    own = (made.taggings, made.children, made.merged, made.aliases, made.codes, made.labels)
    if any(rows.exists() for rows in own) or BulkTagging.objects.filter(topic=made).exists():
        raise WrongState(f"“{made}” is used for more since: merge it into “{topic}” instead.")
    lead_on(path_of(made.slug), path_of(topic.slug))
    delete_unused(made, by=by, at=at)
