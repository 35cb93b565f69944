"""Acts that decide what readers see: publish, correct, retract, kill. What is planned ahead has acts of its own."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F

from articles.advice.releases import changed_alone
from articles.editorial.errors import EditorialError, NotAllowed
from articles.editorial.kernel import lock, log, require, write
from articles.editorial.releasing import refuse_if_planned, release_copy, release_corrected
from articles.models import Article, Correction, Edition
from articles.models.body import CleanBody
from articles.parsing.markup import body_from_paragraphs, body_text

State = Article.State


@transaction.atomic
def publish(
    article: Article, *, by: User | None, at: datetime, change: Edition.Change = Edition.Change.UPDATE
) -> Edition:
    """Freeze the story as its next edition, which readers see from `at` on.

    Refuses (EditorialError) who may not publish, the author and last editor of the story alone (two-person rule), a
    stale version, a state other than ready or published, an edition planned, a hold, an embargo, and whatever the
    publish gate finds, each with its place in the story. A correction has its own act.
    """
    require(by, "story.publish", article)
    article = lock(article, State.READY, State.PUBLISHED)
    if change not in {Edition.Change.MINOR, Edition.Change.UPDATE}:
        raise EditorialError("A correction, clarification or retraction needs its text: use the act of that name.")
    refuse_if_planned(article, at)
    edition = release_copy(article, at, by=by, now=at, change=change)
    log("publish", article, by=by, at=at, edition=edition.number, change=str(change))
    return edition


@transaction.atomic
def correct(
    article: Article,
    *,
    text: str,
    by: User | None,
    at: datetime,
    kind: Correction.Kind = Correction.Kind.CORRECTION,
) -> Edition:
    """Release the working copy of a live story as a correction or clarification, with the text readers are told.

    The correction is bound to the edition before and the edition after and stays with the story from then on.
    Refuses as publish does, without a text, and (two-person rule) the person who alone made the change: nobody
    approves a correction of their own.
    """
    require(by, "correction.create", article)
    article = lock(article, State.PUBLISHED)
    if kind == Correction.Kind.RETRACTION:
        raise EditorialError("A retraction is an act of its own.")
    if settings.TWO_PERSON_RULE and by is not None and changed_alone(by, article, at):
        raise NotAllowed("You made this change: a second person has to approve the correction.")
    edition = release_corrected(article, text, kind, by=by, at=at)
    log("correct", article, by=by, at=at, edition=edition.number, kind=str(kind))
    return edition


@transaction.atomic
def retract(article: Article, *, text: str, by: User | None, at: datetime) -> Edition:
    """Take back a live story: its address stays, with the reason in place of the words. Refuses without a reason.

    Refuses as publish does, too: with an edition planned the story would come back.
    """
    require(by, "story.retract", article)
    article = lock(article, State.PUBLISHED)
    article.body = CleanBody(body_from_paragraphs([text.strip()]))  # type: ignore[assignment]
    article.body_text = body_text(article.body)
    article.word_count = len(article.body_text.split())
    article.dek, article.lead_image, article.backstory = "", None, ""
    article.quotes.update(position=None)
    article.body_images.clear()
    edition = release_corrected(article, text, Correction.Kind.RETRACTION, by=by, at=at)
    log("retract", article, by=by, at=at, edition=edition.number, reason=text.strip()[:500])
    return edition


@transaction.atomic
def kill(article: Article, *, reason: str, by: User | None, at: datetime) -> Article:
    """End a story. What readers see of it ends at once; what was to come never does.

    A story never released is a draft deleted, to be had back for 30 days (`restore_draft`); one released stays killed.
    Refuses without a reason, who may not (a live story: who may unpublish), and a story killed already.
    """
    require(by, "story.unpublish" if article.state == State.PUBLISHED else "story.delete_draft", article)
    article = lock(article, State.DRAFT, State.REVIEW, State.READY, State.PUBLISHED)
    if not reason.strip():
        raise EditorialError("Say why the story is killed.")
    to_come = article.editions.filter(published_at__gt=at)
    to_come.update(superseded_at=F("published_at"))
    article.editions.filter(published_at__lte=at, superseded_at__gt=at).update(superseded_at=at)
    article.state, article.killed_at = State.KILLED, at
    write(article, by=by, at=at, why=reason)
    log("kill", article, by=by, at=at, reason=reason[:500])
    return article
