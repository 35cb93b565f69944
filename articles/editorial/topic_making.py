"""The act of making a topic for a story that needs it, and of taking that back."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError

from articles.editorial.errors import EditorialError, WrongState
from articles.editorial.kernel import log, require
from articles.editorial.tagging import RIGHT, lock_for_tagging, write_tagging
from articles.editorial.topics import free_slug
from articles.editorial.topics.ground import take_turns
from articles.models import Article, Tagging, Topic
from articles.parsing.names import fold_name

MAKE = "topic.create_or_edit"


@transaction.atomic
def tag_with_new(article: Article, name: str, *, kind: str, by: User | None, at: datetime) -> Topic:
    """Make a topic and put it on the story, both or neither.

    Refuses who may not make topics or not tag the story, a killed story, a name that a topic or an alias has, a name
    without letters or digits or of more than 200, and a kind there is not.
    """
    require(by, RIGHT, article)
    require(by, MAKE)
    take_turns()
    article = lock_for_tagging(article)
    topic = _made(name, kind, by=by, at=at)
    tagging = Tagging(article=article, topic=topic, first_published_at=article.first_published_at)
    write_tagging(article, tagging, Tagging.Status.CHOSEN, by=by, at=at, made=topic.pk)
    return topic


def drop_made(pk: int, *, by: User | None, at: datetime) -> None:
    """Take a topic away that was made and is on no story any more. Part of the act that undoes its making.

    Refuses who may not delete topics, one used elsewhere by now, and one that was changed since.
    """
    require(by, "topic.merge_or_delete")
    topic = Topic.objects.select_for_update().filter(pk=pk).first()
    if topic is None:
        raise WrongState("The topic that was made is gone already.")
    named = (topic.aliases, topic.codes, topic.labels)
    if topic.history.count() > 1 or any(names.exists() for names in named):
        raise WrongState(f"“{topic}” was changed since it was made: take it off the story instead.")
    topic._history_user, topic._history_date = by, at  # type: ignore[attr-defined]
    try:
        topic.delete()
    except ProtectedError as used:
        raise WrongState(f"“{topic}” is used elsewhere by now: take it off the story instead.") from used


def _made(name: str, kind: str, *, by: User | None, at: datetime) -> Topic:
    name = " ".join(name.split())
    topic = Topic(name=name, folded_name=fold_name(name), slug=free_slug(name), kind=kind)
    try:
        topic.full_clean()
    except ValidationError as error:
        raise EditorialError(" ".join(error.messages)) from error
    topic._history_user, topic._history_date = by, at  # type: ignore[attr-defined]
    topic.save()
    log("create_topic", None, by=by, at=at, subject=topic)
    return topic
