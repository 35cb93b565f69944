"""A story's editions in time: what readers see, what is planned after it, and who made what is not released yet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Exists, QuerySet, Subquery
from django.db.models.functions import Coalesce

from articles.models import Act, Article, Edition

# Acts that hand an edition to readers, each naming its number, and acts that change words an edition would have.
RELEASING = ("publish", "schedule", "correct", "retract", "approve_release")
CHANGING = ("revise", "attach_speaker", "accept_wording")

# What no line of editions shows.
_HEAVY = ("text", "names")
_RELEASED_AS = re.compile(r", edition (\d+)$")


def line_of(article: Article, at: datetime) -> list[Edition]:
    """The edition readers see, if any, and those planned after it, in their order."""
    return list(_line(article, at))


def line_read_by(user: User, article: Article, at: datetime) -> list[Any]:
    """The same, each with `by_them` and `by_others`: who changed the copy since the last release. One query."""
    made = Act.objects.filter(article=article, verb__in=RELEASING).order_by("-pk").values("pk")[:1]
    since = Act.objects.filter(article=article, verb__in=CHANGING, pk__gt=Coalesce(Subquery(made), 0))
    who = {"by_them": Exists(since.filter(by=user)), "by_others": Exists(since.exclude(by=user))}
    return list(_line(article, at).annotate(**who))


def _line(article: Article, at: datetime) -> QuerySet[Edition]:
    return article.editions.standing(at).defer(*_HEAVY).order_by("number")


def why_kept(edition: Edition, line: Sequence[Edition]) -> str:
    """Why a planned edition of the line cannot be taken back by itself; "" where it can.

    An edition never changes once it is made: a later one that took its dates from this one would tell readers of a
    moment at which nothing happened.
    """
    later = [one for one in line if one.number > edition.number]
    if not later:
        return ""
    if edition.first_published_at == edition.published_at:
        return (
            f"Edition {later[-1].number} is planned on top of edition {edition.number}, the story’s first: take back"
            " the later ones first."
        )
    if later[0].change == Edition.Change.MINOR and edition.change != Edition.Change.MINOR:
        return (
            f"Edition {later[0].number} is a minor change of edition {edition.number} and keeps its date: take that"
            " back first."
        )
    return ""


def released_as(change: Edition.Change, number: int) -> str:
    """Why the version was written that an edition was made of."""
    return f"{change.label.lower()}, edition {number}"


def edition_released(row: object) -> int | None:
    """The number of the edition that was made of this row of a story's history; None for every other version."""
    found = _RELEASED_AS.search(getattr(row, "history_change_reason", None) or "")
    return int(found[1]) if found and getattr(row, "state", "") == Article.State.PUBLISHED else None


def changed_alone(user: User, article: Article, at: datetime) -> bool:
    """Whether this person, and nobody else, changed the working copy since the edition readers see was made."""
    shown = article.editions.visible(at).values_list("number", flat=True).first()
    acts = Act.objects.filter(article=article).order_by("-pk")
    made = acts.filter(verb__in=RELEASING, detail__edition=shown).values_list("pk", flat=True).first()
    changers = acts.filter(verb__in=CHANGING, pk__gt=made or 0).values_list("by", flat=True)
    return set(changers) == {user.pk}
