"""From an edition's rows to its content: the same whether it is being frozen, drawn anew, or only previewed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.conf import settings

from articles.models import Byline, Correction, Edition, EditionByline, EditionImage, EditionQuote, Image, Person
from articles.models.article import Article
from articles.parsing.markup import blocks
from articles.press.content import Content, Name, Note, Picture, Speech
from articles.press.picture import CARD, small
from articles.press.renditions.names import FOLDER, WHOLE, key_of
from articles.press.renditions.storing import source_of

_SAME = (
    "number", "change", "path", "headline", "seo_headline", "social_headline", "dek", "kicker", "genre",
    "dateline_place", "dateline_source", "dateline_date", "byline", "tagline", "backstory", "body", "text",
    "word_count", "first_published_at", "published_at", "modified_at",
)  # fmt: skip


def content_of(
    edition: Edition,
    bylines: Iterable[EditionByline],
    quotes: Sequence[EditionQuote],
    images: Iterable[EditionImage],
    notes: Iterable[Note],
) -> Content:
    """What the edition says. Words are its own; the section's name and the addresses of people are those of today."""
    section = edition.section if edition.section_id else None
    told = sorted(images, key=lambda image: image.position)
    return Content(
        **{name: getattr(edition, name) for name in _SAME},
        section_name=section.name if section else "",
        section_path=section.get_absolute_url() if section else "",
        genre_label=str(dict(Article.Genre.choices).get(edition.genre, edition.genre)),
        names=tuple(_name(byline) for byline in bylines),
        picture=next((picture_of(image) for image in told if image.position == 0), None),
        pictures=tuple(picture_of(image) for image in told if image.position > 0),
        quotes=tuple(_speech(quote) for quote in quotes),
        notes=tuple(notes),
    )


def note_of(correction: Correction) -> Note:
    """A correction as the story's page tells it."""
    return Note(correction.kind, Correction.Kind(correction.kind).label, correction.text, correction.corrected_at)


def told_picture(edition: Edition, image: Image, position: int, caption: str = "") -> EditionImage:
    """The picture with the words it has now, for an edition about to be frozen; `caption` is one for this story."""
    return EditionImage(
        edition=edition,
        image=image,
        position=position,
        alt="" if image.is_decorative else image.alt,
        caption=caption or image.caption,
        credit=image.credit,
        creator=image.creator,
        copyright_notice=image.copyright_notice,
    )


def thumbnail_address(image: Image, shape: str = CARD) -> str:
    """Where the desk has a picture small."""
    return small(addressed(image), shape)


def picture_of(told: EditionImage) -> Picture:
    """A picture with the addresses of its renditions and the words of that edition."""
    return replace(
        addressed(told.image),
        alt=told.alt,
        caption=told.caption,
        credit=told.credit,
        creator=told.creator,
        copyright_notice=told.copyright_notice,
    )


def picture_now(image: Image) -> Picture:
    """A picture of no edition, with the words it has now."""
    return replace(
        addressed(image),
        alt="" if image.is_decorative else image.alt,
        caption=image.caption,
        credit=image.credit,
        creator=image.creator,
        copyright_notice=image.copyright_notice,
    )


def addressed(image: Image) -> Picture:
    """The picture with its addresses and no words. No query, no look at the file."""
    source = source_of(image)
    return Picture(
        image=image.pk,
        base=f"{settings.MEDIA_URL}{FOLDER}{source.stem}/",
        whole_key=key_of(source, WHOLE),
        crop_key=key_of(source, CARD),
        width=source.width,
        height=source.height,
        is_transparent=source.is_transparent,
        alt="",
    )


def paragraphs_of(body: str) -> dict[str, str]:
    """The words of each block of a body by its id: what stands around a quote."""
    return {block.id: block.text for block in blocks(body)}


def _name(byline: EditionByline) -> Name:
    label = Byline.Role(byline.role).label
    return Name(byline.name, _today(byline.person).get_absolute_url(), byline.role, label, byline.title)


def _speech(quote: EditionQuote) -> Speech:
    return Speech(
        public_id=quote.public_id,
        words=quote.words,
        speaker_name=quote.speaker_name,
        speaker_path=_today(quote.speaker).get_absolute_url() if quote.speaker else "",
        role=quote.role,
        said_on=quote.said_on,
        kind=quote.kind,
        question=quote.question,
        verification=quote.verification,
        block=quote.block,
        context=quote.context,
    )


def _today(person: Person) -> Person:
    """Whoever the person was merged into, or the person."""
    return person.merged_into or person
