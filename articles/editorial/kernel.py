"""What every act does before and after its own work: ask for the right, lock, write the new version, keep the log."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User

from articles.editorial.errors import NotAllowed, StaleVersion, WrongState
from articles.editorial.purging import purge_after_commit
from articles.models import Act, Article
from articles.models.rights import facts_about, may

security_log = logging.getLogger("newsroom.security")

SHELL = "shell"


def require(by: User | None, action: str, article: Article | None = None) -> None:
    """Refuse who may not do this. `None` is the shell, where every right is held; the security log gets refusals."""
    if by is None or may(by, action, article):
        return
    security_log.warning("refused %s to account %s on story %s", action, by.pk, article.pk if article else "-")
    raise NotAllowed(f"Your role does not allow this ({action.replace('.', ': ').replace('_', ' ')}).")


def lock(article: Article, *states: Article.State) -> Article:
    """The story's row, locked until the transaction ends; refused when it is newer than the one passed in.

    With states given, refused when it is in none of them. Acts work on the copy returned here. Its key stays free to
    be named: stories that are released at one moment may find each other related.
    """
    current = Article.objects.select_for_update(no_key=True).get(pk=article.pk)
    if current.version != article.version:
        raise StaleVersion(current)
    if states and current.state not in states:
        allowed = " or ".join(state.label.lower() for state in states)
        raise WrongState(f"“{current}” is {current.get_state_display().lower()}; this needs a story that is {allowed}.")
    return current


def write(article: Article, *, by: User | None, at: datetime, why: str = "") -> None:
    """Save the locked copy as its next version, with a row of history that says who, when and why."""
    article.version += 1
    article.updated_at = at
    article.updated_by = by
    article._history_user = by  # type: ignore[attr-defined]
    article._history_date = at  # type: ignore[attr-defined]
    article._change_reason = why[:100]  # type: ignore[attr-defined]
    article.save()


def log(
    verb: str, article: Article | None, *, by: User | None, at: datetime, subject: object = "", **detail: Any
) -> Act:
    """Add a line to the log of acts, and tell a shared cache in front of the site."""
    purge_after_commit(article)
    return Act.objects.create(**act_fields(verb, article, by=by, at=at, subject=subject, **detail))


def act_fields(
    verb: str, article: Article | None, *, by: User | None, at: datetime, subject: object = "", **detail: Any
) -> dict[str, Any]:
    """The fields of a log line, for acts that write many at once."""
    return {
        "verb": verb,
        "article": article,
        "subject": str(subject or article or "")[:200],
        "by": by,
        "by_name": (by.get_username() if by else SHELL)[:200],
        "at": at,
        "detail": {**detail, **(facts_about(by) if by else {})},
    }
