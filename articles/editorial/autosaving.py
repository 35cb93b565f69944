"""Words typed and not saved: kept for the person who typed them and nobody else.

These acts write one table that nothing but the same person's form reads. No version, no row of history, no line in the
log: state, story and what readers see cannot be touched through them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db.models import BooleanField, ExpressionWrapper, Q

from articles.editorial.errors import EditorialError, NotAllowed
from articles.editorial.kernel import require, security_log
from articles.models import Article, Autosave
from articles.models.article import BODY_LIMIT
from articles.models.rights import rows_in_reach

State = Article.State

# Characters of all fields together: a body at its limit, and room for the rest.
LONGEST = BODY_LIMIT + 200_000
MOST_NAMES = 500
# Stories one person may have begun and neither filed nor discarded.
MOST_UNFILED = 50
# Words nobody came back for are dropped after this.
KEPT_FOR = timedelta(days=30)

_UNFILED_KEY = re.compile(r"new-[a-z0-9]{8,32}")


def story_key(story: int) -> str:
    """What the words of a filed story are kept under."""
    return f"story-{story}"


def keep_autosave(
    posted: Mapping[str, list[str]], *, story: int | None, key: str, version: int, by: User, at: datetime
) -> int:
    """Keep the form as typed, in place of what this person had there; returns the story's present version.

    `posted` is each name of the form with its values. A story not filed yet has no `story` but a `key` of its own.
    Raises Article.DoesNotExist for a story the person may not view; refuses who may not edit it, who may not file
    stories, a form over its limit, and more unfiled stories than one person has.
    """
    if story is None:
        present = _room_for_unfiled(key, by)
    else:
        key, present = story_key(story), _editable_version(story, by)
    row = Autosave(user=by, key=key, article_id=story, version=version, posted=_storable(posted), saved_at=at)
    Autosave.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["user", "key"],
        update_fields=["version", "posted", "saved_at"],
    )
    return present


def drop_autosave(key: str, *, by: User) -> None:
    """Forget what this person typed there: it was saved, or they say so."""
    Autosave.objects.filter(user=by, key=key).delete()


def sweep_autosaves(at: datetime) -> int:
    """Drop words nobody came back for; says how many forms they were."""
    return Autosave.objects.filter(saved_at__lt=at - KEPT_FOR).delete()[0]


def _editable_version(story: int, by: User) -> int:
    """The version of a story this person may edit, in one query that reads no long column."""
    live = Q(state=State.PUBLISHED) & rows_in_reach(by, "story.edit_published")
    others = ~Q(state__in=[State.PUBLISHED, State.KILLED]) & rows_in_reach(by, "story.edit_draft")
    version, is_editable = (
        Article.objects.viewable_by(by)
        .annotate(is_editable=ExpressionWrapper(live | others, output_field=BooleanField()))
        .values_list("version", "is_editable")
        .get(pk=story)
    )
    if not is_editable:
        security_log.warning("refused an autosave to account %s on story %s", by.pk, story)
        raise NotAllowed("This story is not yours to change as it stands now.")
    return version


def _room_for_unfiled(key: str, by: User) -> int:
    require(by, "story.create")
    if not _UNFILED_KEY.fullmatch(key):
        raise EditorialError("A story not filed yet is kept under a key that begins with “new-”.")
    others = Autosave.objects.filter(user=by, article=None).exclude(key=key)
    if others.count() >= MOST_UNFILED:
        raise EditorialError(f"You have begun {MOST_UNFILED} stories and filed none of them: discard some first.")
    return 0


def _storable(posted: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """The form within its limits, without the one character a database refuses."""
    if len(posted) > MOST_NAMES:
        raise EditorialError(f"The form has {len(posted):,} fields; at most {MOST_NAMES:,} are kept.")
    length = sum(len(value) for value in _values(posted))
    if length > LONGEST:
        raise EditorialError(f"The form has {length:,} characters; at most {LONGEST:,} are kept. Save in parts.")
    return {name: [value.replace("\0", "\ufffd") for value in values] for name, values in posted.items()}


def _values(posted: Mapping[str, list[str]]) -> Iterable[str]:
    return (value for values in posted.values() for value in values)
