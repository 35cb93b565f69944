"""Public paths that have moved."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class Redirect(models.Model):
    """A public path that once answered, and where it leads now: 301 for ever."""

    path = models.CharField(max_length=300, unique=True)
    target = models.CharField(max_length=300)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["path"]
        constraints = [
            models.CheckConstraint(condition=~Q(path=F("target")), name="redirect_leads_elsewhere"),
            models.CheckConstraint(
                condition=Q(path__startswith="/") & Q(target__startswith="/") & ~Q(target__startswith="//"),
                name="redirect_stays_on_the_site",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.path} → {self.target}"
