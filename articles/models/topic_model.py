"""The trained topic classifier, kept with the data it was trained on."""

from __future__ import annotations

from django.db import models


class TopicModel(models.Model):
    """What was learned from the tagged archive: numbers and words, no program. The newest is the one applied.

    In the database and not in a file: every server beside it reads the same one, a copy of the newsroom brings it
    along, and it never speaks of the topics of another database.
    """

    trained_at = models.DateTimeField()
    stories = models.PositiveIntegerField()
    topics = models.PositiveIntegerField()
    first_right = models.FloatField(help_text="Share of unseen stories whose first topic was right.")
    found_in_five = models.FloatField(help_text="Share of unseen stories' topics among the first five.")
    micro_f1 = models.FloatField(help_text="Of the topics accepted for unseen stories.")
    content = models.BinaryField()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"Learned from {self.stories:,} stories on {self.trained_at:%-d %B %Y}"
