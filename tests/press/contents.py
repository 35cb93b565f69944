"""An edition's content for tests of the press: the least a test has to say is what it is about."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from articles.press.content import Content, Name, Note, Picture, Speech

NOON = datetime(2026, 3, 4, 17, 0, tzinfo=UTC)

ANA = Name("Ana Ruiz", "/people/ana-ruiz/", "writer", "By", "City Hall reporter")
TOM = Name("Tom Hale", "/people/tom-hale/", "writer", "By")
LU = Name("Lu Chen", "/people/lu-chen/", "photographer", "Photographs by")

FERRY = Picture(
    base="/media/renditions/ferry/",
    whole_key="0123456789ab",
    crop_key="ba9876543210",
    width=1600,
    height=1000,
    alt="A ferry at the slip",
    caption="The Kestrel.",
    credit="Lu Chen",
)


def make_speech(public_id: str = "abcdefgh23", **fields: Any) -> Speech:
    defaults: dict[str, Any] = {
        "words": "We are ready.",
        "speaker_name": "Marisol Quintero",
        "speaker_path": "/people/marisol-quintero/",
        "role": "Councilwoman",
        "said_on": date(2026, 3, 3),
        "kind": "direct",
        "question": "",
        "verification": "",
        "block": "p-aaaaaaaa",
        "context": "“We are ready,” Quintero said.",
    }
    return Speech(public_id=public_id, **{**defaults, **fields})


def make_note(text: str = "The vote was on Tuesday.", **fields: Any) -> Note:
    return Note(**{"kind": "correction", "label": "Correction", "text": text, "corrected_at": NOON, **fields})


def make_content(**fields: Any) -> Content:
    defaults: dict[str, Any] = {
        "number": 1,
        "change": "update",
        "path": "/2026/03/04/ferry-fares/",
        "section_name": "Local",
        "section_path": "/sections/local/",
        "headline": "Ferry fares to rise",
        "seo_headline": "",
        "social_headline": "",
        "dek": "The first increase in 11 years.",
        "kicker": "",
        "genre": "news",
        "genre_label": "News",
        "dateline_place": "BALTIMORE",
        "dateline_source": "WJZ",
        "dateline_date": None,
        "byline": "Ana Ruiz and Tom Hale",
        "names": (ANA, TOM),
        "tagline": "",
        "backstory": "",
        "picture": None,
        "pictures": (),
        "body": '<p id="p-aaaaaaaa">Fares rise.</p>',
        "text": "Fares rise.",
        "word_count": 2,
        "first_published_at": NOON,
        "published_at": NOON,
        "modified_at": NOON,
        "quotes": (),
        "notes": (),
    }
    return Content(**{**defaults, **fields})


def later(**amount: float) -> datetime:
    return NOON + timedelta(**amount)
