"""The front page as editors arrange it: which stories stand in which zone, in which order, until when."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q


class FrontPageQuerySet(models.QuerySet["FrontPage"]):
    """Which arrangement."""

    def released(self, at: datetime) -> FrontPageQuerySet:
        """Those readers have had up to that moment, the present one first."""
        return self.filter(released_at__lte=at).order_by("-released_at", "-pk")

    def draft(self) -> FrontPageQuerySet:
        """The one the desk is working on, if any."""
        return self.filter(released_at=None)


class FrontPage(models.Model):
    """An arrangement of the front page. One draft at most; a released one never changes, and is had back by releasing
    it anew. It says nothing of what is public: each story shown is asked of the rule of visibility.

    `slots` is a list, in order, of {"zone": name, "article": id, "pinned": bool, "until": ISO moment or null,
    "since": ISO moment}; what they mean says `press/front/arrangement.py`.
    """

    slots = models.JSONField(default=list, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    released_at = models.DateTimeField(null=True, blank=True)
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    undoes = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="undone_by")

    objects = FrontPageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                models.Value(1), condition=Q(released_at=None), name="front_page_has_one_draft_at_most"
            )
        ]
        indexes = [models.Index(fields=["-released_at", "-id"], name="front_page_newest")]

    def __str__(self) -> str:
        return f"Front page of {self.released_at:%Y-%m-%d %H:%M}" if self.released_at else "Front page, draft"
