"""From a button on a story to its act: what the button asked for is read, the act called, the answer said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django import forms
from django.contrib.auth.models import User
from django.http import QueryDict

from articles import editorial
from articles.admin.story.rows import clock
from articles.editorial import EditorialError
from articles.editorial.proposing import CORRECTING, PROPOSED, may_release_alone
from articles.models import Article, Correction, Edition

Act = Callable[[Article, QueryDict, User, datetime], str]


def act(verb: str, article: Article, asked: QueryDict, *, by: User, at: datetime) -> str:
    """Call the act of that name; returns what to tell the editor. Refusals are EditorialErrors, unknown verbs too."""
    if verb not in VERBS:
        raise EditorialError("There is no such step.")
    return VERBS[verb](article, asked, by, at)


def _submit(article: Article, asked: QueryDict, by: User, at: datetime) -> str:
    editorial.submit(article, by=by, at=at)
    return f"“{article}” is with the desk for review."


def _send_back(article: Article, asked: QueryDict, by: User, at: datetime) -> str:
    article = editorial.send_back(article, reason=asked.get("reason", ""), by=by, at=at)
    if article.state == Article.State.PUBLISHED:
        return f"The release of “{article}” was sent back; the words stay in the working copy."
    return f"“{article}” went back as a draft."


def _approve(article: Article, asked: QueryDict, by: User, at: datetime) -> str:
    editorial.approve(article, by=by, at=at)
    return f"“{article}” is ready to publish."


def _publish(article: Article, asked: QueryDict, by: User, at: datetime) -> str:
    edition = editorial.publish(article, by=by, at=at)
    return f"“{edition.headline}” is live as edition {edition.number}."


def _schedule(article: Article, asked: QueryDict, by: User, at: datetime) -> str:
    edition = editorial.schedule(article, when=moment_of(asked.get("when", "")), by=by, at=at)
    return f"“{edition.headline}” goes out {clock(edition.published_at, at)}."


def _unschedule(article: Article, asked: QueryDict, by: User, at: datetime) -> str:
    said = asked.get("edition", "")
    number = int(said) if said.isascii() and said.isdigit() and len(said) < 7 else None
    editorial.unschedule(article, number=number, by=by, at=at)
    return f"Edition {number} is taken back; readers never see it." if number else "The planned release is taken back."


def _release_changes(article: Article, asked: QueryDict, by: User, at: datetime) -> str:
    """Release a live story's working copy as the kind chosen, or ask for it where a second person has to."""
    change = _kind_of(asked.get("kind", ""))
    text, is_planned = asked.get("text", ""), asked.get("when-is") == "later"
    if not may_release_alone(by, article, change, at):
        if is_planned:
            raise EditorialError("Whoever approves it says when it goes out: ask for the release without a moment.")
        editorial.propose_release(article, change=change, text=text, by=by, at=at)
        return f"You asked to release “{article}”. A second person has to approve it; readers see no change until then."
    if is_planned:
        when = moment_of(asked.get("when", ""))
        edition = editorial.schedule(article, when=when, change=change, by=by, at=at)
        return f"Edition {edition.number} goes out {clock(edition.published_at, at)}."
    if change in CORRECTING:
        edition = editorial.correct(article, text=text, kind=Correction.Kind(str(change)), by=by, at=at)
    else:
        edition = editorial.publish(article, change=change, by=by, at=at)
    return f"The {change.label.lower()} is live with edition {edition.number}."


def _kind_of(chosen: str) -> Edition.Change:
    if chosen not in PROPOSED:
        raise EditorialError("Choose what kind of change it is.")
    return Edition.Change(chosen)


def _approve_release(article: Article, asked: QueryDict, by: User, at: datetime) -> str:
    edition = editorial.approve_release(article, by=by, at=at)
    return f"The {edition.get_change_display().lower()} is live with edition {edition.number}."


def _restore(article: Article, asked: QueryDict, by: User, at: datetime) -> str:
    said = asked.get("restore", "")
    which = int(said) if said.isascii() and said.isdigit() and len(said) < 10 else said
    restored = editorial.restore_version(article, which, by=by, at=at)
    what = "what readers see" if which == "live" else f"version {which}"
    return f"The words of {what} are back, as version {restored.version}."


def _retract(article: Article, asked: QueryDict, by: User, at: datetime) -> str:
    editorial.retract(article, text=asked.get("reason", ""), by=by, at=at)
    return f"“{article}” is retracted; its address says why."


def _hold(article: Article, asked: QueryDict, by: User, at: datetime) -> str:
    editorial.hold(article, reason=asked.get("reason", ""), by=by, at=at)
    return f"“{article}” is on hold."


def _release(article: Article, asked: QueryDict, by: User, at: datetime) -> str:
    editorial.release(article, by=by, at=at)
    return f"The hold on “{article}” is released."


def _kill(article: Article, asked: QueryDict, by: User, at: datetime) -> str:
    editorial.kill(article, reason=asked.get("reason", ""), by=by, at=at)
    return f"“{article}” is killed."


VERBS: dict[str, Act] = {
    "submit": _submit,
    "send-back": _send_back,
    "approve": _approve,
    "publish": _publish,
    "schedule": _schedule,
    "unschedule": _unschedule,
    "release-changes": _release_changes,
    "approve-release": _approve_release,
    "restore": _restore,
    "retract": _retract,
    "hold": _hold,
    "release": _release,
    "kill": _kill,
}


def moment_of(typed: str) -> datetime:
    """A day and hour typed in the site's zone. Refuses none, nonsense, and an hour a clock change skips or doubles."""
    if not typed.strip():
        raise EditorialError("Say when readers shall see it.")
    try:
        return forms.DateTimeField().clean(typed)
    except forms.ValidationError as error:
        raise EditorialError(" ".join(error.messages)) from error
