"""A story as readers would see it now, in the very template of its page; and the versions it went through."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.admin import site
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db.models import Field
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.admin.permissions import who
from articles.admin.story.page import story_or_404
from articles.editorial.freezing import Release, content_of, read_copy
from articles.models import Article, Edition, Section
from articles.models.rights import may
from articles.press.chrome import dress, render_chrome
from articles.press.content import SITE_MARK, TOPICS_MARK, Note, Picture
from articles.press.render import render

RENDITIONS = ("small", "large", "card", "wide")
VERSIONS_SHOWN = 60
# Columns every save moves; the history says what else did.
_ALWAYS = {"version", "updated_at", "updated_by", "word_count"}


@require_safe
def story_preview(request: HttpRequest, object_id: str) -> HttpResponse:
    """The working copy in the readers' template: never stored, never indexed, framed by nobody but us."""
    article = story_or_404(who(request), object_id)
    banner = render_to_string("admin/articles/article/_preview_banner.html", {"article": article})
    return HttpResponse(preview_of(article, timezone.now(), banner))


def preview_of(article: Article, at: datetime, banner: str, pictures: str = "") -> bytes:
    """The page as it would be, released at that moment, with a banner at the top that says what it is.

    `pictures` is the address below which the renditions of its picture are had, where that is not their own.
    """
    first = article.first_published_at or at
    notes = tuple(
        Note(c.kind, c.get_kind_display(), c.text, c.corrected_at)
        for c in article.corrections.filter(withdrawn_at=None).order_by("corrected_at")
    )
    release = Release(at, Edition.Change.UPDATE, first, article.path or "/", None, notes=notes)
    content = content_of(read_copy(article), release)
    if pictures and content.picture:
        content = replace(content, picture=_below(content.picture, pictures))
    rendered = render(content)
    nav = tuple((s.name, s.get_absolute_url()) for s in Section.objects.in_navigation())
    head = f'{rendered.head}<link rel="stylesheet" href="{settings.STATIC_URL}desk/preview.css">'
    page = banner + rendered.page.replace(TOPICS_MARK, article.topic_links)
    return dress(render_chrome(nav), head.replace(SITE_MARK, settings.SITE_URL), page)


def _below(picture: Picture, address: str) -> Picture:
    small, large, card, wide = (f"{address}{form}/" for form in RENDITIONS)
    return replace(picture, small=small, large=large, card=card, wide=wide)


@require_safe
def story_history(request: HttpRequest, object_id: str) -> HttpResponse:
    """Every saved version, the newest first: who, when, why, and what changed."""
    article = story_or_404(who(request), object_id)
    if not may(who(request), "story.view_history", article):
        raise PermissionDenied
    context = {
        **site.each_context(request),
        "title": f"History of {article}",
        "article": article,
        "versions": versions_of(article),
        "opts": Article._meta,
    }
    return TemplateResponse(request, "admin/articles/article/history.html", context)


def versions_of(article: Article) -> list[dict[str, Any]]:
    """The versions as the history shows them."""
    rows = list(article.history.select_related("history_user")[: VERSIONS_SHOWN + 1])
    return [
        {
            "version": row.version,
            "at": row.history_date,
            "by": row.history_user,
            "why": row.history_change_reason or "saved",
            "changes": _changes(row, older),
        }
        for row, older in zip(rows, [*rows[1:], None], strict=True)
    ][:VERSIONS_SHOWN]


def _changes(row: Any, older: Any) -> list[tuple[str, str, str]]:
    """Fields that differ from the version before: name, then and now; long texts by their number of words."""
    if older is None:
        return []
    found = []
    for field in row.tracked_fields:
        if field.name in _ALWAYS:
            continue
        if getattr(older, field.attname) != getattr(row, field.attname):
            found.append((str(field.verbose_name), _short(field, older), _short(field, row)))
    return found


def _short(field: Field, row: Any) -> str:
    try:
        value = getattr(row, field.name)
    except ObjectDoesNotExist:
        return "(gone)"
    if field.name == "body":
        return f"{len(str(value).split()):,} words with markup"
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%-d %b %Y %H:%M}"
    text = "" if value is None else str(value)
    return text if len(text) <= 160 else f"{text[:159]}…"
