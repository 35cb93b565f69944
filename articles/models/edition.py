"""Editions: a story's words as published, and the one rule of what the public may see."""

from __future__ import annotations

from datetime import UTC, datetime

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

FOREVER = datetime(9999, 12, 31, tzinfo=UTC)


class EditionQuerySet(models.QuerySet["Edition"]):
    """What readers may see, and in which order."""

    def visible(self, at: datetime) -> EditionQuerySet:
        """What the public may see at that moment. Every public surface begins here."""
        return self.filter(published_at__lte=at, superseded_at__gt=at)

    def standing(self, at: datetime) -> EditionQuerySet:
        """What the public sees or is going to see: for the desk alone. None that was taken back before its moment."""
        return self.filter(superseded_at__gt=at, published_at__lt=F("superseded_at"))

    def seen_before(self, at: datetime) -> EditionQuerySet:
        """What the public could see at some moment up to then."""
        return self.filter(published_at__lte=at, superseded_at__gt=F("published_at"))

    def still_told(self, at: datetime) -> EditionQuerySet:
        """What the public saw up to then and may go on reading: nothing that a retraction has taken back."""
        return self.seen_before(at).exclude(
            Exists(_retractions(at, article=OuterRef("article"), of=OuterRef("number")))
        )

    def newest_first(self) -> EditionQuerySet:
        """By first publication, the newest first: the order of every public list."""
        return self.order_by("-first_published_at", "-article_id")


def _retractions(at: datetime, *, article: OuterRef, of: OuterRef) -> EditionQuerySet:
    """The retractions of that edition's story which the public saw up to then."""
    return Edition.objects.seen_before(at).filter(article=article, number__gt=of, change=Edition.Change.RETRACTION)


