"""A change of a live story handed to a second person: asked for, then approved, or sent back (see workflow)."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction

from articles.advice.releases import changed_alone
from articles.editorial.errors import EditorialError, NotAllowed, WrongState
from articles.editorial.kernel import lock, log, require, write
from articles.editorial.releasing import (
    needs_second_person,
    refuse_if_planned,
    refuse_unseen,
    release_copy,
    release_corrected,
)
from articles.models import Article, Correction, Edition
from articles.models.rights import may

State = Article.State
CORRECTING = frozenset({Edition.Change.CORRECTION, Edition.Change.CLARIFICATION})
PROPOSED = frozenset({Edition.Change.MINOR, Edition.Change.UPDATE, *CORRECTING})
LONGEST_NOTE = 2000


@transaction.atomic
def propose_release(
    article: Article, *, change: Edition.Change, by: User | None, at: datetime, text: str = ""
) -> Article:
    """Ask a second person to release the working copy of a live story as that kind of change.

    `text` is what readers shall be told; a correction or clarification needs one. Asking again puts the new wish in
    place of the old. Refuses who may not edit live stories (or file corrections, for one), a retraction, a story
    readers have not seen, and a text left out or too long.
    """
    require(by, "story.edit_published", article)
    if change in CORRECTING:
        require(by, "correction.create", article)
    article = lock(article, State.PUBLISHED)
    if change not in PROPOSED:
        raise EditorialError("A retraction is an act of its own: nobody asks for it.")
    refuse_unseen(article, at)
    text = text.strip()
    if change in CORRECTING and not text:
        raise EditorialError("Say what was wrong and what is right; readers are told.")
    if len(text) > LONGEST_NOTE:
        raise EditorialError(f"The text has {len(text):,} characters; at most {LONGEST_NOTE:,} are told to readers.")
    article.proposed_change, article.proposed_note = change, text
    article.proposed_by, article.proposed_at = by, at
    write(article, by=by, at=at, why=f"release asked for: {change.label.lower()}")
    log("propose_release", article, by=by, at=at, change=str(change), text=text[:500])
    return article


def may_release_alone(by: User, article: Article, change: Edition.Change, at: datetime) -> bool:
    """Whether this person may release the working copy as that kind without asking anybody. Decides nothing."""
    if change in CORRECTING:
        if settings.TWO_PERSON_RULE and changed_alone(by, article, at):
            return False
    elif not may(by, "story.publish", article):
        return False
    return not needs_second_person(by, article)


@transaction.atomic
def approve_release(article: Article, *, by: User | None, at: datetime) -> Edition:
    """Release a live story as was asked for: readers see the working copy at once, with the kind and the text.

    Refuses who may not publish (and, for a correction, file one), whoever asked for it, a story nobody asked for,
    who alone made all the changes readers do not see yet (two-person rule), and what publish or correct refuse.
    """
    require(by, "story.publish", article)
    if article.proposed_change in CORRECTING:
        require(by, "correction.create", article)
    article = lock(article, State.PUBLISHED)
    if not article.proposed_change:
        raise WrongState(f"Nobody asked for a release of “{article}”.")
    if by is not None and by.pk == article.proposed_by_id:
        raise NotAllowed("You asked for this release: a second person has to approve it.")
    if settings.TWO_PERSON_RULE and by is not None and changed_alone(by, article, at):
        raise NotAllowed("You made this change: a second person has to approve it.")
    change, asked_by = Edition.Change(article.proposed_change), article.proposed_by_id
    edition = _release(article, change, by=by, at=at)
    log("approve_release", article, by=by, at=at, edition=edition.number, change=str(change), asked_by=asked_by)
    return edition


def _release(article: Article, change: Edition.Change, *, by: User | None, at: datetime) -> Edition:
    if change in CORRECTING:
        return release_corrected(article, article.proposed_note, Correction.Kind(str(change)), by=by, at=at)
    refuse_if_planned(article, at)
    return release_copy(article, at, by=by, now=at, change=change)
