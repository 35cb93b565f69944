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
from articles.editorial.restoring import restorable_until
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
    editorial.send_back(article, reason=asked.get("reason", ""), by=by, at=at)
    return f"“{article}” went back as a draft."


def _approve(article: Article, asked: QueryDict, by: User, at: datetime) -> str:
    editorial.approve(article, by=by, at=at)
    return f"“{article}” is ready to publish."


def _publish(article: Article, asked: QueryDict, by: User, at: datetime) -> str:
    edition = editorial.publish(article, by=by, at=at)
    return f"“{edition.headline}” is live as edition {edition.number}."


def _publish_minor(article: Article, asked: QueryDict, by: User, at: datetime) -> str:
    edition = editorial.publish(article, by=by, at=at, change=Edition.Change.MINOR)
    return f"“{edition.headline}” is live as edition {edition.number}, a minor change."


def _schedule(article: Article, asked: QueryDict, by: User, at: datetime) -> str:
    edition = editorial.schedule(article, when=moment_of(asked.get("when", "")), by=by, at=at)
    return f"“{edition.headline}” goes out {clock(edition.published_at, at)}."


def _unschedule(article: Article, asked: QueryDict, by: User, at: datetime) -> str:
    editorial.unschedule(article, by=by, at=at)
    return f"The planned release of “{article}” is taken back."


def _correct(article: Article, asked: QueryDict, by: User, at: datetime) -> str:
    allowed = {str(Correction.Kind.CORRECTION), str(Correction.Kind.CLARIFICATION)}
    kind = asked.get("kind", "")
    if kind not in allowed:
        raise EditorialError("Choose correction or clarification.")
    edition = editorial.correct(article, text=asked.get("text", ""), kind=Correction.Kind(kind), by=by, at=at)
    return f"The {kind} is live with edition {edition.number}."


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
    killed = editorial.kill(article, reason=asked.get("reason", ""), by=by, at=at)
    until = restorable_until(killed)
    return (
        f"“{article}” is deleted. It can be had back until {clock(until, at)}." if until else f"“{article}” is killed."
    )


def _restore_draft(article: Article, asked: QueryDict, by: User, at: datetime) -> str:
    editorial.restore_draft(article, by=by, at=at)
    return f"“{article}” is a draft again, as it was."


VERBS: dict[str, Act] = {
    "submit": _submit,
    "send-back": _send_back,
    "approve": _approve,
    "publish": _publish,
    "publish-minor": _publish_minor,
    "schedule": _schedule,
    "unschedule": _unschedule,
    "correct": _correct,
    "retract": _retract,
    "hold": _hold,
    "release": _release,
    "kill": _kill,
    "restore-draft": _restore_draft,
}


def moment_of(typed: str) -> datetime:
    """A day and hour typed in the site's zone. Refuses none, nonsense, and an hour a clock change skips or doubles."""
    if not typed.strip():
        raise EditorialError("Say when readers shall see it.")
    try:
        return forms.DateTimeField().clean(typed)
    except forms.ValidationError as error:
        raise EditorialError(" ".join(error.messages)) from error
