"""An edition from its content: what goes into the head, the page's main part, the card. No request, no clock."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from itertools import groupby
from typing import Any
from urllib.parse import quote as percent_encoded

from django.template import engines
from django.utils.safestring import mark_safe

from articles.press import structured
from articles.press.body import Span, dressed_body
from articles.press.bylines import linked_byline
from articles.press.cards import LONG, render_card
from articles.press.content import RELATED_MARK, SITE_MARK, TOPICS_MARK, Content, Note, Rendered
from articles.press.dateline import dateline
from articles.press.moments import local, stamp
from articles.press.picture import lead_figure
from articles.press.provenance import provenance
from articles.press.pulling import with_pull_quotes
from articles.press.sharing.told import card_name, card_of_content

_DESCRIPTION_LENGTH = 180
# Of somebody quoted often, so many quotes are listed at once and the others on demand.
_AT_ONCE = 3
# What the last change that moved a story's date was.
_CHANGED = {"correction": "Corrected", "clarification": "Clarified", "retraction": "Retracted"}


def render(content: Content) -> Rendered:
    """Everything readers' pages and lists need of an edition."""
    line = dateline(content.dateline_place, content.dateline_source)
    body, spans = dressed_body(content.body, content.quotes, line, content.pictures)
    return Rendered(
        head=render_head(content, spans),
        page=render_page(content, with_pull_quotes(body, content), spans),
        card=render_card(content),
    )


def render_head(content: Content, spans: tuple[Span, ...]) -> str:
    """Title, description, addresses, cards for networks, structured data. Begins with `<title>`."""
    description = content.dek or shortened(content.text)
    card = structured.absolute(f"{content.path}{card_name(card_of_content(content))}")
    return _template("articles/_story_head.html").render(
        {
            "content": content,
            "title": content.seo_headline or content.headline,
            "social_title": content.social_headline or content.headline,
            "description": description,
            "url": structured.absolute(content.path),
            "embed": f"{SITE_MARK}/oembed?format=json&url={structured.absolute(content.path)}",
            "section_feed": f"{content.section_path}feed.rss",
            "card": card,
            "authors": [structured.absolute(name.path) for name in content.names if name.role == "writer"],
            "published": _iso(content.first_published_at),
            "modified": _iso(content.modified_at),
            "data": mark_safe(structured.block(*structured.story_nodes(content, spans, description, card))),
        }
    )


def render_page(content: Content, body: str, spans: tuple[Span, ...]) -> str:
    """The page's main part, with TOPICS_MARK where the story's topics go, RELATED_MARK where related stories do."""
    is_updated = content.modified_at > content.first_published_at
    is_own_change = content.modified_at == content.published_at
    return _template("articles/_story.html").render(
        {
            "content": content,
            "byline": mark_safe(linked_byline(content.byline, content.names)),
            "genre_label": content.genre_shown if content.genre_shown != content.section_name else "",
            "published": mark_safe(stamp(content.first_published_at)),
            "updated": mark_safe(stamp(content.modified_at)) if is_updated else "",
            "changed": _CHANGED.get(content.change, "Updated") if is_own_change else "Updated",
            "is_long": len(content.headline) > LONG,
            "mail": f"mailto:?subject={percent_encoded(content.headline, safe='')}&body={SITE_MARK}{content.path}",
            "frozen": mark_safe(stamp(content.published_at)),
            "picture": mark_safe(lead_figure(content.picture)) if content.picture else "",
            "notes": [_note(note) for note in content.notes],
            "body": mark_safe(body),
            "backstory": content.backstory.split("\n\n") if content.backstory else [],
            "topics_mark": mark_safe(TOPICS_MARK),
            "related_mark": mark_safe(RELATED_MARK),
            "provenance": provenance(content),
            "voices": voices(spans),
        }
    )


def voices(spans: tuple[Span, ...]) -> list[dict[str, Any]]:
    """The people quoted, in the order they first speak, each with the places of their words."""
    by_speaker: dict[tuple[str, str], list[Span]] = {}
    for _, group in groupby(spans, key=lambda span: span.speech.public_id):
        first = next(group)
        if first.anchor == f"q-{first.speech.public_id}":
            by_speaker.setdefault((first.speech.speaker_path, first.speech.speaker_name), []).append(first)
    return [
        {
            "path": path,
            "name": name or "Unnamed speaker",
            "role": next((span.speech.role for span in said if span.speech.role), ""),
            "quotes": [_place_of(span) for span in said[:_AT_ONCE]],
            "further": [_place_of(span) for span in said[_AT_ONCE:]],
        }
        for (path, name), said in by_speaker.items()
    ]


def _place_of(span: Span) -> dict[str, str]:
    return {"anchor": span.anchor, "words": shortened(span.words, 90).rstrip(",")}


def shortened(text: str, length: int = _DESCRIPTION_LENGTH) -> str:
    """The beginning of a text, cut between words, with an ellipsis where something is left out."""
    text = " ".join(text[: length * 2].split())
    if len(text) <= length:
        return text
    return text[:length].rpartition(" ")[0].rstrip(",;:–— ") + "…" if " " in text[:length] else text[:length] + "…"


def _note(note: Note) -> dict[str, Any]:
    return {
        "kind": note.kind,
        "label": note.label,
        "text": mark_safe(escape(note.text, quote=False).replace("\n", "<br>")),
        "when": mark_safe(stamp(note.corrected_at)),
    }


def _iso(moment: Any) -> str:
    return local(moment).isoformat(timespec="seconds")


@lru_cache(maxsize=8)
def _template(name: str) -> Any:
    return engines["django"].get_template(name)
