"""Lines of the budget: what each cell shows and holds, which of them this person may set, and what they sum up to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.html import format_html

from articles.admin.moments import MomentField, to_the_minute
from articles.admin.story.page import may_edit
from articles.admin.story.rows import Chip, chips, clock, names_of
from articles.editorial.budgeting import CELLS
from articles.models import Article, Section
from articles.models.profile import account_name
from articles.models.rights import ROLES, may
from articles.press.editions import thumbnail_address

LABELS = {
    "slugline": "Slugline",
    "budget_line": "Budget line",
    "planned_at": "Planned for",
    "planned_length": "Length planned",
    "assigned_to": "Desk person",
    "section": "Section",
}
MOST_PLANNED = 100_000


@dataclass(frozen=True, slots=True)
class Cell:
    """One field of a line: what a person reads, what the field holds, and whether they may set it."""

    name: str
    label: str
    shown: str
    value: str
    editable: bool
    of: str

    @property
    def html(self) -> str:
        """The cell as the page has it, a button where it can be set; made here, a sheet has some thousand of them."""
        if not self.editable:
            return format_html(
                '<span class="cell-shown" data-cell="{}" data-value="{}">{}</span>',
                self.name,
                self.value,
                self.shown or "—",
            )
        return format_html(
            '<button type="button" class="cell" data-go data-cell="{}" data-value="{}" aria-label="{} of {}: {}">{}'
            "</button>",
            self.name,
            self.value,
            self.label,
            self.of,
            self.shown or "empty",
            self.shown,
        )


@dataclass(frozen=True, slots=True)
class Row:
    """One story of the budget."""

    article: Article
    cells: dict[str, Cell]
    by: str
    chips: list[Chip]
    art: str
    late: bool

    @property
    def editable(self) -> bool:
        return any(cell.editable for cell in self.cells.values())


class CellsForm(forms.Form):
    """What is typed into cells: those posted are read, each by the rule of its field."""

    budget_line = forms.CharField(max_length=300, required=False)
    planned_at = MomentField(required=False)
    planned_length = forms.IntegerField(min_value=1, max_value=MOST_PLANNED, required=False)
    assigned_to = forms.ModelChoiceField(User.objects.none(), required=False, empty_label="Nobody")
    section = forms.ModelChoiceField(Section.objects.all(), required=False, empty_label="No section")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assigned_to"].queryset = desk_people()  # type: ignore[attr-defined]
        for name in [name for name in self.fields if self.is_bound and name not in self.data]:
            del self.fields[name]

    def clean_budget_line(self) -> str:
        """One line: a break typed or pasted is a blank."""
        return " ".join(self.cleaned_data["budget_line"].split())

    def cells(self, article: Article | None = None) -> dict[str, Any]:
        """The values, by cell. A moment the story has already is left as it is: the field holds whole minutes."""
        values = dict(self.cleaned_data)
        before = article.planned_at if article else None
        if before is not None and values.get("planned_at") == to_the_minute(before):
            values["planned_at"] = before
        return values

    @property
    def complaint(self) -> str:
        """What is wrong, in one line."""
        return " ".join(f"{LABELS[name]}: {error}" for name, errors in self.errors.items() for error in errors)


def desk_people() -> Any:
    """Accounts a story can be given to."""
    return User.objects.filter(is_active=True, groups__name__in=ROLES).distinct().order_by("username")


def row_of(article: Article, user: User, at: datetime) -> Row:
    """The story's line, as this person may set it. Asks nothing of the database for a story read by stories_of."""
    may_set = may_edit(user, article)
    may_assign = may_set and may(user, "workflow.assign", article)
    cells = {}
    for name in CELLS:
        shown, value = _said(article, name, at)
        cells[name] = Cell(
            name, LABELS[name], shown, value, may_assign if name == "assigned_to" else may_set, article.slugline
        )
    planned = article.planned_at
    late = planned is not None and planned <= at and article.is_in_hand
    art = thumbnail_address(article.lead_image) if article.lead_image else ""
    return Row(article, cells, names_of(article), chips(article, at), art, late)


def sums_of(rows: Iterable[Row]) -> dict[str, int]:
    """Stories, words planned, words there are, stories without art."""
    stories = [row.article for row in rows]
    return {
        "stories": len(stories),
        "planned": sum(story.planned_length or 0 for story in stories),
        "words": sum(story.word_count for story in stories),
        "artless": sum(story.lead_image_id is None for story in stories),
    }


def _said(article: Article, name: str, at: datetime) -> tuple[str, str]:
    """What a cell shows, and what its field holds."""
    value = getattr(article, name)
    if value is None:
        return "", ""
    if name == "planned_at":
        local = timezone.localtime(value)
        return clock(value, at), f"{local:%Y-%m-%dT%H:%M}"
    if name == "assigned_to":
        return account_name(value), str(value.pk)
    return (
        (str(value), str(value.pk))
        if name == "section"
        else (f"{value:,}" if name == "planned_length" else value, str(value))
    )
