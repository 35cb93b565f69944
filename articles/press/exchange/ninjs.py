"""A story as ninjs 3.1, the form news systems take in. `parsing.ninjs` reads the same back.

Source: IPTC ninjs 3.1 (iptc.org/std/ninjs). Only what the standard names may stand in it: quotes and corrections go
into bodies with roles of their own, as JSON-LD. Addresses begin with SITE_MARK.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from mimetypes import guess_type
from typing import Any

from django.conf import settings

from articles.press.annotations import annotation_page
from articles.press.content import SITE_MARK, Content, Note, Picture
from articles.press.dateline import dateline, place_in_style
from articles.press.exchange.story_json import iso
from articles.press.exchange.told import Told
from articles.press.picture import large
from articles.press.publisher import TRUST_INDICATORS, whole
from articles.press.structured import absolute
from articles.press.subjects import term_uri
from articles.press.syndicated import syndicated_body

STANDARD = {
    "name": "ninjs",
    "version": "3.1",
    "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#",
}
_GENRES = "http://cv.iptc.org/newscodes/genre/"
_TRUST = "http://cv.iptc.org/newscodes/trustindicator/"
# Our genres that IPTC's list has under a name of its own.
_GENRE_CODES = {
    "news": "Current",
    "analysis": "Analysis",
    "opinion": "Opinion",
    "feature": "Feature",
    "obituary": "Obituary",
    "review": "Review",
    "sponsored": "Sponsored",
}


def ninjs_item(told: Told) -> dict[str, Any]:
    """The story as one item. Fields it has nothing for are left out, as the standard wants."""
    content, brand = told.content, settings.BRAND
    item = {
        "uri": told.uri,
        "standard": STANDARD,
        "type": "text",
        "representationType": "full",
        "version": str(content.number),
        "firstCreated": iso(content.first_published_at),
        "versionCreated": iso(max(content.modified_at, content.first_published_at)),
        "pubStatus": "usable",
        "language": brand.language,
        "title": content.headline,
        "headlines": _valued(main=content.headline, subtitle=content.dek),
        "by": content.byline,
        "located": place_in_style(content.dateline_place) if content.dateline_place.strip() else "",
        "edNote": "\n".join(f"{note.label}: {note.text}" for note in content.notes),
        "bodies": _bodies(content),
        "people": list(_people(content)),
        "places": _places(content),
        "subjects": list(_subjects(told)),
        "genres": [_genre(content)],
        "infoSources": list(_sources(content)),
        "associations": [_picture(content.picture)] if content.picture else [],
        "altIds": [
            {"role": "canonical", "value": absolute(content.path)},
            {"role": "digest", "value": f"sha-256:{told.digest}"},
        ],
        "trustIndicators": list(_trust()),
        "copyrightHolder": brand.holder or settings.SITE_NAME,
        "usageTerms": brand.rights,
    }
    return {key: value for key, value in item.items() if value}


def _valued(**values: str) -> list[dict[str, str]]:
    return [{"role": role, "contentType": "text/plain", "value": value} for role, value in values.items() if value]


def _bodies(content: Content) -> list[dict[str, Any]]:
    """HTML and plain words, both with the dateline where readers see it; then quotes and corrections."""
    line = dateline(content.dateline_place, content.dateline_source)
    html = syndicated_body(content.body, content.dateline_place, content.dateline_source, SITE_MARK, content.pictures)
    bodies: list[dict[str, Any]] = [
        {"role": "main", "contentType": "text/html", "wordCount": content.word_count, "value": html},
        {"role": "main", "contentType": "text/plain", "value": f"{line} – {content.text}" if line else content.text},
    ]
    if content.quotes:
        bodies.append(_linked("quotes", annotation_page(content.path, _quotes(content))))
    if content.notes:
        bodies.append(_linked("corrections", [_correction(note) for note in content.notes]))
    return bodies


def _linked(role: str, value: Any) -> dict[str, str]:
    return {"role": role, "contentType": "application/ld+json", "value": json.dumps(value, ensure_ascii=False)}


def _quotes(content: Content) -> Iterable[Mapping[str, Any]]:
    for speech in content.quotes:
        yield {
            "public_id": speech.public_id,
            "words": speech.words,
            "context": speech.context,
            "speaker_name": speech.speaker_name,
            "role": speech.role,
            "edition__path": content.path,
        }


def _correction(note: Note) -> dict[str, str]:
    said = {"@context": "https://schema.org", "@type": "CorrectionComment", "text": note.text}
    return {**said, "datePublished": iso(note.corrected_at)}


def _people(content: Content) -> Iterable[dict[str, str]]:
    """Those quoted, once each, as first named."""
    for name, path in dict.fromkeys((speech.speaker_name, speech.speaker_path) for speech in content.quotes):
        if name:
            yield {"name": name, "rel": "quoted", **({"uri": absolute(path)} if path else {})}


def _places(content: Content) -> list[dict[str, str]]:
    place = content.dateline_place
    return [{"name": place_in_style(place), "rel": "dateline"}] if place.strip() else []


def _subjects(told: Told) -> Iterable[dict[str, str]]:
    content = told.content
    if content.section_name:
        yield {"name": content.section_name, "rel": "section", "uri": absolute(content.section_path)}
    for subject in told.subjects:
        yield {"name": subject.name, "rel": "about", "uri": term_uri(subject.slug, subject.code)}


def _genre(content: Content) -> dict[str, str]:
    code = _GENRE_CODES.get(content.genre)
    return {"name": content.genre_label, **({"uri": f"{_GENRES}{code}"} if code else {})}


def _sources(content: Content) -> Iterable[dict[str, str]]:
    """The newsroom, the agency of the dateline, then the names of the byline."""
    yield {"name": settings.SITE_NAME, "role": "provider", "uri": f"{SITE_MARK}/"}
    if content.dateline_source.strip():
        yield {"name": content.dateline_source.strip(), "role": "source"}
    for name in content.names:
        yield {"name": name.name, "role": name.role, "uri": absolute(name.path)}


def _picture(picture: Picture) -> dict[str, Any]:
    path, width, height = large(picture)
    url = absolute(path)
    kind = guess_type(path)[0] or "image/jpeg"
    rendition = {"name": "main", "href": url, "contentType": kind, "width": width, "height": height}
    item = {
        "name": "lead",
        "rel": "lead",
        "uri": url,
        "type": "picture",
        "by": picture.credit,
        "descriptions": _valued(caption=picture.caption, altText=picture.alt),
        "renditions": [rendition],
    }
    return {key: value for key, value in item.items() if value}


def _trust() -> Iterable[dict[str, str]]:
    for link in settings.BRAND.policies:
        if link.key in TRUST_INDICATORS:
            role = f"{_TRUST}{TRUST_INDICATORS[link.key]}"
            yield {"role": role, "title": link.words, "href": whole(link.href, SITE_MARK)}
