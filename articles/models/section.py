"""Sections: where a story sits on the site and at the desk."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse


class SectionQuerySet(models.QuerySet["Section"]):
    """Which sections."""

    def in_navigation(self) -> SectionQuerySet:
        """Sections shown in the site's navigation, in their order."""
        return self.filter(in_nav=True).order_by("position", "name")


class Section(models.Model):
    """A part of the site with a desk of its own. Never deleted while a story sits in it."""

    name = models.CharField(max_length=80, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    description = models.CharField(max_length=300, blank=True)
    position = models.PositiveIntegerField(default=0, help_text="Order in the navigation, smallest first.")
    in_nav = models.BooleanField("in the navigation", default=True)
    editors = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        blank=True,
        related_name="sections",
        help_text="Section editors may edit, schedule and publish here.",
    )

    objects = SectionQuerySet.as_manager()

    class Meta:
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("articles:section-detail", args=[self.slug])
