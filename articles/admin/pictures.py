"""Pictures: alt, caption and credit apart, the focal point set by a click, the file checked before it is read."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html

from articles.admin.permissions import RightsAdmin, who
from articles.admin.suggestions import viewable_pictures
from articles.editorial import EditorialError
from articles.editorial.pictures import accept_picture
from articles.models import Image
from articles.models.rights import may, reach, sections_of


class PictureField(forms.ImageField):
    """An upload that is refused by its kind and size before anything decodes it."""

    def to_python(self, data: Any) -> Any:
        if data and data.size:
            try:
                data = accept_picture(data)
            except EditorialError as refusal:
                raise forms.ValidationError(str(refusal)) from refusal
        return super().to_python(data)


@admin.register(Image)
class ImageAdmin(RightsAdmin):
    """Pictures of unpublished stories are seen by those who may see the story."""

    list_display = ("thumbnail", "title", "credit", "alt", "created_at")
    list_display_links = ("title",)
    search_fields = ("title", "caption", "credit")
    fields = ("file", "focal_point", "title", "alt", "is_decorative", "caption", "credit")
    desk_name = "picture"
    may_view = ("image.view_unpublished",)
    may_add = ("image.upload",)
    kept_while_used_by = ("articles", "editions")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Image]:
        return viewable_pictures(who(request))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever brought it in, and who may edit others' pictures: a section's editor those of its stories."""
        if obj is None:
            return may(who(request), "image.upload")
        if obj.created_by_id == who(request).pk and may(who(request), "image.upload"):
            return True
        how_far = reach(who(request), "image.edit_or_delete_other")
        if "allow" in how_far:
            return True
        others = obj.articles.exclude(section__in=sections_of(who(request)))
        return "section" in how_far and not others.exists()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only a picture no story has or had."""
        if obj is None or not self.has_change_permission(request, obj):
            return False
        return not any(getattr(obj, name).exists() for name in self.kept_while_used_by)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """The file that readers were shown stays the file they were shown."""
        return ("file",) if obj is not None and obj.editions.exists() else ()

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "file":
            return db_field.formfield(form_class=PictureField, **kwargs)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Image, form: Any, change: bool) -> None:
        if not change:
            obj.created_by = who(request)
        super().save_model(request, obj, form, change)

    @admin.display(description="Picture")
    def thumbnail(self, image: Image) -> str:
        return format_html('<img class="thumbnail" src="{}" alt="" loading="lazy">', image.file.card)
