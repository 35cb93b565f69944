"""The act of taking in a published archive: stories filed and published at once, under their own dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from articles.advice import gate
from articles.advice.gate import Copy
from articles.advice.speakers import match_people
from articles.advice.topics import Vocabulary
from articles.editorial.bulk import insert
from articles.editorial.drafts import StoryDraft
from articles.editorial.errors import Blocked, EditorialError, NotAllowed
from articles.editorial.filing import Plan, plan_story, store_plans
from articles.editorial.freezing import Release, freeze, store
from articles.editorial.kernel import act_fields
from articles.editorial.paths import paths_for
from articles.editorial.people import find_or_create_people, shared_names
from articles.editorial.rolling_up import roll_up
from articles.models import Act, Article, Byline, Edition, Quote

# Quotes of an archive whose speaker was found this surely are published as quotes: nobody will read through twenty
# years of stories to confirm them. They say that no person did (settled_by is empty); the others stay proposals.
SURE = 0.8


def file_published(
    drafts: Sequence[StoryDraft], *, by: User | None, at: datetime, vocabulary: Vocabulary | None = None
) -> list[Article]:
    """File stories as published at their `published_at`, last changed at their `modified_at`: all, or a refusal.

    From the shell alone (`by` is None). Refuses what file_story refuses, a story without a date in the past, one under
    an embargo at `at`, and whatever the publish gate finds.
    """
    return store_published([plan_published(draft, by=by, at=at) for draft in drafts], at=at, vocabulary=vocabulary)


def plan_published(draft: StoryDraft, *, by: User | None, at: datetime) -> Plan:
    """Work out a published story, storing nothing. Refuses what can be refused of the draft alone."""
    if by is not None:
        raise NotAllowed("Stories are imported as published from the shell only.")
    first = _first_published(draft, at)
    if draft.fields.get("hold_reason"):
        raise EditorialError(f"The story is held ({draft.fields['hold_reason']}): it can be filed as a draft only.")
    plan = plan_story(replace(draft, published_at=first), by=by, at=at)
    bylines = [Byline(role=byline.role) for byline in draft.bylines]
    findings = gate.blocks_of(Copy(plan.article, bylines, ()))
    if findings:
        raise Blocked(findings)
    article = plan.article
    article.state, article.publish_at, article.first_published_at = Article.State.PUBLISHED, first, first
    for quote in plan.anchored.quotes:
        if quote.speaker_name and quote.confidence >= SURE:
            quote.status, quote.settled_words, quote.settled_at = Quote.Status.CONFIRMED, quote.words, at
    return plan


@transaction.atomic
def store_published(plans: Sequence[Plan], *, at: datetime, vocabulary: Vocabulary | None = None) -> list[Article]:
    """Store what plan_published worked out, each story with its first edition."""
    _know_speakers(plans, at)
    dated = [(plan.article, plan.article.first_published_at) for plan in plans]
    for plan, path in zip(plans, paths_for(dated), strict=True):  # type: ignore[arg-type]
        plan.article.path = path
    articles = store_plans(plans, by=None, at=at, vocabulary=vocabulary)
    roll_up((article.pk for article in articles), are_new=True)
    store([freeze(_copy(plan), _release(plan)) for plan in plans])
    insert([Act(**act_fields("publish", article, by=None, at=at, edition=1, imported=True)) for article in articles])
    return articles


def _first_published(draft: StoryDraft, at: datetime) -> datetime:
    """The story's own date, after any embargo it had; refused when that is not past."""
    if draft.published_at is None:
        raise EditorialError("The story has no date of publication: only what is dated can be filed as published.")
    embargo = draft.fields.get("embargo_until")
    first = max(draft.published_at, embargo) if embargo else draft.published_at
    if first > at:
        why = "is embargoed until" if embargo and embargo > at else "is dated"
        raise EditorialError(f"The story {why} {timezone.localtime(first):%-d %B %Y, %H:%M %Z}: that has not come yet.")
    return first


def _know_speakers(plans: Sequence[Plan], at: datetime) -> None:
    """Make the people whose words are confirmed; where several bear a name, the quote waits for an editor."""
    sure = [q for plan in plans for q in plan.anchored.quotes if q.status == Quote.Status.CONFIRMED]
    names = {quote.speaker_name for quote in sure}
    known = match_people(names)
    left = set(shared_names(names - known.keys()))
    find_or_create_people(sorted(names - left), by=None, at=at)
    for quote in sure:
        if quote.speaker_name in left:
            quote.status, quote.settled_words, quote.settled_at = Quote.Status.PROPOSED, "", None


def _copy(plan: Plan) -> Copy:
    return Copy(plan.article, plan.bylines, sorted(plan.anchored.quotes, key=lambda quote: quote.position or 0))


def _release(plan: Plan) -> Release:
    first, revised = plan.article.first_published_at, plan.draft.modified_at
    assert first is not None  # noqa: S101 (set by plan_published)
    return Release(
        first, Edition.Change.UPDATE, first, plan.article.path or "", None, revised_at=max(first, revised or first)
    )
