"""Acts on topics of a story: tag, untag. Live at once, and no part of an edition."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction

from articles.advice.topics import Asked, Suggester, Suggestion
from articles.editorial.bulk import insert_with_history
from articles.editorial.errors import EditorialError, WrongState
from articles.editorial.kernel import log, require
from articles.editorial.relating import relate
from articles.models import Article, Quote, Tagging, Topic
from articles.press.cards import topic_links

_BATCH = 500


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


@transaction.atomic
def propose_topics(articles: Sequence[Article], *, by: User | None, at: datetime) -> int:
    """Suggest topics for stories filed before; returns how many suggestions are new. Refuses who may not tag them.

    What a story carries, was proposed or refused once is not proposed again. A killed story gets none.
    """
    if not articles:
        return 0
    suggester, rows = Suggester.read(), []
    # Whoever tags one of them meanwhile waits, or is waited for.
    list(
        Article.objects.select_for_update().filter(pk__in=[story.pk for story in articles]).order_by("pk").values("pk")
    )
    known: dict[int, set[int]] = {article.pk: set() for article in articles}
    carried: dict[int, set[int]] = {article.pk: set() for article in articles}
    for article, topic, status in Tagging.objects.filter(article__in=known).values_list("article", "topic", "status"):
        known[article].add(topic)
        if status == Tagging.Status.CHOSEN:
            carried[article].add(topic)
    speakers: dict[int, dict[int, None]] = {article.pk: {} for article in articles}
    quoted = Quote.objects.filter(article__in=known, speaker__isnull=False).order_by("pk")
    for article, speaker in quoted.values_list("article", "speaker"):
        speakers[article][speaker] = None
    for story in articles:
        require(by, "story.edit_topics_field", story)
        if story.state != Article.State.KILLED:
            has, refused = frozenset(carried[story.pk]), frozenset(known[story.pk] - carried[story.pk])
            asked = Asked(story.headline, story.body_text, story.section_id, tuple(speakers[story.pk]), has, refused)
            rows += [_proposed(story, one, by, at) for one in suggester.advise(asked).suggestions]
    insert_with_history(rows, by=by, at=at)
    return len(rows)


def _proposed(article: Article, suggestion: Suggestion, by: User | None, at: datetime) -> Tagging:
    return Tagging(
        article=article,
        topic_id=suggestion.topic_id,
        status=Tagging.Status.PROPOSED,
        rule=suggestion.rule,
        reason=suggestion.reason[:200],
        tagged_by=by,
        tagged_at=at,
        first_published_at=article.first_published_at,
    )


def refresh_topic_links(article_ids: Iterable[int]) -> None:
    """Render the links to a story's topics again: needed when its taggings change, or a topic's name or address."""
    keys = sorted(set(article_ids))
    for at in range(0, len(keys), _BATCH):
        batch = keys[at : at + _BATCH]
        topics: dict[int, list[Topic]] = {key: [] for key in batch}
        chosen = Tagging.objects.filter(article__in=batch, status=Tagging.Status.CHOSEN).order_by("topic__name")
        for tagging in chosen.select_related("topic"):
            topics[tagging.article_id].append(tagging.topic)
        rows = [Article(pk=key, topic_links=topic_links(on)) for key, on in topics.items()]
        Article.objects.bulk_update(rows, ["topic_links"])


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
