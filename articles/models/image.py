"""Pictures: alt, caption and credit are three fields, the focal point a fourth."""

from __future__ import annotations

import re
import secrets
from pathlib import PurePosixPath
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from imagefield.fields import ImageField, PPOIField

from articles.models.rights import Someone, reach

MAX_BYTES = 25_000_000
_FOCUS = re.compile(r"([01](?:\.\d{1,6})?)x([01](?:\.\d{1,6})?)")


def upload_path(image: Image, filename: str) -> str:
    """A name of our own making with 128 random bits: nobody guesses the file of a story not yet published."""
    suffix = filename.rsplit(".", 1)[-1].lower() if "." in filename else "jpg"
    suffix = suffix if suffix in {"jpg", "jpeg", "png", "webp", "gif", "avif"} else "jpg"
    return f"pictures/{secrets.token_hex(16)}.{suffix}"


def refuse_large_file(file) -> None:
    """Uploads above 25 MB are refused with their size."""
    if file.size > MAX_BYTES:
        raise ValidationError(f"The file has {file.size:,} bytes; the limit is {MAX_BYTES:,}.")


def _borne(stories: models.QuerySet[Any]) -> Q:
    """That one of these stories has the picture, as lead or in the body; each asked by its own index."""
    return Q(Exists(stories.filter(lead_image=OuterRef("pk")))) | Q(Exists(stories.filter(body_images=OuterRef("pk"))))


class ImageQuerySet(models.QuerySet["Image"]):
    """Which pictures the desk asks for."""

    def viewable_by(self, user: Someone) -> ImageQuerySet:
        """Pictures a person may see at the desk: those they brought in or of a story they may open.

        Who may see any story's sees those of no story too, and those readers have seen; not those of a restricted one.
        """
        stories = apps.get_model("articles", "Article").objects.all()
        seen = Q(created_by=user.pk) | _borne(stories.viewable_by(user))
        if "allow" in reach(user, "image.view_unpublished"):
            told = apps.get_model("articles", "EditionImage").objects.filter(image=OuterRef("pk"))
            led = apps.get_model("articles", "Edition").objects.filter(lead_image=OuterRef("pk"))
            seen |= ~_borne(stories) | Q(Exists(led)) | Q(Exists(told))
        return self.filter(seen)


class Image(models.Model):
    """A picture as uploaded. What it shows (alt), what it means (caption) and who made it (credit) are apart."""

    class DigitalSource(models.TextChoices):
        """How it came about: of IPTC's digital source types those a desk must tell apart."""

        CAPTURE = "digitalCapture", "Taken by a camera"
        NEGATIVE = "negativeFilm", "Scanned from a negative"
        PRINT = "print", "Scanned from a print"
        ARTWORK = "digitalCreation", "Drawn by a person"
        DATA = "dataDrivenMedia", "Drawn from data"
        SCREEN = "screenCapture", "Screen capture"
        EDITED = "humanEdits", "Edited by a person"
        COMPOSITE = "compositeCapture", "Composed of several pictures"
        PART_GENERATED = "compositeWithTrainedAlgorithmicMedia", "Partly made by generative AI"
        GENERATED = "trainedAlgorithmicMedia", "Made by generative AI"

    title = models.CharField(max_length=200, help_text="To find it again; readers do not see it.")
    file = ImageField(
        upload_to=upload_path,
        unique=True,
        width_field="width",
        height_field="height",
        ppoi_field="focal_point",
        validators=[refuse_large_file],
    )
    width = models.PositiveIntegerField(editable=False, default=0)
    height = models.PositiveIntegerField(editable=False, default=0)
    is_turned = models.BooleanField(
        editable=False, default=False, help_text="The file lies on its side and says so: upright, width is height."
    )
    is_transparent = models.BooleanField(editable=False, default=False)
    is_rendered = models.BooleanField(editable=False, default=False, help_text="All renditions are there.")
    focal_point = PPOIField()
    alt = models.CharField("alternative text", max_length=500, blank=True)
    is_decorative = models.BooleanField(
        "decorative", default=False, help_text="Says nothing the text does not: alt stays empty."
    )
    caption = models.CharField(max_length=1000, blank=True)
    credit = models.CharField(max_length=200, blank=True)
    creator = models.CharField(max_length=200, blank=True, help_text="Who took or drew it; goes with every copy.")
    copyright_notice = models.CharField(max_length=300, blank=True, help_text="Goes with every copy.")
    source = models.CharField(max_length=200, blank=True, help_text="Who supplied it, where that is somebody else.")
    usage_terms = models.CharField(max_length=500, blank=True, help_text="What it may be used for; for the desk.")
    taken_on = models.DateField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True, help_text="City and country.")
    digital_source_type = models.CharField(max_length=40, blank=True, choices=DigitalSource)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )

    objects = ImageQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["id"], name="image_to_render", condition=models.Q(is_rendered=False))]

    def __str__(self) -> str:
        return self.title

    @property
    def stem(self) -> str:
        """The file's random name without folder and suffix: what its renditions are filed under."""
        return PurePosixPath(str(self.file.name)).stem

    @property
    def upright_size(self) -> tuple[int, int]:
        """Width and height as it is looked at."""
        return (self.height, self.width) if self.is_turned else (self.width, self.height)

    @property
    def focus(self) -> tuple[float, float]:
        """The focal point in shares of width and height; the middle where it is not set or not readable."""
        found = _FOCUS.fullmatch(str(self.focal_point))
        return (min(float(found[1]), 1.0), min(float(found[2]), 1.0)) if found else (0.5, 0.5)
