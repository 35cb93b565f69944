"""The steps open to a person for a story where it stands: which is next, which else there are, what each asks for.

Nothing is decided here: the acts refuse what is not allowed. This only offers what they would accept.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import User
from django.utils import timezone

from articles.editorial.restoring import restorable_until
from articles.models import Article
from articles.models.rights import is_author, may

State = Article.State


@dataclass(frozen=True, slots=True)
class Step:
    """A button: the verb of its act, its words, what it asks for (reason, when, correction) and its tone."""

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
    """What a person can do with a story now: the one next step (or why there is none), and the others."""

    next: Step | None
    others: tuple[Step, ...]
    waits_for: str = ""


SUBMIT = Step("submit", "Submit for review", hint="Hands the story to the desk.")
APPROVE = Step("approve", "Approve", hint="You have read it; it can be published.")
PUBLISH = Step("publish", "Publish now", hint="Readers see it at once.")
UPDATE = Step("publish", "Publish the changes", hint="Readers see the story as it stands here, as an update.")
MINOR = Step("publish-minor", "Publish as a minor change", hint="Spelling or style: moves no date readers see.")
SCHEDULE = Step("schedule", "Schedule", asks="when", hint="Readers see it from that moment. Nothing has to run.")
UNSCHEDULE = Step("unschedule", "Unschedule", hint="Takes the planned release back.")
SEND_BACK = Step("send-back", "Send back", asks="reason", hint="The author is told why.")
CORRECT = Step("correct", "Correct", asks="correction", hint="Publishes the story as it stands here, with the text.")
RETRACT = Step("retract", "Retract", asks="reason", hint="The address stays; the reason stands in place of the words.")
HOLD = Step("hold", "Hold", asks="reason", hint="Nobody can publish it until the hold is released.")
RELEASE = Step("release", "Release the hold", hint="The story can be published again.")
KILL = Step("kill", "Kill", asks="reason", hint="Ends the story for good. Readers see it no more.", tone="alarm")
DELETE = Step("kill", "Delete", asks="reason", hint="It can be had back for 30 days.", tone="alarm")
RESTORE = Step("restore-draft", "Restore", hint="Makes it a draft again, as it was.")


def way_of(article: Article, user: User, at: datetime) -> Way:
    """The steps open to this person for this story."""
    step, waits_for = _next(article, user, at)
    others = tuple(other for other in _others(article, user, at) if step is None or other.verb != step.verb)
    return Way(step, others, waits_for)


def _next(article: Article, user: User, at: datetime) -> tuple[Step | None, str]:
    if article.state == State.DRAFT:
        return (SUBMIT, "") if may(user, "story.submit_for_edit", article) else (None, "Its author has it in hand.")
    if article.state == State.REVIEW:
        return _review(article, user)
    if article.state == State.READY:
        return _ready(article, user, at)
    if article.state == State.PUBLISHED and not article.is_scheduled(at):
        return _live(article, user)
    return (None, "It goes out by itself.") if article.state == State.PUBLISHED else _killed(article, user, at)


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
        return (RELEASE, "") if may(user, "story.hold", article) else (None, "It is on hold.")
    return (SCHEDULE, "") if article.is_embargoed(at) else (PUBLISH, "")


def _live(article: Article, user: User) -> tuple[Step | None, str]:
    """An update is next where the story was saved after readers got it."""
    if article.publish_at is None or article.updated_at <= article.publish_at:
        return None, "Readers see it as it stands here."
    return (UPDATE, "") if may(user, "story.publish", article) else (None, "Readers see an earlier version.")


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


def _others(article: Article, user: User, at: datetime) -> list[Step]:
    if article.state == State.KILLED:
        return []
    live = article.state == State.PUBLISHED
    scheduled = article.is_scheduled(at)
    seen = live and article.was_seen_by_readers(at)
    offered = [
        (PUBLISH, article.state == State.READY and not article.is_embargoed(at), "story.publish"),
        (UPDATE, seen and not scheduled, "story.publish"),
        (MINOR, seen and not scheduled, "story.publish"),
        (SCHEDULE, article.state == State.READY or (live and not scheduled), "story.schedule"),
        (UNSCHEDULE, scheduled, "story.schedule"),
        (CORRECT, seen and not scheduled, "correction.create"),
        (SEND_BACK, article.state in {State.REVIEW, State.READY}, "story.approve_copy"),
        (RELEASE, bool(article.hold_reason), "story.hold"),
        (HOLD, not article.hold_reason, "story.hold"),
        (RETRACT, seen and not scheduled, "story.retract"),
        (KILL, live, "story.unpublish"),
        (DELETE, not live and article.first_published_at is None, "story.delete_draft"),
        (KILL, not live and article.first_published_at is not None, "story.delete_draft"),
    ]
    return [step for step, open_now, right in offered if open_now and may(user, right, article)]
