"""From what is asked to the ids of a page of it: by words, ranked or newest first, or by the filters alone."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlencode

from articles.models import search
from articles.reader.cursor import LENGTH, Order, write_cursor
from articles.reader.filters import Asked

# As the indexes of words have it: editions of one story do not share a place in it.
NEWEST = Order("first_published_at", "id")


def find_ids(asked: Asked) -> tuple[list[int], bool]:
    """The ids of the page asked for, and whether another follows. One query.

    Of the most relevant the best two hundred are offered: they are ranked anew for each page, so that a page deeper
    costs no more, and what comes after two hundred is better looked for in other words.
    """
    words, before = asked.words, asked.fields["before"]
    if words.is_blank:
        ids = _browse(asked)
    elif asked.is_ranked:
        start = asked.fields["start"]
        ids = search.best(asked.qs, words, few=asked.is_narrow)[start : start + LENGTH + 1]
    else:
        bounds = {"since": asked.since, "until": asked.until}
        ids = search.newest(asked.qs, words, **bounds, before=before, few=asked.is_narrow, limit=LENGTH + 1)
    return ids[:LENGTH], len(ids) > LENGTH


def first_page(asked: Asked) -> str:
    """The query of the first page's address."""
    return urlencode(_kept(asked))


def onward(asked: Asked, last: tuple[datetime, int]) -> str:
    """The query of the address of the page that follows the one that ends with this row."""
    if asked.is_ranked:
        return urlencode({**_kept(asked), "start": asked.fields["start"] + LENGTH})
    return urlencode({**_kept(asked), "before": write_cursor(*last)})


def _kept(asked: Asked) -> dict[str, str]:
    """What every page of the same search asks."""
    names = [name for name in asked.filters if name not in {"start", "before"}]
    return {name: asked.data[name] for name in names if asked.data.get(name)}


def _browse(asked: Asked) -> list[int]:
    """The ids of what the filters leave, newest first, read along the index of that order."""
    before = asked.fields["before"]
    rows = asked.qs.filter(NEWEST.older_than(*before) if before else NEWEST.up_to(asked.at))
    return list(rows.order_by(f"-{NEWEST.moment}", f"-{NEWEST.id}").values_list("pk", flat=True)[: LENGTH + 1])
