"""Stories of feeds as each form writes them: written once, until something that lives beside an edition changes.

What an edition says never changes. All else that an item tells is read at each request, in the statement that reads the
list, and is the key under which the item is remembered; so none is shown once it is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import OuterRef, QuerySet, Subquery

from articles.models import Edition, EditionImage
from articles.models.json_rows import JsonRows, as_stored, moment_in
from articles.reader.feed_items import read_pictures, read_stories, story_item
from articles.reader.read_along import authors_read_along, notes_read_along, topics_read_along
from articles.reader.statements import AllRead, Among, written_ids

# Some eight kilobytes each.
_REMEMBERED = 800
_OF_PICTURE = (
    "file", "width", "height", "is_turned", "is_transparent", "focal_point", "alt", "is_decorative", "caption",
    "credit", "creator", "copyright_notice",
)  # fmt: skip
_OF_PLACE = ("position", "image", "alt", "caption", "credit", "creator", "copyright_notice")
_remembered: dict[tuple[Any, ...], str] = {}


class Told(NamedTuple):
    """A story of a feed: as it is written, when it was published and last changed."""

    written: str
    published_at: datetime
    modified_at: datetime


def _stamps(at: datetime, ids: str) -> QuerySet:
    """The moments of these editions, and all that lives beside them."""
    told = EditionImage.objects.filter(edition=OuterRef("pk")).order_by().values("edition")
    pictures = told.annotate(rows=JsonRows(*_OF_PLACE, *(f"image__{name}" for name in _OF_PICTURE))).values("rows")
    editions = Edition.objects.filter(Among("pk", ids)).annotate(
        authors=authors_read_along(), topics=topics_read_along(), notes=notes_read_along(), pictures=Subquery(pictures)
    )
    along = ("section__name", "authors", "topics", "notes", "pictures", *(f"lead_image__{n}" for n in _OF_PICTURE))
    return as_stored(editions, "published_at", "modified_at", "pk", *along)


_read_stamps = AllRead(_stamps, str)


def told_in(feed: Any, ids: list[int], at: datetime) -> list[Told]:
    """These editions, in their order, as the feed writes them. One query, and two where any is not remembered."""
    own = type(feed), settings.SITE_URL, settings.MEDIA_URL, settings.TIME_ZONE
    stamps = {row[2]: row for row in _read_stamps(at, written_ids(ids))} if ids else {}
    keys = {pk: (own, *row[2:]) for pk, row in stamps.items()}
    written = {pk: _remembered[key] for pk, key in keys.items() if key in _remembered}
    new = _write(feed, keys.keys() - written.keys())
    for pk, text in new.items():
        _remember(keys[pk], text)
    written |= new
    return [Told(written[pk], *map(moment_in, stamps[pk][:2])) for pk in ids if pk in written]


def _write(feed: Any, ids: Iterable[int]) -> dict[int, str]:
    wanted = list(ids)
    if not wanted:
        return {}
    editions = read_stories(Edition.objects.filter(pk__in=wanted), len(wanted))
    pictures = read_pictures(editions)
    return {edition.pk: feed.write_one(story_item(edition, pictures[edition.pk])) for edition in editions}


def _remember(key: tuple[Any, ...], text: str) -> None:
    """The oldest is forgotten for it, once there are many; by another thread it may have been already."""
    _remembered[key] = text
    if len(_remembered) > _REMEMBERED:
        _remembered.pop(next(iter(_remembered.copy())), None)
