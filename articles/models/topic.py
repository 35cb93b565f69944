"""The curated vocabulary of topics, their other names, and which story carries which."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from tree_queries.fields import TreeNodeForeignKey
from tree_queries.query import TreeQuerySet

from articles.models.history import kept_history
from articles.parsing.names import fold_name

_LONGEST_NAME = 200


class TopicQuerySet(TreeQuerySet):
    """Which topics."""

    def named(self, name: str) -> TopicQuerySet:
        """Topics whose name or alias folds to the same form; one merged away has left its name to where it went."""
        folded = fold_name(name)
        own = Q(folded_name=folded, merged_into=None)
        return self.filter(own | Q(aliases__folded_name=folded)).distinct()

    def in_use(self) -> TopicQuerySet:
        """Topics offered to people who tag: neither retired nor merged into another."""
        return self.filter(retired=False, merged_into=None)


class Topic(models.Model):  # type: ignore[django-manager-missing]
    """A subject, person, place, organisation or event that stories are about. Unique on the folded name."""

    class Kind(models.TextChoices):
        SUBJECT = "subject", "Subject"
        PERSON = "person", "Person"
        PLACE = "place", "Place"
        ORGANISATION = "organisation", "Organisation"
        EVENT = "event", "Event"

    name = models.CharField(max_length=200)
    folded_name = models.CharField(
        max_length=200, unique=True, editable=False, error_messages={"unique": "A topic of this name exists already."}
    )
    slug = models.SlugField(max_length=120, unique=True)
    kind = models.CharField(max_length=16, choices=Kind, default=Kind.SUBJECT)
    parent = TreeNodeForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    description = models.TextField(blank=True, max_length=2000)
    picture = models.ForeignKey("articles.Image", models.SET_NULL, null=True, blank=True, related_name="+")
    code = models.CharField("external code", max_length=120, blank=True, help_text="For example medtop:20000593.")
    retired = models.BooleanField(default=False, help_text="Kept on its stories, no longer offered.")
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="merged"
    )

    objects = TopicQuerySet.as_manager(with_tree_fields=False)  # type: ignore[django-manager-missing]
    history = kept_history()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=~Q(folded_name=""), name="topic_has_a_name"),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="topic_not_its_own_parent"),
            models.CheckConstraint(condition=~Q(merged_into=F("id")), name="topic_not_merged_into_itself"),
            models.UniqueConstraint(fields=["code"], condition=~Q(code=""), name="topic_code_once"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs) -> None:
        self.folded_name = fold_name(self.name)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("articles:topic-detail", args=[self.slug])

    def label(self, language: str) -> str:
        """The name in that language ("pt-BR"), else in the language without its country, else the topic's own."""
        labels = {label.language: label.name for label in self.labels.all()}
        return labels.get(language) or labels.get(language.partition("-")[0]) or self.name

    def clean(self) -> None:
        """Repeat in words what the database refuses: a name or code in use elsewhere, a circle of parents."""
        folded = fold_name(self.name)
        if not folded:
            raise ValidationError({"name": "Give the topic a name with letters or digits."})
        _refuse_long(self.name)
        other = Topic.objects.named(self.name).exclude(pk=self.pk).first()
        if other:
            raise ValidationError({"name": f"The topic “{other}” has this name or alias already."})
        coded = TopicCode.objects.filter(code=self.code).exclude(topic=self.pk).first() if self.code else None
        if coded:
            raise ValidationError({"code": f"The topic “{coded.topic}” has this code already."})
        ancestor = self.parent
        while ancestor is not None:
            if ancestor.pk == self.pk and self.pk is not None:
                raise ValidationError({"parent": f"“{self.parent}” lies below “{self}”: a circle."})
            ancestor = ancestor.parent


def _refuse_long(name: str) -> None:
    """Refuse a name that is too long once it is folded: one letter of some scripts becomes eighteen."""
    if len(fold_name(name)) > _LONGEST_NAME:
        raise ValidationError({"name": f"A topic's name has {_LONGEST_NAME} letters at most."})


