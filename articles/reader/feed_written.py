"""Stories of feeds as each form writes them: written once, until something that lives beside an edition changes.

What an edition says never changes. All else that an item tells is read at each request, in the statement that reads the
list, and is the key under which the item is remembered; so none is shown once it is wrong.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import OuterRef, QuerySet, Subquery

from articles.models import Edition, EditionImage
from articles.models.json_rows import AsStored, JsonRows, as_stored, moment_in
from articles.reader.feed_items import read_pictures, read_stories, story_item
from articles.reader.read_along import authors_read_along, notes_read_along, topics_read_along

# Some eight kilobytes each.
_REMEMBERED = 800
_OF_PICTURE = (
    "file", "width", "height", "is_turned", "is_transparent", "focal_point", "alt", "is_decorative", "caption",
    "credit", "creator", "copyright_notice",
)  # fmt: skip
_OF_PLACE = ("position", "image", "alt", "caption", "credit", "creator", "copyright_notice")
_remembered: dict[tuple[Any, ...], str] = {}


class Told(NamedTuple):
    """A story of a feed as it is written, and when it last changed."""

    written: str
    modified_at: datetime


def stamped(editions: QuerySet[Edition], at: datetime) -> QuerySet:
    """The editions as rows for `told_in`: their moments, when one of any story ended last, what lives beside them."""
    told = EditionImage.objects.filter(edition=OuterRef("pk")).order_by().values("edition")
    pictures = told.annotate(rows=JsonRows(*_OF_PLACE, *(f"image__{name}" for name in _OF_PICTURE))).values("rows")
    ended = Edition.objects.filter(superseded_at__lte=at).order_by("-superseded_at").values("superseded_at")
    rows = editions.annotate(
        ended=AsStored(Subquery(ended[:1])),
        authors=authors_read_along(),
        topics=topics_read_along(),
        notes=notes_read_along(),
        pictures=Subquery(pictures),
    )
    of_picture = (f"lead_image__{name}" for name in _OF_PICTURE)
    along = ("digest", "section__name", "authors", "topics", "notes", "pictures", *of_picture)
    return as_stored(rows, "published_at", "modified_at", "ended", "pk", *along)


def changed_at(rows: Iterable[tuple[Any, ...]]) -> datetime | None:
    """When such rows last changed: a story taken away is a change too, which none that is left can tell."""
    return max((moment_in(moment) for row in rows for moment in row[:3] if moment), default=None)


def told_in(feed: Any, rows: Sequence[tuple[Any, ...]]) -> list[Told]:
    """These rows, in their order, as the feed writes them. Two queries where any is not remembered, else none."""
    own = type(feed), settings.SITE_URL, settings.MEDIA_URL, settings.TIME_ZONE
    keys = [(own, *row[3:]) for row in rows]
    written = {key: _remembered[key] for key in keys if key in _remembered}
    new = {key[1]: key for key in keys if key not in written}
    for pk, text in _write(feed, new).items():
        written[new[pk]] = text
        _remember(new[pk], text)
    return [Told(written[key], moment_in(row[1])) for key, row in zip(keys, rows, strict=True) if key in written]


def _write(feed: Any, ids: Collection[int]) -> dict[int, str]:
    if not ids:
        return {}
    editions = read_stories(Edition.objects.filter(pk__in=ids), len(ids))
    pictures = read_pictures(editions)
    return {edition.pk: feed.write_one(story_item(edition, pictures[edition.pk])) for edition in editions}


def _remember(key: tuple[Any, ...], text: str) -> None:
    """The oldest is forgotten for it, once there are many; by another thread it may have been already."""
    _remembered[key] = text
    if len(_remembered) > _REMEMBERED:
        _remembered.pop(next(iter(_remembered.copy())), None)
