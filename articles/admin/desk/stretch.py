"""What the budget is asked for: a day or a stretch of days, a section, one's own; and the stories in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.models import User
from django.db.models import Prefetch, Q
from django.utils import timezone

from articles.admin.desk.piles import written_by
from articles.admin.story.rows import desk_rows
from articles.models import Article, Byline
from articles.models.article_rows import ArticleQuerySet

State = Article.State

MOST_ROWS = 150
STRETCHES = (
    ("today", "Today"),
    ("tomorrow", "Tomorrow"),
    ("week", "Next 7 days"),
    ("undated", "Undated"),
    ("all", "All in hand"),
)
_NAMES = dict(STRETCHES)


@dataclass(frozen=True, slots=True)
class Asked:
    """A stretch by its name or its day, a section by its id (or "none"), and whether one's own alone."""

    when: str
    section: str
    mine: bool
    day: date | None = None

    @property
    def query(self) -> str:
        """The same as the tail of an address."""
        said = {"when": self.when, "section": self.section, "whose": "mine" if self.mine else ""}
        return urlencode({name: value for name, value in said.items() if value})

    def title(self, at: datetime) -> str:
        """The stretch in words, with its dates: what a printed budget is headed with."""
        first, last = self.days(at) or (None, None)
        if first is None or last is None:
            return {"undated": "No hour yet", "all": "All in hand"}[self.when]
        if first == last:
            return f"{first:%A}, {first.day} {first:%B %Y}"
        return f"{first.day} {first:%B} to {last.day} {last:%B %Y}"

    def days(self, at: datetime) -> tuple[date, date] | None:
        """First and last day of the stretch by the desk's clock; None where days do not bound it."""
        today = timezone.localtime(at).date()
        if self.day is not None:
            return self.day, self.day
        if self.when == "tomorrow":
            return today + timedelta(days=1), today + timedelta(days=1)
        if self.when == "week":
            return today, today + timedelta(days=6)
        return (today, today) if self.when == "today" else None

    def first_hour(self, at: datetime) -> datetime | None:
        """What a new line's planned time opens with: none today, where the hour is the question; else noon."""
        days = self.days(at)
        if days is None or days[0] == timezone.localtime(at).date():
            return None
        return _midnight(days[0]) + timedelta(hours=12)


def asked_of(query: Mapping[str, str]) -> Asked:
    """What an address asks for; what is not known asks for today and everything. No day picked leaves the stretch."""
    when, day = query.get("when") or query.get("stretch") or "today", None
    if when not in _NAMES:
        try:
            day = date.fromisoformat(when)
        except ValueError:
            when = "today"
    section = query.get("section", "")
    if section != "none" and not (section.isdecimal() and len(section) < 10):
        section = ""
    return Asked(when, section, query.get("whose") == "mine", day)


def stories_of(asked: Asked, user: User, at: datetime) -> list[Article]:
    """The stories of the budget this person may view, by planned time; at most one more than MOST_ROWS.

    A day's budget has what is planned for it in any state but killed, and what is released for it without a plan.
    """
    stories, days = _narrowed(Article.objects.viewable_by(user), asked, user), asked.days(at)
    if days is not None:
        begins, ends = _midnight(days[0]), _midnight(days[1] + timedelta(days=1))
        released = Q(planned_at=None, state=State.PUBLISHED, publish_at__gte=begins, publish_at__lt=ends)
        stories = stories.filter(Q(planned_at__gte=begins, planned_at__lt=ends) | released)
        stories = stories.exclude(state=State.KILLED).order_by("planned_at", "pk")
    else:
        stories = stories.in_hand().order_by("-updated_at", "-pk")
        stories = stories.filter(planned_at=None) if asked.when == "undated" else stories
    names = Prefetch("bylines", Byline.objects.select_related("person"))
    rows = desk_rows(stories).select_related("section", "assigned_to", "lead_image").prefetch_related(names)
    return sorted(rows[: MOST_ROWS + 1], key=_order)


def _narrowed(stories: ArticleQuerySet, asked: Asked, user: User) -> ArticleQuerySet:
    if asked.section:
        stories = stories.filter(section=None if asked.section == "none" else int(asked.section))
    return stories.filter(written_by(user) | Q(assigned_to=user.pk)) if asked.mine else stories


def _order(story: Article) -> tuple[bool, Any, int]:
    """By the hour planned, or released for where there is no plan; what has neither last, in the order it was filed."""
    hour = story.planned_at or (story.publish_at if story.state == State.PUBLISHED else None)
    return hour is None, hour or 0, story.pk


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
