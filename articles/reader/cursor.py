"""Long lists go on by cursor: each page is read from where the one before ended, so that all cost the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from django.utils.safestring import SafeString, mark_safe

from articles.models.json_rows import as_stored, moment_in
from articles.press.cards import opened
from articles.press.moulds import place
from articles.press.picture import OPENING
from articles.press.renewing import CARD, with_cards
from articles.reader.statements import AllRead, Key

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

    def texts(self, name: str, shown: str) -> dict[str, str]:
        """What fills the places that `stand_in` has for the page: its rows as HTML (`shown` of each) and its cursor."""
        return {name: joined(self.rows, shown), f"{name}_older": self.older}


class StoodRow(NamedTuple):
    """What stands in a mould for all rows of a page."""

    card: str
    figure: str


class Stood(NamedTuple):
    """What stands in a mould for a page of a list."""

    rows: tuple[StoodRow, ...]
    older: str
    is_first: bool

    def __bool__(self) -> bool:
        return bool(self.rows)


@lru_cache(maxsize=256)
def stood_rows(name: str) -> tuple[StoodRow]:
    """All rows of a list as one place of this name, which they fill `joined`."""
    return (StoodRow(place(name), place(name)),)


def joined(rows: Iterable[dict[str, Any]], shown: str) -> SafeString:
    """The rows as HTML, what is shown of each in a line."""
    return mark_safe("\n".join([row[shown] for row in rows]))


def stand_in(page: ListPage, name: str) -> Stood:
    """The page with its rows and its cursor as places of this name, which its `texts` fill."""
    rows = stood_rows(name) if page else ()
    return Stood(rows, place(f"{name}_older") if page.older else "", page.is_first)


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


class ListRead:
    """A list that is read often, by statements made once (`AllRead`): one for its first page, one for all others.

    `build(at, *keys)` gives its rows in any order, `kinds` are the types of the keys; a page has these columns of them
    as the database gives them, moments and days as stored.
    """

    def __init__(
        self,
        build: Callable[..., QuerySet],
        *kinds: type[Key],
        columns: Sequence[str],
        order: Order = STORIES,
        length: int = LENGTH,
    ) -> None:
        self._columns = tuple(dict.fromkeys((*columns, order.moment, order.id)))
        self._order, self._length = order, length

        def read(rows: QuerySet, place: Q) -> QuerySet:
            # The columns come last: named before, those of a relation would be read by a join of their own.
            return as_stored(rows.filter(place).order_by(*order.columns), *self._columns)[: length + 1]

        self._first = AllRead(lambda at, *keys: read(build(at, *keys), order.up_to(at)), *kinds)
        self._deeper = AllRead(
            lambda at, moment, row, *keys: read(build(at, *keys), order.older_than(moment, row)), datetime, int, *kinds
        )

    def page(self, request: HttpRequest, at: datetime, *keys: Key) -> ListPage:
        """The page that the request's `before` asks for. Raises Http404 for a cursor we never gave."""
        before = request.GET.get("before", "")
        found = self._deeper(at, *read_cursor(before), *keys) if before else self._first(at, *keys)
        rows = [dict(zip(self._columns, row, strict=True)) for row in found[: self._length]]
        older = ""
        if len(found) > self._length:
            older = write_cursor(moment_in(rows[-1][self._order.moment]), rows[-1][self._order.id])
        return ListPage(rows, older, is_first=not before)

    def story_page(self, request: HttpRequest, at: datetime, *keys: Key, opening: str = OPENING) -> ListPage:
        """The same of stories, whose columns are STORY, each with its card; `opening`: how the first picture loads."""
        found = self.page(request, at, *keys)
        return replace(found, rows=opened(with_cards(found.rows), opening))


# What a list of stories reads of each: its card, and what machines are told.
STORY = (*CARD, "path", "headline")


def story_page(
    rows: QuerySet, request: HttpRequest, at: datetime, *, order: Order = STORIES, opening: str = OPENING
) -> ListPage:
    """The page of stories that the request's `before` asks for, each with its card: one query while none is stale.

    `opening` says how the picture of the first loads.
    """
    found = list_page(rows, request, at, *STORY, order=order)
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
