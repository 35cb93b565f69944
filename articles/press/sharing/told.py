"""What the card of a story or a quote says, and its address, which is another when the card is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from unicodedata import normalize

from django.conf import settings

from articles.press.content import Content, Picture
from articles.press.moments import day, local
from articles.press.picture import square_name
from articles.press.quotations import standing_alone

# Another when the drawing is: what is kept of an older one is not shown.
DRAWING = "2"
_MARK = 12


@dataclass(frozen=True, slots=True)
class ShareCard:
    """What a card says: above, the large words, below them whose they are ("" for none), at the foot name and day.

    `picture` is the name of a rendition that stands beside the words, "" for none.
    """

    kicker: str
    words: str
    who: str
    role: str
    name: str
    day: str
    accent: str
    picture: str = ""

    @property
    def said(self) -> tuple[str, ...]:
        """Every word on it."""
        return self.kicker, self.words, self.who, self.role, self.name, self.day


def card_of_content(content: Content) -> ShareCard:
    """The card of an edition as it is drawn for its page."""
    words = content.social_headline or content.headline
    return story_card(content.kicker or content.section_name, words, content.first_published_at, content.picture)


def story_card(kicker: str, words: str, first: datetime, picture: Picture | None) -> ShareCard:
    """A headline under its kicker, beside the story's picture if it has one."""
    return _card(kicker, words, first, picture=square_name(picture) if picture else "")


def quote_card(section: str | None, quote: Mapping[str, Any]) -> ShareCard:
    """A quote's words, with whose they are and in which role."""
    who, role = quote["speaker_name"] or "Unnamed speaker", quote["role"]
    return _card(section or "", f"“{standing_alone(quote['words'])}”", quote["first_published_at"], who=who, role=role)


def card_digest(card: ShareCard) -> str:
    """32 hex digits that change with all that is drawn, and with how."""
    return sha256(f"{DRAWING} {card!r}".encode()).hexdigest()[:32]


def card_mark(card: ShareCard) -> str:
    """The part of a card's address that names its content."""
    return card_digest(card)[:_MARK]


def card_suffix(card: ShareCard) -> str:
    """A picture among words is a photograph's file, words alone are not."""
    return "jpg" if card.picture else "png"


def card_name(card: ShareCard) -> str:
    """The last part of the address of a card, to be put after the address of the page it is of."""
    return f"card.{card_suffix(card)}?v={card_mark(card)}"


def _card(kicker: str, words: str, first: datetime, *, who: str = "", role: str = "", picture: str = "") -> ShareCard:
    brand = settings.BRAND
    # Each letter and its accents are one sign, where there is such a sign: nothing is shaped.
    said = (normalize("NFC", text) for text in (kicker, words, who, role, brand.name))
    kicker, words, who, role, name = said
    return ShareCard(kicker, words, who, role, name, day(local(first).date()), brand.accent, picture)
