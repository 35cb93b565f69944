"""Preview links of a story: made, shown once, listed, taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.admin import site
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from articles.admin.moments import moment_words
from articles.admin.permissions import who
from articles.admin.story.page import story_or_404
from articles.editorial import EditorialError, make_preview_link, revoke_preview_link
from articles.editorial.previewing import MOST_DAYS, USUAL_DAYS
from articles.models import Article, PreviewLink
from articles.models.preview_link import releases_of
from articles.models.profile import account_name
from articles.models.rights import may

SHOWN = 100


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link as the list shows it; `ended` says why it shows nothing any more, "" while it does."""

    link: PreviewLink
    made_by: str
    ends: str
    ended: str


@require_http_methods(["GET", "HEAD", "POST"])
def previews(request: HttpRequest, object_id: str) -> HttpResponse:
    """The story's links and a form for another; posted, the new one's address, shown this once."""
    article, at = _shareable(request, object_id), timezone.now()
    if request.method != "POST":
        return _page(request, article, at)
    try:
        link, token = make_preview_link(
            article,
            label=request.POST.get("label", ""),
            days=_days(request.POST.get("days", "")),
            confirm_embargo=request.POST.get("confirm") == "yes",
            by=who(request),
            at=at,
        )
    except EditorialError as refusal:
        messages.error(request, str(refusal))
        return _page(request, article, at, status=422, typed=request.POST)
    address = request.build_absolute_uri(reverse("guests:preview", args=[token]))
    made = {"address": address, "ends": moment_words(link.expires_at), "link": link}
    return _page(request, article, at, made=made)


@require_POST
def revoke(request: HttpRequest, object_id: str, pk: int) -> HttpResponse:
    """Take one of the story's links back."""
    article = _shareable(request, object_id)
    link = article.preview_links.filter(pk=pk).first()
    if link is None:
        raise Http404("No such link.")
    try:
        revoke_preview_link(link, by=who(request), at=timezone.now())
        messages.success(request, f"The link for {link.label} is taken back.")
    except EditorialError as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(reverse("admin:articles_article_previews", args=[article.pk]))


def _shareable(request: HttpRequest, object_id: str) -> Article:
    article = story_or_404(who(request), object_id)
    if not may(who(request), "preview_link.create", article):
        raise PermissionDenied
    return article


def _days(typed: str) -> int:
    """The number of days; nonsense is none, which the act refuses."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 4 else 0


def _rows(article: Article, at: datetime) -> list[LinkRow]:
    """The links, the newest first; of accounts that made several the rights are asked once."""
    links = article.preview_links.select_related("created_by").order_by("-created_at", "-pk")[:SHOWN]
    makers: dict[int | None, User | None] = {}
    releases, rows = releases_of(article, at), []
    for link in links:
        link.article = article
        link.created_by = makers.setdefault(link.created_by_id, link.created_by)
        made_by = account_name(link.created_by) if link.created_by else "an account since deleted"
        rows.append(LinkRow(link, made_by, moment_words(link.expires_at), link.ended(at, releases)))
    return rows


def _page(
    request: HttpRequest,
    article: Article,
    at: datetime,
    *,
    status: int = 200,
    made: dict[str, Any] | None = None,
    typed: Any = None,
) -> TemplateResponse:
    context = {
        **site.each_context(request),
        "title": f"Preview links of {article}",
        "article": article,
        "rows": _rows(article, at),
        "made": made,
        "typed": typed or {},
        "embargo": moment_words(article.embargo_until) if article.is_embargoed(at) else "",
        "is_killed": article.state == Article.State.KILLED,
        "days": [(n, n == USUAL_DAYS) for n in range(1, MOST_DAYS + 1)],
        "opts": Article._meta,
    }
    return TemplateResponse(request, "admin/articles/article/previews.html", context, status=status)