class TopicAlias(models.Model):
    """Another name of a topic; unique over all aliases, and no topic's own name (a trigger refuses it) but one's that
    was merged away."""

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=200)
    folded_name = models.CharField(max_length=200, unique=True, editable=False)

    class Meta:
        verbose_name_plural = "topic aliases"
        constraints = [models.CheckConstraint(condition=~Q(folded_name=""), name="topic_alias_has_a_name")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs) -> None:
        self.folded_name = fold_name(self.name)
        super().save(*args, **kwargs)

    def clean(self) -> None:
        _refuse_long(self.name)
        named = Topic.objects.named(self.name)
        # Of a new row nothing is left out: without a key that would be every topic that has no other name.
        other = (named.exclude(aliases=self.pk) if self.pk else named).first() if self.name else None
        if other:
            raise ValidationError({"name": f"The topic “{other}” has this name or alias already."})


class TopicCode(models.Model):
    """A further code of a topic, of another vocabulary (subj:04000000, wd:Q8148); no topic's first (a trigger)."""

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="codes")
    code = models.CharField(max_length=120, unique=True)

    class Meta:
        ordering = ["code"]
        constraints = [models.CheckConstraint(condition=~Q(code=""), name="topic_code_is_not_empty")]

    def __str__(self) -> str:
        return self.code

    def clean(self) -> None:
        other = Topic.objects.filter(code=self.code).exclude(pk=self.topic_id).first() if self.code else None
        if other:
            raise ValidationError({"code": f"The topic “{other}” has this code already."})
        if self.code and self.topic_id and self.topic.code == self.code:
            raise ValidationError({"code": "This is the topic's first code already."})


class TopicLabel(models.Model):
    """A topic's name in another language, by its BCP 47 tag."""

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="labels")
    language = models.CharField(max_length=20, help_text="For example de or pt-BR.")
    name = models.CharField(max_length=200)

    class Meta:
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(fields=["topic", "language"], name="topic_label_once_a_language"),
            models.CheckConstraint(condition=~Q(name=""), name="topic_label_has_a_name"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.language})"


class DistinctTopics(models.Model):
    """Two topics much alike of which somebody said that they are not the same; the lower key first."""

    first = models.ForeignKey(Topic, models.CASCADE, related_name="+")
    second = models.ForeignKey(Topic, models.CASCADE, related_name="+")
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    said_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "distinct topics"
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="distinct_topics_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="distinct_topics_lower_first"),
        ]

    def __str__(self) -> str:
        return f"{self.first} is not {self.second}"


class Tagging(models.Model):
    """A topic on a story: proposed by a rule, then chosen or rejected by a person. Live at once, no part of an edition.

    `first_published_at` repeats the story's, so that a topic page is read in order from one index.
    """

    class Status(models.TextChoices):
        PROPOSED = "proposed", "Proposed"
        CHOSEN = "chosen", "Chosen"
        REJECTED = "rejected", "Rejected"

    class Rule(models.TextChoices):
        NAMED = "named", "Its name in the text"
        ARCHIVE = "archive", "Stories like it in the archive"
        SPEAKER = "speaker", "Usual for a speaker"
        SECTION = "section", "Usual for the section"
        TOGETHER = "together", "Goes with another topic"

    article = models.ForeignKey("articles.Article", models.PROTECT, related_name="taggings")
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="taggings")
    status = models.CharField(max_length=16, choices=Status, default=Status.CHOSEN)
    rule = models.CharField(max_length=16, choices=Rule, blank=True, editable=False)
    reason = models.CharField(max_length=200, blank=True, help_text="Why it was proposed.")
    tagged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    tagged_at = models.DateTimeField()
    first_published_at = models.DateTimeField(null=True, blank=True, editable=False)

    history = kept_history()

    class Meta:
        ordering = ["topic__name"]
        constraints = [
            models.UniqueConstraint(fields=["article", "topic"], name="tagging_once_a_story"),
            models.CheckConstraint(
                condition=Q(status__in=["proposed", "chosen", "rejected"]), name="tagging_status_is_known"
            ),
        ]
        indexes = [
            models.Index(fields=["topic", "status", "-first_published_at", "-article"], name="tagging_topic_newest"),
            models.Index(fields=["rule", "status"], condition=~Q(rule=""), name="tagging_by_rule"),
            models.Index(fields=["article", "status"], name="tagging_of_story"),
        ]

    def __str__(self) -> str:
        return f"{self.topic} on {self.article_id}"
