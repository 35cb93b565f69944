"""An edition as readers' pages show it: made of its words, made anew when the look or a name around them changes."""

from __future__ import annotations

from django.db import models
from django.db.models import F


class RenderingQuerySet(models.QuerySet["Rendering"]):
    """Which renderings."""

    def outdated(self, look: str) -> RenderingQuerySet:
        """Those of another look than this, and those that something around their words made stale."""
        return self.exclude(look=look)

    def make_stale(self) -> int:
        """Say that what stands around the words has changed: these are drawn anew when next read."""
        return self.update(look="", times_stale=F("times_stale") + 1)


class Rendering(models.Model):
    """What a page and a list show of an edition. No part of its digest: the words are the edition's, this their dress.

    `look` is that of the templates and code it was drawn by (`press.look`), "" once it is stale.
    """

    edition = models.OneToOneField("articles.Edition", models.PROTECT, primary_key=True, related_name="rendering")
    look = models.CharField(max_length=16, blank=True)
    times_stale = models.PositiveIntegerField(default=0, help_text="Tells one drawing of it from the next.")
    head = models.TextField(help_text="What goes into the page's head.")
    page = models.TextField(help_text="The page's main part, with marks where what is live goes.")
    card = models.TextField(help_text="How lists show it.")

    objects = RenderingQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["look"], name="rendering_look")]

    def __str__(self) -> str:
        return f"edition {self.edition_id} in look {self.look or 'none'}"
