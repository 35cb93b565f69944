"""Two editors saved one story: what stands now, what was typed, and what both began from, by field and by paragraph."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.db.models import CharField, TextField
from django.forms import BoundField
from django.http import QueryDict
from django.utils import timezone

from articles.admin.moments import posted_of, to_the_minute
from articles.admin.quotes.rows import labels_of
from articles.admin.story.byline_rows import PREFIX, BylineRows, drafts_of, signature
from articles.admin.story.form import MOMENTS, StoryForm
from articles.admin.story.merging import BOTH, MINE, THEIRS, Merged, both_blocks, merged_body
from articles.admin.story.merging_names import Names, merged_names
from articles.admin.story.paragraphs import Paragraph, paragraphs_of
from articles.admin.story.saving import Saving, version_of
from articles.models import Article
from articles.models.profile import account_name
from articles.parsing.worddiff import Piece, word_diff

_NOTHING = "—"


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which the two differ: whose doing it is, each side against what both began from, each as posted."""

    name: str
    whose: str
    base: str
    theirs: tuple[Piece, ...]
    mine: tuple[Piece, ...]
    theirs_posted: str
    mine_posted: str

    @property
    def taken(self) -> tuple[Piece, ...]:
        return self.theirs if self.whose == THEIRS else self.mine


def conflict_of(saving: Saving) -> dict[str, Any]:
    """What the page of a refused save shows. Where only one side changed something, that is put in."""
    newer, form = saving.newer, saving.form
    posted = cast(QueryDict, form.data)
    assert newer is not None  # noqa: S101 (asked by the caller)
    base = newer.history.filter(version=version_of(posted)).first()
    offered = [name for name in form.fields if name in posted and name not in form.locked]
    differences = list(_differences(StoryForm(instance=newer, user=form.user), form, offered, base, newer))
    text = merged_body(base.body if base else "", newer.body, form.cleaned_data["body"]) if "body" in offered else None
    merged = StoryForm(_merged_data(posted, newer, differences, text), instance=newer, user=form.user)
    byline = _byline(saving, newer, posted)
    fields = [(merged[difference.name], difference) for difference in differences]
    paragraphs = paragraphs_of(text) if text else []
    return {
        "article": newer,
        "form": merged,
        "whose": account_name(newer.updated_by) if newer.updated_by else "somebody else",
        "rows": BylineRows(prefix=PREFIX, initial=byline.initial) if byline else None,
        "bylines_were": signature(newer.bylines.all()),
        "byline": byline,
        "labels": labels_of(list(newer.quotes.select_related("speaker"))),
        "clashes": [pair for pair in fields if pair[1].whose == BOTH],
        "settled_fields": [pair for pair in fields if pair[1].whose != BOTH],
        "contested": [one for one in paragraphs if one.is_contested],
        "settled": [one for one in paragraphs if not one.is_contested],
        "settled_count": sum(d.whose != BOTH for d in differences) + sum(not p.is_contested for p in paragraphs),
        "text": text,
        "same": [merged[name] for name in offered if name not in {d.name for d in differences} | {"body"}],
        "sides": _sides(fields, paragraphs, text),
    }


def _byline(saving: Saving, newer: Article, posted: QueryDict) -> Names | None:
    """The merged byline; None where no rows were posted."""
    if saving.rows is None:
        return None
    return merged_names(newer, drafts_of(saving.rows, newer), posted.get("bylines-were", ""))


def _merged_data(posted: QueryDict, newer: Article, differences: list[Difference], text: Merged | None) -> QueryDict:
    """What the merged form holds: as typed, but for what they alone changed, on top of their version."""
    data = posted.copy()
    data["version"] = str(newer.version)
    for difference in differences:
        if difference.whose == THEIRS:
            data[difference.name] = difference.theirs_posted
        if difference.whose == THEIRS and difference.name in MOMENTS:  # the zone and the reading go along
            for name, value in posted_of(difference.name, getattr(newer, difference.name)).items():
                data[name] = value
    if text is not None:
        data["body"] = text.body
    return data


def _sides(
    fields: list[tuple[BoundField, Difference]], paragraphs: list[Paragraph], text: Merged | None
) -> dict[str, Any]:
    """What one click puts in: for each contested field and paragraph theirs, mine, and both paragraphs."""
    values: dict[str, Any] = {"places": list(text.parts) if text else []}
    for bound, difference in fields:
        values[bound.name] = {
            THEIRS: difference.theirs_posted,
            MINE: difference.mine_posted,
            "words": {THEIRS: _after(difference.theirs), MINE: _after(difference.mine)},
        }
    for one in paragraphs:
        values[one.key] = {THEIRS: one.item.theirs, MINE: one.item.mine}
        if one.has_both:
            values[one.key][BOTH] = both_blocks(one.item.theirs, one.item.mine)
    if text is not None and text.moved == BOTH:
        values["order"] = {THEIRS: list(text.their_order), MINE: list(text.parts)}
    return values


def _differences(
    their_form: StoryForm, form: StoryForm, offered: list[str], base: Any, newer: Article
) -> Iterator[Difference]:
    for name in offered:
        if name == "body":
            continue
        typed, stands = form.cleaned_data.get(name), getattr(newer, name)
        if _plain(stands) == _plain(typed):
            continue
        was = getattr(base, name) if base is not None else None
        whose = BOTH
        if base is not None and _plain(was) in {_plain(typed), _plain(stands)}:
            whose = THEIRS if _plain(was) == _plain(typed) else MINE
        yield Difference(
            name,
            whose,
            _in_words(was),
            _against(name, was, stands),
            _against(name, was, typed),
            _posted(their_form[name]),
            cast(QueryDict, form.data).get(name, ""),
        )


def _against(name: str, was: Any, value: Any) -> tuple[Piece, ...]:
    """The value against what both began from: word by word where it is words."""
    field = Article._meta.get_field(name)
    if isinstance(field, CharField | TextField) and not field.choices and was:
        return word_diff(str(was), str(value or "")) or (Piece("same", _in_words(value)),)
    return (Piece("same" if _plain(was) == _plain(value) else "in", _in_words(value)),)


def _after(pieces: tuple[Piece, ...]) -> str:
    """The value itself of one shown against another; a row chosen by none is no words."""
    return "".join(piece.text for piece in pieces if piece.kind != "out").removeprefix(_NOTHING)


def _in_words(value: Any) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%-d %B %Y, %H:%M %Z}"
    return str(value or _NOTHING)


def _posted(bound: BoundField) -> str:
    """The value as its field would post it."""
    value = bound.value()
    formatted = bound.field.widget.format_value(value) if hasattr(bound.field.widget, "format_value") else value
    if isinstance(formatted, list):
        formatted = formatted[0] if formatted else ""
    return "" if formatted is None else str(formatted)


def _plain(value: Any) -> Any:
    """A value as two are compared: rows by their id, moments by the minute, which is all a form can hold."""
    if isinstance(value, datetime):
        return to_the_minute(value)
    return getattr(value, "pk", value) or None
