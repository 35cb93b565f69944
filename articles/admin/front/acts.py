"""The acts the front page's buttons and keys call, from what was posted to what is said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone

from articles.editorial import EditorialError, front_releases, fronting
from articles.models import Article, FrontPage
from articles.models.article_rows import ArticleQuerySet

_OFFERED = 12
Asked = QueryDict


def front_act(verb: str, asked: Asked, *, by: Any, at: datetime) -> str:
    """Do it; returns what to say. Refusals are EditorialErrors. The names of VERBS are those of the addresses."""
    if verb not in VERBS:
        raise EditorialError("The front page knows no such step.")
    return VERBS[verb](asked, by, at)


def offered_stories(user: Any, typed: str) -> ArticleQuerySet:
    """Stories that may be placed, the newest first: those this person may view, all words typed in slugline or
    headline."""
    stories = Article.objects.viewable_by(user).exclude(state=Article.State.KILLED)
    for word in typed.split()[:6]:
        stories = stories.filter(Q(slugline__icontains=word) | Q(headline__icontains=word))
    return stories.order_by("-updated_at", "-pk")


def moment_read(written: str) -> datetime | None:
    """A moment as a form writes it, in the site's zone; None where nothing was written.

    Refuses what is no moment, and the hour a change of clocks leaves out or brings twice.
    """
    try:
        return forms.DateTimeField(required=False).clean(written)
    except ValidationError as wrong:
        raise EditorialError(" ".join(wrong.messages)) from wrong


def _place(asked: Asked, by: Any, at: datetime) -> str:
    """`spot` is what the button of a row says: story, position and zone; the form above says them apart."""
    chosen, position, zone, *_ = *asked.get("spot", "").split(" ", 2), "", "", ""
    story = _story_of(chosen or asked.get("story", ""), asked.get("q", ""), by)
    zone = zone or asked.get("zone", "")
    number = _number(position or asked.get("position", ""))
    fronting.place(story, zone=zone, position=number, seen=asked.get("seen", ""), by=by, at=at)
    return f"Placed: {story.headline or story.slugline}."


def _story_of(chosen: str, typed: str, by: Any) -> Article:
    """The story chosen, or the one that the words typed name; where they name several, which."""
    if chosen:
        story = Article.objects.viewable_by(by).filter(pk=_number(chosen)).first()
        if story is None:
            raise EditorialError("There is no such story.")
        return story
    typed = typed[:100].strip()
    if not typed:
        raise EditorialError("Say which story: type a word of its headline or slugline.")
    found = list(offered_stories(by, typed)[:_OFFERED])
    if len(found) != 1:
        names = "; ".join(story.slugline for story in found)
        raise EditorialError(f"Several stories have these words: {names}." if found else f"No story has “{typed}”.")
    return found[0]


def _number(written: str) -> int:
    return int(written) if written.isdecimal() and len(written) < 10 else 0


def _move(asked: Asked, by: Any, at: datetime) -> str:
    story = _number(asked.get("story", ""))
    position = _number(asked.get("position", ""))
    zone = asked.get("zone", "")
    fronting.move(story, zone=zone, position=position, seen=asked.get("seen", ""), by=by, at=at)
    return "Moved."


def _nudge(down: bool, asked: Asked, by: Any, at: datetime) -> str:
    fronting.nudge(_number(asked.get("story", "")), down=down, seen=asked.get("seen", ""), by=by, at=at)
    return "Moved down." if down else "Moved up."


def _simple(act: Callable[..., Any], words: str, asked: Asked, by: Any, at: datetime) -> str:
    act(_number(asked.get("story", "")), seen=asked.get("seen", ""), by=by, at=at)
    return words


def _until(asked: Asked, by: Any, at: datetime) -> str:
    story = _number(asked.get("story", ""))
    until = moment_read(asked.get("until", ""))
    fronting.show_until(story, until=until, seen=asked.get("seen", ""), by=by, at=at)
    return f"Stays until {timezone.localtime(until):%-d %B %Y, %H:%M %Z}." if until else "Stays without an end."


def _whole(act: Callable[..., Any], words: str, asked: Asked, by: Any, at: datetime) -> str:
    act(seen=asked.get("seen", ""), by=by, at=at)
    return words


def _again(act: Callable[..., Any], words: str, asked: Asked, by: Any, at: datetime) -> str:
    front = FrontPage.objects.filter(pk=_number(asked.get("front", ""))).first()
    if front is None:
        raise EditorialError("There is no such front page.")
    act(front, by=by, at=at)
    return words


VERBS: dict[str, Callable[[Asked, Any, datetime], str]] = {
    "place": _place,
    "move": _move,
    "up": partial(_nudge, False),
    "down": partial(_nudge, True),
    "pin": partial(_simple, fronting.pin, "Pinned: it keeps its place."),
    "unpin": partial(_simple, fronting.unpin, "Unpinned: newer stories push it down."),
    "remove": partial(_simple, fronting.take_off, "Taken off."),
    "until": _until,
    "undo": partial(_whole, fronting.undo_change, "The last change is taken back."),
    "release": partial(_whole, front_releases.release_front, "Released: readers have this front page now."),
    "discard": partial(_whole, front_releases.discard_front, "The draft is thrown away; readers keep what they have."),
    "undo-release": partial(
        _again, front_releases.undo_release, "Undone: readers have the front page before it again."
    ),
    "restore": partial(_again, front_releases.restore_front, "Restored: readers have this front page again."),
}
