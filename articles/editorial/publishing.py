"""Acts that decide what readers see: publish, schedule, unschedule, correct, retract, kill."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from articles.advice import gate
from articles.editorial.errors import Blocked, EditorialError, NotAllowed, WrongState
from articles.editorial.freezing import Release, freeze, read_copy, store
from articles.editorial.kernel import lock, log, require, write
from articles.editorial.paths import move, take
from articles.models import Article, Correction, Edition, Tagging
from articles.models.body import CleanBody
from articles.models.rights import is_author
from articles.parsing.markup import body_from_paragraphs, body_text
from articles.press.content import Note

State = Article.State


@transaction.atomic
def publish(
    article: Article, *, by: User | None, at: datetime, change: Edition.Change = Edition.Change.UPDATE
) -> Edition:
    """Freeze the story as its next edition, which readers see from `at` on.

    Refuses (EditorialError) who may not publish, the author and last editor of the story alone (two-person rule), a
    stale version, a state other than ready or published, a hold, an embargo, and whatever the publish gate finds,
    each with its place in the story. A correction has its own act.
    """
    require(by, "story.publish", article)
    article = lock(article, State.READY, State.PUBLISHED)
    if change not in {Edition.Change.MINOR, Edition.Change.UPDATE}:
        raise EditorialError("A correction, clarification or retraction needs its text: use the act of that name.")
    edition = _release(article, at, by=by, now=at, change=change)
    log("publish", article, by=by, at=at, edition=edition.number, change=str(change))
    return edition


@transaction.atomic
def schedule(
    article: Article,
    *,
    when: datetime,
    by: User | None,
    at: datetime,
    change: Edition.Change = Edition.Change.UPDATE,
) -> Edition:
    """Release the story for a moment to come: from then on readers see it, nothing has to run. Refuses as publish does.

    For a live story this schedules an update: readers see the present edition until that moment.
    """
    require(by, "story.schedule", article)
    article = lock(article, State.READY, State.PUBLISHED)
    if when <= at:
        raise EditorialError(f"{_clock(when)} has passed: choose a later moment, or publish now.")
    edition = _release(article, when, by=by, now=at, change=change)
    log("schedule", article, by=by, at=at, edition=edition.number, when=when.isoformat())
    return edition


@transaction.atomic
def unschedule(article: Article, *, by: User | None, at: datetime) -> Article:
    """Take back a release that has not come. The planned edition stays on record, never to be seen.

    A story that was never live is ready again; of a live one the present edition goes on. Refuses when nothing is
    scheduled, and once the moment has come.
    """
    require(by, "story.schedule", article)
    article = lock(article, State.PUBLISHED)
    if not article.is_scheduled(at):
        raise WrongState(f"Nothing of “{article}” is scheduled.")
    newest = article.editions.order_by("-number").first()
    assert newest is not None  # noqa: S101 (a scheduled story has an edition)
    void(newest)
    shown = article.editions.filter(superseded_at=newest.published_at, published_at__lt=F("superseded_at")).first()
    if shown is not None:
        article.editions.filter(pk=shown.pk).update(superseded_at=Edition.FOREVER)
        article.publish_at = shown.published_at
        move(article, shown.path)
    else:
        article.state = State.READY
        article.publish_at = article.first_published_at = article.path = None
        Tagging.objects.filter(article=article).update(first_published_at=None)
    write(article, by=by, at=at, why="unscheduled")
    log("unschedule", article, by=by, at=at, edition=newest.number)
    return article


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
    Refuses as publish does, and without a text.
    """
    require(by, "correction.create", article)
    article = lock(article, State.PUBLISHED)
    if kind == Correction.Kind.RETRACTION:
        raise EditorialError("A retraction is an act of its own.")
    edition = _release_corrected(article, text, kind, by=by, at=at)
    log("correct", article, by=by, at=at, edition=edition.number, kind=str(kind))
    return edition


