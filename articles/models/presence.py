"""Who has a story open at the desk, since when, and where in it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models

# A page says every ten seconds that it is open; three silences and its reader has gone.
GONE_AFTER = timedelta(seconds=35)


class PresenceQuerySet(models.QuerySet["Presence"]):
    """Who is there."""

    def here(self, at: datetime) -> PresenceQuerySet:
        """Those heard of lately."""
        return self.filter(seen_at__gt=at - GONE_AFTER)


class Presence(models.Model):
    """One person in one story; `place` is a field's name or the id of a paragraph."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="presences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    since = models.DateTimeField()
    seen_at = models.DateTimeField()
    place = models.CharField(max_length=40, blank=True)
    is_typing = models.BooleanField(default=False)

    objects = PresenceQuerySet.as_manager()

    class Meta:
        ordering = ["since"]
        constraints = [models.UniqueConstraint(fields=["article", "user"], name="presence_once_a_person_and_story")]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.article_id}"
