"""What tagging at the desk keeps beside the taggings: stories nothing fits, and topics put on or taken off many."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q


class NothingFits(models.Model):
    """A story somebody looked at and left without a topic: the queue of the tagging bench does not bring it again.

    Until a topic is suggested for it later, or somebody has it back.
    """

    article = models.OneToOneField("articles.Article", models.CASCADE, primary_key=True, related_name="nothing_fits")
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    said_at = models.DateTimeField()

    class Meta:
        ordering = ["-said_at"]

    def __str__(self) -> str:
        return f"Nothing fits {self.article_id}"


class BulkTagging(models.Model):
    """A topic put on or taken off many stories, batch by batch: how far that is, and what undoes it."""

    class Verb(models.TextChoices):
        ADD = "add", "Add"
        REMOVE = "remove", "Remove"

    class State(models.TextChoices):
        GOING = "going", "Going on"
        DONE = "done", "Done"
        UNDOING = "undoing", "Being undone"
        UNDONE = "undone", "Undone"

    verb = models.CharField(max_length=8, choices=Verb)
    topic = models.ForeignKey("articles.Topic", models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=State, default=State.GOING)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    begun_at = models.DateTimeField()
    asked = models.PositiveIntegerField(help_text="Stories it was asked for, those left as they are included.")
    changed = models.PositiveIntegerField(default=0)
    put_back = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(verb__in=["add", "remove"]), name="bulk_tagging_verb_is_known"),
            models.CheckConstraint(
                condition=Q(state__in=["going", "done", "undoing", "undone"]), name="bulk_tagging_state_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_verb_display()} {self.topic}: {self.asked:,} stories"

    @property
    def is_open(self) -> bool:
        """Whether something is left to do."""
        return self.state in {self.State.GOING, self.State.UNDOING}


class BulkBatch(models.Model):
    """Some hundred stories of it, changed in one transaction: their ids, and of those changed what stood before."""

    bulk = models.ForeignKey(BulkTagging, models.CASCADE, related_name="batches")
    number = models.PositiveIntegerField()
    stories = models.JSONField()
    changed = models.JSONField(default=list)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["bulk", "number"], name="bulk_batch_once_a_number")]

    def __str__(self) -> str:
        return f"Batch {self.number} of {self.bulk_id}"
