"""The act of having back a deleted draft."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from articles.editorial.errors import WrongState
from articles.editorial.kernel import lock, log, require, write
from articles.models import Article

State = Article.State

# How long a deleted draft can be had back.
KEPT = timedelta(days=30)


def is_deleted_draft(article: Article) -> bool:
    """Killed before it was ever released: deleted, as an editor says."""
    return article.state == State.KILLED and article.first_published_at is None


def restorable_until(article: Article) -> datetime | None:
    """The last moment at which a deleted draft can be had back; None of any other story."""
    return (article.killed_at or article.updated_at) + KEPT if is_deleted_draft(article) else None


@transaction.atomic
def restore_draft(article: Article, *, by: User | None, at: datetime) -> Article:
    """Make a deleted draft a draft again, as it was; an approval it had is gone.

    Refuses who may not delete it, a stale version, a story that is not killed, one that was released, and one deleted
    more than 30 days ago.
    """
    require(by, "story.delete_draft", article)
    article = lock(article, State.KILLED)
    until = restorable_until(article)
    if until is None:
        raise WrongState(f"“{article}” was released and killed: that is not undone.")
    if at > until:
        raise WrongState(f"“{article}” could be had back until {timezone.localtime(until):%-d %B %Y}: 30 days.")
    article.state, article.killed_at = State.DRAFT, None
    article.approved_by, article.approved_version = None, None
    write(article, by=by, at=at, why="restored")
    log("restore_draft", article, by=by, at=at)
    return article
