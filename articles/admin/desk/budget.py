"""The budget: the stories of a day or a stretch, a line each, set in place cell by cell; printed; as CSV."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import site
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from articles.admin.desk.budget_rows import CellsForm, Row, desk_people, row_of, sums_of
from articles.admin.desk.stretch import MOST_ROWS, STRETCHES, Asked, asked_of, stories_of
from articles.admin.exporting import csv_answer
from articles.admin.permissions import who
from articles.admin.story.form import zone_name
from articles.admin.story.page import story_or_404
from articles.admin.story.rows import desk_rows
from articles.admin.story.saving import version_read
from articles.admin.story.starting import start_of
from articles.editorial import EditorialError, NotAllowed, StaleVersion, add_line, plan_story
from articles.editorial.drafts import DraftByline
from articles.models import Article, Section
from articles.models.profile import account_name
from articles.models.rights import may

HEADER = (
    "Slugline", "Budget line", "Section", "By", "Planned for", "Length planned", "Words", "Art", "State", "Desk person",
)  # fmt: skip


class LineForm(CellsForm):
    """A new line: what there is to say of a story before it is written."""

    slugline = forms.CharField(max_length=120, strip=True, error_messages={"required": "A line needs a slugline."})


@require_safe
def budget(request: HttpRequest) -> HttpResponse:
    """The budget's page; `when`, `section` and `whose` narrow it, `row` opens a line's fields without a script."""
    row = request.GET.get("row", "")
    return _page(request, asked_of(request.GET), open_row=int(row) if row.isdecimal() and len(row) < 19 else None)


@require_POST
def budget_cell(request: HttpRequest, pk: int) -> HttpResponse:
    """Cells of one line, as posted: JSON for the page's script, else the page again."""
    article, at = story_or_404(who(request), str(pk)), timezone.now()
    form = CellsForm(request.POST)
    is_script = request.headers.get("X-Desk") == "cell"
    if not form.is_valid():
        return _refused(request, article, form.complaint, 422, is_script)
    cells = form.cells(article)
    article.version = version_read(article, request.POST)
    try:
        plan_story(article, cells, by=who(request), at=at)
    except StaleVersion as stale:
        return _refused(request, article, str(stale), 409, is_script)
    except EditorialError as refusal:
        status = 403 if isinstance(refusal, NotAllowed) else 422  # what a role does not allow is told to the log
        return _refused(request, article, str(refusal), status, is_script)
    if is_script:
        return JsonResponse({"said": f"{article}: saved.", **_standing(request, article)})
    messages.success(request, f"“{article}” is saved.")
    return _back(request, article)


@require_POST
def budget_add(request: HttpRequest) -> HttpResponse:
    """A new line: a draft with its slugline, budget line and planned time, one's own name on it."""
    if not may(who(request), "story.create"):
        raise PermissionDenied
    form, asked, at = LineForm(request.POST), _asked_before(request), timezone.now()
    if not form.is_valid():
        messages.error(request, form.complaint)
        return _page(request, asked, typed=request.POST, status=422)
    start = start_of(who(request), at)
    cells = form.cells()
    slugline = cells.pop("slugline", "")
    section = Section.objects.filter(pk=int(asked.section)).first() if asked.section.isdecimal() else start.section
    names = (DraftByline(person=start.person),) if start.person else ()
    try:
        line = add_line(slugline, cells, bylines=names, section=section, by=who(request), at=at)
    except EditorialError as refusal:
        messages.error(request, str(refusal))
        return _page(request, asked, typed=request.POST, status=422)
    messages.success(request, f"“{line}” is on the budget.")
    return _back(request, line)


@require_safe
def budget_export(request: HttpRequest) -> HttpResponseBase:
    """The same lines as CSV, of stories this person may export."""
    user, at = who(request), timezone.now()
    if not may(user, "story.export"):
        raise PermissionDenied
    asked = asked_of(request.GET)
    stories = [story for story in stories_of(asked, user, at)[:MOST_ROWS] if may(user, "story.export", story)]
    rows = [row_of(story, user, at) for story in stories]
    return csv_answer(f"budget-{timezone.localtime(at):%Y-%m-%d}-{asked.when}", HEADER, map(_exported, rows))


def _exported(row: Row) -> list[object]:
    article, cells = row.article, row.cells
    art = "yes" if article.lead_image_id else "no"
    states = ", ".join(chip.label for chip in row.chips)
    said = (article.slugline, cells["budget_line"].value, cells["section"].shown, row.by)
    plan = (cells["planned_at"].value.replace("T", " "), cells["planned_length"].value)
    return [*said, *plan, article.word_count, art, states, cells["assigned_to"].shown]


def _page(
    request: HttpRequest,
    asked: Asked,
    *,
    open_row: int | None = None,
    typed: QueryDict | None = None,
    status: int = 200,
) -> TemplateResponse:
    user, at = who(request), timezone.now()
    if not may(user, "story.list"):
        raise PermissionDenied
    stories = stories_of(asked, user, at)
    rows = [row_of(story, user, at) for story in stories[:MOST_ROWS]]
    hour = asked.first_hour(at)
    context = {
        **site.each_context(request),
        "title": "Budget",
        "asked": asked,
        "heading": asked.title(at),
        "at": at,
        "zone": zone_name(at),
        "stretches": STRETCHES,
        "rows": rows,
        "cut_at": MOST_ROWS if len(stories) > MOST_ROWS else 0,
        "sums": sums_of(rows),
        "sections": list(Section.objects.values_list("pk", "name")),
        "people": [(person.pk, account_name(person)) for person in desk_people()] if _assigns(rows) else [],
        "open_row": open_row,
        "typed": typed or {"planned_at": f"{timezone.localtime(hour):%Y-%m-%dT%H:%M}" if hour else ""},
        "may_create": may(user, "story.create"),
        "may_export": may(user, "story.export"),
    }
    return TemplateResponse(request, "admin/budget.html", context, status=status)


def _assigns(rows: list[Row]) -> bool:
    return any(row.cells["assigned_to"].editable for row in rows)


def _refused(request: HttpRequest, article: Article, said: str, status: int, is_script: bool) -> HttpResponse:
    """What was refused, with what stands now; without a script the page, the line open with what was typed."""
    if is_script:
        return JsonResponse({"said": said, **_standing(request, article)}, status=status)
    messages.error(request, said)
    return _page(request, _asked_before(request), open_row=article.pk, typed=request.POST, status=status)


def _standing(request: HttpRequest, article: Article) -> dict[str, Any]:
    """The line as it stands now, for the page's script; gone where this person may no longer view the story."""
    stories = desk_rows(Article.objects.viewable_by(who(request))).select_related(
        "section", "assigned_to", "lead_image"
    )
    fresh = stories.filter(pk=article.pk).first()
    if fresh is None:
        return {"gone": True}
    row = row_of(fresh, who(request), timezone.now())
    cells = {cell.name: {"shown": cell.shown, "value": cell.value} for cell in row.cells.values()}
    return {"version": fresh.version, "cells": cells}


def _asked_before(request: HttpRequest) -> Asked:
    """What the page was asked for on which the form stood."""
    return asked_of(QueryDict(request.POST.get("back", "")[:200]))


def _back(request: HttpRequest, article: Article) -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{reverse('admin:budget')}?{_asked_before(request).query}#row-{article.pk}")
