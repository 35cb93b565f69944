"""The stories related to one, at the desk: those pinned in their order, those found and why, others to look for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.admin import site
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from articles.admin.permissions import note_stuffed, who
from articles.admin.story.page import story_or_404
from articles.editorial import EditorialError, NotAllowed, move_related, pin_related, unpin_related
from articles.models import Article, Edition
from articles.models.edition import EditionQuerySet
from articles.models.rights import may

FOUND = 12
_WORDS = 6
_ACTS: dict[str, tuple[Callable[..., object], str]] = {
    "pin": (pin_related, "Pinned."),
    "up": (partial(move_related, up=True), "Moved up."),
    "down": (partial(move_related, up=False), "Moved down."),
    "unpin": (unpin_related, "No longer pinned."),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A story in a list: as readers see it now; None where they do not, and then nothing of it is said."""

    other: int
    shown: Edition | None
    why: str = ""
    # The button that was pressed last: the keyboard goes on from there.
    pressed: str = ""


@require_safe
def related(request: HttpRequest, object_id: str) -> HttpResponse:
    """What is pinned, what was found, and what the words looked for bring, each with its button."""
    article, at = _taggable(request, object_id), timezone.now()
    typed = " ".join(request.GET.get("q", "")[:100].replace("\0", "").split())
    kept = list(article.related.in_order())
    shown = _shown((row.other_id for row in kept), at)
    pressed = {request.GET.get("moved", ""): request.GET.get("by", "")}
    rows = [
        (row.pinned, Row(row.other_id, shown.get(row.other_id), row.why, pressed.get(str(row.other_id), "")))
        for row in kept
    ]
    known = {row.other_id for row in kept if row.pinned} | {article.pk}
    context = {
        **site.each_context(request),
        "title": f"Related to {article}",
        "article": article,
        "pinned": [row for pinned, row in rows if pinned],
        "found": [row for pinned, row in rows if not pinned and row.shown],
        "typed": typed,
        "looked_up": _looked_up(typed, known, at),
        "is_killed": article.state == Article.State.KILLED,
        "opts": Article._meta,
    }
    return TemplateResponse(request, "admin/articles/article/related.html", context)


@require_POST
def relate_act(request: HttpRequest, object_id: str, verb: str) -> HttpResponse:
    """Pin a story readers can see now, move a pinned one by a place, or unpin one."""
    article, at = _taggable(request, object_id), timezone.now()
    note_stuffed(request, Article, (), article.pk)
    act, done = _ACTS[verb]
    try:
        act(article, _other(request, article, at), by=who(request), at=at)
        messages.success(request, done)
    except NotAllowed:
        raise
    except EditorialError as refusal:
        messages.error(request, str(refusal))
    where = reverse("admin:articles_article_related", args=[article.pk])
    moved = urlencode({"moved": request.POST.get("other", "")[:20], "by": verb})
    return HttpResponseRedirect(f"{where}?{moved}" if verb in ("up", "down") else where)


def _taggable(request: HttpRequest, object_id: str) -> Article:
    article = story_or_404(who(request), object_id)
    if not may(who(request), "story.edit_topics_field", article):
        raise PermissionDenied
    return article


def _other(request: HttpRequest, article: Article, at: datetime) -> Article:
    """The story named: one readers can see, or one kept beside this story. Any other is like none."""
    typed = request.POST.get("other", "")
    pk = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 19 else 0
    if not _told(at).filter(article=pk).exists() and not article.related.filter(other=pk, pinned=True).exists():
        raise EditorialError("There is no such story that readers can see.")
    other = Article.objects.filter(pk=pk).first()
    if other is None:
        raise Http404("No such story.")
    return other


def _told(at: datetime) -> EditionQuerySet:
    return Edition.objects.visible(at).exclude(change=Edition.Change.RETRACTION)


def _shown(articles: Iterable[int], at: datetime) -> dict[int, Edition]:
    told = _told(at).filter(article__in=list(articles)).select_related("section")
    return {edition.article_id: edition for edition in told.defer("body", "text", "backstory")}


def _looked_up(typed: str, known: set[int], at: datetime) -> list[Row]:
    """The newest stories in whose headline every word typed stands."""
    if not typed:
        return []
    told = _told(at).exclude(article__in=known).select_related("section").defer("body", "text", "backstory")
    for word in typed.split()[:_WORDS]:
        told = told.filter(headline__icontains=word)
    return [Row(edition.article_id, edition) for edition in told.newest_first()[:FOUND]]
