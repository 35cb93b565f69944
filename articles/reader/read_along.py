"""What belongs to each story of a list, read in the list's own statement: its names, topics and notes as JSON rows."""

from __future__ import annotations

import json
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from articles.models import Correction, EditionByline, Tagging
from articles.models.json_rows import JsonRows
from articles.reader.subjects import CHOSEN


def authors_read_along() -> Subquery:
    """Rows of (position, name, slug of whoever bears it today, role, title)."""
    slug = Coalesce("person__merged_into__slug", "person__slug")
    names = EditionByline.objects.filter(edition=OuterRef("pk"))
    return _rows(names, "edition", "position", "name", slug, "role", "title")


def topics_read_along() -> Subquery:
    """Rows of (name, slug, code)."""
    chosen = Tagging.objects.filter(article=OuterRef("article"), status=CHOSEN)
    return _rows(chosen, "article", "topic__name", "topic__slug", "topic__code")


def notes_read_along() -> Subquery:
    """Rows of (when, kind, text): the corrections that the edition bears."""
    told = Correction.objects.filter(article=OuterRef("article"), after__number__lte=OuterRef("number"))
    return _rows(told.filter(withdrawn_at=None), "article", "corrected_at", "kind", "text")


def rows_of(read: str | None) -> list[list[Any]]:
    """The rows that were read along, in their order."""
    return sorted(json.loads(read)) if read else []


def _rows(found: QuerySet, group: str, *columns: Any) -> Subquery:
    return Subquery(found.order_by().values(group).annotate(rows=JsonRows(*columns)).values("rows"))
