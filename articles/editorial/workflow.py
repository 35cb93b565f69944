"""Acts on a story's way over the desk: submit, send back, approve, hold, release."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction

from articles.editorial.errors import EditorialError, NotAllowed, WrongState
from articles.editorial.kernel import lock, log, require, write
from articles.editorial.releasing import drop_proposal
from articles.models import Article
from articles.models.rights import is_author

State = Article.State


@transaction.atomic
def submit(article: Article, *, by: User | None, at: datetime) -> Article:
    """Hand a draft to the desk for review."""
    require(by, "story.submit_for_edit", article)
    article = lock(article, State.DRAFT)
    return _move(article, State.REVIEW, "submit", by=by, at=at)


@transaction.atomic
def send_back(article: Article, *, reason: str, by: User | None, at: datetime) -> Article:
    """Give a story back to its author, with a reason. What was approved has to be approved again.

    Of a live story whose release was asked for that wish is sent back: the working copy and what readers see stay as
    they are. Refuses who may not approve copy, a story in no such state, and a reason left out.
    """
    require(by, "story.approve_copy", article)
    states = (State.PUBLISHED,) if article.proposed_change else (State.REVIEW, State.READY)
    article = lock(article, *states)
    if not reason.strip():
        raise EditorialError("Say why the story goes back.")
    if article.state == State.PUBLISHED:
        return _send_back_release(article, reason.strip(), by=by, at=at)
    article.approved_by = None
    return _move(article, State.DRAFT, "send_back", by=by, at=at, reason=reason.strip()[:500])


def _send_back_release(article: Article, reason: str, *, by: User | None, at: datetime) -> Article:
    change, asked_by = article.proposed_change, article.proposed_by_id
    drop_proposal(article)
    write(article, by=by, at=at, why=reason)
    log("send_back", article, by=by, at=at, reason=reason[:500], change=change, asked_by=asked_by)
    return article


@transaction.atomic
def approve(article: Article, *, by: User | None, at: datetime) -> Article:
    """A second person has read the story: it is ready. Refuses its own author (two-person rule; a setting).

    The version approved is kept: what is read next time is what changed since.
    """
    require(by, "story.approve_copy", article)
    article = lock(article, State.REVIEW)
    if settings.TWO_PERSON_RULE and by is not None and is_author(by, article):
        raise NotAllowed("You wrote this story: a second person has to approve it (two-person rule).")
    article.approved_by, article.approved_version = by, article.version + 1
    return _move(article, State.READY, "approve", by=by, at=at)


@transaction.atomic
def hold(
    article: Article, *, reason: str, by: User | None, at: datetime, kind: Article.HoldKind = Article.HoldKind.OTHER
) -> Article:
    """Nobody can release the story until the hold is. Refuses without a reason.

    A hold in force is replaced by the new one; a legal hold only by who may lift it, for that would lift it.
    """
    require(by, "story.hold", article)
    article = lock(article, State.DRAFT, State.REVIEW, State.READY, State.PUBLISHED)
    if article.hold_reason and article.hold_kind == Article.HoldKind.LEGAL:
        require(by, "story.lift_legal_hold", article)
    if not reason.strip():
        raise EditorialError("Say why the story is held.")
    article.hold_reason = reason.strip()[:300]
    article.hold_kind, article.held_by = kind, by
    write(article, by=by, at=at, why=f"hold: {reason}")
    log("hold", article, by=by, at=at, reason=reason[:500], kind=str(kind))
    return article


@transaction.atomic
def release(article: Article, *, by: User | None, at: datetime) -> Article:
    """Lift a hold; a legal one takes the right to lift legal holds."""
    require(by, "story.hold", article)
    article = lock(article)
    if not article.hold_reason:
        raise WrongState(f"“{article}” is not on hold.")
    if article.hold_kind == Article.HoldKind.LEGAL:
        require(by, "story.lift_legal_hold", article)
    held_for, kind = article.hold_reason, article.hold_kind
    article.hold_reason = article.hold_kind = ""
    article.held_by = None
    write(article, by=by, at=at, why="hold released")
    log("release", article, by=by, at=at, reason=held_for, kind=kind)
    return article


def _move(
    article: Article, state: Article.State, verb: str, *, by: User | None, at: datetime, **detail: str
) -> Article:
    article.state = state
    write(article, by=by, at=at, why=detail.get("reason", verb.replace("_", " ")))
    log(verb, article, by=by, at=at, **detail)
    return article
