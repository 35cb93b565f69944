"""Acts on the budget: one cell of a story's line, and a new line, which is a new draft."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from articles.editorial.drafts import DraftByline, StoryDraft
from articles.editorial.errors import EditorialError
from articles.editorial.filing import file_story
from articles.editorial.kernel import require
from articles.editorial.revising import FIELDS, revise
from articles.models import Article, Section

# What a line of the budget lets somebody set. None of them releases anything.
CELLS = ("budget_line", "planned_at", "planned_length", "assigned_to", "section")


@transaction.atomic
def plan_story(article: Article, cells: Mapping[str, Any], *, by: User | None, at: datetime) -> Article:
    """Set cells of a story's line, as a save of the story with its version; returns the story as it stands then.

    Refuses as revise does (who may not edit the story, a newer version, a killed story), and besides a field that is
    no cell and a cell the person may not set: here nothing is left out in silence, the cell was all they sent.
    """
    for name in cells:
        if name not in CELLS:
            raise EditorialError("The budget does not set that.")
        right = FIELDS[name]
        if right is not None and cells[name] != getattr(article, name):
            require(by, right, article)
    return revise(article, cells, by=by, at=at, why="budget")


def add_line(
    slugline: str,
    cells: Mapping[str, Any],
    *,
    bylines: tuple[DraftByline, ...] = (),
    section: Section | None = None,
    by: User | None,
    at: datetime,
) -> Article:
    """A new line: files a draft with slugline, budget line, planned time and length, and no words yet; returns it.

    Refuses as file_story does (who may not create stories, no slugline), and a field that is no cell of the budget.
    """
    if unknown := cells.keys() - {"budget_line", "planned_at", "planned_length"}:
        raise EditorialError(f"A new line does not set this: {', '.join(sorted(unknown))}.")
    fields = {**cells, "slugline": slugline.strip()}
    return file_story(StoryDraft(body="", fields=fields, section=section, bylines=bylines), by=by, at=at)
