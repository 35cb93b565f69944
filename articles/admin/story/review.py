"""Reading a story for a second time: what changed since it was approved or went live, the gate's list, the decision."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.admin import site
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.admin.permissions import who
from articles.admin.story.form import zone_name
from articles.admin.story.page import gate_here, may_edit, story_or_404
from articles.admin.story.release_card import releases_of
from articles.admin.story.rows import chips
from articles.admin.story.steps import AS_KIND, way_of
from articles.advice.comparing import compare_versions, label_of
from articles.advice.versions import LIVE, NOW, Version, find_version
from articles.models import Article, Edition
from articles.models.profile import account_name
from articles.models.rights import may
from articles.parsing.bodydiff import stretches

State = Article.State
# What the whole text shows already.
_READ_ABOVE = frozenset({"slugline", "headline", "dek", "kicker", "byline_override"})


@require_safe
def story_review(request: HttpRequest, object_id: str) -> HttpResponse:
    """The story to be read by a second person: the changes, or the whole of it where nobody has read it before."""
    article, at = story_or_404(who(request), object_id), timezone.now()
    if not may(who(request), "story.view_history", article):
        raise PermissionDenied
    releases = releases_of(article, who(request), at)
    context = {
        **site.each_context(request),
        "title": f"Review of {article}",
        "opts": Article._meta,
        "article": article,
        "chips": chips(article, at, is_retracted=bool(releases and releases.is_retracted)),
        "releases": releases,
        "live_path": releases.live_path if releases else None,
        "way": way_of(article, who(request), at, releases),
        "zone": zone_name(at),
        "editable": may_edit(who(request), article),
        "is_review": True,
        **_read(article, at),
        **_asked(article),
        **gate_here(article, at),
    }
    return TemplateResponse(request, "admin/articles/article/review.html", context)


def _read(article: Article, at: datetime) -> dict[str, Any]:
    """What is to be read: the changes from what was read before, else the text as it stands."""
    now = find_version(article, NOW, at)
    before = _read_before(article, at)
    if before is None or now is None:
        told = now.fields.items() if now else ()
        facts = [(label_of(name), words) for name, words in told if words and name not in _READ_ABOVE]
        return {"now": now, "before": None, "facts": facts}
    comparison = compare_versions(before, now)
    return {"now": now, "before": before, "comparison": comparison, "stretches": stretches(comparison.body)}


def _read_before(article: Article, at: datetime) -> Version | None:
    """What readers see of a live story; of another the version last approved."""
    if article.state == State.PUBLISHED and article.was_seen_by_readers(at):
        return find_version(article, LIVE, at)
    return find_version(article, str(article.approved_version), at) if article.approved_version else None


def _asked(article: Article) -> dict[str, Any]:
    """The release that was asked for, and whether the copy was changed since."""
    if not article.proposed_change:
        return {}
    asked = article.history.filter(proposed_at=article.proposed_at).order_by("history_id").first()
    return {
        "asked": {
            "by": account_name(article.proposed_by) if article.proposed_by else "the shell",
            "kind": AS_KIND[Edition.Change(article.proposed_change)],
            "text": article.proposed_note,
            "at": article.proposed_at,
            "version": asked.version if asked and asked.version < article.version else None,
        }
    }
