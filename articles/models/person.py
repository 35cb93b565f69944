"""People who write or are quoted, and the roles they hold over time."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from articles.models.elsewhere import refuse_other_addresses
from articles.models.history import kept_history
from articles.parsing.names import fold_name


class PersonQuerySet(models.QuerySet["Person"]):
    """Which people."""

    def named(self, name: str) -> PersonQuerySet:
        """People whose name or alias folds to the same form (case, accents, spaces, punctuation aside)."""
        folded = fold_name(name)
        return self.filter(Q(folded_name=folded) | Q(aliases__folded_name=folded)).distinct()

    def staff(self) -> PersonQuerySet:
        """People who write for the newsroom."""
        return self.filter(is_staff_writer=True)


class Person(models.Model):
    """A human or organisation who writes or is quoted. Never an account: `user` is an optional link.

    Two people may share a name, so the folded name is not unique; who creates one is shown those of the same name.
    """

    class Kind(models.TextChoices):
        HUMAN = "human", "Person"
        ORGANISATION = "organisation", "Organisation"

    name = models.CharField(max_length=200)
    folded_name = models.CharField(max_length=200, editable=False, db_index=True)
    slug = models.SlugField(max_length=120, unique=True)
    kind = models.CharField(max_length=16, choices=Kind, default=Kind.HUMAN)
    title = models.CharField(max_length=200, blank=True, help_text="For staff: as printed beside the byline.")
    bio = models.TextField(blank=True, max_length=2000)
    elsewhere = models.TextField(
        blank=True,
        default="",
        max_length=2000,
        validators=[refuse_other_addresses],
        help_text="Their own pages and public accounts, one address a line, each beginning with https://.",
    )
    is_staff_writer = models.BooleanField("writes for us", default=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="person", verbose_name="account"
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="merged"
    )

    objects = PersonQuerySet.as_manager()
    history = kept_history()

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "people"
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="person_has_a_name"),
            models.CheckConstraint(condition=~Q(merged_into=F("id")), name="person_not_merged_into_itself"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs) -> None:
        self.folded_name = fold_name(self.name)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("articles:person-detail", args=[self.slug])

    def family(self) -> list[int]:
        """Ids under which this person's words were published: their own, and those of people merged into them.

        Editions are never rewritten: a merge leaves the rows of an edition with whoever was named there then.
        """
        return [self.pk, *self.merged.order_by("pk").values_list("pk", flat=True)]


class PersonAlias(models.Model):
    """Another name of a person: a nickname, a maiden name, an acronym."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=200)
    folded_name = models.CharField(max_length=200, editable=False, db_index=True)

    class Meta:
        verbose_name_plural = "person aliases"
        constraints = [
            models.UniqueConstraint(fields=["person", "folded_name"], name="person_alias_once_a_person"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs) -> None:
        self.folded_name = fold_name(self.name)
        super().save(*args, **kwargs)


class RoleQuerySet(models.QuerySet["Role"]):
    """Which roles."""

    def held_on(self, day: date) -> RoleQuerySet:
        """Roles whose start and end (both days included, open ends allowed) span the day."""
        return self.filter(Q(start=None) | Q(start__lte=day), Q(end=None) | Q(end__gte=day))


class Role(models.Model):
    """A title a person held at an organisation, from a day to a day; open ends mean unknown or still."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="roles")
    title = models.CharField(max_length=200)
    organisation = models.CharField(max_length=200, blank=True)
    start = models.DateField(null=True, blank=True)
    end = models.DateField(null=True, blank=True)

    objects = RoleQuerySet.as_manager()
    history = kept_history()

    class Meta:
        ordering = ["person_id", F("start").desc(nulls_last=True)]
        constraints = [
            models.CheckConstraint(
                condition=Q(start=None) | Q(end=None) | Q(start__lte=F("end")), name="role_starts_before_it_ends"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="role_has_a_title"),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.organisation}" if self.organisation else self.title

    def spans(self, day: date) -> bool:
        """Whether it was held on the day: start and end included, open ends allowed."""
        return (self.start is None or self.start <= day) and (self.end is None or self.end >= day)


class DistinctPeople(models.Model):
    """Two people of like names of whom somebody said that they are not the same; the lower key first."""

    first = models.ForeignKey(Person, models.CASCADE, related_name="+")
    second = models.ForeignKey(Person, models.CASCADE, related_name="+")
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    said_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "distinct people"
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="distinct_people_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="distinct_people_lower_first"),
        ]

    def __str__(self) -> str:
        return f"{self.first} is not {self.second}"
