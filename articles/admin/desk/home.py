"""The desk's front page: what waits for a person, what is on its way, what just went out."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from heapq import nlargest
from typing import Any

from django.db.models import Q

from articles.admin.quotes.queue import to_verify
from articles.admin.story.rows import Chip, chips, clock, desk_rows
from articles.admin.verbs import said
from articles.models import Act, Article, Byline, Edition
from articles.models.article import ArticleQuerySet
from articles.models.edition import FOREVER
from articles.models.rights import may, rows_in_reach

State = Article.State
IN_HAND = (State.DRAFT, State.REVIEW, State.READY)
SHOWN = 8
MOST_COUNTED = 500


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
        "to_verify": _to_verify(user, at) if may(user, "quote.edit") else 0,
    }


def _to_verify(user: Any, at: datetime) -> int:
    """How many confirmed quotes wait to be checked, counted up to a number nobody reads on from."""
    return to_verify(user, at).order_by().values("pk")[:MOST_COUNTED].count()


def _pile(name: str, title: str, empty: str, stories: list[Article], at: datetime, moment: str) -> Pile:
    lines = [Line(article, chips(article, at), clock(getattr(article, moment), at)) for article in stories[:SHOWN]]
    return Pile(title, empty, lines, name=name)


def _newest(stories: ArticleQuerySet, number: int = SHOWN) -> list[Article]:
    """The stories changed last: read from the index in that order, however many there are."""
    return list(desk_rows(stories).order_by("-updated_at", "-pk")[:number])


def _newest_in_hand(stories: ArticleQuerySet) -> list[Article]:
    """The same of stories not yet out, which are few among many: found by their state, then put in order."""
    moments = stories.filter(state__in=IN_HAND).order_by().values_list("updated_at", "pk")
    return _newest(Article.objects.filter(pk__in=[pk for _, pk in nlargest(SHOWN, moments)]))


def _waiting(user: Any, seen: ArticleQuerySet, at: datetime) -> Pile | None:
    """What this person can move on: to approve, to publish, given to them; for a tagger what bears no topic."""
    wanted = Q(assigned_to=user.pk, state__in=IN_HAND)
    if may(user, "story.approve_copy"):
        wanted |= Q(state=State.REVIEW) & rows_in_reach(user, "story.approve_copy") & ~_written_by(user)
    if may(user, "story.publish"):
        wanted |= Q(state=State.READY) & rows_in_reach(user, "story.publish")
    if may(user, "story.edit_topics_field") and not may(user, "story.create"):
        stories = _newest(seen.untagged().exclude(state=State.KILLED))
    else:
        stories = _newest_in_hand(seen.filter(wanted))
    return _pile("waiting", "Waiting for you", "Nothing waits for you.", stories, at, "updated_at")


def _mine(user: Any, seen: ArticleQuerySet, at: datetime) -> Pile | None:
    if not may(user, "story.create"):
        return None
    stories = _newest_in_hand(seen.filter(_written_by(user)))
    return _pile("mine", "My stories", "You have no story in hand.", stories, at, "updated_at")


def _written_by(user: Any) -> Q:
    bylines = Byline.objects.filter(person__user=user.pk)
    return Q(created_by=user.pk) | Q(pk__in=bylines.values("article"))


def _coming(seen: ArticleQuerySet, at: datetime) -> Pile | None:
    """Released for a moment to come, or held by an embargo: the nearest first."""
    planned = Edition.objects.filter(superseded_at=FOREVER, published_at__gt=at).values("article")
    scheduled = desk_rows(seen.filter(pk__in=planned)).order_by("publish_at", "pk")[:SHOWN]
    embargoed = seen.filter(state__in=IN_HAND, embargo_until__gt=at)
    held = desk_rows(embargoed).order_by("embargo_until", "pk")[:SHOWN]
    nearest = sorted([*scheduled, *held], key=lambda story: story.publish_at or story.embargo_until or at)
    return _pile("coming", "Scheduled and embargoed", "Nothing is scheduled or embargoed.", nearest, at, "updated_at")


def _just_live(seen: ArticleQuerySet, at: datetime) -> Pile | None:
    """Of the stories changed last those that went out last; one scheduled long ago may stand below."""
    changed = _newest(seen.filter(state=State.PUBLISHED, publish_at__lte=at), 5 * SHOWN)
    newest = sorted(changed, key=lambda article: article.publish_at or at, reverse=True)
    return _pile("live", "Just went live", "Nothing is live yet.", newest, at, "publish_at")


def _acts_of_others(user: Any) -> list[tuple[Act, str]]:
    """The newest acts on stories this person may view; nothing for those who may not see what others do."""
    if not may(user, "admin.see_recent_actions_of_others"):
        return []
    seen = Article.objects.viewable_by(user).values("pk")
    return [(act, said(act.verb)) for act in Act.objects.filter(article__in=seen).exclude(by=user.pk)[:10]]
