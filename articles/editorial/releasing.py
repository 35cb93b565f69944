"""From a locked working copy to what readers see: the edition frozen, the one before it closed, the story written.

Used by the acts that release (publish, correct, retract, schedule, approve_release): they ask for the right and lock.
"""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import User
from django.utils import timezone

from articles.advice import gate
from articles.advice.releases import released_as
from articles.editorial.errors import Blocked, EditorialError, NotAllowed, WrongState
from articles.editorial.freezing import Release, freeze, read_copy, store
from articles.editorial.kernel import write
from articles.editorial.paths import take
from articles.editorial.relating import relate
from articles.editorial.rolling_up import roll_up
from articles.models import Article, Correction, Edition, Tagging
from articles.models.rights import is_author
from articles.parsing.clocks import zone_words
from articles.press.content import Note
from articles.press.editions import note_of

State = Article.State


def release_copy(
    article: Article,
    when: datetime,
    *,
    by: User | None,
    now: datetime,
    change: Edition.Change,
    note: Note | None = None,
) -> Edition:
    """Freeze the locked story for `when`, close the edition before it, and write the story as published.

    Whatever release was asked for is settled by this one. Refuses a hold, an embargo, the author alone (two-person
    rule), and what the publish gate finds.
    """
    _refuse(article, when, by=by)
    copy = _read_through_the_gate(article, when)
    first = article.first_published_at or when
    take(article, first)
    notes = (*_earlier_notes(article), *((note,) if note else ()))
    newest = article.editions.order_by("-number").first()
    shown = _shown_before(article, newest)
    frozen = freeze(copy, Release(when, change, first, article.path or "", by, newest, shown, notes))
    store([frozen])
    if newest is not None:
        article.editions.filter(superseded_at=Edition.FOREVER).exclude(pk=frozen.edition.pk).update(superseded_at=when)
    is_first = article.first_published_at is None
    if is_first and Tagging.objects.filter(article=article).update(first_published_at=first):
        roll_up([article.pk], are_new=True)
    article.state, article.publish_at, article.first_published_at = State.PUBLISHED, when, first
    drop_proposal(article)
    write(article, by=by, at=now, why=released_as(change, frozen.edition.number))
    if is_first:
        relate(article, at=now, is_new=True)
    return frozen.edition


def release_corrected(article: Article, text: str, kind: Correction.Kind, *, by: User | None, at: datetime) -> Edition:
    """Release the locked story at once, with a correction bound to the edition before and the one after.

    Refuses an empty text, a story no reader saw, an edition planned, and what `release_copy` refuses.
    """
    text = text.strip()
    if not text:
        raise EditorialError("Say what was wrong and what is right; readers are told.")
    refuse_unseen(article, at)
    refuse_if_planned(article, at)
    before = article.editions.visible(at).get()
    note = Note(str(kind), kind.label, text, at)
    edition = release_copy(article, at, by=by, now=at, change=Edition.Change(str(kind)), note=note)
    Correction.objects.create(
        article=article, before=before, after=edition, kind=kind, text=text, corrected_at=at, corrected_by=by
    )
    return edition


def refuse_unseen(article: Article, at: datetime) -> None:
    """Refuse to correct what no reader has seen."""
    if not article.was_seen_by_readers(at):
        raise WrongState("Readers have not seen this story yet: there is nothing to correct.")


def refuse_if_planned(article: Article, at: datetime) -> None:
    """Refuse to release a story at once while an edition of it is planned: that one would undo this one's words."""
    if article.is_scheduled(at):
        number = article.editions.filter(superseded_at=Edition.FOREVER).values_list("number", flat=True).get()
        raise WrongState(
            f"Edition {number} of “{article}” is planned for {clock_of(article.publish_at)}: take that back first."
        )


def needs_second_person(by: User, article: Article) -> bool:
    """Whether the person wrote the story and nobody else has approved it (two-person rule)."""
    return settings.TWO_PERSON_RULE and is_author(by, article) and article.approved_by_id in {None, by.pk}


def drop_proposal(article: Article) -> None:
    """Nothing is asked for any more; the caller writes the row."""
    article.proposed_change = article.proposed_note = ""
    article.proposed_by = article.proposed_at = None


def clock_of(when: datetime | None) -> str:
    """A moment as refusals say it, with its zone."""
    zone = timezone.get_current_timezone()
    return f"{when.astimezone(zone):%-d %B %Y, %-H:%M} {zone_words(when, zone)}" if when else "no time"


def _read_through_the_gate(article: Article, when: datetime) -> gate.Copy:
    copy = read_copy(article)
    findings = gate.blocks_of(copy, when)
    if findings:
        raise Blocked(findings)
    return copy


def _shown_before(article: Article, newest: Edition | None) -> Edition | None:
    """The edition readers see up to then. The newest by number may be one that was taken back before its moment."""
    if newest is None or newest.superseded_at == Edition.FOREVER:
        return newest
    return article.editions.filter(superseded_at=Edition.FOREVER).first()


def _earlier_notes(article: Article) -> list[Note]:
    if article.first_published_at is None:
        return []
    earlier = article.corrections.filter(withdrawn_at=None).order_by("corrected_at")
    return [note_of(correction) for correction in earlier]


def _refuse(article: Article, when: datetime, *, by: User | None) -> None:
    if article.hold_reason:
        kind = "legal hold" if article.hold_kind == Article.HoldKind.LEGAL else "hold"
        raise EditorialError(f"The story is on {kind} ({article.hold_reason}): release the hold first.")
    if article.embargo_until is not None and when < article.embargo_until:
        raise EditorialError(
            f"The story is embargoed until {clock_of(article.embargo_until)}: nobody can release it earlier."
        )
    if by is not None and needs_second_person(by, article):
        raise NotAllowed(
            "You wrote this story: a second person has to approve it before you publish (two-person rule)."
        )
