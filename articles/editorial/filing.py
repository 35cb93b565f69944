"""The act of filing: copy becomes a draft with its quotes, bylines and topics proposed. One story or a batch alike."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from simple_history.utils import bulk_create_with_history

from articles.advice.topics import Vocabulary
from articles.editorial.anchors import Anchored, anchor_new, match_speakers
from articles.editorial.drafts import StoryDraft
from articles.editorial.errors import EditorialError
from articles.editorial.kernel import act_fields, require
from articles.editorial.people import find_or_create_people
from articles.models import Act, Article, Byline, Original, Person, Quote, Tagging
from articles.parsing.markup import BodyTooLong, clean_body

MOST_PROPOSED_TOPICS = 8


@dataclass(slots=True)
class _Plan:
    """A draft worked out, not yet stored."""

    draft: StoryDraft
    article: Article
    anchored: Anchored


def file_story(draft: StoryDraft, *, by: User | None, at: datetime) -> Article:
    """File one story as a draft with its quotes, bylines and topics proposed; returns it.

    Refuses who may not create stories (from outside: import), a body over 1 MB, a headline over 300 characters, a
    story without any slugline, a name that several people bear, and an origin filed before.
    """
    return file_stories([draft], by=by, at=at)[0]


@transaction.atomic
def file_stories(
    drafts: Sequence[StoryDraft], *, by: User | None, at: datetime, vocabulary: Vocabulary | None = None
) -> list[Article]:
    """File several stories in a fixed number of statements: all of them, or none and a refusal."""
    require(by, "story.create")
    if any(draft.origin for draft in drafts):
        require(by, "import.run")
    vocabulary = vocabulary or Vocabulary.read()
    plans = [_plan(draft, by=by, at=at) for draft in drafts]
    match_speakers([quote for plan in plans for quote in plan.anchored.quotes])
    _store_articles(plans, by=by, at=at)
    _store_quotes(plans, by=by, at=at)
    _store_bylines(plans, by=by, at=at)
    _store_taggings(plans, vocabulary, by=by, at=at)
    Original.objects.bulk_create([_original(plan, at) for plan in plans if plan.draft.origin])
    Act.objects.bulk_create([Act(**act_fields("file", plan.article, by=by, at=at)) for plan in plans])
    return [plan.article for plan in plans]


def _plan(draft: StoryDraft, *, by: User | None, at: datetime) -> _Plan:
    fields = {key: value for key, value in draft.fields.items() if value is not None}
    _refuse_long(fields)
    try:
        body = clean_body(draft.body)
    except BodyTooLong as error:
        raise EditorialError(str(error)) from error
    anchored = anchor_new(body, said_on=draft.dateline_date, found=draft.quotes)
    origin = draft.origin
    article = Article(
        **fields,
        section=draft.section,
        dateline_date=draft.dateline_date,
        body=anchored.body,
        body_text=anchored.text,
        word_count=len(anchored.text.split()),
        created_by=by,
        updated_by=by,
        created_at=at,
        updated_at=at,
        origin_provider=origin.provider if origin else "",
        origin_guid=origin.guid if origin else "",
        origin_version=origin.version if origin else "",
    )
    _apply_attributions(anchored.quotes, draft)
    return _Plan(draft, article, anchored)


def _refuse_long(fields: dict) -> None:
    if not str(fields.get("slugline", "")).strip():
        raise EditorialError("A story needs a slugline.")
    for name, value in fields.items():
        limit = getattr(Article._meta.get_field(name), "max_length", None)
        if limit and isinstance(value, str) and len(value) > limit:
            label = getattr(Article._meta.get_field(name), "verbose_name", name)
            raise EditorialError(f"The {label} has {len(value):,} characters; at most {limit} are allowed.")


def _apply_attributions(quotes: Sequence[Quote], draft: StoryDraft) -> None:
    for quote in quotes:
        for said in draft.attributions:
            if said.words and quote.words.startswith(said.words):
                quote.speaker_name, quote.role_printed = said.speaker_name[:200], said.role[:300]


def _store_articles(plans: Sequence[_Plan], *, by: User | None, at: datetime) -> None:
    articles = [plan.article for plan in plans]
    try:
        with transaction.atomic():
            bulk_create_with_history(articles, Article, default_user=by, default_date=at, default_change_reason="filed")
    except IntegrityError as error:
        # The one constraint that outside copy can break: two imports of the same item at once.
        raise EditorialError("An item of this provider, guid and version was filed before.") from error


def _store_quotes(plans: Sequence[_Plan], *, by: User | None, at: datetime) -> None:
    quotes = []
    for plan in plans:
        for quote in plan.anchored.quotes:
            quote.article = plan.article
            quotes.append(quote)
    if quotes:
        bulk_create_with_history(quotes, Quote, default_user=by, default_date=at)


def _store_bylines(plans: Sequence[_Plan], *, by: User | None, at: datetime) -> None:
    names = {byline.name for plan in plans for byline in plan.draft.bylines if byline.person is None and byline.name}
    people = find_or_create_people(sorted(names), by=by, at=at, staff=True) if names else {}
    rows = [row for plan in plans for row in _bylines(plan, people)]
    if rows:
        bulk_create_with_history(rows, Byline, default_user=by, default_date=at)


def _bylines(plan: _Plan, people: dict[str, Person]) -> list[Byline]:
    rows: dict[tuple[int, str], Byline] = {}
    for byline in plan.draft.bylines:
        person = byline.person or people.get(byline.name.strip())
        if person is not None:
            key = (person.pk, byline.role)
            rows.setdefault(key, Byline(article=plan.article, person=person, role=byline.role, position=len(rows)))
    return list(rows.values())


def _store_taggings(plans: Sequence[_Plan], vocabulary: Vocabulary, *, by: User | None, at: datetime) -> None:
    rows = [row for plan in plans for row in _taggings(plan, vocabulary, by=by, at=at)]
    if rows:
        bulk_create_with_history(rows, Tagging, default_user=by, default_date=at)


def _taggings(plan: _Plan, vocabulary: Vocabulary, *, by: User | None, at: datetime) -> list[Tagging]:
    chosen = dict.fromkeys(plan.draft.topics, "")
    found = vocabulary.proposals(plan.anchored.text)[:MOST_PROPOSED_TOPICS]
    proposed = {**dict(plan.draft.proposed_topics), **{proposal.topic_id: proposal.reason for proposal in found}}
    statuses = {
        **{topic: (Tagging.Status.PROPOSED, reason) for topic, reason in proposed.items()},
        **{topic: (Tagging.Status.CHOSEN, reason) for topic, reason in chosen.items()},
    }
    return [
        Tagging(article=plan.article, topic_id=topic, status=status, reason=reason[:200], tagged_by=by, tagged_at=at)
        for topic, (status, reason) in statuses.items()
    ]


def _original(plan: _Plan, at: datetime) -> Original:
    origin = plan.draft.origin
    assert origin is not None  # noqa: S101 (asked by the caller)
    return Original(
        article=plan.article,
        provider=origin.provider,
        guid=origin.guid,
        version=origin.version,
        digest=hashlib.sha256(origin.content).hexdigest(),
        content=origin.content,
        media_type=origin.media_type,
        received_at=at,
    )
