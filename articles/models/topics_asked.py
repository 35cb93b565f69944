"""How far stories have been asked what they are about."""

from __future__ import annotations

from datetime import UTC, datetime

from django.db import models

_NEVER = datetime(1, 1, 2, tzinfo=UTC)
LAST_KEY = 2**63 - 1


class TopicsAsked(models.Model):
    """One row: what was asked, in the order of last change. Each story is asked once by what was learned last.

    Changes up to `newer` have been asked as they came; of those before `older`, `left` may still be asked, the newest
    first. A moment goes with a story's key: several stories share one.
    """

    model = models.BigIntegerField(default=0, help_text="What was learned last then; 0 for nothing.")
    newer_at = models.DateTimeField(default=_NEVER)
    newer_key = models.BigIntegerField(default=0)
    older_at = models.DateTimeField(default=_NEVER)
    older_key = models.BigIntegerField(default=0)
    left = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"Asked up to {self.newer_at:%-d %B %Y, %H:%M}"

    def begin_again(self, model: int, at: datetime, most: int) -> None:
        """Ask anew by another model: from this moment backwards, so many."""
        self.model, self.left = model, most
        self.newer_at = self.older_at = at
        self.newer_key = self.older_key = LAST_KEY
