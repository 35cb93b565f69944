"""The report on whom the newsroom quotes, for who may see reports: all sections, or those of their desk."""

from __future__ import annotations

import csv
from datetime import datetime, time, timedelta
from typing import Any

import django_filters
from django import forms
from django.contrib.admin import site
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.admin.permissions import who
from articles.admin.reports.charts import bars, columns
from articles.advice.voices import report_on, voices
from articles.models import EditionQuote, Section, Tagging, Topic
from articles.models.rights import reach, sections_of

_IN_CSV = 10_000
# What a spreadsheet would take for a formula (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class DayInput(forms.DateInput):
    input_type = "date"


class ReportFilter(django_filters.FilterSet):
    """By the day of first publication, section and topic."""

    since = django_filters.DateFilter(label="From", method="from_day", widget=DayInput())
    until = django_filters.DateFilter(label="To", method="to_day", widget=DayInput())
    section = django_filters.ModelChoiceFilter(
        queryset=Section.objects.all(), field_name="edition__section", label="Section"
    )
    topic = django_filters.ModelChoiceFilter(
        queryset=Topic.objects.in_use(), method="on_topic", widget=forms.HiddenInput(), label="Topic"
    )

    def from_day(self, rows: QuerySet, name: str, day: Any) -> QuerySet:
        return rows.filter(first_published_at__gte=_start_of(day))

    def to_day(self, rows: QuerySet, name: str, day: Any) -> QuerySet:
        return rows.filter(first_published_at__lt=_start_of(day + timedelta(days=1)))

    def on_topic(self, rows: QuerySet, name: str, topic: Topic) -> QuerySet:
        tagged = Tagging.objects.filter(article=OuterRef("edition__article"), topic=topic, status=Tagging.Status.CHOSEN)
        return rows.filter(Exists(tagged))


@require_safe
def quoted(request: HttpRequest) -> HttpResponse:
    """The report as a page, or, with `format=csv`, everybody quoted as a table for a spreadsheet."""
    at = timezone.now()
    asked = ReportFilter(request.GET, queryset=_rows(who(request), at))
    if not asked.is_valid():
        return _page(request, {"asked": asked}, status=400)
    if request.GET.get("format") == "csv":
        return _as_csv(asked.qs)
    report = report_on(asked.qs, at=at)
    charts = {
        "top_chart": bars("Quotes by speaker", [(one.name, one.number) for one in report.top]),
        "organisations_chart": bars("Quotes by organisation", [(one.name, one.number) for one in report.organisations]),
        "verified_chart": bars("Quotes by how they were checked", [(one.name, one.number) for one in report.verified]),
        "months_chart": columns(
            "People quoted by month, first-time voices among them",
            [(f"{one.month:%b %y}", one.voices, one.first_time) for one in report.months],
        ),
    }
    kept = request.GET.copy()
    kept["format"] = "csv"
    topic = asked.form.cleaned_data.get("topic")
    return _page(request, {"asked": asked, "report": report, "topic": topic, "csv": kept.urlencode(), **charts})


def _rows(user: Any, at: datetime) -> QuerySet[EditionQuote]:
    """Quotes readers can see, of the sections this person may see reports on."""
    how_far = reach(user, "report.view")
    if not how_far:
        raise PermissionDenied
    rows = EditionQuote.objects.visible(at)
    return rows if "allow" in how_far else rows.filter(edition__section__in=sections_of(user))


def _as_csv(rows: QuerySet[EditionQuote]) -> HttpResponse:
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="whom-we-quote.csv"'
    response["Cache-Control"] = "private, no-store"
    table = csv.writer(response)
    table.writerow(["Speaker", "Quotes", "Stories"])
    for one in voices(rows, limit=_IN_CSV):
        table.writerow([f"'{one.name}" if one.name.startswith(_FORMULA) else one.name, one.number, one.stories])
    return response


def _start_of(day: Any) -> datetime:
    return datetime.combine(day, time.min, tzinfo=timezone.get_default_timezone())


def _page(request: HttpRequest, context: dict[str, Any], status: int = 200) -> TemplateResponse:
    context = {**site.each_context(request), "title": "Whom we quote", **context}
    return TemplateResponse(request, "admin/reports/quotes.html", context, status=status)