class Edition(models.Model):
    """A story's words as published. Written once; readers see it from published_at until superseded_at.

    Rows are guarded by database triggers: nothing but `superseded_at` ever changes, nothing is ever deleted, numbers
    follow one another and each edition names the digest of the one before.
    """

    FOREVER = FOREVER

    class Change(models.TextChoices):
        MINOR = "minor", "Minor change"
        UPDATE = "update", "Update"
        CORRECTION = "correction", "Correction"
        CLARIFICATION = "clarification", "Clarification"
        RETRACTION = "retraction", "Retraction"

    article = models.ForeignKey("articles.Article", models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    change = models.CharField(max_length=16, choices=Change)
    published_at = models.DateTimeField()
    superseded_at = models.DateTimeField(default=FOREVER)
    first_published_at = models.DateTimeField()
    modified_at = models.DateTimeField(help_text="When readers were last told of a change; a minor one moves nothing.")
    embargo_until = models.DateTimeField(null=True, blank=True)

    path = models.CharField(max_length=240)
    section = models.ForeignKey("articles.Section", models.PROTECT, related_name="editions")
    headline = models.CharField(max_length=300)
    seo_headline = models.CharField(max_length=300, blank=True)
    social_headline = models.CharField(max_length=300, blank=True)
    dek = models.CharField(max_length=500, blank=True)
    kicker = models.CharField(max_length=80, blank=True)
    genre = models.CharField(max_length=16)
    dateline_place = models.CharField(max_length=120, blank=True)
    dateline_source = models.CharField(max_length=80, blank=True)
    dateline_date = models.DateField(null=True, blank=True)
    byline = models.CharField(max_length=500, blank=True, help_text="The line as printed.")
    tagline = models.CharField(max_length=500, blank=True)
    backstory = models.TextField(blank=True)
    lead_image = models.ForeignKey("articles.Image", models.PROTECT, null=True, blank=True, related_name="editions")
    body = models.TextField()
    text = models.TextField(help_text="The body without tags, blocks a blank line apart.")
    names = models.TextField(blank=True, help_text="Bylines and speakers, for search.")
    word_count = models.PositiveIntegerField(default=0)

    digest = models.CharField(max_length=64, unique=True)
    previous_digest = models.CharField(max_length=64, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.DO_NOTHING, null=True, blank=True, related_name="+", db_constraint=False
    )

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["article_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="edition_number_once_an_article"),
            models.CheckConstraint(condition=Q(number__gte=1), name="edition_number_counts_from_one"),
            models.CheckConstraint(
                condition=Q(published_at__lte=F("superseded_at")), name="edition_published_before_superseded"
            ),
            models.CheckConstraint(
                condition=Q(first_published_at__lte=F("published_at")), name="edition_first_published_before_published"
            ),
            models.CheckConstraint(
                condition=Q(embargo_until=None) | Q(published_at__gte=F("embargo_until")),
                name="edition_published_after_its_embargo",
            ),
            models.CheckConstraint(
                condition=Q(number=1, previous_digest="") | (Q(number__gt=1) & ~Q(previous_digest="")),
                name="edition_names_its_predecessor",
            ),
            models.CheckConstraint(
                condition=Q(change__in=["minor", "update", "correction", "clarification", "retraction"]),
                name="edition_change_is_known",
            ),
            models.CheckConstraint(condition=~Q(headline="") & ~Q(body="") & ~Q(path=""), name="edition_has_words"),
        ]
        indexes = [
            models.Index(fields=["path", "-published_at"], name="edition_path"),
            models.Index(fields=["article", "superseded_at"], name="edition_article_current"),
            models.Index(fields=["-first_published_at", "-article"], name="edition_newest"),
            models.Index(fields=["section", "-first_published_at", "-article"], name="edition_section_newest"),
            models.Index(fields=["superseded_at", "published_at"], name="edition_interval"),
            models.Index(fields=["published_at"], name="edition_to_come"),
        ]

    def __str__(self) -> str:
        return f"{self.headline}, edition {self.number}"

    def get_absolute_url(self) -> str:
        return self.path


class EditionByline(models.Model):
    """A name of an edition's byline, as printed then. Written once."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="bylines")
    person = models.ForeignKey("articles.Person", models.PROTECT, related_name="edition_bylines")
    role = models.CharField(max_length=16)
    name = models.CharField(max_length=200)
    title = models.CharField(max_length=200, blank=True)
    position = models.PositiveIntegerField()
    first_published_at = models.DateTimeField()

    class Meta:
        ordering = ["edition_id", "position"]
        constraints = [models.UniqueConstraint(fields=["edition", "position"], name="edition_byline_position_once")]
        indexes = [models.Index(fields=["person", "-first_published_at", "-edition"], name="edition_byline_person")]

    def __str__(self) -> str:
        return self.name


class EditionImage(models.Model):
    """A picture of an edition, with what stood beside it then: position 0 is the lead, others stand in the body.

    Written once.
    """

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="images")
    image = models.ForeignKey("articles.Image", models.PROTECT, related_name="edition_images")
    position = models.PositiveIntegerField()
    alt = models.CharField(max_length=500, blank=True)
    caption = models.CharField(max_length=1000, blank=True)
    credit = models.CharField(max_length=200, blank=True)
    creator = models.CharField(max_length=200, blank=True)
    copyright_notice = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["edition_id", "position"]
        constraints = [models.UniqueConstraint(fields=["edition", "position"], name="edition_image_position_once")]

    def __str__(self) -> str:
        return self.caption or self.alt or f"picture {self.image_id}"


class EditionQuoteQuerySet(models.QuerySet["EditionQuote"]):
    """Quotes readers may see."""

    def visible(self, at: datetime) -> EditionQuoteQuerySet:
        """Quotes of the editions the public may see at that moment: Edition's own rule, by join."""
        return self.filter(edition__published_at__lte=at, edition__superseded_at__gt=at)

    def still_told(self, at: datetime) -> EditionQuoteQuerySet:
        """Quotes of the editions the public saw up to then and may go on reading: Edition's own rule, by join."""
        seen = self.filter(edition__published_at__lte=at, edition__superseded_at__gt=F("edition__published_at"))
        taken_back = _retractions(at, article=OuterRef("edition__article"), of=OuterRef("edition__number"))
        return seen.exclude(Exists(taken_back))

    def newest_first(self) -> EditionQuoteQuerySet:
        """By first publication of the story, then as they stand in it."""
        return self.order_by("-first_published_at", "-id")


class EditionQuote(models.Model):
    """A quote as an edition has it: the words, the speaker's name and role of that moment. Written once."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="quotes")
    quote = models.ForeignKey("articles.Quote", models.PROTECT, related_name="edition_quotes")
    public_id = models.CharField(max_length=16, db_index=True)
    position = models.PositiveIntegerField()
    words = models.TextField()
    speaker = models.ForeignKey("articles.Person", models.PROTECT, null=True, blank=True, related_name="edition_quotes")
    speaker_name = models.CharField(max_length=200, blank=True)
    role = models.CharField(max_length=300, blank=True)
    said_on = models.DateField(null=True, blank=True)
    kind = models.CharField(max_length=16)
    question = models.TextField(blank=True)
    verification = models.CharField(max_length=16, blank=True)
    block = models.CharField(max_length=16)
    context = models.TextField(help_text="The paragraph it stands in, without tags.")
    first_published_at = models.DateTimeField()

    objects = EditionQuoteQuerySet.as_manager()

    class Meta:
        ordering = ["edition_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "position"], name="edition_quote_position_once"),
            models.UniqueConstraint(fields=["edition", "quote"], name="edition_quote_once"),
            models.CheckConstraint(condition=~Q(words=""), name="edition_quote_has_words"),
        ]
        indexes = [
            models.Index(fields=["speaker", "-first_published_at", "-id"], name="edition_quote_speaker"),
            models.Index(fields=["-first_published_at", "-id"], name="edition_quote_newest"),
        ]

    def __str__(self) -> str:
        words = self.words.replace("\n", " ")
        return words if len(words) <= 80 else f"{words[:79]}…"

    def get_absolute_url(self) -> str:
        return f"/quotes/{self.public_id}/"
