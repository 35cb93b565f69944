"""Two editors saved one story: what stands now, what was typed, and what both began from, field by field."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from typing import Any, cast

from django.forms import BoundField
from django.http import QueryDict
from django.utils import timezone

from articles.admin.quotes.rows import labels_of
from articles.admin.story.byline_rows import byline_rows, signature
from articles.admin.story.form import StoryForm
from articles.admin.story.merging import merged_body
from articles.admin.story.saving import Saving, version_of
from articles.models import Article
from articles.parsing.markup import blocks, clean_body

BOTH, THEIRS, MINE = "both", "theirs", "mine"


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which the two differ: whose doing it is, both values in words, and theirs as the form posts it."""

    name: str
    whose: str
    theirs: str
    mine: str
    theirs_posted: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of one side; `is_other`: the other side has it not, or has it otherwise."""

    text: str
    is_other: bool


def conflict_of(saving: Saving) -> dict[str, Any]:
    """What the page of a refused save shows. Where only one side changed a field, that side's value is put in."""
    newer, form = saving.newer, saving.form
    posted = cast(QueryDict, form.data)
    assert newer is not None  # noqa: S101 (asked by the caller)
    base = newer.history.filter(version=version_of(posted)).first()
    their_form = StoryForm(instance=newer, user=form.user)
    found = [_difference(their_form[name], base, newer, form.cleaned_data.get(name)) for name in _offered(form)]
    differences = {difference.name: difference for difference in found if difference}
    data = posted.copy()
    data["version"] = str(newer.version)
    for difference in differences.values():
        if difference.whose == THEIRS:
            data[difference.name] = difference.theirs_posted
    my_body = clean_body(form.cleaned_data.get("body", ""))
    contested: frozenset[str] = frozenset()
    if base is not None and "body" in differences and differences["body"].whose == BOTH:
        together = merged_body(base.body, newer.body, my_body)
        data["body"], contested = together.body, together.contested
    merged = StoryForm(data, instance=newer, user=form.user)
    return {
        "article": newer,
        "form": merged,
        "rows": byline_rows(newer) if saving.leaves_bylines else saving.rows,
        "bylines_were": signature(newer.bylines.all()),
        "labels": labels_of(list(newer.quotes.select_related("speaker"))),
        "their_byline": ", ".join(b.person.name for b in newer.bylines.select_related("person")),
        "differences": [(merged[name], d) for name, d in differences.items() if name != "body"],
        "body_difference": differences.get("body"),
        "contested": len(contested),
        "same": [merged[name] for name in _offered(form) if name not in differences],
        "their_paragraphs": list(_paragraphs(newer.body, my_body)),
        "my_paragraphs": list(_paragraphs(my_body, newer.body)),
    }


def _offered(form: StoryForm) -> list[str]:
    """Fields that were posted and are this person's to set."""
    return [name for name in form.fields if name in form.data and name not in form.locked]


def _difference(bound: BoundField, base: Any, newer: Article, typed: Any) -> Difference | None:
    name = bound.name
    if name == "body":
        typed = clean_body(typed or "")
    theirs, mine = _plain(getattr(newer, name)), _plain(typed)
    if theirs == mine:
        return None
    was = _plain(getattr(base, name)) if base is not None else None
    whose = THEIRS if was == mine else MINE if was == theirs else BOTH
    return Difference(name, whose, _in_words(getattr(newer, name)), _in_words(typed), _posted(bound))


def _in_words(value: Any) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%-d %B %Y, %H:%M %Z}"
    return str(value or "—")


def _posted(bound: BoundField) -> str:
    """The value as its field would post it."""
    value = bound.value()
    formatted = bound.field.widget.format_value(value) if hasattr(bound.field.widget, "format_value") else value
    if isinstance(formatted, list):
        formatted = formatted[0] if formatted else ""
    return "" if formatted is None else str(formatted)


def _plain(value: Any) -> Any:
    return getattr(value, "pk", value) or None


def _paragraphs(body: str, other: str) -> Iterator[Paragraph]:
    mine, theirs = _texts(body), _texts(other)
    for tag, start, end, _, _ in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        for text in mine[start:end]:
            yield Paragraph(text, tag != "equal")


def _texts(body: str) -> Sequence[str]:
    return [block.text for block in blocks(body)]
