"""The versions a story went through: the list of them, and any two held against each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.contrib.admin import site
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.admin.permissions import who
from articles.admin.story.page import may_edit, story_or_404
from articles.admin.story.rows import clock
from articles.admin.verbs import said
from articles.advice.comparing import changed_columns, compare_versions, in_words, label_of
from articles.advice.releases import edition_released
from articles.advice.versions import LIVE, NOW, find_version
from articles.models import Article, Byline, Edition
from articles.models.profile import account_name
from articles.models.rights import may
from articles.parsing.bodydiff import changed_blocks, stretches

SHOWN = 40
_HEAVY = ("body", "text", "names")


@dataclass(frozen=True, slots=True)
class Line:
    """A version in the list: who saved it, when and why, what it changed, and the edition made of it, if any.

    `state` is the one it moved the story to, "" where the story stayed in its state.
    `is_small`: it moved the story's state and none of its words.
    """

    version: int
    at: datetime
    by: str
    why: str
    state: str
    changed: str
    edition: str
    is_small: bool


@require_safe
def story_history(request: HttpRequest, object_id: str) -> HttpResponse:
    """Every saved version by day, the newest first, in pages by cursor: a fixed number of queries each."""
    article, at = _story(request, object_id), timezone.now()
    said = request.GET.get("before", "")
    before = int(said) if said.isascii() and said.isdigit() and len(said) < 18 else None
    lines, onward = versions_of(article, at, before)
    context = {
        "title": f"History of {article}",
        "days": [(day, list(group)) for day, group in groupby(lines, key=_day)],
        "onward": onward,
        "is_first_page": before is None,
        "is_live": article.state == Article.State.PUBLISHED and article.was_seen_by_readers(at),
        "may_restore": may_edit(who(request), article) and may(who(request), "story.revert_to_edition", article),
    }
    return _respond(request, "admin/articles/article/history.html", article, context)


@require_safe
def story_compare(request: HttpRequest, object_id: str) -> HttpResponse:
    """Two versions, what readers see or the working copy, against each other: text by paragraph, all else by field.

    Without any named: what readers see, or the version before, against the working copy.
    """
    article, at = _story(request, object_id), timezone.now()
    is_live = article.state == Article.State.PUBLISHED and article.was_seen_by_readers(at)
    usual = LIVE if is_live else str(max(article.version - 1, 1))
    before = find_version(article, request.GET.get("a", "") or usual, at)
    after = find_version(article, request.GET.get("b", "") or NOW, at)
    if before is None or after is None:
        raise Http404("The story has no such version.")
    comparison = compare_versions(before, after)
    context = {
        "title": f"Changes in {article}",
        "before": before,
        "after": after,
        "comparison": comparison,
        "stretches": stretches(comparison.body),
    }
    return _respond(request, "admin/articles/article/compare.html", article, context)


def versions_of(article: Article, at: datetime, before: int | None = None) -> tuple[list[Line], int | None]:
    """A page of versions older than the cursor, and the cursor that leads on, if there are more."""
    rows = article.history.select_related("history_user").order_by("-history_id")
    if before is not None:
        rows = rows.filter(history_id__lt=before)
    read = list(rows[: SHOWN + 1])
    shown = read[:SHOWN]
    renamed = _moments_of_bylines(article, read)
    editions = {edition.number: edition for edition in article.editions.defer(*_HEAVY)}
    older: Sequence[Any] = [*read[1:], None][: len(shown)]
    lines = [_line(row, was, renamed, editions, at) for row, was in zip(shown, older, strict=True)]
    return lines, shown[-1].history_id if len(read) > SHOWN else None


def _line(row: Any, older: Any | None, renamed: Sequence[datetime], editions: dict[int, Edition], at: datetime) -> Line:
    labels, paragraphs = [], 0
    if older is not None:
        labels = [label_of(name) for name in changed_columns(older, row)]
        paragraphs = changed_blocks(older.body, row.body)
        if any(older.history_date < moment <= row.history_date for moment in renamed):
            labels.append("Byline")
    edition = editions.get(edition_released(row) or 0)
    changed = in_words(paragraphs, labels)
    return Line(
        version=row.version,
        at=row.history_date,
        by=account_name(row.history_user),
        why=said(row.history_change_reason or "saved"),
        state=row.get_state_display().lower() if older is None or older.state != row.state else "",
        changed=f"{changed[0].upper()}{changed[1:]}" if changed else "",
        edition=_edition(edition, at) if edition else "",
        is_small=older is not None and not changed and edition is None,
    )


def _edition(edition: Edition, at: datetime) -> str:
    """An edition as the list of versions marks it."""
    is_first = edition.number == 1 or edition.published_at == edition.first_published_at
    kind = "first published" if is_first else edition.get_change_display().lower()
    moment = clock(edition.published_at, at)
    if edition.superseded_at == edition.published_at:
        return f"Edition {edition.number} · {kind} · taken back before {moment}"
    if edition.published_at > at:
        return f"Edition {edition.number} · {kind} · planned for {moment}"
    until = "" if edition.superseded_at > at else f" to {clock(edition.superseded_at, at)}"
    return f"Edition {edition.number} · {kind} · {'live since' if not until else 'live'} {moment}{until}"


def _moments_of_bylines(article: Article, rows: Sequence[Any]) -> list[datetime]:
    """When the byline changed, within the time of these versions."""
    if len(rows) < 2:
        return []
    changes = Byline.history.filter(  # type: ignore[attr-defined]
        article=article.pk, history_date__gt=rows[-1].history_date, history_date__lte=rows[0].history_date
    )
    return list(changes.order_by().values_list("history_date", flat=True).distinct())


def _day(line: Line) -> date:
    return timezone.localtime(line.at).date()


def _story(request: HttpRequest, object_id: str) -> Article:
    article = story_or_404(who(request), object_id)
    if not may(who(request), "story.view_history", article):
        raise PermissionDenied
    return article


def _respond(request: HttpRequest, template: str, article: Article, context: dict[str, Any]) -> HttpResponse:
    shared = {**site.each_context(request), "article": article, "opts": Article._meta}
    return TemplateResponse(request, template, {**shared, **context})
