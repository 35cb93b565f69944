"""Notes the desk writes to one another about a story: added, never changed, never published."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction

from articles.editorial.errors import EditorialError
from articles.editorial.filing import printable
from articles.editorial.kernel import SHELL, log, require
from articles.models import Article, StoryNote
from articles.models.profile import account_name

MOST_CHARACTERS = 4_000


@transaction.atomic
def add_note(article: Article, text: str, *, by: User | None, at: datetime) -> StoryNote:
    """Add a note to the story's thread; returns it. A killed story takes notes too: why it died is worth knowing.

    The story itself is not touched, so no version is compared. The log says that a note was added, not its words.
    Refuses who may not read the desk's notes on the story, a note without words, and one over 4,000 characters.
    """
    require(by, "comment.internal_read", article)
    words = printable(text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if not words:
        raise EditorialError("Write the note first.")
    if len(words) > MOST_CHARACTERS:
        raise EditorialError(f"The note has {len(words):,} characters; at most {MOST_CHARACTERS:,} are allowed.")
    name = account_name(by, SHELL)
    note = StoryNote.objects.create(article=article, text=words, by=by, by_name=name[:200], at=at)
    log("add_note", article, by=by, at=at)
    return note
