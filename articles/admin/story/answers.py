"""What a save made by script is answered with: the page stays as it is and takes in what the newsroom made of it."""

from __future__ import annotations

from typing import Any, cast

from django.contrib.auth.models import User
from django.forms import BoundField
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.admin.permissions import who
from articles.admin.story.byline_rows import signature
from articles.admin.story.form import StoryForm
from articles.admin.story.page import page_of, story_or_404
from articles.admin.story.saving import Saving
from articles.models import Article


def wants_answer(request: HttpRequest) -> bool:
    """Whether the page's own script asks, which stays on the page."""
    return request.headers.get("X-Desk") == "save"


def saved_answer(saving: Saving, said: list[str], *, by: User) -> JsonResponse:
    """The new version, and every field the newsroom keeps otherwise than it was posted."""
    article = cast(Article, saving.saved)
    posted = cast(QueryDict, saving.form.data)
    return JsonResponse(
        {
            "version": article.version,
            "said": said,
            "at": f"{timezone.localtime(article.updated_at):%H:%M}",
            "fields": _made_otherwise(StoryForm(instance=article, user=by), posted),
            "body": article.body if "body" in posted and article.body != posted["body"] else None,
            "bylinesWere": signature(article.bylines.all()) if not saving.leaves_bylines else None,
        }
    )


def refused_answer(saving: Saving) -> JsonResponse:
    """Why it was not saved: at its fields, or in a sentence; where somebody was quicker the page posts once more."""
    if saving.newer is not None:
        return JsonResponse({"stale": True, "version": saving.newer.version}, status=409)
    if saving.refusal is not None:
        return JsonResponse({"said": [str(saving.refusal)], "errors": {}}, status=422)
    errors = {name: " ".join(map(str, found)) for name, found in saving.form.errors.items()}
    if saving.rows is not None and not saving.rows.is_valid():
        errors["bylines"] = " ".join(_of_rows(saving.rows))
    said = "Not saved yet: look at what is marked. Nothing typed is lost."
    return JsonResponse({"said": [said], "errors": errors}, status=422)


@require_safe
def story_standing(request: HttpRequest, object_id: str) -> HttpResponse:
    """What stands around the form after a save: the facts at the top and the panel beside the text."""
    article = story_or_404(who(request), object_id)
    context = {**page_of(article, who(request), timezone.now()), "request": request}
    return JsonResponse(
        {
            "title": article.headline or article.slugline,
            "slugline": article.slugline,
            "headline": article.headline or "No headline yet",
            "facts": _rendered("_facts", context, request),
            "jumps": _rendered("_jumps", context, request),
            "aside": _rendered("_aside", context, request),
        }
    )


def _rendered(name: str, context: dict[str, Any], request: HttpRequest) -> str:
    return render_to_string(f"admin/articles/article/{name}.html", context, request)


def _made_otherwise(form: StoryForm, posted: QueryDict) -> dict[str, str]:
    offered = (form[name] for name in form.fields if name in posted and name != "body" and name not in form.locked)
    kept = {bound.name: _as_posted(bound) for bound in offered}
    return {name: value for name, value in kept.items() if value != posted.get(name, "").replace("\r\n", "\n")}


def _as_posted(bound: BoundField) -> str:
    """The value as its field would post it."""
    widget = bound.field.widget
    value = widget.format_value(bound.value())
    if isinstance(value, list):
        value = value[0] if value else ""
    return "" if value is None else str(value)


def _of_rows(rows: Any) -> list[str]:
    in_rows = [str(error) for row in rows.errors for found in row.values() for error in found]
    return [*in_rows, *map(str, rows.non_form_errors())]
