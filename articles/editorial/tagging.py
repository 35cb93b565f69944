"""Acts on topics of a story: tag, untag. Live at once, and no part of an edition."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction

from articles.editorial.errors import EditorialError, WrongState
from articles.editorial.kernel import log, require
from articles.editorial.relating import relate
from articles.models import Article, Tagging, Topic
from articles.press.cards import topic_links


@transaction.atomic
def tag(article: Article, topic: Topic, *, by: User | None, at: datetime) -> Tagging:
    """Put a topic on a story, or accept one proposed. A topic merged into another puts that one.

    Refuses who may not tag, a retired topic and a killed story. Tagging twice changes nothing.
    """
    require(by, "story.edit_topics_field", article)
    article = _lock(article)
    topic = topic.merged_into or topic
    if topic.retired:
        raise EditorialError(f"The topic “{topic}” is retired; choose another.")
    tagging = Tagging.objects.filter(article=article, topic=topic).first()
    if tagging is not None and tagging.status == Tagging.Status.CHOSEN:
        return tagging
    tagging = tagging or Tagging(article=article, topic=topic, first_published_at=article.first_published_at)
    tagging.status = Tagging.Status.CHOSEN
    _write(tagging, "tag", by=by, at=at)
    return tagging


@transaction.atomic
def untag(article: Article, topic: Topic, *, by: User | None, at: datetime) -> None:
    """Take a topic off a story. It is remembered as rejected, so that no rule proposes it for this story again.

    Refuses who may not tag, a killed story, and a topic the story does not carry.
    """
    require(by, "story.edit_topics_field", article)
    article = _lock(article)
    tagging = Tagging.objects.filter(article=article, topic=topic).exclude(status=Tagging.Status.REJECTED).first()
    if tagging is None:
        raise EditorialError(f"The story does not carry the topic “{topic}”.")
    tagging.status = Tagging.Status.REJECTED
    _write(tagging, "untag", by=by, at=at)


def refresh_topic_links(article_ids: Iterable[int]) -> None:
    """Render the links to a story's topics again: needed when its taggings change, or a topic's name or address."""
    for article in Article.objects.filter(pk__in=list(article_ids)):
        chosen = Topic.objects.filter(taggings__article=article, taggings__status=Tagging.Status.CHOSEN)
        Article.objects.filter(pk=article.pk).update(topic_links=topic_links(list(chosen.order_by("name"))))


def _lock(article: Article) -> Article:
    """Topics change beside the text: the row is locked, but a newer version of the text is no obstacle."""
    article = Article.objects.select_for_update().get(pk=article.pk)
    if article.state == Article.State.KILLED:
        raise WrongState("The story has been killed.")
    return article


def _write(tagging: Tagging, verb: str, *, by: User | None, at: datetime) -> None:
    tagging.tagged_by, tagging.tagged_at = by, at
    tagging._history_user, tagging._history_date = by, at  # type: ignore[attr-defined]
    tagging.save()
    refresh_topic_links([tagging.article_id])
    if tagging.article.first_published_at:
        relate(tagging.article, at=at)
    log(verb, tagging.article, by=by, at=at, subject=tagging.topic, topic=tagging.topic.slug)