@transaction.atomic
def retract(article: Article, *, text: str, by: User | None, at: datetime) -> Edition:
    """Take back a live story: its address stays, with the reason in place of the words. Refuses without a reason."""
    require(by, "story.retract", article)
    article = lock(article, State.PUBLISHED)
    article.body = CleanBody(body_from_paragraphs([text.strip()]))  # type: ignore[assignment]
    article.body_text = body_text(article.body)
    article.word_count = len(article.body_text.split())
    article.dek, article.lead_image, article.backstory = "", None, ""
    article.quotes.update(position=None)
    edition = _release_corrected(article, text, Correction.Kind.RETRACTION, by=by, at=at)
    log("retract", article, by=by, at=at, edition=edition.number)
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


def void(edition: Edition) -> None:
    """Close an edition's interval before it begins: nobody ever sees it."""
    Edition.objects.filter(pk=edition.pk).update(superseded_at=F("published_at"))


def _release_corrected(article: Article, text: str, kind: Correction.Kind, *, by: User | None, at: datetime) -> Edition:
    text = text.strip()
    if not text:
        raise EditorialError("Say what was wrong and what is right; readers are told.")
    if not article.was_seen_by_readers(at):
        raise WrongState("Readers have not seen this story yet: there is nothing to correct.")
    before = article.editions.visible(at).get()
    note = Note(str(kind), kind.label, text, at)
    edition = _release(article, at, by=by, now=at, change=Edition.Change(str(kind)), note=note)
    Correction.objects.create(
        article=article, before=before, after=edition, kind=kind, text=text, corrected_at=at, corrected_by=by
    )
    return edition


def _release(
    article: Article,
    when: datetime,
    *,
    by: User | None,
    now: datetime,
    change: Edition.Change,
    note: Note | None = None,
) -> Edition:
    """Freeze the locked story for `when`, close the edition before it, and write the story as published."""
    _refuse(article, when, by=by, now=now)
    copy = read_copy(article)
    findings = gate.blocks_of(copy)
    if findings:
        raise Blocked(findings)
    first = article.first_published_at or when
    take(article, first)
    previous = article.editions.order_by("-number").first()
    notes = (*_earlier_notes(article), *((note,) if note else ()))
    frozen = freeze(copy, Release(when, change, first, article.path or "", by, previous, notes))
    store([frozen])
    if previous is not None:
        standing = article.editions.filter(superseded_at=Edition.FOREVER).exclude(pk=frozen.edition.pk)
        standing.update(superseded_at=when)
    if article.first_published_at is None:
        Tagging.objects.filter(article=article).update(first_published_at=first)
    article.state, article.publish_at, article.first_published_at = State.PUBLISHED, when, first
    write(article, by=by, at=now, why=f"{change.label.lower()}, edition {frozen.edition.number}")
    return frozen.edition


def _earlier_notes(article: Article) -> list[Note]:
    if article.first_published_at is None:
        return []
    earlier = article.corrections.filter(withdrawn_at=None).order_by("corrected_at")
    return [Note(c.kind, c.get_kind_display(), c.text, c.corrected_at) for c in earlier]


def _refuse(article: Article, when: datetime, *, by: User | None, now: datetime) -> None:
    if article.is_scheduled(now):
        raise WrongState(f"“{article}” is scheduled for {_clock(article.publish_at)}: unschedule that first.")
    if article.hold_reason:
        raise EditorialError(f"The story is on hold ({article.hold_reason}): release the hold first.")
    if article.embargo_until is not None and when < article.embargo_until:
        raise EditorialError(
            f"The story is embargoed until {_clock(article.embargo_until)}: nobody can release it earlier."
        )
    if (
        settings.TWO_PERSON_RULE
        and by is not None
        and is_author(by, article)
        and article.approved_by_id in {None, by.pk}
    ):
        raise NotAllowed(
            "You wrote this story: a second person has to approve it before you publish (two-person rule)."
        )


def _clock(when: datetime | None) -> str:
    return f"{timezone.localtime(when):%-d %B %Y, %H:%M %Z}" if when else "no time"
