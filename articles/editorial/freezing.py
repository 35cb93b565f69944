"""From the working copy to an edition: what it says now, rendered once, chained to the one before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User
from django.urls import reverse

from articles.advice.gate import Copy
from articles.editorial.bulk import insert
from articles.models import Article, Byline, Edition, EditionByline, EditionQuote, Image, Quote
from articles.models.digests import digest_of
from articles.parsing.markup import blocks, unmark_quotes
from articles.press.content import Content, Name, Note, Picture, Speech
from articles.press.render import render

# As `parsing.markup` writes it: no parser is needed for markup of our own.
_QUOTE_MARK = re.compile(r'<q data-quote="([^"]+)">')


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
    """An edition with its bylines and quotes, not yet stored."""

    edition: Edition
    bylines: list[EditionByline]
    quotes: list[EditionQuote]


def read_copy(article: Article) -> Copy:
    """The copy as it stands: two queries."""
    return Copy(
        article,
        list(article.bylines.select_related("person")),
        list(article.quotes.in_place().select_related("speaker")),
    )


def freeze(copy: Copy, release: Release) -> Frozen:
    """Build the edition: published quotes are the confirmed ones, others leave no mark in the body."""
    content = content_of(copy, release)
    rendered = render(content)
    article = copy.article
    edition = Edition(
        article=article,
        number=release.number,
        change=release.change,
        published_at=release.at,
        first_published_at=release.first_published_at,
        modified_at=release.modified_at,
        embargo_until=article.embargo_until,
        path=release.path,
        section=article.section,
        **_shared_fields(article),
        byline=content.byline,
        body=content.body,
        text=content.text,
        names="\n".join(dict.fromkeys([*(n.name for n in content.names), *(s.speaker_name for s in content.quotes)])),
        word_count=content.word_count,
        head=rendered.head,
        page=rendered.page,
        card=rendered.card,
        previous_digest=release.previous.digest if release.previous else "",
        published_by=release.by,
    )
    bylines = [_edition_byline(edition, byline, position) for position, byline in enumerate(copy.bylines)]
    confirmed = [quote for quote in copy.quotes if quote.status == Quote.Status.CONFIRMED]
    quotes = [
        _edition_quote(edition, quote, speech, position)
        for position, (quote, speech) in enumerate(zip(confirmed, content.quotes, strict=True))
    ]
    edition.digest = digest_of(edition, bylines, quotes)
    return Frozen(edition, bylines, quotes)


def store(frozen: Sequence[Frozen]) -> None:
    """Write editions with their bylines and quotes: three statements for hundreds."""
    insert([one.edition for one in frozen])
    for one in frozen:
        for byline in one.bylines:
            byline.edition_id = one.edition.pk
        for quote in one.quotes:
            quote.edition_id = one.edition.pk
    insert([byline for one in frozen for byline in one.bylines])
    insert([quote for one in frozen for quote in one.quotes])


def content_of(copy: Copy, release: Release) -> Content:
    """What readers would be told if the copy went out so: for freezing and for preview."""
    article = copy.article
    confirmed = [quote for quote in copy.quotes if quote.status == Quote.Status.CONFIRMED]
    body = _published_body(article.body, {quote.public_id for quote in confirmed})
    paragraphs = {block.id: block.text for block in blocks(body)} if confirmed else {}
    names = tuple(_name(byline) for byline in copy.bylines)
    section = article.section
    return Content(
        number=release.number,
        change=str(release.change),
        path=release.path,
        section_name=section.name if section else "",
        section_path=section.get_absolute_url() if section else "",
        genre_label=article.get_genre_display(),
        **_shared_fields(article, picture=False),
        byline=article.byline_override or byline_line([n.name for n in names if n.role == Byline.Role.WRITER]),
        names=names,
        picture=picture_of(article.lead_image) if article.lead_image else None,
        body=body,
        text=article.body_text,
        word_count=article.word_count,
        first_published_at=release.first_published_at,
        published_at=release.at,
        modified_at=release.modified_at,
        quotes=tuple(_speech(quote, paragraphs.get(quote.block, "")) for quote in confirmed),
        notes=release.notes,
    )


def byline_line(names: Sequence[str]) -> str:
    """Names as a byline prints them: “Ana Ruiz, Tom Hale and Lu Chen”."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def picture_of(image: Image) -> Picture:
    """A picture with the addresses of its renditions."""
    return Picture(
        small=image.file.small,
        large=image.file.large,
        card=image.file.card,
        wide=image.file.wide,
        width=image.width,
        height=image.height,
        alt="" if image.is_decorative else image.alt,
        caption=image.caption,
        credit=image.credit,
    )


def _shared_fields(article: Article, *, picture: bool = True) -> dict:
    names = [
        "headline",
        "seo_headline",
        "social_headline",
        "dek",
        "kicker",
        "genre",
        "dateline_place",
        "dateline_source",
        "dateline_date",
        "tagline",
        "backstory",
    ]
    fields = {name: getattr(article, name) for name in names}
    return {**fields, "lead_image_id": article.lead_image_id} if picture else fields


def _published_body(body: str, confirmed: set[str]) -> str:
    others = set(_QUOTE_MARK.findall(body)) - confirmed
    return unmark_quotes(body, others) if others else str(body)


def _name(byline: Byline) -> Name:
    person = byline.person
    return Name(person.name, person.get_absolute_url(), byline.role, byline.get_role_display(), person.title)


def _speech(quote: Quote, paragraph: str) -> Speech:
    speaker = quote.speaker
    return Speech(
        public_id=quote.public_id,
        words=quote.words,
        speaker_name=speaker.name if speaker else "",
        speaker_path=reverse("articles:person-detail", args=[speaker.slug]) if speaker else "",
        role=quote.role_printed,
        said_on=quote.said_on,
        kind=quote.kind,
        question=quote.question,
        verification=quote.verification,
        block=quote.block,
        context=paragraph,
    )


def _edition_byline(edition: Edition, byline: Byline, position: int) -> EditionByline:
    return EditionByline(
        edition=edition,
        person=byline.person,
        role=byline.role,
        name=byline.person.name,
        position=position,
        first_published_at=edition.first_published_at,
    )


def _edition_quote(edition: Edition, quote: Quote, speech: Speech, position: int) -> EditionQuote:
    return EditionQuote(
        edition=edition,
        quote=quote,
        public_id=quote.public_id,
        position=position,
        words=speech.words,
        speaker=quote.speaker,
        speaker_name=speech.speaker_name,
        role=speech.role,
        said_on=speech.said_on,
        kind=speech.kind,
        question=speech.question,
        verification=speech.verification,
        block=speech.block,
        context=speech.context,
        first_published_at=edition.first_published_at,
    )
