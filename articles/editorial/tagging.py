"""Acts on topics of a story: tag, untag. Live at once, and no part of an edition."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.contrib.auth.models import User
from django.db import connection, transaction

from articles.advice.topics import Asked, Suggester, Suggestion
from articles.editorial.bulk import insert_with_history
from articles.editorial.errors import EditorialError, WrongState
from articles.editorial.kernel import log, require
from articles.editorial.relating import relate
from articles.editorial.rolling_up import hold_topics, roll_up
from articles.editorial.tagging_rows import set_status, stood
from articles.editorial.topic_uses import count_use
from articles.editorial.topics_now import on_topics_now
from articles.models import Article, NothingFits, Quote, Tagging, Topic
from articles.press.cards import topic_links

RIGHT = "story.edit_topics_field"
_VERBS = {Tagging.Status.CHOSEN: "tag", Tagging.Status.REJECTED: "untag"}
# SQLite takes 32,766 values a statement.
_BATCH = 5000
# A statement for all of them: a story's row is found by its key.
_SET_LINKS = (
    "UPDATE articles_article AS a SET topic_links = v.value FROM {rows}(%s) AS v WHERE a.id = CAST(v.key AS BIGINT)"
)
_ROWS = {"sqlite": "json_each", "postgresql": "json_each_text"}


@transaction.atomic
def tag(article: Article, topic: Topic, *, by: User | None, at: datetime) -> Tagging:
    """Put a topic on a story, or accept one proposed. A topic merged into another puts that one.

    Refuses who may not tag, a retired topic and a killed story. Tagging twice changes nothing.
    """
    require(by, RIGHT, article)
    article = lock_for_tagging(article)
    topic = _standing(topic, article)
    if topic.retired:
        raise EditorialError(f"The topic “{topic}” is retired; choose another.")
    tagging = Tagging.objects.filter(article=article, topic=topic).first()
    if tagging is not None and tagging.status == Tagging.Status.CHOSEN:
        return tagging
    tagging = tagging or Tagging(article=article, topic=topic, first_published_at=article.first_published_at)
    write_tagging(article, tagging, Tagging.Status.CHOSEN, by=by, at=at)
    return tagging


@transaction.atomic
def untag(article: Article, topic: Topic, *, by: User | None, at: datetime) -> None:
    """Take a topic off a story. It is remembered as rejected, so that no rule proposes it for this story again.

    Refuses who may not tag, a killed story, and a topic the story does not carry.
    """
    require(by, RIGHT, article)
    article = lock_for_tagging(article)
    hold_topics([topic.pk], [article.pk])
    tagging = Tagging.objects.filter(article=article, topic=topic).exclude(status=Tagging.Status.REJECTED).first()
    if tagging is None:
        raise EditorialError(f"The story does not carry the topic “{topic}”.")
    write_tagging(article, tagging, Tagging.Status.REJECTED, by=by, at=at)


@transaction.atomic
def propose_topics(articles: Sequence[Article], *, by: User | None, at: datetime) -> int:
    """Suggest topics for stories filed before; returns how many suggestions are new. Refuses who may not tag them.

    What a story carries, was proposed or refused once is not proposed again. A killed story gets none. A story that
    nothing fitted so far and that gets a suggestion is looked at again.
    """
    if not articles:
        return 0
    suggester, rows = Suggester.read(), []
    # Whoever tags one of them meanwhile waits, or is waited for; it may have been released or killed since it was read.
    rows_now = Article.objects.select_for_update(no_key=True).filter(pk__in=[story.pk for story in articles])
    now: dict[int, list[Any]] = {
        key: facts for key, *facts in rows_now.order_by("pk").values_list("pk", "state", "first_published_at")
    }
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
        require(by, RIGHT, story)
        state, first = now[story.pk]
        if state != Article.State.KILLED:
            has, refused = frozenset(carried[story.pk]), frozenset(known[story.pk] - carried[story.pk])
            asked = Asked(story.headline, story.body_text, story.section_id, tuple(speakers[story.pk]), has, refused)
            rows += [_proposed(story, first, one, by, at) for one in suggester.advise(asked).suggestions]
    rows = on_topics_now(rows)
    insert_with_history(rows, by=by, at=at)
    if rows:
        only = articles[0] if len(articles) == 1 else None
        log("propose_topics", only, by=by, at=at, subject=only or f"{len(articles):,} stories", suggestions=len(rows))
    NothingFits.objects.filter(article__in={row.article_id for row in rows}).delete()
    return len(rows)


def _proposed(
    article: Article, first: datetime | None, suggestion: Suggestion, by: User | None, at: datetime
) -> Tagging:
    return Tagging(
        article=article,
        topic_id=suggestion.topic_id,
        status=Tagging.Status.PROPOSED,
        rule=suggestion.rule,
        reason=suggestion.reason[:200],
        tagged_by=by,
        tagged_at=at,
        first_published_at=first,
    )


def refresh_topic_links(article_ids: Iterable[int]) -> None:
    """Render the links to a story's topics again: needed when its taggings change, or a topic's name or address.

    Two statements for up to 5,000 stories. No story's words are read; stories of the same topics are drawn once.
    """
    keys, known = sorted(set(article_ids)), _Drawn()
    for at in range(0, len(keys), _BATCH):
        batch = keys[at : at + _BATCH]
        chosen = Tagging.objects.filter(article__in=batch, status=Tagging.Status.CHOSEN).order_by("topic__name")
        on: dict[int, list[int]] = {key: [] for key in batch}
        rows = chosen.values_list("article", "topic", "topic__name", "topic__slug", "topic__code")
        for article, key, name, slug, code in rows:
            on[article].append(known.add(key, name, slug, code))
        links = {key: known.links(tuple(topics)) for key, topics in on.items()}
        with connection.cursor() as cursor:
            cursor.execute(_SET_LINKS.format(rows=_ROWS[connection.vendor]), [json.dumps(links)])


class _Shown(NamedTuple):
    """A topic, as far as a story's links tell of it: making a model's object of each costs more than drawing it."""

    name: str
    slug: str
    code: str


class _Drawn:
    """The topics met so far, and the links of each set of them."""

    def __init__(self) -> None:
        self.topics: dict[int, _Shown] = {}
        self.drawn: dict[tuple[int, ...], str] = {}

    def add(self, key: int, name: str, slug: str, code: str) -> int:
        if key not in self.topics:
            self.topics[key] = _Shown(name, slug, code)
        return key

    def links(self, keys: tuple[int, ...]) -> str:
        if keys not in self.drawn:
            self.drawn[keys] = topic_links(self.topics[key] for key in keys)
        return self.drawn[keys]


def _standing(topic: Topic, article: Article) -> Topic:
    """The topic, or the one it was merged into, held: who merges it goes first or waits, and no story is put on a
    topic that is just being merged away. Stories are locked before topics, here and there.
    """
    hold_topics([topic.pk, *filter(None, [topic.merged_into_id])], [article.pk])
    now = Topic.objects.select_related("merged_into").filter(pk=topic.pk).first()
    if now is None:
        raise WrongState(f"The topic “{topic}” has been deleted.")
    if now.merged_into is None:
        return now
    return now.merged_into if now.merged_into_id == topic.merged_into_id else _standing(now, article)


def lock_for_tagging(article: Article) -> Article:
    """Topics change beside the text: the row is locked, but a newer version of the text is no obstacle."""
    article = Article.objects.select_for_update(no_key=True).get(pk=article.pk)
    if article.state == Article.State.KILLED:
        raise WrongState("The story has been killed.")
    return article


def follow(article: Article, *, at: datetime) -> None:
    """What a change of its topics means for a locked story: links drawn anew, lists and related stories made right."""
    refresh_topic_links([article.pk])
    if article.first_published_at:
        roll_up([article.pk])
        relate(article, at=at)


def write_tagging(
    article: Article, tagging: Tagging, status: Tagging.Status, *, by: User | None, at: datetime, **detail: Any
) -> None:
    """Store a tagging of a locked story with this status, and all that follows. Part of the acts that tag."""
    before, was_chosen = stood(tagging), tagging.pk is not None and tagging.status == Tagging.Status.CHOSEN
    set_status([tagging], status, by=by, at=at)
    count_use(tagging.topic_id, (status == Tagging.Status.CHOSEN) - was_chosen)
    follow(article, at=at)
    topic = tagging.topic
    told = {"topic": topic.slug, "before": [[topic.pk, before]], **detail}
    log(_VERBS[status], article, by=by, at=at, subject=topic, **told)
