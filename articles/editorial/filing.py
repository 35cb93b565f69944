"""The act of filing: copy becomes a draft with its quotes, bylines and topics proposed. One story or a batch alike."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from articles.advice.topics import Asked, Suggester, Suggestion, Vocabulary
from articles.editorial.anchors import Anchored, anchor_new, anchored, match_speakers
from articles.editorial.bulk import insert, insert_with_history
from articles.editorial.drafts import Origin, StoryDraft
from articles.editorial.errors import EditorialError
from articles.editorial.kernel import act_fields, require
from articles.editorial.people import find_or_create_people
from articles.editorial.pictures.linking import link_new_pictures, only_own_pictures
from articles.editorial.topics_now import on_topics_now, with_topics_now
from articles.models import Act, Article, Byline, Original, Person, Tagging, Topic
from articles.parsing.markup import BodyTooLong, without_pictures
from articles.press.cards import topic_links

# An archive taken in: where more are filed at once, names in the text must do, and `tick` asks the rest.
_MOST_ASKED = 25
# What no database, feed or mail can carry in a line of text; PostgreSQL refuses the first, UTF-8 the last.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(slots=True)
class Plan:
    """A draft worked out, not yet stored."""

    draft: StoryDraft
    article: Article
    anchored: Anchored
    bylines: list[Byline] = field(default_factory=list)


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
    _require(drafts, by)
    return store_plans([plan_story(draft, by=by, at=at) for draft in drafts], by=by, at=at, vocabulary=vocabulary)


def plan_story(draft: StoryDraft, *, by: User | None, at: datetime) -> Plan:
    """Work a draft out as file_story does, storing nothing. Refuses what can be refused of the draft alone."""
    fields = {key: printable(value) for key, value in draft.fields.items() if value is not None}
    _refuse_long(fields)
    if fields.get("hold_reason"):
        fields.setdefault("hold_kind", Article.HoldKind.OTHER)
    try:
        found = anchored(draft.marked, said_on=draft.dateline_date) if draft.marked else _anchor(draft, by)
    except BodyTooLong as error:
        raise EditorialError(str(error)) from error
    origin = draft.origin
    article = Article(
        **fields,
        section=draft.section,
        dateline_date=draft.dateline_date,
        body=found.body,
        body_text=found.text,
        word_count=len(found.text.split()),
        created_by=by,
        updated_by=by,
        created_at=at,
        updated_at=at,
        origin_provider=origin.provider if origin else "",
        origin_guid=origin.guid if origin else "",
        origin_version=origin.version if origin else "",
    )
    plan = Plan(draft, article, found)
    _apply_attributions(plan)
    return plan


@transaction.atomic
def store_plans(
    plans: Sequence[Plan], *, by: User | None, at: datetime, vocabulary: Vocabulary | None = None
) -> list[Article]:
    """Store what plan_story worked out, in a fixed number of statements. Refuses as file_story does."""
    _require([plan.draft for plan in plans], by)
    match_speakers([quote for plan in plans for quote in plan.anchored.quotes])
    _link_topics(plans)
    _store_articles(plans, by=by, at=at)
    link_new_pictures([plan.article for plan in plans])
    _store_quotes(plans, by=by, at=at)
    _store_bylines(plans, by=by, at=at)
    read = Suggester.by_names if len(plans) > _MOST_ASKED else Suggester.read
    _store_taggings(plans, read(vocabulary), by=by, at=at)
    insert([_original(plan, at) for plan in plans if plan.draft.origin])
    insert([Act(**act_fields("file", plan.article, by=by, at=at)) for plan in plans])
    return [plan.article for plan in plans]


def _require(drafts: Sequence[StoryDraft], by: User | None) -> None:
    require(by, "story.create")
    if any(draft.origin for draft in drafts):
        require(by, "import.run")


def _anchor(draft: StoryDraft, by: User | None) -> Anchored:
    """From outside no picture of ours can be named, whatever the copy says."""
    body = without_pictures(draft.body) if draft.origin else only_own_pictures(draft.body, by=by)
    return anchor_new(body, said_on=draft.dateline_date, found=draft.quotes, is_new=True)


def printable(value: Any) -> Any:
    """Text without the characters that no database, feed or mail can carry; other values as they are."""
    return _UNPRINTABLE.sub("", value) if isinstance(value, str) else value


def _refuse_long(fields: dict[str, Any]) -> None:
    if not str(fields.get("slugline", "")).strip():
        raise EditorialError("A story needs a slugline.")
    for name, value in fields.items():
        limit = getattr(Article._meta.get_field(name), "max_length", None)
        if limit and isinstance(value, str) and len(value) > limit:
            label = getattr(Article._meta.get_field(name), "verbose_name", name)
            raise EditorialError(f"The {label} has {len(value):,} characters; at most {limit} are allowed.")


def _apply_attributions(plan: Plan) -> None:
    for quote in plan.anchored.quotes if plan.draft.attributions else ():
        for said in plan.draft.attributions:
            if said.words and quote.words.startswith(said.words):
                quote.speaker_name, quote.role_printed = said.speaker_name[:200], said.role[:300]


def _link_topics(plans: Sequence[Plan]) -> None:
    """Stories that are filed with topics carry the links to them from the start, as the act of tagging makes them."""
    for plan, draft in zip(plans, with_topics_now([plan.draft for plan in plans]), strict=True):
        plan.draft = draft
    topics = Topic.objects.in_bulk({topic for plan in plans for topic in plan.draft.topics})
    for plan in (plan for plan in plans if plan.draft.topics):
        chosen = sorted((topics[key] for key in plan.draft.topics), key=lambda topic: topic.name)
        plan.article.topic_links = topic_links(chosen)


def _store_articles(plans: Sequence[Plan], *, by: User | None, at: datetime) -> None:
    try:
        with transaction.atomic():
            insert_with_history([plan.article for plan in plans], by=by, at=at, why="filed")
    except IntegrityError as error:
        # The one constraint that outside copy can break: two imports of the same item at once.
        raise EditorialError("An item of this provider, guid and version was filed before.") from error


def _store_quotes(plans: Sequence[Plan], *, by: User | None, at: datetime) -> None:
    quotes = []
    for plan in plans:
        for quote in plan.anchored.quotes:
            quote.article = plan.article
            quotes.append(quote)
    insert_with_history(quotes, by=by, at=at)


def _store_bylines(plans: Sequence[Plan], *, by: User | None, at: datetime) -> None:
    names = {byline.name for plan in plans for byline in plan.draft.bylines if byline.person is None and byline.name}
    people = find_or_create_people(sorted(names), by=by, at=at, staff=True) if names else {}
    for plan in plans:
        plan.bylines = _bylines(plan, people)
    insert_with_history([row for plan in plans for row in plan.bylines], by=by, at=at)


def _bylines(plan: Plan, people: dict[str, Person]) -> list[Byline]:
    rows: dict[tuple[int, str], Byline] = {}
    for byline in plan.draft.bylines:
        person = byline.person or people.get(byline.name.strip())
        if person is not None:
            key = (person.pk, byline.role)
            rows.setdefault(key, Byline(article=plan.article, person=person, role=byline.role, position=len(rows)))
    return list(rows.values())


def _store_taggings(plans: Sequence[Plan], suggester: Suggester, *, by: User | None, at: datetime) -> None:
    rows = [row for plan in plans for row in _taggings(plan, suggester, by=by, at=at)]
    insert_with_history(on_topics_now(rows), by=by, at=at)


def _taggings(plan: Plan, suggester: Suggester, *, by: User | None, at: datetime) -> list[Tagging]:
    """Topics the story was filed with, chosen; those its provider or the desk proposed, and those suggested for it."""
    chosen, proposed = plan.draft.topics, dict(plan.draft.proposed_topics)
    suggested = {one.topic_id: one for one in _suggested(plan, suggester)}
    statuses = {
        **{topic: (Tagging.Status.PROPOSED, reason, "") for topic, reason in proposed.items()},
        **{key: (Tagging.Status.PROPOSED, one.reason, one.rule) for key, one in suggested.items()},
        **dict.fromkeys(chosen, (Tagging.Status.CHOSEN, "", "")),
    }
    return [
        Tagging(
            article=plan.article,
            topic_id=topic,
            status=status,
            rule=rule,
            reason=reason[:200],
            tagged_by=by,
            tagged_at=at,
            first_published_at=plan.article.first_published_at,
        )
        for topic, (status, reason, rule) in statuses.items()
    ]


def _suggested(plan: Plan, suggester: Suggester) -> tuple[Suggestion, ...]:
    """What is suggested for a story as it comes in; nothing for one that comes published with topics of its own."""
    article, carried = plan.article, frozenset(plan.draft.topics)
    if article.state == Article.State.PUBLISHED and carried:
        return ()
    speakers = dict.fromkeys(quote.speaker_id for quote in plan.anchored.quotes if quote.speaker_id)
    asked = Asked(article.headline, plan.anchored.text, article.section_id, tuple(speakers), carried)
    return suggester.advise(asked).suggestions


def _original(plan: Plan, at: datetime) -> Original:
    origin = plan.draft.origin
    assert origin is not None  # noqa: S101 (asked by the caller)
    return original_of(plan.article, origin, at, taken=True)


def original_of(article: Article, origin: Origin, at: datetime, *, taken: bool) -> Original:
    """The bytes of an item as received, not yet stored."""
    return Original(
        article=article,
        provider=origin.provider,
        guid=origin.guid,
        version=origin.version,
        digest=hashlib.sha256(origin.content).hexdigest(),
        content=origin.content,
        media_type=origin.media_type,
        received_at=at,
        taken=taken,
    )
