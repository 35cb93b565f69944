"""The desk's working copy of a story."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from articles.models.article_rows import IN_HAND, ArticleQuerySet
from articles.models.body import BodyField
from articles.models.history import kept_history

HEADLINE_LIMIT = 300
BODY_LIMIT = 1_000_000
# Adults reading English silently: 238 words a minute for non-fiction (Brysbaert 2019), a little less on a screen.
WORDS_A_MINUTE = 230


class Article(models.Model):
    """A story as the desk works on it. Readers never see it: they see its editions.

    `state`, `version` and the dates of publication are written by acts alone. A story scheduled is published at a
    moment still to come. The state moves only along STATE_MOVES, in code and in the database.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        REVIEW = "review", "In review"
        READY = "ready", "Ready"
        PUBLISHED = "published", "Published"
        KILLED = "killed", "Killed"

    STATE_MOVES = {
        State.DRAFT: (State.REVIEW, State.KILLED),
        State.REVIEW: (State.DRAFT, State.READY, State.KILLED),
        State.READY: (State.DRAFT, State.REVIEW, State.PUBLISHED, State.KILLED),
        State.PUBLISHED: (State.READY, State.KILLED),
        # A draft that was deleted and no reader ever saw can be had back.
        State.KILLED: (State.DRAFT,),
    }

    class HoldKind(models.TextChoices):
        EDITORIAL = "editorial", "Editorial"
        LEGAL = "legal", "Legal"
        OTHER = "other", "Other"

    class Genre(models.TextChoices):
        NEWS = "news", "News"
        ANALYSIS = "analysis", "Analysis"
        OPINION = "opinion", "Opinion"
        FEATURE = "feature", "Feature"
        BRIEF = "brief", "Brief"
        OBITUARY = "obituary", "Obituary"
        REVIEW = "review", "Review"
        SPONSORED = "sponsored", "Sponsored"

    slugline = models.CharField(
        max_length=120, help_text="The newsroom's own name for the story. Readers do not see it."
    )
    url_slug = models.SlugField(
        "web address",
        max_length=200,
        blank=True,
        help_text="Last part of the public address. Empty: made from the headline.",
    )
    headline = models.CharField(max_length=HEADLINE_LIMIT, blank=True)
    seo_headline = models.CharField(
        "search headline", max_length=HEADLINE_LIMIT, blank=True, help_text="Empty: the headline."
    )
    social_headline = models.CharField(max_length=HEADLINE_LIMIT, blank=True, help_text="Empty: the headline.")
    dek = models.CharField(max_length=500, blank=True, help_text="The line under the headline.")
    kicker = models.CharField(max_length=80, blank=True, help_text="The word or two above the headline.")
    genre = models.CharField(max_length=16, choices=Genre, default=Genre.NEWS)
    section = models.ForeignKey("articles.Section", models.PROTECT, null=True, blank=True, related_name="articles")
    dateline_place = models.CharField("place", max_length=120, blank=True, help_text="As printed: BALTIMORE.")
    dateline_source = models.CharField(
        "source", max_length=80, blank=True, help_text="Agency or station, without brackets."
    )
    dateline_date = models.DateField("date", null=True, blank=True)
    body = BodyField(blank=True)
    body_text = models.TextField(blank=True, editable=False)
    word_count = models.PositiveIntegerField(default=0, editable=False)
    byline_override = models.CharField(
        max_length=200,
        blank=True,
        help_text="Printed instead of the names below, which stay linked: “From staff reports”.",
    )
    tagline = models.CharField(
        max_length=500, blank=True, help_text="Small print at the end: who contributed, how to reach us."
    )
    backstory = models.TextField(max_length=2000, blank=True, help_text="How we reported this. Readers see it.")
    editors_note = models.TextField("note to editors", max_length=2000, blank=True, help_text="For the desk only.")
    lead_image = models.ForeignKey("articles.Image", models.PROTECT, null=True, blank=True, related_name="articles")
    # Those the body names: the acts that write a body keep it true.
    body_images = models.ManyToManyField("articles.Image", related_name="body_articles", editable=False)
    budget_line = models.CharField(
        max_length=300, blank=True, help_text="The story in one sentence, for the budget. Readers do not see it."
    )
    planned_length = models.PositiveIntegerField(null=True, blank=True, help_text="In words.")

    state = models.CharField(max_length=16, choices=State, default=State.DRAFT, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    planned_at = models.DateTimeField(
        "planned for", null=True, blank=True, help_text="When the desk hopes to run it. Releases nothing."
    )
    publish_at = models.DateTimeField(null=True, blank=True, editable=False)
    embargo_until = models.DateTimeField(
        "embargoed until", null=True, blank=True, help_text="Nobody can release it earlier."
    )
    first_published_at = models.DateTimeField(null=True, blank=True, editable=False)
    path = models.CharField(max_length=240, null=True, blank=True, unique=True, editable=False)
    hold_kind = models.CharField(max_length=16, choices=HoldKind, blank=True, default="", editable=False)
    hold_reason = models.CharField("hold", max_length=300, blank=True, editable=False)
    held_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    killed_at = models.DateTimeField(null=True, blank=True, editable=False)
    restricted = models.BooleanField(
        default=False, help_text="Investigations, sources: authors, the section's editor and the managing editor only."
    )
    topic_links = models.TextField(blank=True, editable=False)

    origin_provider = models.CharField(max_length=120, blank=True, editable=False)
    origin_guid = models.CharField(max_length=400, blank=True, editable=False)
    origin_version = models.CharField(max_length=80, blank=True, editable=False)

    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="assigned_articles",
        verbose_name="desk person",
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="created_articles",
    )
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    approved_version = models.PositiveIntegerField(null=True, blank=True, editable=False)
    # A change of a live story handed to a second person, with its kind and what readers shall be told.
    proposed_change = models.CharField(max_length=16, blank=True, default="", editable=False)
    proposed_note = models.TextField(max_length=2000, blank=True, default="", editable=False)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    proposed_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(editable=False)
    updated_at = models.DateTimeField(editable=False)

    objects = ArticleQuerySet.as_manager()
    history = kept_history(excluded_fields=["body_text", "topic_links"])

    class Meta:
        ordering = ["-updated_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(slugline=""), name="article_has_a_slugline"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "review", "ready", "published", "killed"]),
                name="article_state_is_known",
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="article_version_counts_from_one"),
            models.CheckConstraint(
                condition=~Q(state="published")
                | Q(publish_at__isnull=False, first_published_at__isnull=False, path__isnull=False),
                name="article_published_has_a_time_and_a_path",
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(embargo_until=None) | Q(publish_at__gte=F("embargo_until")),
                name="article_published_after_its_embargo",
            ),
            models.CheckConstraint(
                condition=Q(proposed_change="", proposed_at=None)
                | Q(proposed_change__in=["minor", "update", "correction", "clarification"], proposed_at__isnull=False),
                name="article_proposed_change_has_a_kind_and_a_time",
            ),
            models.UniqueConstraint(
                fields=["origin_provider", "origin_guid", "origin_version"],
                condition=~Q(origin_guid=""),
                name="article_origin_once",
            ),
        ]
        indexes = [
            models.Index(fields=["-updated_at", "-id"], name="article_newest_change"),
            models.Index(fields=["state", "-updated_at", "-id"], name="article_state_newest"),
            models.Index(fields=["section", "-updated_at"], name="article_section_newest"),
            models.Index(
                fields=["-updated_at", "-id"],
                condition=Q(state__in=["draft", "review", "ready"]),
                name="article_in_hand_newest",
            ),
            models.Index(fields=["planned_at"], condition=Q(planned_at__isnull=False), name="article_planned"),
            models.Index(fields=["-proposed_at"], condition=~Q(proposed_change=""), name="article_proposed"),
            models.Index(fields=["-updated_at", "-id"], condition=~Q(hold_reason=""), name="article_on_hold"),
            models.Index(fields=["embargo_until"], condition=Q(embargo_until__isnull=False), name="article_embargoed"),
            # With what says whose a story is: who may tag a few of them finds these without reading the others.
            models.Index(
                fields=["-updated_at", "-id", "section", "state", "restricted", "created_by", "assigned_to"],
                condition=Q(topic_links=""),
                name="article_without_topics",
            ),
            models.Index(fields=["-publish_at"], name="article_newest_release"),
            models.Index(fields=["origin_provider", "origin_guid"], name="article_origin"),
        ]

    def __str__(self) -> str:
        return self.slugline

    def get_absolute_url(self) -> str | None:
        """The public address, once there is one."""
        return self.path

    def is_scheduled(self, at: datetime) -> bool:
        """An edition is planned for a moment still to come; `publish_at` is that of the newest one."""
        return self.state == self.State.PUBLISHED and self.publish_at is not None and self.publish_at > at

    def is_embargoed(self, at: datetime) -> bool:
        """Under an embargo that has not ended."""
        return self.embargo_until is not None and self.embargo_until > at

    @property
    def is_in_hand(self) -> bool:
        """Not out and not killed: the desk is at work on it."""
        return self.state in IN_HAND

    @property
    def reading_minutes(self) -> int:
        """How long readers take, in whole minutes, rounded up; none for no words."""
        return -(-self.word_count // WORDS_A_MINUTE)

    def was_seen_by_readers(self, at: datetime) -> bool:
        """Readers could see it at some moment up to now."""
        return self.first_published_at is not None and self.first_published_at <= at
