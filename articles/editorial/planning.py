"""Acts on what readers shall see later: schedule an edition, take a planned one back. Several stand one after another.

Nothing has to run when an hour comes: each edition begins and ends at its own moment, and readers' pages ask the clock.
"""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F

from articles.advice.releases import line_of, why_kept
from articles.editorial.errors import EditorialError, WrongState
from articles.editorial.kernel import lock, log, require, write
from articles.editorial.paths import move_back
from articles.editorial.releasing import clock_of, release_copy
from articles.editorial.rolling_up import roll_up
from articles.models import Article, Edition, Tagging

State = Article.State


@transaction.atomic
def schedule(
    article: Article,
    *,
    when: datetime,
    by: User | None,
    at: datetime,
    change: Edition.Change = Edition.Change.UPDATE,
) -> Edition:
    """Release the story as it stands for a moment to come: readers see the edition before it until then.

    May be called while an edition is planned already, for a moment after the newest one. Refuses as publish does, a
    moment that has passed or is not after what is planned, and a correction: that is bound to what readers see now,
    and goes out at once.
    """
    require(by, "story.schedule", article)
    article = lock(article, State.READY, State.PUBLISHED)
    if change not in {Edition.Change.MINOR, Edition.Change.UPDATE}:
        raise EditorialError("A correction, clarification or retraction goes out at once: it cannot be planned.")
    if when <= at:
        raise EditorialError(f"{clock_of(when)} has passed: choose a later moment, or publish now.")
    if article.is_scheduled(at) and article.publish_at is not None and when <= article.publish_at:
        raise EditorialError(
            f"An edition is planned for {clock_of(article.publish_at)} already: choose a later moment, or take that"
            " one back."
        )
    edition = release_copy(article, when, by=by, now=at, change=change)
    log("schedule", article, by=by, at=at, edition=edition.number, when=when.isoformat())
    return edition


@transaction.atomic
def unschedule(article: Article, *, by: User | None, at: datetime, number: int | None = None) -> Article:
    """Take back a planned edition, the newest where no number is given. It stays on record, never to be seen.

    The edition before it goes on until the next planned one begins, or for ever; a story that was never live and has
    nothing else planned is ready again. Refuses when nothing is planned, an edition that is not, one whose moment has
    come, and one on which a later planned edition rests (see `why_kept`).
    """
    require(by, "story.schedule", article)
    article = lock(article, State.PUBLISHED)
    line = line_of(article, at)
    planned = [edition for edition in line if edition.published_at > at]
    if not planned:
        raise WrongState(f"Nothing of “{article}” is scheduled.")
    edition = planned[-1] if number is None else next((one for one in planned if one.number == number), None)
    if edition is None:
        raise WrongState(f"Edition {number} of “{article}” is not planned.")
    refusal = why_kept(edition, line)
    if refusal:
        raise EditorialError(refusal)
    before = line[line.index(edition) - 1] if edition is not line[0] else None
    _close_gap(article, edition, before)
    if edition is planned[-1]:
        _step_back(article, before, at)
    write(article, by=by, at=at, why=f"edition {edition.number} taken back")
    log("unschedule", article, by=by, at=at, edition=edition.number)
    return article


def _close_gap(article: Article, edition: Edition, before: Edition | None) -> None:
    """End the edition's time before it begins, so that nobody ever sees it; the one before it takes that time."""
    article.editions.filter(pk=edition.pk).update(superseded_at=F("published_at"))
    if before is not None:
        article.editions.filter(pk=before.pk).update(superseded_at=edition.superseded_at)


def _step_back(article: Article, before: Edition | None, at: datetime) -> None:
    """The newest edition went: the story stands as the one before it says, or is ready where there is none."""
    if before is not None:
        article.publish_at = before.published_at
        move_back(article, before.path, at)
        return
    article.state = State.READY
    article.publish_at = article.first_published_at = article.path = None
    Tagging.objects.filter(article=article).update(first_published_at=None)
    roll_up([article.pk])
