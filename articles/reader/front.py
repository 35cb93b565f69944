"""The front page: a lead, seconds, what people said, and a river for each section."""

from __future__ import annotations

import json
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import Edition, FrontPage
from articles.models.json_rows import as_stored
from articles.press.front.arrangement import Filled, Slot, arrange, read_slots
from articles.press.front.reading import (
    COLUMNS,
    QUOTES,
    QUOTES_READ,
    editions_of,
    fit_to_stand,
    front_context,
    front_stories,
    newest_by_section,
    newest_of_all,
    readable_at,
)
from articles.press.moments import local
from articles.press.quote_figures import FIGURE, one_a_story
from articles.press.renewing import CARD
from articles.reader.cursor import StoodRow, joined, stood_rows
from articles.reader.pages import moulded_page
from articles.reader.quotes import spoken
from articles.reader.statements import UNASKED, AllRead, Among, OneRead, written_ids


class StoodRiver(NamedTuple):
    """What stands in a mould for a river: all its stories as one."""

    name: str
    slug: str
    path: str
    stories: tuple[StoodRow, ...]


@require_safe
def front(request: HttpRequest) -> HttpResponseBase:
    """As editors arranged it, filled up with the newest. At most six queries, however many stories there are."""
    at = timezone.now()
    page = _front_at(at, _slots(request, at))
    drawn = (dict(zip(CARD, row, strict=True)) for row in _read_cards(UNASKED, written_ids(editions_of(page))))
    shown = front_context(page, drawn)
    quotes = one_a_story((dict(zip(FIGURE, row, strict=True)) for row in _read_quotes(at)), QUOTES)
    words = {
        "today": local(at).date(),
        "seconds": stood_rows("seconds") if shown["seconds"] else (),
        "quotes": stood_rows("quotes") if quotes else (),
        "rivers": tuple(
            StoodRiver(river["name"], river["slug"], river["path"], stood_rows(f"river_{number}"))
            for number, river in enumerate(shown["rivers"])
        ),
    }
    texts = {"lead": shown["lead"], "seconds": joined(shown["seconds"], "card"), "quotes": joined(quotes, "figure")}
    texts |= {f"river_{number}": joined(river["stories"], "card") for number, river in enumerate(shown["rivers"])}
    about = {"title": "", "description": described()}
    return moulded_page(request, "articles/front.html", words, texts, **about)


def _slots(request: HttpRequest, at: datetime) -> tuple[Slot, ...]:
    """The arrangement readers have at that moment; none before the first was released."""
    row = (request.slots,) if hasattr(request, "slots") else _read_slots.first(at)
    slots = row[0] if row else None
    return read_slots((json.loads(slots) if isinstance(slots, str) else slots) or ())


def _front_at(at: datetime, slots: tuple[Slot, ...]) -> list[Filled]:
    """The front page as readers have it at that moment. Two queries, three where stories are placed by hand."""
    articles = {slot.article for slot in slots}
    reads, ids = _reads(len(articles)), written_ids(articles)
    others = reads.placed(at, ids) if articles else []
    zones, stories = front_stories(reads.by_section(at, ids), [*others, *reads.of_all(at, ids)])
    return arrange(zones, slots, stories, at)


class Reads(NamedTuple):
    """The statements of a front page on which so many stories are placed, each asked with their ids."""

    placed: AllRead
    of_all: AllRead
    by_section: AllRead


@lru_cache(maxsize=64)
def _reads(placed: int) -> Reads:
    def fit(at: datetime, ids: str) -> QuerySet[Edition]:
        return fit_to_stand(readable_at(at), Q(Among("article_id", ids)))

    return Reads(
        AllRead(lambda at, ids: fit(at, ids).filter(Among("article_id", ids)).values_list(*COLUMNS), str),
        AllRead(lambda at, ids: newest_of_all(fit(at, ids), placed), str),
        AllRead(lambda at, ids: newest_by_section(fit(at, ids), placed), str),
    )


def described() -> str:
    """What the site is, in a sentence for search engines and cards."""
    return f"{settings.SITE_NAME}: {settings.SITE_TAGLINE}" if settings.SITE_TAGLINE else settings.SITE_NAME


_read_slots = OneRead(lambda at: FrontPage.objects.released(at).values_list("slots"))
_read_cards = AllRead(lambda at, ids: Edition.objects.filter(Among("pk", ids)).values_list(*CARD), str)


def _newest_quotes(at: datetime) -> QuerySet:
    """The newest quotes, of however many stories. The bound says which index to read."""
    newest = spoken(at).filter(first_published_at__lte=at).order_by("-first_published_at", "-id")
    return as_stored(newest, *FIGURE)[:QUOTES_READ]


_read_quotes = AllRead(_newest_quotes)
