"""The desk's front page: what waits for a person, what is on its way, what just went out."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from articles.admin.desk_rows import Chip, chips, clock, desk_rows
from articles.admin.verbs import said
from articles.models import Act, Article
from articles.models.rights import may, rows_in_reach

State = Article.State
SHOWN = 8


@dataclass(frozen=True, slots=True)
class Line:
    """One story of a list, with the moment that matters there."""

    article: Article
    chips: list[Chip]
    when: str


@dataclass(frozen=True, slots=True)
class Pile:
    """A list of the front page: what it is called, its stories, and what to say when there are none."""

    title: str
    empty: str
    lines: list[Line]
    more: str = ""
    name: str = field(default="")


def home_of(user: Any, at: datetime) -> dict[str, Any]:
    """The piles a person sees, the most pressing first, and the newest acts of others where that is allowed."""
    seen = Article.objects.viewable_by(user)
    piles = [_waiting(user, seen, at), _mine(user, seen, at), _coming(seen, at), _just_live(seen, at)]
    return {
        "piles": [pile for pile in piles if pile is not None],
        "acts": _acts_of_others(user),
        "may_paste": may(user, "story.create"),
    }


def _pile(name: str, title: str, empty: str, stories: QuerySet[Article], at: datetime, moment: str) -> Pile:
    lines = [
        Line(article, chips(article, at), clock(getattr(article, moment), at)) for article in desk_rows(stories)[:SHOWN]
    ]
    return Pile(title, empty, lines, name=name)


def _waiting(user: Any, seen: QuerySet[Article], at: datetime) -> Pile | None:
    """What this person can move on: to approve, to publish, given to them; for a tagger what bears no topic."""
    wanted = Q(assigned_to=user.pk, state__in=[State.DRAFT, State.REVIEW, State.READY])
    if may(user, "story.approve_copy"):
        theirs = Q(created_by=user.pk) | Q(bylines__person__user=user.pk)
        in_reach = Article.objects.filter(rows_in_reach(user, "story.approve_copy") & ~theirs).values("pk")
        wanted |= Q(state=State.REVIEW, pk__in=in_reach)
    if may(user, "story.publish"):
        releasable = Article.objects.filter(rows_in_reach(user, "story.publish")).values("pk")
        wanted |= Q(state=State.READY, pk__in=releasable)
    elif may(user, "story.edit_topics_field") and not may(user, "story.create"):
        wanted |= Q(pk__in=Article.objects.untagged().exclude(state=State.KILLED).values("pk"))
    stories = seen.filter(wanted).order_by("planned_at", "-updated_at", "-pk")
    return _pile("waiting", "Waiting for you", "Nothing waits for you.", stories, at, "updated_at")


def _mine(user: Any, seen: QuerySet[Article], at: datetime) -> Pile | None:
    if not may(user, "story.create"):
        return None
    own = Article.objects.filter(Q(created_by=user.pk) | Q(bylines__person__user=user.pk)).values("pk")
    stories = seen.filter(pk__in=own).exclude(state__in=[State.KILLED, State.PUBLISHED])
    return _pile("mine", "My stories", "You have no story in hand.", stories, at, "updated_at")


def _coming(seen: QuerySet[Article], at: datetime) -> Pile | None:
    stories = seen.filter(
        Q(state=State.PUBLISHED, publish_at__gt=at)
        | Q(state__in=[State.DRAFT, State.REVIEW, State.READY], embargo_until__gt=at)
    ).order_by("publish_at", "embargo_until", "pk")
    return _pile("coming", "Scheduled and embargoed", "Nothing is scheduled or embargoed.", stories, at, "updated_at")


def _just_live(seen: QuerySet[Article], at: datetime) -> Pile | None:
    stories = seen.filter(state=State.PUBLISHED, publish_at__lte=at).order_by("-publish_at", "-pk")
    return _pile("live", "Just went live", "Nothing is live yet.", stories, at, "publish_at")


def _acts_of_others(user: Any) -> list[tuple[Act, str]]:
    """The newest acts on stories this person may view; nothing for those who may not see what others do."""
    if not may(user, "admin.see_recent_actions_of_others"):
        return []
    seen = Article.objects.viewable_by(user).values("pk")
    return [(act, said(act.verb)) for act in Act.objects.filter(article__in=seen).exclude(by=user.pk)[:10]]
