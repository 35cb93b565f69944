"""Form widgets of the desk's own."""

from __future__ import annotations

from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString


class SuggestInput(forms.Widget):
    """A type-ahead over rows too many for a list: a text field for people, beside it the chosen row's id.

    Without script the id field itself is shown, with the row's name beside it.
    """

    template_name = "admin/widgets/suggest.html"

    def __init__(self, url_name: str, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.url_name = url_name
        self.choices: Any = ()

    def _render(self, template_name: str, context: dict[str, Any], renderer: Any = None) -> SafeString:
        """With the site's own templates: Django's form renderer knows those of apps alone."""
        return render_to_string(template_name, context)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        queryset = getattr(self.choices, "queryset", None)
        chosen = queryset.filter(pk=value).first() if queryset is not None and str(value or "").isdigit() else None
        context["widget"].update(
            value=chosen.pk if chosen else "", text=str(chosen) if chosen else "", url=reverse(self.url_name)
        )
        return context
