"""Who wrote a story, in which role, in order."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from articles.models.history import kept_history


class Byline(models.Model):
    """One person in one role on one story. A person may hold several roles; names are printed in order."""

    class Role(models.TextChoices):
        WRITER = "writer", "By"
        REPORTING = "reporting", "Additional reporting by"
        PHOTOGRAPHER = "photographer", "Photographs by"
        EDITOR = "editor", "Edited by"
        DATA = "data", "Data by"
        TRANSLATION = "translation", "Translated by"

    article = models.ForeignKey("articles.Article", models.PROTECT, related_name="bylines")
    person = models.ForeignKey("articles.Person", models.PROTECT, related_name="bylines")
    role = models.CharField(max_length=16, choices=Role, default=Role.WRITER)
    position = models.PositiveIntegerField(default=0)

    history = kept_history()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "person", "role"],
                name="byline_person_once_a_role",
                violation_error_message="The same person stands twice in one role.",
            ),
            models.UniqueConstraint(fields=["article", "position"], name="byline_position_once"),
            models.CheckConstraint(
                condition=Q(role__in=["writer", "reporting", "photographer", "editor", "data", "translation"]),
                name="byline_role_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} ({self.get_role_display()})"
