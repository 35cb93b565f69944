"""Saving a story from its form: read, checked, handed to the act; refused saves keep every word typed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.http import QueryDict

from articles.admin.story.byline_rows import PREFIX, byline_rows, drafts_of, signature_of_drafts
from articles.admin.story.form import StoryForm, locked_fields
from articles.editorial import EditorialError, NotAllowed, StaleVersion, file_story, revise
from articles.editorial.drafts import StoryDraft
from articles.models import Article
from articles.parsing.markup import BodyTooLong, clean_body, quote_spans, unmark_quotes

# Columns of a story that its draft carries beside `fields`.
_APART = {"section", "dateline_date", "body"}
_SOMEBODY_ELSE = "Somebody else is signed in now: nothing was saved under that name. Save again to save it under yours."


@dataclass(slots=True)
class Saving:
    """What came of a save: the story as saved, or the form as typed with what was wrong, or a newer version."""

    form: StoryForm
    rows: Any
    saved: Article | None = None
    refusal: EditorialError | None = None
    newer: Article | None = None
    leaves_bylines: bool = False

    @property
    def is_valid(self) -> bool:
        return self.form.is_valid() and (self.rows is None or self.rows.is_valid())


def save_story(article: Article, posted: QueryDict, *, by: User, at: datetime) -> Saving:
    """Revise the story as the form says, on top of the version the form was opened with."""
    saving = Saving(StoryForm(posted, instance=article, user=by), _rows(posted))
    if not saving.is_valid:
        return saving
    if is_of_somebody_else(posted, by):
        saving.refusal = EditorialError(_SOMEBODY_ELSE)
        return saving
    article.version = version_read(article, posted)
    bylines = drafts_of(saving.rows, article) if saving.rows is not None else []
    # Rows sent back as they were opened are no change, whoever changed the byline since.
    saving.leaves_bylines = saving.rows is None or signature_of_drafts(bylines) == posted.get("bylines-were")
    changed_bylines = None if saving.leaves_bylines else bylines
    try:
        saving.saved = revise(article, saving.form.changes_of(posted), bylines=changed_bylines, by=by, at=at)
    except StaleVersion as stale:
        saving.newer, saving.refusal = _to_merge(stale.current, saving.form)
    except NotAllowed:
        raise
    except EditorialError as refusal:
        saving.refusal = refusal
    return saving


def _to_merge(newer: Article, form: StoryForm) -> tuple[Article | None, EditorialError | None]:
    """The newer version to merge with; a text over its limit has to be shortened before."""
    try:
        clean_body(form.cleaned_data["body"])
    except BodyTooLong as too_long:
        return None, EditorialError(str(too_long))
    return newer, None


def file_from_form(posted: QueryDict, *, by: User, at: datetime) -> Saving:
    """File a new story as the form says; a field the person may not set is left out."""
    saving = Saving(StoryForm(posted, instance=Article(), user=by), _rows(posted))
    if not saving.is_valid:
        return saving
    if is_of_somebody_else(posted, by):
        saving.refusal = EditorialError(_SOMEBODY_ELSE)
        return saving
    given = saving.form.changes_of(set(posted) - locked_fields(by, None))
    try:
        draft = StoryDraft(
            body=_unmarked(given.get("body", "")),
            fields={name: value for name, value in given.items() if name not in _APART},
            section=given.get("section"),
            dateline_date=given.get("dateline_date"),
            bylines=tuple(drafts_of(saving.rows)) if saving.rows is not None else (),
        )
        saving.saved = file_story(draft, by=by, at=at)
    except NotAllowed:
        raise
    except EditorialError as refusal:
        saving.refusal = refusal
    except BodyTooLong as too_long:
        saving.refusal = EditorialError(str(too_long))
    return saving


def is_of_somebody_else(posted: QueryDict, user: User) -> bool:
    """Whether the page was opened by another account than the one that is signed in now."""
    return posted.get("account", str(user.pk)) != str(user.pk)


def version_of(posted: QueryDict) -> int:
    """The version the form was opened with; 0, which is no version, where it does not say."""
    said = posted.get("version", "")
    return int(said) if said.isdigit() and len(said) < 10 else 0


def version_read(article: Article, posted: QueryDict) -> int:
    """The same for an act on the row as read: rights are asked of that row, so no later version can be meant."""
    said = version_of(posted)
    return said if said <= article.version else 0


def _rows(posted: QueryDict) -> Any:
    return byline_rows(None, posted) if f"{PREFIX}-TOTAL_FORMS" in posted else None


def _unmarked(body: str) -> str:
    """A new story's body without marks of quotes: it has none yet, and the finder proposes them as it is filed."""
    clean = clean_body(body)
    return unmark_quotes(clean, {span.quote_id for span in quote_spans(clean)}) if "<q" in clean else clean
