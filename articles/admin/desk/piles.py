"""Which stories lie on a person's desk: every pile's keys in one statement, however large the archive is.

Each pile is read from an index up to a number nobody reads on from, and the piles come back as one union. The rows
themselves are read once for all piles (`home.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import CharField, Exists, F, OuterRef, Q, Value
from django.utils import timezone

from articles.editorial.tagging import RIGHT as TAG
from articles.models import Article, Byline, Edition
from articles.models.article_rows import ArticleQuerySet
from articles.models.edition import FOREVER
from articles.models.rights import may, rows_in_reach

State = Article.State
MOST = 50


@dataclass(frozen=True, slots=True)
class Key:
    """A story's place in a pile, by the moment that orders it there. A pile's part says why the story lies in it."""

    part: str
    pk: int
    moment: datetime | None


def keys_of(user: Any, at: datetime) -> dict[str, list[Key]]:
    """For each part of a pile its stories, at most one more than MOST, in no order."""
    seen = Article.objects.viewable_by(user)
    parts = {**_waiting(user, seen), **_own(user, seen), **_clock(seen, at)}
    if may(user, TAG):
        # The queue of the tagging bench: what is counted here is what is found there.
        untagged = seen.filter(rows_in_reach(user, TAG)).to_tag().order_by("-updated_at", "-pk")
        parts["untagged"] = (untagged, "updated_at")
    tagged = [_tagged(part, rows, moment) for part, (rows, moment) in parts.items()]
    found: dict[str, list[Key]] = {part: [] for part in parts}
    for part, pk, when in tagged[0].union(*tagged[1:], all=True):
        found[part].append(Key(part, pk, when))
    return found


def _tagged(part: str, rows: ArticleQuerySet, moment: str) -> Any:
    """The part's keys as rows of the union. SQLite limits no member of a union, but what a member looks in."""
    chosen = Article.objects.filter(pk__in=rows.values("pk")[: MOST + 1]).order_by()
    named = chosen.annotate(part=Value(part, CharField()), moment=F(moment))
    return named.values_list("part", "pk", "moment")


def _waiting(user: Any, seen: ArticleQuerySet) -> dict[str, tuple[ArticleQuerySet, str]]:
    """What this person can move on: given to them, to approve, to publish, a change of a live story to release."""
    newest = seen.order_by("-updated_at", "-pk")
    parts = {"given": (newest.in_hand().filter(assigned_to=user.pk), "planned_at")}
    if may(user, "story.approve_copy"):
        to_approve = newest.filter(rows_in_reach(user, "story.approve_copy"), state=State.REVIEW)
        if settings.TWO_PERSON_RULE:
            to_approve = to_approve.exclude(written_by(user))
        parts["approve"] = (to_approve, "planned_at")
    if may(user, "story.publish"):
        proposed = seen.with_release_to_approve_by(user)
        parts["release"] = (proposed.order_by("-proposed_at"), "proposed_at")
        to_publish = newest.filter(rows_in_reach(user, "story.publish"), state=State.READY, hold_reason="")
        parts["publish"] = (to_publish, "planned_at")
    return parts


def _own(user: Any, seen: ArticleQuerySet) -> dict[str, tuple[ArticleQuerySet, str]]:
    mine = seen.in_hand().filter(written_by(user)).order_by("-updated_at", "-pk")
    return {"mine": (mine, "updated_at")} if may(user, "story.create") else {}


def _clock(seen: ArticleQuerySet, at: datetime) -> dict[str, tuple[ArticleQuerySet, str]]:
    """By the clock: planned for today or before and not out, under an embargo, and gone out last."""
    due = seen.in_hand().filter(planned_at__lt=end_of_day(at)).order_by("-planned_at", "-pk")
    embargoed = seen.in_hand().filter(embargo_until__gt=at).order_by("embargo_until", "pk")
    live = seen.filter(state=State.PUBLISHED, publish_at__lte=at).order_by("-publish_at", "-pk")
    return {"due": (due, "planned_at"), "embargoed": (embargoed, "embargo_until"), "live": (live, "publish_at")}


def planned_editions(user: Any, at: datetime) -> list[tuple[int, datetime, int, str]]:
    """Editions released for a moment to come, the nearest first: story, moment, number, kind of change.

    One that a later planned edition will supersede is among them; one taken back never shows and is not.
    """
    last = Q(superseded_at=FOREVER)
    superseded = Q(superseded_at__gt=at, superseded_at__lt=FOREVER) & Q(superseded_at__gt=F("published_at"))
    seen = Article.objects.viewable_by(user).filter(pk=OuterRef("article"))
    rows = Edition.objects.filter(Exists(seen), last | superseded, published_at__gt=at)
    return list(rows.order_by("published_at", "pk").values_list("article", "published_at", "number", "change")[:MOST])


def end_of_day(at: datetime) -> datetime:
    """Midnight, as the desk's clock has it."""
    return timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)


def written_by(user: Any) -> Q:
    """Stories a person entered or is named author of."""
    bylines = Byline.objects.filter(person__user=user.pk)
    return Q(created_by=user.pk) | Q(pk__in=bylines.values("article"))
