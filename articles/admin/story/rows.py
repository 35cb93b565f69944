"""Stories as lists at the desk show them: what an editor scans for, in a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from articles.editorial.restoring import is_deleted_draft, restorable_until
from articles.models import Article, Byline, Quote

# Long texts that no list shows.
_HEAVY = ("body", "body_text", "backstory", "editors_note", "topic_links")


@dataclass(frozen=True, slots=True)
class Chip:
    """A word on a story's standing, and its tone: calm, busy, good, alarm or done."""

    label: str
    tone: str


_TONES = {
    Article.State.DRAFT: "calm",
    Article.State.REVIEW: "busy",
    Article.State.READY: "good",
    Article.State.PUBLISHED: "done",
    Article.State.KILLED: "alarm",
}


def desk_rows(articles: QuerySet[Article]) -> QuerySet[Article]:
    """The stories without their long texts, with section, desk person and the number of quotes that wait."""
    waiting = (
        Quote.objects.filter(article=OuterRef("pk"), status=Quote.Status.PROPOSED, position__isnull=False)
        .order_by()
        .values("article")
        .annotate(n=Count("pk"))
        .values("n")
    )
    return (
        articles.select_related("section", "assigned_to", "updated_by")
        .defer(*_HEAVY)
        .annotate(quotes_waiting=Coalesce(Subquery(waiting), 0))
    )


def chips(article: Article, at: datetime) -> list[Chip]:
    """Where a story stands, and what bars its way."""
    if article.is_scheduled(at):
        found = [Chip(f"Scheduled {clock(article.publish_at, at)}", "good")]
    elif article.state == Article.State.PUBLISHED:
        found = [Chip("Live", "done")]
    elif is_deleted_draft(article):
        until = restorable_until(article)
        back = f", can be had back until {clock(until, at)}" if until is not None and until >= at else ""
        found = [Chip(f"Deleted{back}", "alarm")]
    else:
        found = [Chip(article.get_state_display(), _TONES[Article.State(article.state)])]
    if article.hold_reason:
        found.append(Chip("On hold", "alarm"))
    if article.is_embargoed(at):
        found.append(Chip(f"Embargo {clock(article.embargo_until, at)}", "alarm"))
    if article.restricted:
        found.append(Chip("Restricted", "busy"))
    return found


def clock(moment: datetime | None, at: datetime) -> str:
    """A moment as a desk says it: the hour today, the day and hour within a year, the date beyond."""
    if moment is None:
        return ""
    local, today = timezone.localtime(moment), timezone.localtime(at)
    if local.date() == today.date():
        return f"{local:%H:%M}"
    return f"{local:%-d %b %H:%M}" if local.year == today.year else f"{local:%-d %b %Y}"


def names_of(article: Article) -> str:
    """Who wrote it, as a list has room for: of prefetched bylines."""
    if article.byline_override:
        return article.byline_override
    return ", ".join(b.person.name for b in article.bylines.all() if b.role == Byline.Role.WRITER)
