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
from articles.editorial.proposing import CORRECTING, PROPOSED, may_release_alone
from articles.editorial.undeleting import restorable_until
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
    edition = editorial.schedule(article, when=moment_of(asked), by=by, at=at)
    return f"“{edition.headline}” goes out {moment_words(edition.published_at)}."


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
        when = moment_of(asked)
        edition = editorial.schedule(article, when=when, change=change, by=by, at=at)
        return f"Edition {edition.number} goes out {moment_words(edition.published_at)}."
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
    killed = editorial.kill(article, reason=asked.get("reason", ""), by=by, at=at)
    until = restorable_until(killed)
    if until is None:
        return f"“{article}” is killed."
    return f"“{article}” is deleted. It can be had back until {moment_words(until)}."


def _restore_draft(article: Article, asked: QueryDict, by: User, at: datetime) -> str:
    editorial.restore_draft(article, by=by, at=at)
    return f"“{article}” is a draft again, as it was."


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
    "copy": _copy,
    "kill": _kill,
    "restore-draft": _restore_draft,
}


def moment_of(asked: QueryDict, name: str = "when") -> datetime:
    """A day and hour typed in the editor's zone. Refuses none and nonsense; asks (InDoubt) which of two is meant."""
    moment = moment_typed(typed_in(asked, name), name)
    if moment is None:
        raise EditorialError("Say when readers shall see it.")
    return moment
