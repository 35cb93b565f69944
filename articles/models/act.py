"""The log of what was done: one row an act, never changed, never deleted."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Act(models.Model):
    """Who did what to which story or record, when. Guarded by triggers like editions; order is the key's."""

    verb = models.CharField(max_length=40)
    article = models.ForeignKey("articles.Article", models.PROTECT, null=True, blank=True, related_name="acts")
    subject = models.CharField(max_length=200, help_text="What it was done to, in words.")
    # No constraint: an account deleted later leaves its id and name here.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.DO_NOTHING, null=True, blank=True, related_name="+", db_constraint=False
    )
    by_name = models.CharField(max_length=200, help_text="The account's name then; “shell” for commands.")
    at = models.DateTimeField()
    detail = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["article", "-id"], name="act_article_newest"),
            models.Index(fields=["-at"], name="act_newest"),
            models.Index(fields=["verb", "-id"], name="act_of_a_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.by_name}: {self.verb} {self.subject}"
