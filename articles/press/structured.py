"""What machines read in a story's head: schema.org JSON-LD that says what the page says, and nothing else.

Sources: schema.org 30 (NewsArticle, Quotation, CorrectionComment), Google's article and breadcrumb guides. Addresses
begin with SITE_MARK; `press.chrome.dress` puts the site's own in.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.conf import settings

from articles.press.body import Span
from articles.press.content import DATA_AFTER, DATA_BEFORE, SITE_MARK, Content, Name, Note, Picture
from articles.press.dateline import dateline, place_in_style
from articles.press.moments import local
from articles.press.picture import in_three_ratios, large
from articles.press.publisher import policies

# Of the pictures stories and quotes are shown by elsewhere.
CARD_SIZE = 1200, 630
PUBLISHER = f"{SITE_MARK}/#publisher"
# A genre → what kind of news article it is; a feature, an obituary and a brief are none narrower.
_KINDS = {
    "news": "ReportageNewsArticle",
    "analysis": "AnalysisNewsArticle",
    "opinion": "OpinionNewsArticle",
    "review": "ReviewNewsArticle",
}
# News articles alone have these, by the vocabulary; paid content is none.
_OF_NEWS = frozenset({"dateline"})
# `<` cannot end the script element early, nor can U+2028 end a line of it.
_ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def block(*nodes: dict[str, Any]) -> str:
    """The nodes as one `<script type="application/ld+json">`, safe whatever words they hold."""
    return block_of(written(node) for node in nodes)


def block_of(nodes: Iterable[str]) -> str:
    """The same of nodes written already."""
    return f"{DATA_BEFORE}[{','.join(nodes)}]{DATA_AFTER}"


def written(node: dict[str, Any]) -> str:
    """A node as JSON that may stand in a page."""
    return json.dumps(node, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)


def absolute(path: str) -> str:
    """A path of this site with SITE_MARK before it; a whole address as it is."""
    return SITE_MARK + path if path.startswith("/") else path


def story_nodes(content: Content, spans: tuple[Span, ...], description: str, card: str) -> tuple[dict[str, Any], ...]:
    """The story and its place on the site. Its card is what it is shown by where it has no picture."""
    url = absolute(content.path)
    crumbs = [(content.section_name, absolute(content.section_path)), (content.headline, url)]
    return _story(content, spans, url, description) | _shown_by(content, card), breadcrumbs(*crumbs)


def breadcrumbs(*crumbs: tuple[str, str]) -> dict[str, Any]:
    """The way from the top to this page: (name, absolute address) each."""
    items = [
        {"@type": "ListItem", "position": place, "name": name, "item": url}
        for place, (name, url) in enumerate(crumbs, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _story(content: Content, spans: tuple[Span, ...], url: str, description: str) -> dict[str, Any]:
    node: dict[str, Any] = {
        "@type": _types(content.genre),
        "@id": f"{url}#story",
        "mainEntityOfPage": url,
        "url": url,
        "headline": content.headline,
        "alternativeHeadline": content.dek,
        "description": description,
        "inLanguage": settings.BRAND.language,
        "articleSection": content.section_name,
        "about": "topics",
        "datePublished": _iso(content.first_published_at),
        "dateModified": _iso(max(content.modified_at, content.first_published_at)),
        "dateline": dateline(content.dateline_place, content.dateline_source),
        "locationCreated": _place(content.dateline_place),
        "author": _authors(content),
        "contributor": _contributors(content),
        "publisher": {"@id": PUBLISHER},
        "copyrightHolder": {"@id": PUBLISHER},
        "publishingPrinciples": _principles(),
        "version": str(content.number),
        "archivedAt": f"{url}versions/{content.number}/",
        "wordCount": content.word_count,
        "isAccessibleForFree": True,
        "backstory": content.backstory,
        "correction": [_correction(note) for note in content.notes],
        "hasPart": [_quotation(span, url) for span in spans if span.speech.speaker_name],
    }
    unfit = _OF_NEWS if content.genre == "sponsored" else frozenset()
    return {key: value for key, value in node.items() if value and key not in unfit}


def _shown_by(content: Content, card: str) -> dict[str, Any]:
    if content.picture:
        return {"image": _images(content.picture)}
    return {"image": {"@type": "ImageObject", "url": card, "width": CARD_SIZE[0], "height": CARD_SIZE[1]}}


def _principles() -> str | None:
    """By what principles it was made: an ethics policy is a narrower kind of them, by the vocabulary."""
    told = policies(SITE_MARK)
    return told.get("publishingPrinciples") or told.get("ethicsPolicy")


def _types(genre: str) -> str | list[str]:
    """The article's types: the plain one first, for programs that know no other."""
    if genre == "sponsored":
        return "AdvertiserContentArticle"
    return ["NewsArticle", _KINDS[genre]] if genre in _KINDS else "NewsArticle"


def _place(place: str) -> dict[str, str] | None:
    """Where it was written, as the dateline prints it."""
    return {"@type": "Place", "name": place_in_style(place)} if place.strip() else None


def _authors(content: Content) -> list[dict[str, Any]]:
    writers = [name for name in content.names if name.role == "writer"] or list(content.names)
    if writers:
        return [_person(name) for name in writers]
    return [{"@type": "NewsMediaOrganization", "@id": PUBLISHER}]


def _contributors(content: Content) -> list[dict[str, Any]]:
    """Those of the byline who did not write it, each in the role printed beside the name."""
    if not any(name.role == "writer" for name in content.names):
        return []
    others = [name for name in content.names if name.role != "writer"]
    return [{"@type": "Role", "roleName": name.role, "contributor": _person(name)} for name in others]


def _person(name: Name) -> dict[str, Any]:
    person = {"@type": "Person", "name": name.name, "url": absolute(name.path)}
    return person | {"jobTitle": name.title} if name.title else person


def _images(picture: Picture) -> list[dict[str, Any]]:
    """The lead picture in three ratios, as Google's article guide asks, after the picture as the page shows it."""
    return [_image(picture, *shown) for shown in (large(picture), *in_three_ratios(picture))]


def _image(picture: Picture, path: str, width: int, height: int) -> dict[str, Any]:
    image: dict[str, Any] = {
        "@type": "ImageObject",
        "url": absolute(path),
        "width": width,
        "height": height,
        "caption": picture.caption,
        "creditText": picture.credit,
        "copyrightNotice": picture.copyright_notice,
    }
    if picture.creator:
        image["creator"] = {"@type": "Person", "name": picture.creator}
    return {key: value for key, value in image.items() if value}


def _correction(note: Note) -> dict[str, Any]:
    return {"@type": "CorrectionComment", "text": note.text, "datePublished": _iso(note.corrected_at)}


def _quotation(span: Span, url: str) -> dict[str, Any]:
    speech = span.speech
    speaker = {"@type": "Person", "name": speech.speaker_name}
    if speech.speaker_path:
        speaker["url"] = absolute(speech.speaker_path)
    if speech.role:
        speaker["jobTitle"] = speech.role
    return {
        "@type": "Quotation",
        "@id": f"{url}#{span.anchor}",
        "text": span.words,
        "creator": speaker,
        "url": absolute(speech.path),
    }


def _iso(moment: Any) -> str:
    return local(moment).isoformat(timespec="seconds")
