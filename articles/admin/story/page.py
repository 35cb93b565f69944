"""One story at the desk: the row as this person may open it, and all that its page shows beside the form."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Prefetch
from django.http import Http404
from django.urls import reverse

from articles.admin.quotes.rows import Row, dismissed_of, labels_of, rows_of, thresholds_of, with_evidence
from articles.admin.story.byline_rows import signature
from articles.admin.story.form import locked_fields, zone_name
from articles.admin.story.release_card import releases_of
from articles.admin.story.rows import chips, hold_name
from articles.admin.story.steps import way_of
from articles.admin.story.talk import thread_of
from articles.advice import gate
from articles.models import Article, Byline, Quote, Tagging
from articles.models.profile import account_name
from articles.models.rights import may

State = Article.State


def story_or_404(user: User, pk: str) -> Article:
    """The story, if this person may open it; a story that may not be opened answers like one that is not there."""
    if not pk.isdigit() or len(pk) > 18:
        raise Http404("No such story.")
    stories = Article.objects.viewable_by(user).select_related(
        "section",
        "lead_image",
        "updated_by",
        "created_by",
        "assigned_to",
        "approved_by",
        "held_by",
        "proposed_by",
    )
    bylines = Prefetch("bylines", Byline.objects.select_related("person"))
    try:
        # Not first(): to put one row in order, each of all these columns is weighed while the statement is made.
        return stories.prefetch_related(bylines).get(pk=int(pk))
    except Article.DoesNotExist:
        raise Http404("No such story.") from None


def story_url(article: Article) -> str:
    """The story's page at the desk."""
    return reverse("admin:articles_article_change", args=[article.pk])


def may_edit(user: User, article: Article) -> bool:
    """Whether the form is offered; the act of revising decides."""
    if article.state == State.KILLED:
        return False
    return may(user, "story.edit_published" if article.state == State.PUBLISHED else "story.edit_draft", article)


def page_of(article: Article, user: User, at: datetime) -> dict[str, Any]:
    """What the story's page shows beside the form."""
    aside = aside_of(article, user, at)
    releases = aside["releases"]
    return {
        "article": article,
        "chips": chips(article, at, is_retracted=bool(releases and releases.is_retracted)),
        "editable": may_edit(user, article),
        "locked": locked_fields(user, article),
        "zone": zone_name(at),
        "desk_person": account_name(article.assigned_to) if article.assigned_to else "",
        "saved_by": account_name(article.updated_by) if article.updated_by else "",
        "hold_name": hold_name(article),
        "may_share": may(user, "preview_link.create", article) and article.state != State.KILLED,
        "may_see_history": may(user, "story.view_history", article),
        "live_path": releases.live_path if releases else None,
        "bylines_were": signature(article.bylines.all()),
        **aside,
    }


def aside_of(article: Article, user: User, at: datetime) -> dict[str, Any]:
    """What changes with every act, without the form being loaded again: steps, gate, quotes, topics, notes."""
    may_verify = article.state != State.KILLED and may(user, "quote.edit", article)
    rows_read = article.quotes.select_related("speaker").order_by("position", "pk")
    quotes = list(with_evidence(rows_read) if may_verify else rows_read)
    taggings = list(article.taggings.select_related("topic").exclude(status=Tagging.Status.REJECTED))
    rows = rows_of(quotes)
    chosen = [t for t in taggings if t.status == Tagging.Status.CHOSEN]
    copy = _copy_of(article, quotes, rows, topics=len(chosen))
    open_story = article.state != State.KILLED
    releases = releases_of(article, user, at)
    return {
        "article": article,
        "releases": releases,
        "way": way_of(article, user, at, releases),
        "zone": zone_name(at),
        **gate_of(copy, at, is_checked=_is_to_come(article)),
        "quotes": rows,
        "waiting": sum(row.quote.status == Quote.Status.PROPOSED for row in rows),
        "drifted": [row.quote for row in rows if row.steps],
        "dismissed": dismissed_of(quotes),
        "thresholds": thresholds_of(quotes),
        "labels": labels_of(quotes),
        "may_settle": open_story and may(user, "quote.confirm_speaker", article),
        "may_verify": may_verify,
        "verifications": [choice for choice in Quote.Verification.choices if choice[0]],
        "chosen": chosen,
        "proposed": [t for t in taggings if t.status == Tagging.Status.PROPOSED],
        "may_tag": open_story and may(user, "story.edit_topics_field", article),
        "thread": thread_of(article, user),
        "hold_kinds": Article.HoldKind.choices,
    }


def gate_here(article: Article, at: datetime) -> dict[str, Any]:
    """The gate's card of a story shown without its panel."""
    quotes = list(article.quotes.select_related("speaker").order_by("position", "pk"))
    topics = article.taggings.filter(status=Tagging.Status.CHOSEN).count()
    return gate_of(_copy_of(article, quotes, rows_of(quotes), topics=topics), at, is_checked=_is_to_come(article))


def _copy_of(article: Article, quotes: Sequence[Quote], rows: Sequence[Row], *, topics: int) -> gate.Copy:
    """The story as the gate reads it, of rows read already."""
    return gate.Copy(
        article,
        list(article.bylines.all()),
        [quote for quote in quotes if quote.position is not None],
        topics=topics,
        with_role=frozenset(row.quote.public_id for row in rows if row.on_record),
        dismissed=[quote.words for quote in quotes if quote.status == Quote.Status.DISMISSED],
    )


def gate_of(copy: gate.Copy, at: datetime, *, is_checked: bool) -> dict[str, Any]:
    """The gate's card: what keeps the story from readers, and what to look at before."""
    found = gate.findings_of(copy, at) if is_checked else ()
    return {
        "gate_checked": is_checked,
        "findings": [one for one in found if one.severity != gate.Severity.WARNING],
        "warnings": [one for one in found if one.severity == gate.Severity.WARNING],
    }


def _is_to_come(article: Article) -> bool:
    """Whether readers have not seen the story as it stands: not released yet, or changed since it was."""
    if article.state == State.PUBLISHED:
        return article.publish_at is not None and article.updated_at > article.publish_at
    return article.state != State.KILLED
