"""How lists show a story, and how a story shows its topics."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from html import escape
from typing import Any

from articles.press.bylines import short_byline
from articles.press.content import Content
from articles.press.moments import day_stamp
from articles.press.picture import WAITING, card_image, sizes_of
from articles.press.subjects import Term, topic_data

# Headlines of more characters are set smaller, on the story's page too.
LONG = 110


def render_card(content: Content) -> str:
    """The story in a list: picture, kicker, headline, dek, byline and day. One link leads to it."""
    name, kind = (content.kicker, "") if content.kicker else (content.section_name, ' class="section"')
    label = f"<span{kind}>{escape(name, quote=False)}</span>"
    shown = content.genre_shown
    genre = f' <span class="genre">{escape(shown, quote=False)}</span>' if shown else ""
    retracted = '<span class="withdrawn">Retracted</span> ' if content.change == "retraction" else ""
    byline = escape(short_byline(content.byline, content.names), quote=False)
    by = f'<span class="by">{byline}</span> ' if byline else ""
    kinds = [
        f"genre-{content.genre}",
        *["pictured"] * bool(content.picture),
        *["long"] * (len(content.headline) > LONG),
    ]
    parts = [
        f'<article class="card {escape(" ".join(kinds))}">',
        f'<div class="thumb">{card_image(content.picture)}</div>' if content.picture else "",
        '<div class="words">',
        f'<p class="kicker" dir="auto">{retracted}{label}{genre}</p>',
        f'<h3 dir="auto"><a href="{escape(content.path)}">{escape(content.headline, quote=False)}</a></h3>',
        f'<p class="dek" dir="auto">{escape(content.dek, quote=False)}</p>' if content.dek else "",
        f'<p class="meta">{by}{day_stamp(content.first_published_at)}</p>',
        "</div></article>",
    ]
    return "".join(parts)


def standing(card: str, loads: str) -> str:
    """The card in a place where its picture is larger than in a list; `loads` is one of `press.picture`'s."""
    picture, end, words = card.partition("</picture>")
    return picture.replace(WAITING, loads).replace(sizes_of(WAITING), sizes_of(loads)) + end + words


def opened(rows: list[dict[str, Any]], loads: str) -> list[dict[str, Any]]:
    """The rows of a list, each with its `card`, the first as it opens that list."""
    return [{**rows[0], "card": standing(rows[0]["card"], loads)}, *rows[1:]] if rows else rows


def topic_links(topics: Iterable[Term]) -> str:
    """The story's topics, for readers and for machines, for the place TOPICS_MARK keeps; empty when there are none."""
    topics = list(topics)
    links = "".join(_topic_link(topic.name, topic.slug) for topic in topics)
    if not links:
        return ""
    nav = f'<nav class="topics" aria-labelledby="topics"><h2 id="topics">Topics</h2><ul>{links}</ul></nav>'
    return nav + topic_data(topics)


@lru_cache(maxsize=1 << 15)
def _topic_link(name: str, slug: str) -> str:
    return f'<li><a rel="tag" href="/topics/{escape(slug)}/">{escape(name, quote=False)}</a></li>'
