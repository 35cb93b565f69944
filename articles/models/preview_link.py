"""Links by which people without an account read a story before it is out."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from articles.models.article import Article
from articles.models.rights import may


class PreviewLink(models.Model):
    """A link to one story. Only the digest of its token is kept: who reads the database learns no address."""

    article = models.ForeignKey("articles.Article", models.PROTECT, related_name="preview_links")
    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    label = models.CharField("for whom", max_length=120, blank=True)
    covers_embargo = models.BooleanField(
        default=False, help_text="Whoever made it confirmed that it shows a story under embargo."
    )
    covers_restricted = models.BooleanField(
        default=False, help_text="Whoever made it confirmed that it shows a restricted story."
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")), name="preview_link_ends_after_it_begins"
            )
        ]

    def __str__(self) -> str:
        return f"Preview of {self.article_id} for {self.label or 'somebody'}"

    def ended(self, at: datetime, releases: Sequence[datetime] | None = None) -> str:
        """Why it shows nothing at that moment, in words; "" while it does. Asked anew each time it is opened.

        `releases` are the moments of `releases_of` the story, where whoever asks of many links has read them.
        """
        if self.revoked_at is not None and self.revoked_at <= at:
            return "taken back"
        if self.expires_at <= at:
            return "expired"
        if self.article.state == Article.State.KILLED:
            return "the story is killed"
        out = releases_of(self.article, at) if releases is None else releases
        if any(moment >= self.created_at for moment in out):
            return "published"
        if self.article.is_embargoed(at) and not self.covers_embargo:
            return "embargoed since"
        if self.article.restricted and not self.covers_restricted:
            return "restricted since"
        return "" if self._maker_may_share() else "its maker may no longer share it"

    def _maker_may_share(self) -> bool:
        maker = self.created_by
        rights = ("story.view_draft", "preview_link.create")
        return maker is not None and maker.is_active and all(may(maker, right, self.article) for right in rights)


def digest_of_token(token: str) -> str:
    """The SHA-256 of a link's token, in hexadecimal: what is kept of it."""
    return hashlib.sha256(token.encode()).hexdigest()


def releases_of(article: Article, at: datetime) -> list[datetime]:
    """When readers got an edition of the story, up to now; one taken back before its hour never was one."""
    editions = article.editions.filter(published_at__lte=at, superseded_at__gt=F("published_at"))
    return list(editions.values_list("published_at", flat=True))
