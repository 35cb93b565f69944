"""Refusals: every one a sentence an editor can read, and nothing done."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied

from articles.advice.gate import Finding
from articles.models import Article, FrontPage
from articles.models.profile import account_name


class EditorialError(Exception):
    """An act was refused; nothing was changed."""


class NotAllowed(EditorialError, PermissionDenied):
    """The person's roles do not carry that far. A screen lets it pass: Django answers it with 403 and the sentence."""


class WrongState(EditorialError):
    """The story's state does not allow the act."""


class StaleVersion(EditorialError):
    """Somebody changed the story since it was read. `current` is what stands now."""

    def __init__(self, current: Article) -> None:
        editor = current.updated_by
        who = account_name(editor, "Somebody else")
        super().__init__(
            f"{who} changed “{current}” since you opened it; nothing was written over. Read both and merge."
        )
        self.current = current


class StaleFront(EditorialError):
    """Somebody changed the front page since it was read. `current` is the arrangement that stands now, if any."""

    def __init__(self, current: FrontPage | None) -> None:
        editor = current and (current.changed_by or current.released_by)
        who = account_name(editor, "Somebody else")
        super().__init__(
            f"{who} changed the front page since you looked; your change was not made and nothing was written over. "
            "Here is how it stands now."
        )
        self.current = current


class Blocked(EditorialError):
    """The publish gate found something. `findings` say what and where."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__(" ".join(finding.message for finding in findings))
        self.findings = findings
