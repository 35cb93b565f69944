"""Notes the desk writes to one another about a story. They are never published."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q


class StoryNote(models.Model):
    """One note of a story's thread: written once, the oldest first. No edition, feed or preview reads it."""

    article = models.ForeignKey("articles.Article", models.PROTECT, related_name="notes")
    text = models.TextField(max_length=4000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    by_name = models.CharField(max_length=200, help_text="The account's name then.")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="story_note_has_a_text")]

    def __str__(self) -> str:
        return self.text if len(self.text) <= 80 else f"{self.text[:79]}…"
