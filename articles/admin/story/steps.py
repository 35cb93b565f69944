"""The steps open to a person for a story where it stands: which is next, which else there are, what each asks for.

Nothing is decided here: the acts refuse what is not allowed. This only offers what they would accept.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import User
from django.utils import timezone

from articles.admin.story.release_card import Releases
from articles.editorial.undeleting import restorable_until
from articles.models import Article, Edition
from articles.models.rights import is_author, may

State = Article.State


@dataclass(frozen=True, slots=True)
class Step:
    """A button: the verb of its act, its words, what it asks for (reason, when, release) and its tone."""

    verb: str
    label: str
    asks: str = ""
    hint: str = ""
    tone: str = ""

    @property
    def takes_form(self) -> bool:
        return bool(self.asks)


@dataclass(frozen=True, slots=True)
class Way:
    """What a person can do with a story now: the one next step (or why there is none), and the others.

    `reviews`: the step is a second person's word, and what it is about is read first.
    """

    next: Step | None
    others: tuple[Step, ...]
    waits_for: str = ""

    @property
    def reviews(self) -> bool:
        return self.next in (APPROVE, APPROVE_RELEASE)

    @property
    def send_back(self) -> Step | None:
        """To give it back, where this person may."""
        return SEND_BACK if SEND_BACK in self.others else None


SUBMIT = Step("submit", "Submit for review", hint="Hands the story to the desk.")
APPROVE = Step("approve", "Approve", hint="You have read it; it can be published.")
PUBLISH = Step("publish", "Publish now", hint="Readers see it at once.")
RELEASE_CHANGES = Step("release-changes", "Release", asks="release")
APPROVE_RELEASE = Step("approve-release", "Approve and release", hint="Readers see it at once, as was asked for.")
SCHEDULE = Step("schedule", "Schedule", asks="when", hint="Readers see it from that moment. Nothing has to run.")
SEND_BACK = Step("send-back", "Send back", asks="reason", hint="The author is told why.")
RETRACT = Step("retract", "Retract", asks="reason", hint="The address stays; the reason stands in place of the words.")
HOLD = Step("hold", "Hold", asks="hold", hint="Nobody can publish it until the hold is released.")
RELEASE = Step("release", "Release the hold", hint="The story can be published again.")
COPY = Step("copy", "Copy", hint="Files a new draft with these words, its quotes to be confirmed anew.")
KILL = Step("kill", "Kill", asks="reason", hint="Ends the story for good. Readers see it no more.", tone="alarm")
DELETE = Step("kill", "Delete", asks="reason", hint="It can be had back for 30 days.", tone="alarm")
RESTORE = Step("restore-draft", "Restore", hint="Makes it a draft again, as it was.")


# A kind of change as it is asked for.
AS_KIND = {
    Edition.Change.MINOR: "a minor change",
    Edition.Change.UPDATE: "an update",
    Edition.Change.CORRECTION: "a correction",
    Edition.Change.CLARIFICATION: "a clarification",
}


def way_of(article: Article, user: User, at: datetime, releases: Releases | None) -> Way:
    """The steps open to this person for this story; `releases` are a published story's, None for any other."""
    step, waits_for = _next(article, user, at, releases)
    others = _others(article, user, at, releases)
    return Way(step, tuple(other for other in others if step is None or other.verb != step.verb), waits_for)


def _next(article: Article, user: User, at: datetime, releases: Releases | None) -> tuple[Step | None, str]:
    if article.state == State.DRAFT:
        return (SUBMIT, "") if may(user, "story.submit_for_edit", article) else (None, "Its author has it in hand.")
    if article.state == State.REVIEW:
        return _review(article, user)
    if article.state == State.READY:
        return _ready(article, user, at)
    return _published(article, user, releases) if releases is not None else _killed(article, user, at)


def _review(article: Article, user: User) -> tuple[Step | None, str]:
    if not may(user, "story.approve_copy", article):
        return None, "It waits for an editor."
    if settings.TWO_PERSON_RULE and is_author(user, article):
        return None, "You wrote it: a second person has to approve it."
    return APPROVE, ""


def _ready(article: Article, user: User, at: datetime) -> tuple[Step | None, str]:
    if not may(user, "story.publish", article):
        return None, "It waits for somebody who may publish."
    if article.hold_reason:
        return (RELEASE, "") if may(user, _lifting(article), article) else (None, f"{_held(article)}.")
    return (SCHEDULE, "") if article.is_embargoed(at) else (PUBLISH, "")


def _published(article: Article, user: User, releases: Releases) -> tuple[Step | None, str]:
    """A release asked for is next; else what was saved and is not with readers yet."""
    if article.proposed_change:
        return _asked_for(article, user)
    if releases.differs:
        return (RELEASE_CHANGES, "") if releases.kinds else (None, releases.differs)
    return None, "It goes out by itself." if releases.is_planned else releases.as_readers_see_it


def _asked_for(article: Article, user: User) -> tuple[Step | None, str]:
    kind = AS_KIND[Edition.Change(article.proposed_change)]
    if article.proposed_by_id == user.pk:
        return None, f"You asked to release it as {kind}: it waits for a second person."
    may_release = may(user, "story.publish", article)
    if article.proposed_change in {Edition.Change.CORRECTION, Edition.Change.CLARIFICATION}:
        may_release = may_release and may(user, "correction.create", article)
    return (APPROVE_RELEASE, "") if may_release else (None, f"Its release as {kind} was asked for.")


def _killed(article: Article, user: User, at: datetime) -> tuple[Step | None, str]:
    """A draft deleted can be had back for a while; what was released and killed cannot."""
    until = restorable_until(article)
    if until is None:
        return None, "It has been killed."
    day = f"{timezone.localtime(until):%-d %B %Y}"
    if at > until:
        return None, f"It was deleted and could be had back until {day}."
    if not may(user, "story.delete_draft", article):
        return None, f"It was deleted. Whoever may delete it can have it back until {day}."
    return replace(RESTORE, hint=f"{RESTORE.hint} Possible until {day}."), ""


def _others(article: Article, user: User, at: datetime, releases: Releases | None) -> list[Step]:
    if article.state == State.KILLED:
        return []
    live = article.state == State.PUBLISHED
    planned = releases is not None and releases.is_planned
    in_review = article.state in {State.REVIEW, State.READY} or bool(article.proposed_change)
    offered = [
        (PUBLISH, article.state == State.READY and not article.is_embargoed(at), "story.publish"),
        (RELEASE_CHANGES, releases is not None and bool(releases.kinds), "story.edit_published"),
        (SCHEDULE, article.state == State.READY, "story.schedule"),
        (SEND_BACK, in_review, "story.approve_copy"),
        (RELEASE, bool(article.hold_reason), _lifting(article)),
        (HOLD, not article.hold_reason, "story.hold"),
        (RETRACT, releases is not None and releases.is_seen and not planned, "story.retract"),
        (COPY, may(user, "story.create"), "story.copy"),
        (KILL, live, "story.unpublish"),
        (DELETE, not live and article.first_published_at is None, "story.delete_draft"),
        (KILL, not live and article.first_published_at is not None, "story.delete_draft"),
    ]
    return [step for step, open_now, right in offered if open_now and may(user, right, article)]


def _lifting(article: Article) -> str:
    """The right it takes to release the story's hold."""
    return "story.lift_legal_hold" if article.hold_kind == Article.HoldKind.LEGAL else "story.hold"


def _held(article: Article) -> str:
    legal = article.hold_kind == Article.HoldKind.LEGAL
    return "It is on legal hold: the managing editor lifts that" if legal else "It is on hold"
