"""Links by which people without an account read a story before it is out."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q


class PreviewLinkQuerySet(models.QuerySet["PreviewLink"]):
    """Which links."""

    def open(self, at: datetime) -> PreviewLinkQuerySet:
        """Links that have neither ended nor been taken back, of accounts still open."""
        return self.filter(expires_at__gt=at, revoked_at=None, created_by__is_active=True)


class PreviewLink(models.Model):
    """A link to one story. Only the digest of its token is kept: who reads the database learns no address."""

    article = models.ForeignKey("articles.Article", models.PROTECT, related_name="preview_links")
    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    label = models.CharField("for whom", max_length=120, blank=True)
    covers_embargo = models.BooleanField(
        default=False, help_text="Whoever made it confirmed that it shows a story under embargo."
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=models.F("created_at")), name="preview_link_ends_after_it_begins"
            )
        ]

    def __str__(self) -> str:
        return f"Preview of {self.article_id} for {self.label or 'somebody'}"


def digest_of_token(token: str) -> str:
    """The SHA-256 of a link's token, in hexadecimal: what is kept of it."""
    return hashlib.sha256(token.encode()).hexdigest()
