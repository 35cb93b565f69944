"""“More on this”: the stories related to one, as small cards under it."""

from __future__ import annotations

import json
from functools import lru_cache
from html import escape

from articles.models.edition import Edition
from articles.models.json_rows import moment_in
from articles.models.related import SHOWN
from articles.press.moments import day_stamp


@lru_cache(maxsize=1024)
def related_links(rows: str | None) -> str:
    """The block for what `related_read_along` read; "" where nothing is left to show. Retracted stories are not."""
    told = [row for row in json.loads(rows or "[]") if row[-1] != Edition.Change.RETRACTION]
    told.sort(key=lambda row: (not row[0], row[1]))
    cards = "".join(_card(*row[2:7]) for row in told[:SHOWN])
    if not cards:
        return ""
    return (
        f'<aside class="related" aria-labelledby="related"><h2 id="related">More on this</h2><ul>{cards}</ul></aside>'
    )


def _card(path: str, headline: str, kicker: str, section: str, first_published_at: str) -> str:
    return (
        f'<li><p class="kicker">{escape(kicker or section, quote=False)}</p>'
        f'<h3 dir="auto"><a href="{escape(path)}">{escape(headline, quote=False)}</a></h3>'
        f'<p class="meta">{day_stamp(moment_in(first_published_at))}</p></li>'
    )
