"""Related stories: what stands under a story as “More on this”, in order, pinned by editors or found by the desk."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery

from articles.models.json_rows import JsonRows

SHOWN = 4


class RelatedQuerySet(models.QuerySet["Related"]):
    """Which related stories."""

    def in_order(self) -> RelatedQuerySet:
        """Those pinned first, then the others, each as they were put."""
        return self.order_by("-pinned", "position", "pk")


class Related(models.Model):
    """A story that is related to another. Live at once, no part of an edition; readers see those they may read."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="related")
    other = models.ForeignKey("articles.Article", models.CASCADE, related_name="related_to")
    position = models.PositiveSmallIntegerField()
    pinned = models.BooleanField(default=False)
    why = models.CharField(max_length=200, blank=True)
    pinned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = RelatedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "other"], name="related_once_a_story"),
            models.CheckConstraint(condition=~Q(article=F("other")), name="related_is_another_story"),
        ]

    def __str__(self) -> str:
        return f"{self.other_id} under {self.article_id}"


def related_read_along(at: datetime) -> Subquery:
    """What readers may see of the stories related to an edition's, as a column: JSON rows of
    [pinned, position, path, headline, kicker, section, first published, change], in no order.
    """
    can_be_read = {"other__editions__published_at__lte": at, "other__editions__superseded_at__gt": at}
    rows = Related.objects.filter(article=OuterRef("article"), **can_be_read)
    told = JsonRows(
        "pinned", "position", "other__editions__path", "other__editions__headline", "other__editions__kicker",
        "other__editions__section__name", "other__editions__first_published_at", "other__editions__change",
    )  # fmt: skip
    return Subquery(rows.order_by().values("article").annotate(rows=told).values("rows"))
