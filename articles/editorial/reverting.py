"""The act of restoring a version: its words, fields and byline come back as the story's next version."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from articles.advice.versions import LIVE, TOLD, bylines_at, find_row
from articles.editorial.drafts import DraftByline
from articles.editorial.errors import EditorialError
from articles.editorial.freezing import byline_line
from articles.editorial.kernel import lock, log, require
from articles.editorial.revising import FIELDS, revise
from articles.models import Article, Byline, Edition

# When a story runs, for whose eyes and who has it in hand are decisions of the desk, no words of a version: an old
# version brought back must not lift an embargo or open a restricted story.
KEPT_AS_THEY_ARE = frozenset({"embargo_until", "planned_at", "restricted", "assigned_to"})


@transaction.atomic
def restore_version(article: Article, version: int | str, *, by: User | None, at: datetime) -> Article:
    """Make the working copy say again what a version said ("live": what readers see), as its next version.

    Quotes are found again by their marks. Nothing readers see changes. Refuses who may not bring back versions or edit
    the story, a version there is none of, and one that says what the story says already.
    """
    require(by, "story.revert_to_edition", article)
    current = lock(article)
    if version == LIVE:
        edition = current.editions.visible(at).select_related("section", "lead_image").first()
        if edition is None:
            raise EditorialError("Readers see nothing of this story now.")
        changes, bylines = _of_edition(edition)
        name = f"edition {edition.number}"
    else:
        row = find_row(current, version) if isinstance(version, int) else None
        if row is None:
            raise EditorialError(f"The story has no version {version}.")
        changes, bylines = _of_row(row)
        name = f"version {row.version}"
    restored = revise(article, changes, bylines=bylines, by=by, at=at, why=f"{name} restored")
    if restored.version == current.version:
        raise EditorialError(f"The story says already what {name} said.")
    log("restore_version", restored, by=by, at=at, restored=name)
    return restored


def _of_row(row: Any) -> tuple[dict[str, Any], list[DraftByline]]:
    """What the version's row says. A section or picture deleted since is left as it is now."""
    names = [name for name in FIELDS if name not in KEPT_AS_THEY_ARE and not _is_gone(row, name)]
    bylines = [byline for byline in bylines_at(row) if byline.person is not None]
    return {name: getattr(row, name) for name in names}, [_draft(byline) for byline in bylines]


def _of_edition(edition: Edition) -> tuple[dict[str, Any], list[DraftByline]]:
    bylines = list(edition.bylines.select_related("person"))
    printed = byline_line([byline.name for byline in bylines if byline.role == Byline.Role.WRITER])
    override = "" if edition.byline == printed else edition.byline
    changes = {name: getattr(edition, name) for name in TOLD}
    return {**changes, "body": edition.body, "byline_override": override}, [_draft(byline) for byline in bylines]


def _is_gone(row: Any, name: str) -> bool:
    return name in {"section", "lead_image"} and bool(getattr(row, f"{name}_id")) and getattr(row, name) is None


def _draft(byline: Any) -> DraftByline:
    return DraftByline(name=byline.person.name, person=byline.person, role=byline.role)
