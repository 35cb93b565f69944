"""The byline's rows on the story form: names in order, each found or made as it is saved."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict

from articles.editorial.drafts import DraftByline
from articles.models import Article, Byline, Person

PREFIX = "bylines"
_STEP = 10


class BylineRow(forms.Form):
    """A name in a role. An empty name is no row; the number puts rows in order, also without a mouse."""

    position = forms.IntegerField(min_value=0, max_value=10_000, required=False)
    person = forms.IntegerField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(max_length=200, required=False)
    role = forms.ChoiceField(choices=Byline.Role.choices, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {"position": "Order", "name": "Name", "role": "Role"}
        for name, label in labels.items():
            self.fields[name].widget.attrs["aria-label"] = label
        self.fields["name"].widget.attrs["autocomplete"] = "off"


BylineRows = forms.formset_factory(BylineRow, extra=1, max_num=60, absolute_max=60)


def byline_rows(article: Article | None, data: QueryDict | None = None) -> Any:
    """The rows of a story, of what was posted where it was, or one empty row."""
    if data is not None:
        return BylineRows(data, prefix=PREFIX)
    bylines = article.bylines.select_related("person") if article is not None else ()
    initial = [
        {"position": (n + 1) * _STEP, "person": b.person_id, "name": b.person.name, "role": b.role}
        for n, b in enumerate(bylines)
    ]
    return BylineRows(prefix=PREFIX, initial=initial)


def signature(bylines: Iterable[Byline]) -> str:
    """The names and roles of a byline in their order, in a form the page carries: what its rows were when it opened."""
    return ",".join(f"{byline.person_id}:{byline.role}" for byline in bylines)


def signature_of_drafts(drafts: Iterable[DraftByline]) -> str:
    """The same of rows as posted; a name that is nobody yet has no number."""
    return ",".join(f"{draft.person.pk if draft.person else ''}:{draft.role}" for draft in drafts)


def drafts_of(rows: Any, article: Article | None = None) -> list[DraftByline]:
    """The rows as the act takes them, in their order.

    A name typed over a chosen person means the name. The names a story has already mean the people they are.
    """
    present = list(article.bylines.all()) if article is not None else []
    known = {byline.person_id: byline.person for byline in present}
    filled = [row.cleaned_data for row in rows if row.cleaned_data.get("name", "").strip()]
    ordered = sorted(enumerate(filled), key=lambda pair: (pair[1].get("position") or 10_001, pair[0]))
    chosen = _chosen([row for _, row in ordered], known)
    return [_draft(row, chosen) for _, row in ordered]


def _chosen(rows: list[dict[str, Any]], known: dict[int, Person]) -> dict[int, Person]:
    """The people chosen in the rows, by id: those of the story are at hand, others are read."""
    others = {row["person"] for row in rows if row.get("person")} - known.keys()
    return {**known, **(Person.objects.in_bulk(others) if others else {})}


def _draft(row: dict[str, Any], chosen: dict[int, Person]) -> DraftByline:
    name = " ".join(row["name"].split())
    person = chosen.get(row.get("person") or 0)
    if person is None:
        same = [other for other in chosen.values() if other.name == name]
        person = same[0] if len(same) == 1 else None
    elif person.name != name:
        person = None
    if person is not None and person.merged_into_id:
        person = None
    return DraftByline(name=name, person=person, role=row.get("role") or Byline.Role.WRITER)
