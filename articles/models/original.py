"""What came in from outside, byte for byte."""

from __future__ import annotations

from django.db import models


class Original(models.Model):
    """The bytes of an imported item as received, one row a version. Written once."""

    article = models.ForeignKey("articles.Article", models.PROTECT, related_name="originals")
    provider = models.CharField(max_length=120)
    guid = models.CharField(max_length=400)
    version = models.CharField(max_length=80, blank=True)
    digest = models.CharField(max_length=64, help_text="SHA-256 of the bytes.")
    content = models.BinaryField()
    media_type = models.CharField(max_length=80)
    received_at = models.DateTimeField()
    taken = models.BooleanField(default=True, help_text="False: kept beside a story the desk had edited since.")

    class Meta:
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["provider", "guid", "version"], name="original_once")]

    def __str__(self) -> str:
        return f"{self.provider} {self.guid} {self.version}".strip()
