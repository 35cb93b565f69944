"""Pictures: alt, caption and credit apart, the focal point set by a click, the file checked before it is read."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import admin
from django.db.models import Q, QuerySet
from django.db.models.fields.files import FieldFile
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from imagefield.widgets import PPOIWidget

from articles.admin.permissions import RightsAdmin, who
from articles.editorial import EditorialError
from articles.editorial.pictures.intake import TakenIn, take_in
from articles.editorial.pictures.saving import save_picture
from articles.models import Article, Edition, Image
from articles.models.rights import may, reach, sections_of
from articles.press.editions import thumbnail_address
from articles.press.renditions.names import CROPS, WHOLE

_MOST_USES = 30


class PictureField(forms.ImageField):
    """An upload that is refused by its kind and size before anything decodes it; `taken` is what it was taken in as."""

    taken: TakenIn | None = None

    def to_python(self, data: Any) -> Any:
        if isinstance(data, FieldFile):  # the one there is, shown and not sent
            return data
        if not data or not data.size:
            return super().to_python(data)
        try:
            self.taken = take_in(data)
        except EditorialError as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return self.taken.file


class FocusInput(forms.ClearableFileInput):
    """The file with the picture shown, on which a click sets the focal point; a file that must stay is only shown."""

    stays = False

    def id_for_label(self, id_: str) -> str:
        """None where there is nothing to press: a label names a field."""
        return "" if self.stays else super().id_for_label(id_)

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        chooser = super().render(name, value, attrs, renderer)
        if not isinstance(value, FieldFile) or not value.name:
            return chooser
        stays = bool(attrs and attrs.get("disabled"))
        return format_html(
            '<div class="imagefield" data-ppoi-id="id_focal_point"><div class="imagefield-preview">'
            '<img class="imagefield-preview-image" src="{}" alt=""></div>'
            '<div class="imagefield-widget"><p class="help">Click on what every crop must keep.{}</p>{}</div></div>',
            thumbnail_address(cast(Image, value.instance), WHOLE),
            " Readers were shown this file: it stays." if stays else "",
            "" if stays else chooser,
        )


class HiddenFocus(PPOIWidget):
    """Where the click went: nothing to see, so nothing for a label to name."""

    def id_for_label(self, id_: str) -> str:
        """None."""
        return ""


class PictureForm(forms.ModelForm):
    """The title may be left to the file's headline."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        field = self.fields.get("file")
        headline = field.taken.words.headline if isinstance(field, PictureField) and field.taken else ""
        if not cleaned.get("title") and not headline and "title" not in self.errors:
            self.add_error("title", "Give the picture a title: its file has none.")
        return cleaned


@admin.register(Image)
class ImageAdmin(RightsAdmin):
    """Pictures of unpublished stories are seen by those who may see the story."""

    list_display = ("thumbnail", "title", "credit", "alt", "created_at")
    list_display_links = ("title",)
    search_fields = ("title", "caption", "credit")
    form = PictureForm
    fieldsets = (
        (None, {"fields": ("file", "focal_point", "crops", "title")}),
        ("What readers get", {"fields": ("alt", "is_decorative", "caption", "credit")}),
        (
            "Rights and origin",
            {
                "fields": (
                    "creator", "copyright_notice", "source", "usage_terms", "taken_on", "place", "digital_source_type",
                ),
                "description": "Blank fields are filled in from the file when it is uploaded.",
            },
        ),
        ("Where it is used", {"fields": ("used",)}),
    )  # fmt: skip
    desk_name = "picture"
    may_view = ("image.view_unpublished",)
    may_add = ("image.upload",)
    kept_while_used_by = ("articles", "body_articles", "editions", "edition_images")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Image]:
        return Image.objects.viewable_by(who(request))

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """The picture, with who looks at it: where it is used is told of stories they may open."""
        image = super().get_object(request, *args, **kwargs)
        if image is not None:
            image.viewer = who(request)
        return image

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever brought it in, and who may edit others' pictures: a section's editor those of its stories."""
        if obj is None:
            return may(who(request), "image.upload")
        if obj.created_by_id == who(request).pk and may(who(request), "image.upload"):
            return True
        how_far = reach(who(request), "image.edit_or_delete_other")
        if "allow" in how_far:
            return True
        others = Article.objects.bearing(obj).exclude(section__in=sections_of(who(request)))
        return "section" in how_far and not others.exists()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only a picture no story has or had."""
        if obj is None or not self.has_change_permission(request, obj):
            return False
        return not any(getattr(obj, name).exists() for name in self.kept_while_used_by)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("crops", "used")

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """The file that readers were shown stays the file they were shown."""
        form = super().get_form(request, obj, change, **kwargs)
        if obj is not None and "file" in form.base_fields:
            file = form.base_fields["file"]
            file.disabled = file.widget.stays = obj.editions.exists() or obj.edition_images.exists()
        return form

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """A new picture has no crops yet, and stands nowhere."""
        if obj is not None:
            return super().get_fieldsets(request, obj)
        first, *others = self.fieldsets[:-1]
        return [(None, {"fields": [name for name in first[1]["fields"] if name != "crops"]}), *others]

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "file":
            chooser = db_field.formfield(form_class=PictureField, **kwargs)
            chooser.widget = FocusInput()
            return chooser
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "focal_point" and field is not None:
            field.widget = HiddenFocus()
        if db_field.name == "title" and field is not None:
            field.required = False
        return field

    def save_model(self, request: HttpRequest, obj: Image, form: Any, change: bool) -> None:
        field = form.fields.get("file")
        filled = save_picture(obj, by=who(request), taken=field.taken if field else None)
        if filled:
            self.message_user(request, f"From the file: {', '.join(filled)}.")

    @admin.display(description="Picture")
    def thumbnail(self, image: Image) -> str:
        return format_html('<img class="thumbnail" src="{}" alt="" loading="lazy">', thumbnail_address(image))

    @admin.display(description="Crops")
    def crops(self, image: Image) -> str:
        """The three crops as readers get them, around the focal point as saved."""
        shown = format_html_join(
            "",
            '<figure><img src="{}" alt="" loading="lazy"><figcaption>{}</figcaption></figure>',
            ((thumbnail_address(image, shape), shape.replace("x", " : ")) for shape in CROPS),
        )
        return format_html('<div class="crops">{}</div>', shown)

    @admin.display(description="Stories")
    def used(self, image: Any) -> str:
        """Stories that have it now, and that had it when readers saw them."""
        told = Edition.objects.filter(Q(lead_image=image) | Q(images__image=image)).values("article")
        stories = Article.objects.bearing(image) | Article.objects.filter(pk__in=told)
        rows = format_html_join(
            "",
            '<li><a href="{}">{}</a> <span class="quiet">{}</span></li>',
            (
                (reverse("admin:articles_article_change", args=[story.pk]), story, story.get_state_display().lower())
                for story in stories.viewable_by(image.viewer).order_by("-pk")[:_MOST_USES]
            ),
        )
        return format_html('<ul class="uses">{}</ul>', rows) if rows else "Nowhere you can look."
