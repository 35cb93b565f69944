"""The log of what we got wrong: every correction of a story that can be read, the newest first."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from articles.models import Correction, Edition
from articles.press.moments import stamp
from articles.reader.cursor import Order, list_page
from articles.reader.pages import page

CORRECTED = Order("corrected_at", "id")
_STORY = "article__editions__"


@require_safe
def correction_list(request: HttpRequest) -> HttpResponseBase:
    at = timezone.now()
    columns = (
        "kind",
        "text",
        "withdrawn_at",
        "withdrawn_reason",
        "before",
        "before__number",
        f"{_STORY}path",
        f"{_STORY}headline",
    )
    corrections = list_page(Correction.objects.visible(at), request, at, *columns, order=CORRECTED)
    befores = [row["before"] for row in corrections.rows]
    still_told = set(Edition.objects.still_told(at).filter(pk__in=befores).values_list("pk", flat=True))
    for row in corrections.rows:
        row |= {"label": Correction.Kind(row["kind"]).label, "path": row[f"{_STORY}path"]}
        row |= {"headline": row[f"{_STORY}headline"], "when": mark_safe(stamp(row["corrected_at"]))}
        row["has_before"] = row["before"] in still_told
    about = {"title": "Corrections", "description": "What we got wrong, what is right, and when we said so."}
    return page(request, "articles/correction_list.html", {"corrections": corrections}, feed="/corrections/", **about)
