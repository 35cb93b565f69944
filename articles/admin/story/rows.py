"""Stories as lists at the desk show them: what an editor scans for, in a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from articles.editorial.undeleting import is_deleted_draft, restorable_until
from articles.models import Article, Byline, Edition, Quote
from articles.models.article_rows import ArticleQuerySet
from articles.models.rights import is_author, may
from articles.parsing.clocks import zone_words

_NO_CORRECTION = frozenset({Edition.Change.MINOR, Edition.Change.UPDATE})
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


def desk_rows(articles: ArticleQuerySet) -> ArticleQuerySet:
    """The stories without their long texts, with section, desk person, the number of quotes that wait, and whether
    readers see that they were retracted."""
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
        .annotate(quotes_waiting=Coalesce(Subquery(waiting), 0), is_retracted=Exists(_retraction()))
    )


def _retraction() -> QuerySet:
    shown = Edition.objects.visible(timezone.now()).filter(change=Edition.Change.RETRACTION)
    return shown.filter(article=OuterRef("pk"))


def is_for_review(article: Article, user: User) -> bool:
    """Whether the story waits for this person to approve it, or the release that was asked for: no query.

    The bylines with their people, which the two-person rule asks about, have to be at hand.
    """
    if article.state == Article.State.REVIEW and may(user, "story.approve_copy", article):
        return not (settings.TWO_PERSON_RULE and is_author(user, article))
    if not article.proposed_change or article.proposed_by_id == user.pk or not may(user, "story.publish", article):
        return False
    return article.proposed_change in _NO_CORRECTION or may(user, "correction.create", article)


# What `chips` looks at: for rows read with a few columns alone.
CHIP_COLUMNS = (
    "state", "publish_at", "first_published_at", "embargo_until", "hold_reason", "hold_kind", "proposed_change",
    "restricted", "killed_at", "updated_at",
)  # fmt: skip


def chips(article: Article, at: datetime, *, is_retracted: bool = False) -> list[Chip]:
    """Where a story stands, and what bars its way. Rows of `desk_rows` know themselves whether they are retracted."""
    if article.state == Article.State.PUBLISHED:
        is_retracted = is_retracted or getattr(article, "is_retracted", False)
        shown = Chip("Retracted", "alarm") if is_retracted else Chip("Live", "done")
        found = [shown] if article.was_seen_by_readers(at) else []
        if article.is_scheduled(at):
            what = "Update" if found else "Scheduled"
            found.append(Chip(f"{what} {zoned(article.publish_at, at)}", "good"))
    elif is_deleted_draft(article):
        until = restorable_until(article)
        back = f", can be had back until {clock(until, at)}" if until is not None and until >= at else ""
        found = [Chip(f"Deleted{back}", "alarm")]
    else:
        found = [Chip(article.get_state_display(), _TONES[Article.State(article.state)])]
    if article.proposed_change:
        found.append(Chip("Release asked for", "busy"))
    if article.hold_reason:
        found.append(Chip(hold_name(article), "alarm"))
    if article.is_embargoed(at):
        found.append(Chip(f"Embargo {zoned(article.embargo_until, at)}", "alarm"))
    if article.restricted:
        found.append(Chip("Restricted", "busy"))
    return found


def hold_name(article: Article) -> str:
    """“Legal hold”: what keeps a story from release."""
    named = article.hold_kind and article.hold_kind != Article.HoldKind.OTHER
    return f"{article.get_hold_kind_display()} hold" if named else "On hold"


def zoned(moment: datetime | None, at: datetime) -> str:
    """A moment that decides something: never without its hour and its zone, “15 Jan 6:00 EST (New York)”."""
    if moment is None:
        return ""
    zone = timezone.get_current_timezone()
    local, today = moment.astimezone(zone), at.astimezone(zone)
    hour = f"{local:%-H:%M} {zone_words(moment, zone)}"
    if local.date() == today.date():
        return hour
    return f"{local:%-d %b} {hour}" if local.year == today.year else f"{local:%-d %b %Y} {hour}"


def clock(moment: datetime | None, at: datetime) -> str:
    """A moment as a desk says it: the hour today, the day and hour within a year, the date beyond."""
    if moment is None:
        return ""
    local, today = timezone.localtime(moment), timezone.localtime(at)
    if local.date() == today.date():
        return f"{local:%H:%M}"
    return f"{local:%-d %b %H:%M}" if local.year == today.year else f"{local:%-d %b %Y}"


def countdown(moment: datetime, at: datetime) -> str:
    """How long until a moment, in its two largest units, begun minutes counted whole: “in 2 h 14 min”.

    The desk's script (countdown.js) says the same by the same rule as the clock goes on.
    """
    minutes = -(-int((moment - at).total_seconds()) // 60)
    if minutes <= 0:
        return "now"
    days, hours = minutes // (24 * 60), minutes // 60 % 24
    if days:
        return f"in {days} d {hours} h" if hours else f"in {days} d"
    if hours:
        return f"in {hours} h {minutes % 60} min" if minutes % 60 else f"in {hours} h"
    return f"in {minutes} min"


def names_of(article: Article) -> str:
    """Who wrote it, as a list has room for: of prefetched bylines."""
    if article.byline_override:
        return article.byline_override
    return ", ".join(b.person.name for b in article.bylines.all() if b.role == Byline.Role.WRITER)
