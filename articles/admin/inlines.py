"""Rows of a table inside a form: each field says for itself what its column's head says to the eye."""

from __future__ import annotations

from typing import Any

from django.forms import ModelForm
from django.forms.models import BaseInlineFormSet


class NamedRows(BaseInlineFormSet):
    """A column's head is no label: without this a screen reader hears a nameless field."""

    def add_fields(self, form: ModelForm[Any], index: int | None) -> None:
        """Name every field that shows by its label and the number of its row."""
        super().add_fields(form, index)
        row = f", row {index + 1}" if index is not None else ""
        for field in form.fields.values():
            if not field.widget.is_hidden:
                field.widget.attrs.setdefault("aria-label", f"{_words(field.label)}{row}")


def _words(label: Any) -> str:
    return str(label or "").capitalize()
