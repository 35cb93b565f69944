"""The act of revising: an editor's save. The working copy changes; what readers see does not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from articles.editorial.drafts import DraftByline
from articles.editorial.errors import EditorialError
from articles.editorial.kernel import lock, log, require, security_log, write
from articles.editorial.people import find_or_create_people
from articles.editorial.pictures.linking import link_pictures, only_own_pictures
from articles.editorial.reanchoring import Reanchored, reanchor
from articles.models import Article, Byline, Quote
from articles.models.rights import is_author, may
from articles.parsing.markup import BodyTooLong, clean_body

State = Article.State

# What an editor's save may set, and the right it takes beyond that of editing the story.
FIELDS: dict[str, str | None] = {
    "slugline": None,
    "url_slug": None,
    "headline": None,
    "seo_headline": None,
    "social_headline": None,
    "dek": None,
    "kicker": None,
    "genre": None,
    "section": None,
    "dateline_place": None,
    "dateline_source": None,
    "dateline_date": None,
    "body": None,
    "byline_override": None,
    "tagline": None,
    "backstory": None,
    "editors_note": None,
    "lead_image": None,
    "budget_line": None,
    "planned_length": None,
    "planned_at": None,
    "restricted": "story.view_restricted",
    "embargo_until": "story.set_or_lift_embargo",
    "assigned_to": "workflow.assign",
}
_PLACE = ["position", "block", "words"]
_STANDING = ["status", "settled_words", "settled_by", "settled_at", "verification", "verified_by", "verified_at"]


@transaction.atomic
def revise(
    article: Article,
    changes: Mapping[str, Any],
    *,
    bylines: Sequence[DraftByline] | None = None,
    by: User | None,
    at: datetime,
    why: str = "",
) -> Article:
    """Save an editor's changes to the working copy as its next version; returns it. No change is no version.

    `article` is the story as it was read: newer rows refuse the save (StaleVersion). `changes` are new values of
    FIELDS; a field the person may not set is left as it is and noted in the security log. `bylines`, where given,
    replace those there are. Quotes keep their marks; words are derived again; new quotations are proposed.
    Refuses who may not edit the story in its state, a killed story, and text over its limits.
    """
    require(by, "story.edit_published" if article.state == State.PUBLISHED else "story.edit_draft", article)
    current = lock(article, State.DRAFT, State.REVIEW, State.READY, State.PUBLISHED)
    wanted = _permitted(current, changes, by)
    reanchored = _new_body(current, wanted, by)
    _refuse_embargo_after_release(current, wanted, at)
    changed = [name for name, value in wanted.items() if getattr(current, name) != value]
    was = str(current.body)
    for name in changed:
        setattr(current, name, wanted[name])
    renamed = _set_bylines(current, bylines, by=by, at=at) if bylines is not None else False
    if reanchored is not None:
        _store_quotes(current, reanchored, by=by, at=at)
    if not changed and not renamed:
        return current
    if "body" in changed:
        link_pictures(current, before=was)
    _lapse_approval(current, by)
    write(current, by=by, at=at, why=why)
    fields = [*changed, *(["bylines"] if renamed else [])]
    unmarked = [quote.public_id for quote in reanchored.unmarked] if reanchored else []
    log("revise", current, by=by, at=at, fields=fields, **({"unmarked": unmarked} if unmarked else {}))
    return current


def _lapse_approval(article: Article, by: User | None) -> None:
    """What was approved is not what its author changed since: alone they cannot release that (two-person rule)."""
    if article.state == State.READY and by is not None and is_author(by, article):
        article.approved_by = None


def _permitted(article: Article, changes: Mapping[str, Any], by: User | None) -> dict[str, Any]:
    permitted = {}
    for name, value in changes.items():
        right = FIELDS.get(name, "nobody")
        if right is None or by is None or (right != "nobody" and may(by, right, article)):
            permitted[name] = value
        elif getattr(article, name, None) != value:
            security_log.warning("ignored field %s set by account %s on story %s", name[:40], by.pk, article.pk)
    unknown = permitted.keys() - FIELDS.keys()
    if unknown:
        raise EditorialError(f"These are not set by saving: {', '.join(sorted(unknown))}.")
    return permitted


def _new_body(article: Article, wanted: dict[str, Any], by: User | None) -> Reanchored | None:
    """Clean the new body and read its quotes; puts body, text and word count among the wanted values."""
    if "body" not in wanted:
        return None
    try:
        body = only_own_pictures(clean_body(wanted["body"]), before=article.body, by=by)
    except BodyTooLong as error:
        raise EditorialError(str(error)) from error
    if body == article.body:
        del wanted["body"]
        return None
    reanchored = reanchor(article, body)
    wanted["body"] = reanchored.body
    article.body_text = reanchored.text
    article.word_count = len(reanchored.text.split())
    return reanchored


def _refuse_embargo_after_release(article: Article, wanted: Mapping[str, Any], at: datetime) -> None:
    embargo = wanted.get("embargo_until")
    if not embargo or embargo == article.embargo_until or article.state != State.PUBLISHED:
        return
    first = article.first_published_at
    if first and first < embargo:
        done = "already with readers" if first <= at else "scheduled before that: unschedule it first"
        raise EditorialError(f"An embargo until then comes too late: the story is {done}.")


def _store_quotes(article: Article, reanchored: Reanchored, *, by: User | None, at: datetime) -> None:
    for quote in reanchored.new:
        quote.article = article
    if reanchored.new:
        bulk_create_with_history(reanchored.new, Quote, default_user=by, default_date=at)
    for quote in reanchored.unmarked:
        quote.status, quote.settled_by, quote.settled_at = Quote.Status.DISMISSED, by, at
    for quote in reanchored.remarked:
        quote.propose_again()
    if reanchored.changed:
        fields = [*_PLACE, *_STANDING] if reanchored.unmarked or reanchored.remarked else _PLACE
        bulk_update_with_history(reanchored.changed, Quote, fields, default_user=by, default_date=at)


def _set_bylines(article: Article, bylines: Sequence[DraftByline], *, by: User | None, at: datetime) -> bool:
    """Make the story's bylines those given, in that order; says whether anything changed."""
    people = find_or_create_people((b.name for b in bylines if b.person is None), by=by, at=at, staff=True)
    wanted: list[tuple[int, str]] = []
    for byline in bylines:
        person = byline.person or people.get(byline.name.strip())
        if person is not None and (person.pk, byline.role) not in wanted:
            wanted.append((person.pk, byline.role))
    present = list(article.bylines.values_list("person_id", "role"))
    if wanted == present:
        return False
    for row in article.bylines.all():
        row._history_user, row._history_date = by, at  # type: ignore[attr-defined]
        row.delete()
    rows = [Byline(article=article, person_id=pk, role=role, position=n) for n, (pk, role) in enumerate(wanted)]
    if rows:
        bulk_create_with_history(rows, Byline, default_user=by, default_date=at)
    return True
