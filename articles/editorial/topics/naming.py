"""The acts of calling a topic otherwise, and of undoing that."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from articles.editorial.errors import EditorialError, WrongState
from articles.editorial.kernel import log, require
from articles.editorial.paths import lead_on
from articles.editorial.tagging import refresh_topic_links
from articles.editorial.topics.ground import (
    MAKE,
    carrying,
    checked_name,
    free_slug,
    locked,
    path_of,
    refuse_merged,
    refuse_undone,
    write_row,
)
from articles.models import Act, Topic, TopicAlias
from articles.parsing.names import fold_name


@transaction.atomic
def rename_topic(topic: Topic, name: str, *, by: User | None, at: datetime, new_address: bool = True) -> Act:
    """Call a topic otherwise; returns the line of the log that undoes it.

    The old name stays as another name, the stories that carry the topic show the new one. With `new_address` the
    address is made of the new name, and the old one leads there for ever. Refuses who may not edit topics, a topic
    merged away, the name it has, and a name that is none, too long or another topic's.
    """
    require(by, MAKE)
    (topic,) = locked(topic, stories=carrying(topic.pk))
    refuse_merged(topic)
    name = checked_name(name, topic)
    slug = free_slug(name, topic) if new_address else topic.slug
    if (name, slug) == (topic.name, topic.slug):
        raise EditorialError(f"“{topic}” is called so already.")
    old, old_slug = topic.name, topic.slug
    taken = _call(topic, name, slug, by, at)
    kept = None
    if fold_name(old) != topic.folded_name:
        kept = TopicAlias.objects.create(topic=topic, name=old).pk
    detail = {"name": [old, name], "slug": [old_slug, slug], "alias_made": kept, "alias_taken": taken}
    return log("rename_topic", None, by=by, at=at, subject=f"{old} to {name}", topic=topic.pk, **detail)


@transaction.atomic
def undo_topic_rename(renaming: Act, *, by: User | None, at: datetime) -> Topic:
    """Call a topic what it was called before. The address it had in between leads to the old one.

    Refuses who may not edit topics, a renaming undone already, a topic called otherwise since or merged away, and an
    old name or address that another topic has by now.
    """
    require(by, MAKE)
    detail = renaming.detail
    asked = Topic(pk=detail["topic"], name=detail["name"][1])
    (topic,) = locked(asked, stories=carrying(asked.pk))
    refuse_merged(topic)
    refuse_undone(renaming)
    (old, name), (old_slug, slug) = detail["name"], detail["slug"]
    if (topic.name, topic.slug) != (name, slug):
        raise WrongState(f"“{name}” has been called “{topic}” since: undo that first.")
    checked_name(old, topic)
    if other := Topic.objects.filter(slug=old_slug).exclude(pk=topic.pk).first():
        raise WrongState(f"The topic “{other}” has the old address of “{name}” by now.")
    TopicAlias.objects.filter(pk=detail["alias_made"], topic=topic, folded_name=fold_name(old)).delete()
    _call(topic, old, old_slug, by, at)
    if detail["alias_taken"]:
        key, alias = detail["alias_taken"]
        TopicAlias.objects.create(pk=key, topic=topic, name=alias)
    log("undo_rename_topic", None, by=by, at=at, subject=f"{name} to {old}", undone=renaming.pk)
    return topic


def _call(topic: Topic, name: str, slug: str, by: User | None, at: datetime) -> list[Any] | None:
    """Write name and address; a name that was another name of the topic's own is none any more: its key and words."""
    own = topic.aliases.filter(folded_name=fold_name(name)).first()
    taken = [own.pk, own.name] if own else None
    if own:
        own.delete()
    if slug != topic.slug:
        lead_on(path_of(topic.slug), path_of(slug))
    write_row(topic, by, at, name=name, slug=slug)
    refresh_topic_links(carrying(topic.pk))
    return taken
