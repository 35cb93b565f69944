"""A story as readers would see it now, in the very template of its page."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.admin.permissions import who
from articles.admin.story.page import story_or_404
from articles.editorial.freezing import Release, preview, read_copy
from articles.models import Article, Edition, Section
from articles.press.chrome import dress, render_chrome
from articles.press.content import SITE_MARK, Picture, with_live
from articles.press.editions import note_of
from articles.press.render import render


@require_safe
def story_preview(request: HttpRequest, object_id: str) -> HttpResponse:
    """The working copy in the readers' template: never stored, never indexed, framed by nobody but us."""
    article = story_or_404(who(request), object_id)
    banner = render_to_string("admin/articles/article/_preview_banner.html", {"article": article})
    return HttpResponse(preview_of(article, timezone.now(), banner))


def preview_of(article: Article, at: datetime, banner: str, pictures: str = "") -> bytes:
    """The page as it would be, released at that moment, with a banner at the top that says what it is.

    `pictures` is the address below which the renditions of its pictures are had, where that is not their own.
    """
    first = article.first_published_at or at
    told = article.corrections.filter(withdrawn_at=None).order_by("corrected_at")
    notes = tuple(note_of(correction) for correction in told)
    release = Release(at, Edition.Change.UPDATE, first, article.path or "/", None, notes=notes)
    content = preview(read_copy(article), release)
    if pictures:
        content = replace(
            content,
            picture=_below(content.picture, pictures) if content.picture else None,
            pictures=tuple(_below(picture, pictures) for picture in content.pictures),
        )
    rendered = render(content)
    nav = tuple((s.name, s.get_absolute_url()) for s in Section.objects.in_navigation())
    head, page = with_live(rendered.head, rendered.page, article.topic_links)
    head = f'{head}<link rel="stylesheet" href="{settings.STATIC_URL}desk/preview.css">'
    return dress(render_chrome(nav), head.replace(SITE_MARK, settings.SITE_URL), banner + page)


def _below(picture: Picture, address: str) -> Picture:
    stem = picture.base.rstrip("/").rpartition("/")[2]
    return replace(picture, base=f"{address}{stem}/")
