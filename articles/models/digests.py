"""The digest of an edition: what it says and its predecessor's digest, in one number anybody can compute again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from articles.models.edition import Edition, EditionByline, EditionImage, EditionQuote

# Everything readers were told. The rendering and the moment of being superseded are no part of it.
_EDITION = [
    "article_id",
    "number",
    "change",
    "published_at",
    "first_published_at",
    "modified_at",
    "path",
    "section_id",
    "headline",
    "seo_headline",
    "social_headline",
    "dek",
    "kicker",
    "genre",
    "dateline_place",
    "dateline_source",
    "dateline_date",
    "byline",
    "tagline",
    "backstory",
    "lead_image_id",
    "body",
    "text",
    "previous_digest",
]
_BYLINE = ["person_id", "role", "name", "position"]
_QUOTE = [
    "public_id",
    "position",
    "words",
    "speaker_id",
    "speaker_name",
    "role",
    "said_on",
    "kind",
    "question",
    "verification",
    "block",
]
_IMAGE = ["image_id", "position", "alt", "caption", "credit", "creator", "copyright_notice"]


def digest_of(
    edition: Edition,
    bylines: Iterable[EditionByline],
    quotes: Iterable[EditionQuote],
    images: Iterable[EditionImage] = (),
) -> str:
    """SHA-256 (hex) over the canonical JSON of an edition, its bylines, its quotes and its pictures in order.

    Titles and pictures count where there are any: editions from before they were kept have the digest they had.
    """
    said: dict[str, Any] = {
        "edition": _values(edition, _EDITION),
        "bylines": [_byline(byline) for byline in sorted(bylines, key=lambda row: row.position)],
        "quotes": [_values(quote, _QUOTE) for quote in sorted(quotes, key=lambda row: row.position)],
    }
    pictures = [_values(image, _IMAGE) for image in sorted(images, key=lambda row: row.position)]
    if pictures:
        said["images"] = pictures
    canonical = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


def _byline(byline: EditionByline) -> dict[str, Any]:
    values = _values(byline, _BYLINE)
    return {**values, "title": byline.title} if byline.title else values


def _values(row: object, names: list[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def _plain(value: Any) -> str:
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value.isoformat()
