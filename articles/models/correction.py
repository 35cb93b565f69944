"""Corrections, bound to the edition before and the edition after."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q


class CorrectionQuerySet(models.QuerySet["Correction"]):
    """Which corrections."""

    def visible(self, at: datetime) -> CorrectionQuerySet:
        """Corrections of stories the public may see at that moment, once their edition is out."""
        return self.filter(
            after__published_at__lte=at,
            article__editions__published_at__lte=at,
            article__editions__superseded_at__gt=at,
        ).order_by("-corrected_at", "-pk")


class Correction(models.Model):
    """What a story said wrongly and says now. Never deleted; withdrawn only with a reason."""

    class Kind(models.TextChoices):
        CORRECTION = "correction", "Correction"
        CLARIFICATION = "clarification", "Clarification"
        RETRACTION = "retraction", "Retraction"

    article = models.ForeignKey("articles.Article", models.PROTECT, related_name="corrections")
    before = models.ForeignKey("articles.Edition", models.PROTECT, related_name="corrected_by")
    after = models.OneToOneField("articles.Edition", models.PROTECT, related_name="correction")
    kind = models.CharField(max_length=16, choices=Kind, default=Kind.CORRECTION)
    text = models.TextField(max_length=2000)
    corrected_at = models.DateTimeField()
    corrected_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=500, blank=True)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        ordering = ["-corrected_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="correction_has_a_text"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_reason="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_reason="")),
                name="correction_withdrawn_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.text if len(self.text) <= 80 else f"{self.text[:79]}…"
