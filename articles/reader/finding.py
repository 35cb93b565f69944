"""From what is asked to the ids of a page of it: by words, ranked or newest first, or by the filters alone."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import F, QuerySet

from articles.models import Edition, EditionQuote, search
from articles.models.json_rows import Seconds
from articles.reader.cursor import LENGTH, Order, write_cursor
from articles.reader.filters import Asked
from articles.reader.statements import AllRead, Among, written_ids

# As the indexes of words have it: editions of one story do not share a place in it.
NEWEST = Order("first_published_at", "id")
# As many of the newest that were found are counted by section, topic and the like: what that costs has a bound.
# At least as many as any database ranks: the first page ranks what was counted.
COUNTED = 300
_COLUMNS = ("seconds", "article_id", "section_id")


class Match(NamedTuple):
    """A story that was found, with what it is counted by; `seconds` since 1970 it came out."""

    id: int
    seconds: int
    article: int
    section: int


def find_matches(asked: Asked) -> list[Match]:
    """The newest three hundred stories that were asked for. One query."""
    if not asked.is_narrowed and asked.words.finds:
        found = _read_newest(COUNTED)(asked.at, search.sought_in(asked.words, asked.qs.db))
        return [Match(*row) for row in found]
    if asked.words.is_blank:
        timed = _in_order(asked).annotate(seconds=Seconds(F("first_published_at")))
        return [Match(*row) for row in timed.values_list("pk", *_COLUMNS)[:COUNTED]]
    bounds = {"since": asked.since, "until": asked.until}
    found = search.newest_with(asked.qs, asked.words, *_COLUMNS, limit=COUNTED, few=asked.is_narrow, **bounds)
    return [Match(*row) for row in found]


@lru_cache(maxsize=2)
def _read_newest(limit: int) -> AllRead:
    """The statement that reads so many of the newest with the words, of all stories."""

    def build(at: datetime, words: str) -> QuerySet:
        return search.newest_of(Edition.objects.visible(at), search.Sought(words), *_COLUMNS)[:limit]

    return AllRead(build, str, planned_anew=True)


_read_scored = AllRead(
    lambda at, words: search.scored_of(Edition.objects.visible(at), search.Sought(words)), str, planned_anew=True
)


_read_scored_among = AllRead(
    lambda at, words, ids, oldest: search.scored_among(
        Edition.objects.filter(Among("pk", ids)), search.Sought(words), oldest
    ),
    str, str, int,
)  # fmt: skip


def ids_among(asked: Asked, matches: list[Match]) -> tuple[list[int], bool]:
    """The ids of the first page, and whether another follows. One query if they are to be ranked, else none."""
    ids = [match.id for match in matches]
    if asked.is_ranked and len(matches) > 1:
        ids = _ranked(asked, matches[: search.most_ranked(asked.qs.db)])
    return ids[:LENGTH], len(ids) > LENGTH


def _ranked(asked: Asked, matches: list[Match]) -> list[int]:
    """The ids of the most relevant of these: what `_best` finds, without looking for the words once more."""
    alias, ids = asked.qs.db, written_ids(match.id for match in matches)
    words = search.sought_in(asked.words, alias)
    return search.best_among(_read_scored_among(asked.at, words, ids, matches[-1].seconds), alias)


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
        ids = _best(asked)[start : start + LENGTH + 1]
    else:
        bounds = {"since": asked.since, "until": asked.until}
        ids = search.newest(asked.qs, words, **bounds, before=before, few=asked.is_narrow, limit=LENGTH + 1)
    return ids[:LENGTH], len(ids) > LENGTH


def _best(asked: Asked) -> list[int]:
    """The ids of the most relevant; of all stories by a statement made once."""
    if asked.is_narrowed or asked.qs.model is not Edition:
        return search.best(asked.qs, asked.words, few=asked.is_narrow)
    return search.best_among(_read_scored(asked.at, search.sought_in(asked.words, asked.qs.db)), asked.qs.db)


def first_page(asked: Asked) -> str:
    """The query of the first page's address."""
    return urlencode(_kept(asked))


def onward(asked: Asked, last: tuple[datetime, int]) -> str:
    """The query of the address of the page that follows the one that ends with this row."""
    if asked.is_ranked:
        return urlencode({**_kept(asked), "start": asked.fields["start"] + LENGTH})
    return urlencode({**_kept(asked), "before": write_cursor(*last)})


def changed(asked: Asked, **filters: str) -> str:
    """The query of the same search from its first page, with these filters set, or taken off where empty."""
    return urlencode({name: value for name, value in {**_kept(asked), **filters}.items() if value})


def _kept(asked: Asked) -> dict[str, str]:
    """What every page of the same search asks."""
    names = [name for name in asked.filters if name not in {"start", "before"}]
    return {name: asked.data[name] for name in names if asked.data.get(name)}


def _browse(asked: Asked) -> list[int]:
    """The ids of what the filters leave, newest first; of all there is by a statement made once."""
    if not asked.is_narrowed and not asked.fields["before"]:
        return [pk for (pk,) in _read_all[asked.qs.model](asked.at)]
    return list(_in_order(asked).values_list("pk", flat=True)[: LENGTH + 1])


def _all(rows: QuerySet, at: datetime) -> QuerySet:
    return rows.filter(NEWEST.up_to(at)).order_by(*NEWEST.columns).values_list("pk")[: LENGTH + 1]


_read_all = {
    Edition: AllRead(lambda at: _all(Edition.objects.visible(at), at)),
    EditionQuote: AllRead(lambda at: _all(EditionQuote.objects.visible(at), at)),
}


def _in_order(asked: Asked) -> QuerySet:
    """What the filters leave, read along the index of that order."""
    before = asked.fields["before"]
    rows = asked.qs.filter(NEWEST.older_than(*before) if before else NEWEST.up_to(asked.at))
    return rows.order_by(*NEWEST.columns)
