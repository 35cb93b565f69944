"""What a quote's words were checked against: the desk's own, never shown to readers."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q


class Evidence(models.Model):
    """A note, a link, a place in a recording, a file: one row a piece. Written once, seen by who may edit the quote.

    The bytes stand in the database like those of an Original: no address of the public site can reach them, and they
    come and go with the transaction that stores them.
    """

    quote = models.ForeignKey("articles.Quote", models.PROTECT, related_name="evidence")
    note = models.TextField(blank=True, max_length=4000)
    link = models.CharField(max_length=1000, blank=True, validators=[URLValidator(schemes=["http", "https"])])
    time_code = models.CharField(max_length=12, blank=True, help_text="Where in the recording: 92, 1:32 or 1:02:03.")
    file_name = models.CharField(max_length=200, blank=True, help_text="As the file was called; shown, never used.")
    size = models.PositiveIntegerField(default=0, help_text="Bytes.")
    digest = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the bytes.")
    content = models.BinaryField(blank=True, default=b"")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["quote_id", "pk"]
        verbose_name_plural = "evidence"
        constraints = [
            models.CheckConstraint(
                condition=~Q(note="") | ~Q(link="") | ~Q(time_code="") | ~Q(digest=""), name="evidence_is_something"
            ),
        ]

    def __str__(self) -> str:
        return self.note[:80] or self.file_name or self.link or self.time_code
