"""Rows of a table inside a form: each field says for itself what its column's head says to the eye."""

from __future__ import annotations

from typing import Any

from django.forms import ModelForm
from django.forms.models import BaseInlineFormSet

from articles.parsing.names import fold_name


class NamedRows(BaseInlineFormSet):
    """A column's head is no label: without this a screen reader hears a nameless field."""

    def add_fields(self, form: ModelForm[Any], index: int | None) -> None:
        """Name every field that shows by its label and the number of its row."""
        super().add_fields(form, index)
        row = f", row {index + 1}" if index is not None else ""
        for field in form.fields.values():
            if not field.widget.is_hidden:
                field.widget.attrs.setdefault("aria-label", f"{_words(field.label)}{row}")


class OtherNames(NamedRows):
    """Other names of something, each once, whatever its case and accents, and none the name it has itself.

    Said at the row: the database, which holds the rule, has no words for it.
    """

    column, own = "name", ""

    def clean(self) -> None:
        """What is new or changed is at fault, not what stands already."""
        super().clean()
        seen = {self.folded(getattr(self.instance, self.own) or "")} if self.own else set()
        for form in sorted(self.forms, key=lambda form: form.has_changed()):
            value = "" if self._should_delete_form(form) else form.cleaned_data.get(self.column, "")  # type: ignore[attr-defined]
            if value and self.folded(value) in seen and form.has_changed():
                form.add_error(self.column, "This stands here already.")
            seen.add(self.folded(value))

    def folded(self, value: str) -> str:
        """The form under which two of them are equal."""
        return fold_name(value)


def _words(label: Any) -> str:
    return str(label or "").capitalize()
