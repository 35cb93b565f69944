"""The body of a story: HTML of the allow-list, cleaned on every way into the database."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django_prose_editor.fields import ProseEditorField

from articles.parsing.markup import BodyTooLong, clean_body

EXTENSIONS: dict[str, Any] = {
    "Bold": True,
    "Italic": True,
    "HardBreak": True,
    "Heading": {"levels": [2, 3]},
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Blockquote": True,
    "HorizontalRule": True,
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto"]},
}


class CleanBody(str):
    """Body HTML known to be clean: what `clean_body` gave and acts worked on. Saved as it is, to history too."""

    __slots__ = ()


class BodyField(ProseEditorField):
    """A prose editor's field that cleans in `pre_save` too: `create`, `save` and `bulk_create` cannot skip it.

    `update()` and `bulk_update()` do skip it; only acts write bodies, and they clean first.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("extensions", EXTENSIONS)
        super().__init__(*args, **kwargs)
        self.sanitize = clean_body

    def clean(self, value: Any, instance: models.Model | None) -> str:
        try:
            return super().clean(value, instance)
        except BodyTooLong as error:
            raise ValidationError(str(error)) from error

    def pre_save(self, instance: models.Model, add: bool) -> str:
        value = getattr(instance, self.attname) or ""
        if not isinstance(value, CleanBody):
            value = CleanBody(clean_body(value))
            setattr(instance, self.attname, value)
        return value
