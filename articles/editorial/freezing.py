"""From the working copy to an edition: what it says now, drawn once, chained to the one before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User

from articles.advice.gate import Copy
from articles.editorial.bulk import insert
from articles.models import (
    Article,
    Byline,
    Edition,
    EditionByline,
    EditionImage,
    EditionQuote,
    Image,
    Quote,
    Rendering,
)
from articles.models.digests import digest_of
from articles.parsing.markup import pictures_in, unmark_quotes
from articles.press.content import Content, Note
from articles.press.editions import content_of, paragraphs_of, told_picture
from articles.press.look import current_look
from articles.press.render import render

# As `parsing.markup` writes it: no parser is needed for markup of our own.
_QUOTE_MARK = re.compile(r'<q data-quote="([^"]+)">')
# What an edition takes from the working copy as it is.
_COPIED = (
    "headline", "seo_headline", "social_headline", "dek", "kicker", "genre", "dateline_place", "dateline_source",
    "dateline_date", "tagline", "backstory",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Release:
    """When and as what a copy goes out.

    `previous` is the article's newest edition by number, if any; `shown` the one readers see up to then, which is
    another where the newest was taken back before its moment.
    """

    at: datetime
    change: Edition.Change
    first_published_at: datetime
    path: str
    by: User | None
    previous: Edition | None = None
    shown: Edition | None = None
    notes: tuple[Note, ...] = ()
    # An archive's story may say that it was changed after it was first published.
    revised_at: datetime | None = None

    @property
    def number(self) -> int:
        return self.previous.number + 1 if self.previous else 1

    @property
    def modified_at(self) -> datetime:
        """A minor change moves no date readers see."""
        if self.revised_at is not None:
            return self.revised_at
        if self.shown is not None and self.change == Edition.Change.MINOR:
            return self.shown.modified_at
        return self.at


@dataclass(frozen=True, slots=True)
class Frozen:
    """An edition with its bylines, quotes and pictures, and how it looks; not yet stored."""

    edition: Edition
    bylines: list[EditionByline]
    quotes: list[EditionQuote]
    images: list[EditionImage]
    rendering: Rendering


def read_copy(article: Article) -> Copy:
    """The copy as it stands: two queries."""
    return Copy(
        article,
        list(article.bylines.select_related("person")),
        list(article.quotes.in_place().select_related("speaker")),
    )


def freeze(copy: Copy, release: Release) -> Frozen:
    """Build the edition: published quotes are the confirmed ones, others leave no mark in the body."""
    edition, bylines, quotes, images = _told(copy, release)
    edition.previous_digest = release.previous.digest if release.previous else ""
    edition.digest = digest_of(edition, bylines, quotes, images)
    drawn = render(content_of(edition, bylines, quotes, images, release.notes))
    rendering = Rendering(edition=edition, look=current_look(), head=drawn.head, page=drawn.page, card=drawn.card)
    return Frozen(edition, bylines, quotes, images, rendering)


def preview(copy: Copy, release: Release) -> Content:
    """What readers would be told if the copy went out so."""
    return content_of(*_told(copy, release), release.notes)


def store(frozen: Sequence[Frozen]) -> None:
    """Write editions with all that is theirs: five statements for hundreds."""
    insert([one.edition for one in frozen])
    for one in frozen:
        theirs: list[Any] = [*one.bylines, *one.quotes, *one.images, one.rendering]
        for row in theirs:
            row.edition_id = one.edition.pk
    insert([byline for one in frozen for byline in one.bylines])
    insert([quote for one in frozen for quote in one.quotes])
    insert([image for one in frozen for image in one.images])
    insert([one.rendering for one in frozen])


def byline_line(names: Sequence[str]) -> str:
    """Names as a byline prints them: “Ana Ruiz, Tom Hale and Lu Chen”."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _told(copy: Copy, release: Release) -> tuple[Edition, list[EditionByline], list[EditionQuote], list[EditionImage]]:
    """The rows of the edition, without digests."""
    article = copy.article
    confirmed = [quote for quote in copy.quotes if quote.status == Quote.Status.CONFIRMED]
    writers = [byline.person.name for byline in copy.bylines if byline.role == Byline.Role.WRITER]
    names = [byline.person.name for byline in copy.bylines]
    names += [quote.speaker.name for quote in confirmed if quote.speaker]
    edition = Edition(
        article=article,
        number=release.number,
        change=str(release.change),
        published_at=release.at,
        first_published_at=release.first_published_at,
        modified_at=release.modified_at,
        embargo_until=article.embargo_until,
        path=release.path,
        section=article.section,
        **{name: getattr(article, name) for name in _COPIED},
        lead_image=article.lead_image,
        byline=article.byline_override or byline_line(writers),
        body=_published_body(article.body, {quote.public_id for quote in confirmed}),
        text=article.body_text,
        names="\n".join(dict.fromkeys(names)),
        word_count=article.word_count,
        published_by=release.by,
    )
    bylines = [_edition_byline(edition, byline, position) for position, byline in enumerate(copy.bylines)]
    paragraphs = paragraphs_of(edition.body) if confirmed else {}
    quotes = [
        _edition_quote(edition, quote, position, paragraphs.get(quote.block, ""))
        for position, quote in enumerate(confirmed)
    ]
    images = _edition_images(edition, article)
    return edition, bylines, quotes, images


def _edition_images(edition: Edition, article: Article) -> list[EditionImage]:
    """The lead picture at 0, those of the body from 1 on; one deleted since has no row and no place on the page."""
    images = [told_picture(edition, article.lead_image, 0)] if article.lead_image else []
    places = pictures_in(edition.body)
    known = Image.objects.in_bulk({place.image for place in places}) if places else {}
    images += [
        told_picture(edition, known[place.image], position, place.caption)
        for position, place in enumerate(places, start=1)
        if place.image in known
    ]
    return images


def _published_body(body: str, confirmed: set[str]) -> str:
    others = set(_QUOTE_MARK.findall(body)) - confirmed
    return unmark_quotes(body, others) if others else str(body)


def _edition_byline(edition: Edition, byline: Byline, position: int) -> EditionByline:
    return EditionByline(
        edition=edition,
        person=byline.person,
        role=byline.role,
        name=byline.person.name,
        title=byline.person.title,
        position=position,
        first_published_at=edition.first_published_at,
    )


def _edition_quote(edition: Edition, quote: Quote, position: int, paragraph: str) -> EditionQuote:
    return EditionQuote(
        edition=edition,
        quote=quote,
        public_id=quote.public_id,
        position=position,
        words=quote.words,
        speaker=quote.speaker,
        speaker_name=quote.speaker.name if quote.speaker else "",
        role=quote.role_printed,
        said_on=quote.said_on,
        kind=quote.kind,
        question=quote.question,
        verification=quote.verification,
        block=quote.block,
        context=paragraph,
        first_published_at=edition.first_published_at,
    )
