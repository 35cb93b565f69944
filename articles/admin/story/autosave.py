"""The form as somebody types it, kept at the desk between two saves; and what is given back when it opens again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, JsonResponse, QueryDict
from django.utils import timezone
from django.views.decorators.http import require_POST

from articles.admin.permissions import who
from articles.admin.story.saving import is_of_somebody_else, version_of
from articles.editorial import EditorialError, NotAllowed, drop_autosave, keep_autosave
from articles.editorial.autosaving import story_key
from articles.models import Article, Autosave
from articles.models.rights import may

# What a form posts besides the words of the story.
_NOT_WORDS = {"csrfmiddlewaretoken", "account", "draft_key", "accepted", "discard"}
UNFILED_SHOWN = 5


@require_POST
def story_autosave(request: HttpRequest, object_id: str) -> JsonResponse:
    """Keep the form of a filed story as it is typed; with `discard` posted, forget it."""
    if not object_id.isdigit() or len(object_id) > 18:
        raise Http404("No such story.")
    return _keep(request, int(object_id), story_key(int(object_id)))


@require_POST
def unfiled_autosave(request: HttpRequest) -> JsonResponse:
    """The same for a story not filed yet, under the key its page made."""
    return _keep(request, None, request.POST.get("draft_key", ""))


def kept_for(article: Article, user: User) -> dict[str, Any] | None:
    """What this person typed into the story and did not save, as the page carries it; one query."""
    row = Autosave.objects.filter(user=user, key=story_key(article.pk)).first()
    return _carried(row) if row else None


def unfiled_of(user: User, at: datetime) -> list[dict[str, Any]]:
    """Stories this person began and did not file, the newest first; none for who may not file stories."""
    if not may(user, "story.create"):
        return []
    rows = Autosave.objects.filter(user=user, article=None, key__startswith="new-").order_by("-saved_at")
    return [{**_carried(row), "key": row.key} for row in rows[:UNFILED_SHOWN]]


def drop_after_filing(posted: QueryDict, user: User) -> None:
    """A story now filed has no words left to keep."""
    key = posted.get("draft_key", "")
    if key:
        drop_autosave(key, by=user)


def milliseconds(moment: datetime) -> int:
    """A moment as scripts count time."""
    return round(moment.timestamp() * 1000)


def _keep(request: HttpRequest, story: int | None, key: str) -> JsonResponse:
    user, at = who(request), timezone.now()
    if is_of_somebody_else(request.POST, user):
        return JsonResponse({"said": "Somebody else is signed in now: nothing was kept under that name."}, status=409)
    if "discard" in request.POST:
        drop_autosave(key, by=user)
        return JsonResponse({"discarded": True})
    posted = {name: values for name, values in request.POST.lists() if name not in _NOT_WORDS}
    try:
        version = keep_autosave(posted, story=story, key=key, version=version_of(request.POST), by=user, at=at)
    except Article.DoesNotExist as missing:
        raise Http404("No such story.") from missing
    except EditorialError as refusal:
        return JsonResponse({"said": str(refusal)}, status=403 if isinstance(refusal, NotAllowed) else 422)
    return JsonResponse({"kept": f"{timezone.localtime(at):%H:%M}", "at": milliseconds(at), "version": version})


def _carried(row: Autosave) -> dict[str, Any]:
    return {
        "version": row.version,
        "at": milliseconds(row.saved_at),
        "said": f"{timezone.localtime(row.saved_at):%-d %B at %H:%M}",
        "fields": row.posted,
    }
