"""The steps of a story's way, as its buttons ask for them."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from articles.models import Article
from tests.admin.authz.surfaces.kinds import Given, Surface, say
from tests.admin.authz.world import World
from tests.builders import NOON, later, make_edition

CORRECTED = "The bridge closes for nine weeks, not eight."
_LATER = "2046-05-01T06:00"


def _now(**fields: Any) -> Given:
    """The story's row as it then stands, its version kept."""
    return lambda world, story: Article.objects.filter(pk=story.pk).update(**fields)


_changed = _now(headline="Words readers have not seen")
_legal = _now(hold_kind="legal")


def _asked_for(change: str, note: str = "") -> Given:
    def asked(world: World, story: Article) -> None:
        _changed(world, story)
        by = world.author
        _now(proposed_change=change, proposed_note=note, proposed_by=by, proposed_at=NOON)(world, story)

    return asked


def _planned(world: World, story: Article) -> None:
    """A second edition, to come in twenty years."""
    when = later(days=7000)
    story.editions.update(superseded_at=when)
    make_edition(story, at=when)


def _deleted(world: World, story: Article) -> None:
    _now(state="killed", killed_at=timezone.now())(world, story)


def _act(action: str, verb: str, on: str, given: Given | None = None, **asked: Any) -> Surface:
    return Surface(action, "articles_article_act", on=on, verb=verb, given=given, asks=say(**asked))


STEPS = [
    _act("story.submit_for_edit", "submit", "draft"),
    _act("story.approve_copy", "approve", "review"),
    _act("story.approve_copy", "send-back", "review", reason="Who pays?"),
    _act("story.approve_copy", "send-back", "published", _asked_for("update"), reason="Who pays?"),
    _act("story.publish", "publish", "ready"),
    _act("story.schedule", "schedule", "ready", when=_LATER),
    _act("story.schedule", "unschedule", "published", _planned, edition="2"),
    # Released at once by who may publish, asked for by everybody else who may edit what is live: see test_releases.
    _act("story.edit_published", "release-changes", "published", _changed, kind="update"),
    _act("story.edit_published", "release-changes", "published", _changed, kind="minor"),
    _act("correction.create", "release-changes", "published", _changed, kind="correction", text=CORRECTED),
    _act("correction.create", "release-changes", "published", _changed, kind="clarification", text=CORRECTED),
    _act("story.publish", "approve-release", "published", _asked_for("update")),
    _act("story.publish", "approve-release", "published", _asked_for("correction", CORRECTED)),
    _act("story.revert_to_edition", "restore", "draft", _changed, restore="1"),
    _act("story.edit_published", "restore", "published", _changed, restore="live"),
    _act("story.retract", "retract", "published", reason="It was not so."),
    _act("story.unpublish", "kill", "published", reason="It was not so."),
    _act("story.delete_draft", "kill", "draft", reason="It came to nothing."),
    _act("story.delete_draft", "restore-draft", "draft", _deleted),
    _act("story.hold", "hold", "ready", reason="The lawyer reads it", kind="editorial"),
    _act("story.hold", "hold", "ready", reason="The lawyer reads it", kind="legal"),
    _act("story.hold", "release", "hold"),
    _act("story.lift_legal_hold", "release", "hold", _legal),
    _act("story.lift_legal_hold", "hold", "hold", _legal, reason="Something lighter", kind="other"),
    _act("story.copy", "copy", "draft"),
    _act("story.copy", "copy", "published"),
]
