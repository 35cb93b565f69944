"""Which stories the desk asks for."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q, Value

from articles.models.rights import Someone, rows_in_reach

if TYPE_CHECKING:
    from articles.models.article import Article  # noqa: F401 (named in a string)

IN_HAND = ("draft", "review", "ready")


class Literal(Value):
    """A word of our own written into the statement, not handed over beside it.

    SQLite reads a partial index (article_in_hand_newest, article_proposed, article_on_hold) only where it sees the very
    words of its condition.
    """

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[str | int, ...]]:
        return f"'{self.value}'", ()


_IN_HAND = [Literal(state) for state in IN_HAND]


class ArticleQuerySet(models.QuerySet["Article"]):
    """Which stories the desk asks for. What readers see is asked of Edition alone."""

    def viewable_by(self, user: Someone) -> ArticleQuerySet:
        """Stories a person may open at the desk."""
        return self.filter(rows_in_reach(user, "story.view_draft"))

    def bearing(self, image: Any) -> ArticleQuerySet:
        """Stories with that picture, as lead or in the body."""
        bodies = apps.get_model("articles", "Article").body_images.through._default_manager  # type: ignore[attr-defined]
        return self.filter(Q(lead_image=image) | Q(pk__in=bodies.filter(image=image).values("article")))

    def in_hand(self) -> ArticleQuerySet:
        """Stories not out and not killed: the desk's work, few beside an archive."""
        return self.filter(state__in=_IN_HAND)

    def with_unconfirmed_quotes(self) -> ArticleQuerySet:
        """Stories with a quote that waits for a person's word."""
        waiting = apps.get_model("articles", "Quote")._default_manager.waiting().order_by()
        return self.filter(pk__in=waiting.values("article"))

    def without_unconfirmed_quotes(self) -> ArticleQuerySet:
        """Stories all of whose quotes are settled."""
        return self.filter(~Exists(_quotes().filter(status="proposed", position__isnull=False)))

    def untagged(self) -> ArticleQuerySet:
        """Stories without a topic that a person chose."""
        return self.exclude(taggings__status="chosen")

    def to_tag(self) -> ArticleQuerySet:
        """Stories that wait for a topic: some words but no topic, not killed, and nobody has said that nothing fits.

        Where no topic is chosen there are no links to topics: the index of those few is read, not the archive.
        """
        said = apps.get_model("articles", "NothingFits")._default_manager.filter(article=OuterRef("pk"))
        return self.without_topics().filter(~Exists(said)).exclude(body="")

    def nothing_fitted(self) -> ArticleQuerySet:
        """Stories without a topic of which somebody said that nothing fits."""
        return self.without_topics().filter(nothing_fits__isnull=False)

    def without_topics(self) -> ArticleQuerySet:
        """Stories in hand or out that carry no topic."""
        taggings = apps.get_model("articles", "Tagging")._default_manager
        chosen = taggings.filter(article=OuterRef("pk"), status="chosen")
        return self.filter(~Exists(chosen), topic_links=Literal("")).exclude(state="killed")

    def on_hold(self) -> ArticleQuerySet:
        """Stories nobody can release before somebody lifts a hold."""
        return self.exclude(hold_reason=Literal(""))

    def scheduled(self, at: datetime) -> ArticleQuerySet:
        """Stories released for a moment still to come."""
        return self.filter(state="published", pk__in=self._few(publish_at__gt=at))

    def embargoed(self, at: datetime) -> ArticleQuerySet:
        """Stories under an embargo that has not ended."""
        return self.filter(pk__in=self._few(embargo_until__gt=at))

    def of_no_section(self) -> ArticleQuerySet:
        """Stories that sit nowhere yet."""
        return self.filter(pk__in=self._few(section=None))

    def _few(self, **condition: Any) -> models.QuerySet:
        """Ids of the stories of which that is true, few among many: found from their own index, then put in order.

        Asked plainly, SQLite reads all stories in the order of the list until it has met the few.
        """
        return self.model._default_manager.filter(**condition).order_by().values("pk")

    def with_proposed_release(self) -> ArticleQuerySet:
        """Live stories of which somebody asked a second person to release the working copy."""
        return self.filter(state="published").exclude(proposed_change=Literal(""))

    def with_release_to_approve_by(self, user: Someone) -> ArticleQuerySet:
        """Those of them that this person may release: nobody approves what they asked for."""
        corrections = Q(proposed_change__in=["minor", "update"]) | rows_in_reach(user, "correction.create")
        return (
            self.with_proposed_release()
            .filter(rows_in_reach(user, "story.publish") & corrections)
            .exclude(proposed_by=user.pk)
        )


def _quotes() -> models.QuerySet:
    return apps.get_model("articles", "Quote")._default_manager.filter(article=OuterRef("pk"))
