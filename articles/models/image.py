"""Pictures: alt, caption and credit are three fields, the focal point a fourth."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from imagefield.fields import ImageField, PPOIField

MAX_BYTES = 25_000_000


def upload_path(image: Image, filename: str) -> str:
    """A name of our own making with 128 random bits: nobody guesses the file of a story not yet published."""
    suffix = filename.rsplit(".", 1)[-1].lower() if "." in filename else "jpg"
    suffix = suffix if suffix in {"jpg", "jpeg", "png", "webp", "gif", "avif"} else "jpg"
    return f"pictures/{secrets.token_hex(16)}.{suffix}"


def refuse_large_file(file) -> None:
    """Uploads above 25 MB are refused with their size."""
    if file.size > MAX_BYTES:
        raise ValidationError(f"The file has {file.size:,} bytes; the limit is {MAX_BYTES:,}.")


class Image(models.Model):
    """A picture as uploaded. What it shows (alt), what it means (caption) and who made it (credit) are apart."""

    title = models.CharField(max_length=200, help_text="To find it again; readers do not see it.")
    file = ImageField(
        upload_to=upload_path,
        unique=True,
        width_field="width",
        height_field="height",
        ppoi_field="focal_point",
        formats={
            "small": ["default", ("thumbnail", (640, 640))],
            "large": ["default", ("thumbnail", (1600, 1600))],
            "card": ["default", ("crop", (640, 360))],
            "wide": ["default", ("crop", (1280, 720))],
        },
        validators=[refuse_large_file],
    )
    width = models.PositiveIntegerField(editable=False, default=0)
    height = models.PositiveIntegerField(editable=False, default=0)
    focal_point = PPOIField()
    alt = models.CharField("alternative text", max_length=500, blank=True)
    is_decorative = models.BooleanField(
        "decorative", default=False, help_text="Says nothing the text does not: alt stays empty."
    )
    caption = models.CharField(max_length=1000, blank=True)
    credit = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.title

    def rendition(self, form: str) -> str:
        """The name in the storage of one of the picture's renditions."""
        return self.file._process_context(self.file.field.formats[form]).name
