"""Long lists go on by cursor: each page is read from where the one before ended, so that all cost the same."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest

from articles.press.cards import opened
from articles.press.picture import OPENING
from articles.press.renewing import CARD, with_cards

LENGTH = 20
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_CURSOR = re.compile(r"(-?[0-9a-f]{1,15})-([0-9a-f]{1,15})")


@dataclass(frozen=True, slots=True)
class Order:
    """A list's order, newest first unless it says otherwise: by this moment, then by this id."""

    moment: str
    id: str
    oldest_first: bool = False

    @property
    def columns(self) -> tuple[str, str]:
        """What the database is to order by."""
        sign = "" if self.oldest_first else "-"
        return f"{sign}{self.moment}", f"{sign}{self.id}"

    def up_to(self, at: datetime) -> Q:
        """All rows there are at that moment: says to the database along which index the list is read."""
        return Q(**{f"{self.moment}__lte": at})

    def older_than(self, moment: datetime, row_id: int) -> Q:
        """What comes after that row. The first condition is all an index needs to begin at the right place."""
        if self.oldest_first:
            onward = Q(**{f"{self.moment}__gt": moment}) | Q(**{f"{self.id}__gt": row_id})
            return Q(**{f"{self.moment}__gte": moment}) & onward
        return self.up_to(moment) & (Q(**{f"{self.moment}__lt": moment}) | Q(**{f"{self.id}__lt": row_id}))


STORIES = Order("first_published_at", "article_id")


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of a list: its rows, and the cursor of the next page ("" at the end)."""

    rows: list[dict[str, Any]]
    older: str
    is_first: bool

    def __bool__(self) -> bool:
        return bool(self.rows)


def list_page(
    rows: QuerySet, request: HttpRequest, at: datetime, *columns: str, order: Order = STORIES, length: int = LENGTH
) -> ListPage:
    """The page that the request's `before` asks for: these columns of its rows, in one query.

    Raises Http404 for a cursor we never gave: the address does not exist.
    """
    before = request.GET.get("before", "")
    place = order.older_than(*read_cursor(before)) if before else order.up_to(at)
    # The columns come last: named before, those of a relation would be read by a join of their own.
    ordered = rows.filter(place).order_by(*order.columns).values(*columns, order.moment, order.id)
    found = list(ordered[: length + 1])
    last = found[length - 1] if len(found) > length else None
    older = write_cursor(last[order.moment], last[order.id]) if last else ""
    return ListPage(found[:length], older, is_first=not before)


def story_page(
    rows: QuerySet, request: HttpRequest, at: datetime, *, order: Order = STORIES, opening: str = OPENING
) -> ListPage:
    """The page of stories that the request's `before` asks for, each with its card: one query while none is stale.

    `opening` says how the picture of the first loads.
    """
    found = list_page(rows, request, at, *CARD, "path", "headline", order=order)
    return replace(found, rows=opened(with_cards(found.rows), opening))


def write_cursor(moment: datetime, row_id: int) -> str:
    """Where a page ended, as one word of an address."""
    return f"{(moment - _EPOCH) // _MICROSECOND:x}-{row_id:x}"


def read_cursor(word: str) -> tuple[datetime, int]:
    """The moment and id of a cursor. Raises Http404 for anything else."""
    found = _CURSOR.fullmatch(word)
    try:
        if found:
            return _EPOCH + int(found[1], 16) * _MICROSECOND, int(found[2], 16)
    except OverflowError:
        pass
    raise Http404
