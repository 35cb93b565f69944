"""What somebody is typing into a story and has not saved: kept for them alone, no part of the story."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Autosave(models.Model):
    """The story form as one person last typed it, one row a person and story; a save or a word of theirs ends it.

    It holds what the form posts, as strings, and the version the form was opened with. Nothing but the form of the
    same person ever reads it: state, history and what readers see cannot be touched through it.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="autosaves")
    # "story-12" or, of a story not filed yet, "new-" and a key the browser made: one column, so that a row is
    # written by one statement.
    key = models.CharField(max_length=40)
    article = models.ForeignKey("articles.Article", models.CASCADE, null=True, blank=True, related_name="autosaves")
    version = models.PositiveIntegerField(default=0, help_text="The version the form was opened with.")
    posted = models.JSONField(default=dict, help_text="Each name of the form with the values posted.")
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="autosave_once_a_person_and_story")]
        indexes = [models.Index(fields=["saved_at"], name="autosave_oldest")]

    def __str__(self) -> str:
        return f"{self.key} of {self.user_id}"
