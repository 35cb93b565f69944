"""Quotes of record: who said which words, when, in which role, in answer to what."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from articles.models.history import kept_history
from articles.parsing.bodymarks import make_quote_id
from articles.parsing.wording import Change, compare


def make_public_id() -> str:
    """A short id for addresses and anchors."""
    return make_quote_id()


class QuoteQuerySet(models.QuerySet["Quote"]):
    """Which quotes of the desk's working copy."""

    def in_place(self) -> QuoteQuerySet:
        """Quotes that stand in the body now, in its order."""
        return self.filter(position__isnull=False).order_by("position", "pk")

    def waiting(self) -> QuoteQuerySet:
        """Quotes that wait for a person's word."""
        return self.in_place().filter(status=Quote.Status.PROPOSED)

    def confirmed(self) -> QuoteQuerySet:
        """Quotes a person stands behind: these are published as quotes."""
        return self.in_place().filter(status=Quote.Status.CONFIRMED)


class Quote(models.Model):
    """Words in a story that somebody said. Its place is the body: one or several `<q data-quote="ID">` spans.

    `words` is derived from the body at every save, one line a span; `settled_words` are those a person confirmed or
    verified: where the two part in more than type, the quote has drifted, and a person decides before it is published.
    """

    class Kind(models.TextChoices):
        DIRECT = "direct", "Direct"
        PARTIAL = "partial", "Partial"
        EXCHANGE = "exchange", "Exchange"

    class Status(models.TextChoices):
        PROPOSED = "proposed", "Proposed"
        CONFIRMED = "confirmed", "Confirmed"
        DISMISSED = "dismissed", "Dismissed"

    class Verification(models.TextChoices):
        UNVERIFIED = "", "Unverified"
        NOTES = "notes", "Checked against notes"
        RECORDING = "recording", "Checked against a recording"
        TRANSCRIPT = "transcript", "Checked against a transcript"
        STATEMENT = "statement", "Checked against a written statement"

    article = models.ForeignKey("articles.Article", models.PROTECT, related_name="quotes")
    public_id = models.CharField(max_length=16, unique=True, default=make_public_id, editable=False)
    position = models.PositiveIntegerField(
        null=True, blank=True, editable=False, help_text="Order in the body; none: no longer there."
    )
    block = models.CharField(
        max_length=16, blank=True, editable=False, help_text="Id of the paragraph where it begins."
    )
    words = models.TextField(editable=False)
    settled_words = models.TextField(blank=True, editable=False)
    speaker = models.ForeignKey("articles.Person", models.PROTECT, null=True, blank=True, related_name="quotes")
    speaker_name = models.CharField(max_length=200, blank=True, help_text="As found in the story.")
    role_printed = models.CharField("role as printed", max_length=300, blank=True)
    said_on = models.DateField(null=True, blank=True)
    kind = models.CharField(max_length=16, choices=Kind, default=Kind.DIRECT)
    question = models.TextField(blank=True, help_text="The reporter's question it answers.")
    status = models.CharField(max_length=16, choices=Status, default=Status.PROPOSED, editable=False)
    cue = models.CharField(max_length=80, blank=True, editable=False)
    confidence = models.FloatField(default=1.0, editable=False)
    rule = models.CharField(max_length=80, blank=True, editable=False, help_text="What decided on the speaker.")
    relied_on = models.JSONField(default=list, blank=True, editable=False)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, blank=True, editable=False)
    verification = models.CharField(max_length=16, choices=Verification, blank=True, default="", editable=False)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    verified_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = QuoteQuerySet.as_manager()
    history = kept_history()

    class Meta:
        ordering = ["article_id", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["proposed", "confirmed", "dismissed"]), name="quote_status_is_known"
            ),
            models.CheckConstraint(condition=Q(kind__in=["direct", "partial", "exchange"]), name="quote_kind_is_known"),
            models.CheckConstraint(
                condition=Q(verification="") | (Q(verified_at__isnull=False) & ~Q(settled_words="")),
                name="quote_verified_has_time_and_words",
            ),
            models.CheckConstraint(
                condition=Q(status="proposed") | Q(settled_at__isnull=False), name="quote_settled_has_a_time"
            ),
        ]
        indexes = [models.Index(fields=["status", "-settled_at"], name="quote_status_newest")]

    def __str__(self) -> str:
        words = self.words.replace("\n", " ")
        return words if len(words) <= 80 else f"{words[:79]}…"

    @property
    def drift(self) -> Change:
        """What became of the words a person settled on; none for quotes not confirmed."""
        if self.status != self.Status.CONFIRMED or not self.settled_words:
            return Change.NONE
        return compare(self.settled_words, self.words)

    @property
    def has_drifted(self) -> bool:
        """The words in the body are no longer those a person settled on; differences in type alone do not count."""
        return self.drift != Change.NONE

    def propose_again(self) -> None:
        """Back to a proposal that waits for a person's word; nothing is saved."""
        self.status, self.settled_words, self.settled_by, self.settled_at = self.Status.PROPOSED, "", None, None
        self.verification, self.verified_by, self.verified_at = self.Verification.UNVERIFIED, None, None

    @property
    def attributed_to(self) -> str:
        """The speaker's name as known best: the person, else the name found in the story."""
        return self.speaker.name if self.speaker_id and self.speaker else self.speaker_name
