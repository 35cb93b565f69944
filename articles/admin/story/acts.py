"""From a button on a story to its act: what the button asked for is read, the act called, the answer said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.contrib.auth.models import User
from django.http import QueryDict
from django.utils.html import format_html

from articles import editorial
from articles.admin.moments import moment_typed, moment_words, typed_in
from articles.admin.story.page import story_url
from articles.editorial import EditorialError
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
    edition = editorial.schedule(article, when=moment_of(asked), by=by, at=at)
    return f"“{edition.headline}” goes out {moment_words(edition.published_at)}."


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
    kind = asked.get("kind", "") or Article.HoldKind.OTHER
    if kind not in Article.HoldKind.values:
        raise EditorialError("Choose what kind of hold it is.")
    held = editorial.hold(article, reason=asked.get("reason", ""), kind=Article.HoldKind(kind), by=by, at=at)
    return f"“{article}” is on hold ({held.get_hold_kind_display().lower()})."


def _release(article: Article, asked: QueryDict, by: User, at: datetime) -> str:
    editorial.release(article, by=by, at=at)
    return f"The hold on “{article}” is released."


def _copy(article: Article, asked: QueryDict, by: User, at: datetime) -> str:
    copy = editorial.copy_story(article, by=by, at=at)
    return format_html('“{}” is filed as a draft of yours. <a href="{}">Open the copy</a>', copy, story_url(copy))


def _kill(article: Article, asked: QueryDict, by: User, at: datetime) -> str:
    editorial.kill(article, reason=asked.get("reason", ""), by=by, at=at)
    return f"“{article}” is killed."


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
    "copy": _copy,
    "kill": _kill,
}


def moment_of(asked: QueryDict, name: str = "when") -> datetime:
    """A day and hour typed in the editor's zone. Refuses none and nonsense; asks (InDoubt) which of two is meant."""
    moment = moment_typed(typed_in(asked, name), name)
    if moment is None:
        raise EditorialError("Say when readers shall see it.")
    return moment
