"""House style: what the newsroom writes otherwise, why, and how."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from articles.models.history import kept_history


class StyleRuleQuerySet(models.QuerySet["StyleRule"]):
    """Which rules."""

    def in_force(self) -> StyleRuleQuerySet:
        """Rules that are checked."""
        return self.filter(active=True).order_by("pk")


class StyleRule(models.Model):
    """Words to look for, the reason, and what to write instead. An editor owns it and answers for it.

    A pattern is words, not a regular expression: `*` ends a word anyhow, `a|b` is either. So no rule can be slow.
    """

    pattern = models.CharField(
        max_length=200,
        help_text="Words as they are written; “*” ends a word anyhow (utili*), “|” parts alternatives.",
    )
    reason = models.CharField(max_length=300, help_text="Why: editors see it.")
    suggestion = models.CharField(max_length=200, blank=True, help_text="What to write instead.")
    matches_case = models.BooleanField("capitals count", default=False)
    active = models.BooleanField("in force", default=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="style_rules",
        help_text="The editor who answers for it.",
    )

    objects = StyleRuleQuerySet.as_manager()
    history = kept_history()

    class Meta:
        ordering = ["pattern"]
        constraints = [
            models.CheckConstraint(condition=~Q(pattern="") & ~Q(reason=""), name="style_rule_says_what_and_why"),
            models.UniqueConstraint(fields=["pattern"], name="style_rule_pattern_once"),
        ]

    def __str__(self) -> str:
        return self.pattern
