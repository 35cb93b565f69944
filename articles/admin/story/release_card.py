"""What of a live story is not with readers yet, how it can be released, and its editions on one line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User

from articles.admin.story.rows import clock
from articles.advice.comparing import in_words, label_of, unreleased
from articles.advice.releases import line_read_by, why_kept
from articles.editorial.releasing import needs_second_person
from articles.models import Article, Edition
from articles.models.rights import may

Change = Edition.Change
_HINTS = {
    Change.MINOR: "Spelling or style. No date readers see moves.",
    Change.UPDATE: "News. Readers see the hour as “updated”.",
    Change.CORRECTION: "Something was wrong. Readers are told what, and see the hour.",
    Change.CLARIFICATION: "Something could be misread. Readers are told, and see the hour.",
}
_CORRECTING = (Change.CORRECTION, Change.CLARIFICATION)


@dataclass(frozen=True, slots=True)
class Place:
    """An edition on the line: live since, or planned for, a moment; whether it can be taken back by this person."""

    number: int
    change: str
    when: str
    is_live: bool
    may_take_back: bool


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of change on offer. `asks`: this person cannot release it alone and asks for it."""

    value: str
    label: str
    hint: str
    asks: bool


@dataclass(frozen=True, slots=True)
class Releases:
    """A published story's editions to come, and the release of what its working copy says besides.

    `differs` says in a sentence what would be released, "" where nothing differs.
    """

    places: tuple[Place, ...]
    kinds: tuple[Kind, ...]
    differs: str
    is_seen: bool
    is_planned: bool
    may_plan: bool
    live_path: str | None
    is_retracted: bool

    @property
    def as_readers_see_it(self) -> str:
        """What is said where the working copy is what readers have."""
        return "Readers see that it was retracted." if self.is_retracted else "Readers see it as it stands here."

    @property
    def shows_line(self) -> bool:
        """One live edition alone is no line."""
        return self.is_planned


def releases_of(article: Article, user: User, at: datetime) -> Releases | None:
    """The releases of a published story, at the price of one query; None for any other."""
    if article.state != Article.State.PUBLISHED:
        return None
    line = line_read_by(user, article, at)
    seen = [edition for edition in line if edition.published_at <= at]
    may_plan = may(user, "story.schedule", article)
    is_planned = len(seen) < len(line)
    return Releases(
        places=tuple(_place(edition, line, at, may_plan=may_plan) for edition in line),
        kinds=_kinds(article, user, line, is_seen=bool(seen), is_planned=is_planned),
        differs=_differs(article, line[-1], at) if line else "",
        is_seen=bool(seen),
        is_planned=is_planned,
        may_plan=may_plan,
        live_path=seen[0].path if seen else None,
        is_retracted=bool(seen) and seen[-1].change == Change.RETRACTION,
    )


def _place(edition: Edition, line: list[Any], at: datetime, *, may_plan: bool) -> Place:
    is_live = edition.published_at <= at
    change = "" if edition.number == 1 else edition.get_change_display().lower()
    may_take_back = may_plan and not is_live and not why_kept(edition, line)
    return Place(edition.number, change, clock(edition.published_at, at), is_live, may_take_back)


def _kinds(article: Article, user: User, line: list[Any], *, is_seen: bool, is_planned: bool) -> tuple[Kind, ...]:
    """What this person may release, or ask for. A correction is of what readers see, with nothing planned behind it."""
    if not may(user, "story.edit_published", article) and not may(user, "story.publish", article):
        return ()
    unread = needs_second_person(user, article)
    asks = unread or not may(user, "story.publish", article)
    if is_planned and not may(user, "story.schedule", article):
        return ()
    kinds = [Kind(str(kind), str(kind.label), _HINTS[kind], asks) for kind in (Change.MINOR, Change.UPDATE)]
    if is_seen and not is_planned and may(user, "correction.create", article):
        alone = settings.TWO_PERSON_RULE and line[-1].by_them and not line[-1].by_others
        kinds += [Kind(str(kind), str(kind.label), _HINTS[kind], unread or alone) for kind in _CORRECTING]
    return tuple(kinds)


def _differs(article: Article, newest: Edition, at: datetime) -> str:
    paragraphs, names = unreleased(article, list(article.bylines.all()), newest)
    if not paragraphs and not names:
        return ""
    what = in_words(paragraphs, [label_of(name) for name in names])
    verb = "differs" if len(names) + paragraphs == 1 else "differ"
    is_live = newest.published_at <= at
    then = "what readers see" if is_live else f"edition {newest.number}, planned for {clock(newest.published_at, at)}"
    return f"{what[0].upper()}{what[1:]} {verb} from {then}."
