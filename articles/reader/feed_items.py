"""What a feed is told of stories, quotes and corrections: plain data, the same for its three forms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from mimetypes import guess_type
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.html import escape

from articles.models import Correction, Edition, EditionImage, Image
from articles.press.content import SITE_MARK, Picture
from articles.press.editions import picture_of, told_picture
from articles.press.exchange.told import tag_uri
from articles.press.picture import large
from articles.press.quotations import embedded, page_of, standing_alone
from articles.press.render import shortened
from articles.press.syndicated import in_xml, syndicated_body
from articles.reader.read_along import authors_read_along, notes_read_along, rows_of, topics_read_along

_NEEDED = (
    "article", "path", "headline", "dek", "text", "body", "byline", "dateline_place", "dateline_source",
    "first_published_at", "published_at", "modified_at", "number", "lead_image", "section__name",
)  # fmt: skip


def read_stories(editions: QuerySet[Edition], limit: int) -> list[Any]:
    """So many of the editions with all that a feed tells of them, but for pictures: one query."""
    told = editions.select_related("section").only(*_NEEDED)
    along = {"authors": authors_read_along(), "topics": topics_read_along(), "notes": notes_read_along()}
    return list(told.annotate(**along)[:limit])


@dataclass(frozen=True, slots=True)
class Pictures:
    """The pictures of an edition: the lead, and those that stand in the body."""

    lead: Picture | None = None
    inside: tuple[Picture, ...] = ()


def read_pictures(editions: Sequence[Edition]) -> dict[int, Pictures]:
    """The pictures by edition: a query, and another where editions are from before pictures were frozen."""
    told: dict[int, list[EditionImage]] = {edition.pk: [] for edition in editions}
    frozen = EditionImage.objects.filter(edition__in=told.keys()).select_related("image")
    for image in frozen.order_by("edition", "position"):
        told[image.edition_id].append(image)
    before = [edition for edition in editions if edition.lead_image_id and not told[edition.pk]]
    plain = Image.objects.in_bulk([edition.lead_image_id for edition in before]) if before else {}
    for edition in before:
        told[edition.pk] = [told_picture(edition, plain[edition.lead_image_id], 0)]
    return {pk: _pictures(images) for pk, images in told.items()}


def _pictures(images: Sequence[EditionImage]) -> Pictures:
    leads = [picture_of(image) for image in images if image.position == 0]
    return Pictures(leads[0] if leads else None, tuple(picture_of(image) for image in images if image.position > 0))


def story_item(edition: Any, pictures: Pictures) -> dict[str, Any]:
    """A story in full, with its corrections before its words, as its page has them."""
    summary = in_xml(edition.dek or edition.text[:280].partition("\n")[0])
    topics = [name for name, *_ in rows_of(edition.topics)]
    place, source = edition.dateline_place, edition.dateline_source
    body = syndicated_body(edition.body, place, source, settings.SITE_URL, pictures.inside)
    return {
        "title": in_xml(edition.headline),
        "link": f"{settings.SITE_URL}{edition.path}",
        "description": escape(summary),
        "summary": summary,
        "content": _notes(rows_of(edition.notes)) + body,
        "creator": in_xml(edition.byline),
        "authors": _authors(edition),
        "categories": list(dict.fromkeys(in_xml(name) for name in [edition.section.name, *topics])),
        "unique_id": tag_uri(f"story-{edition.article_id}", edition.first_published_at),
        "pubdate": edition.first_published_at,
        "updateddate": edition.modified_at,
        "picture": _picture(pictures.lead) if pictures.lead else None,
    }


def quote_item(quote: dict[str, Any]) -> dict[str, Any]:
    """A quote with whose words they are and a link to the story."""
    who, words = quote["speaker_name"] or "Unnamed speaker", standing_alone(quote["words"])
    slug = quote["speaker__slug"]
    author = {"name": in_xml(who), **({"url": f"{settings.SITE_URL}/people/{slug}/"} if slug else {})}
    return {
        "title": in_xml(f"{who}: “{shortened(words, 80)}”"),
        "link": page_of(quote).replace(SITE_MARK, settings.SITE_URL),
        "description": in_xml(escape(words)),
        "summary": in_xml(words),
        "content": in_xml(embedded(quote).replace(SITE_MARK, settings.SITE_URL)),
        "creator": in_xml(quote["speaker_name"]),
        "authors": [author] if quote["speaker_name"] else [],
        "unique_id": tag_uri(f"quote-{quote['public_id']}", quote["first_published_at"]),
        "pubdate": quote["first_published_at"],
        "updateddate": quote["first_published_at"],
        "picture": None,
    }


def correction_item(correction: Correction, story: Edition) -> dict[str, Any]:
    """A correction, and why it was withdrawn where it was."""
    text = f"<p>{escape(correction.text)}</p>"
    if correction.withdrawn_at:
        text += f"<p>Withdrawn: {escape(correction.withdrawn_reason)}</p>"
    return {
        "title": in_xml(f"{correction.get_kind_display()}: {story.headline}"),
        "link": f"{settings.SITE_URL}{story.path}",
        "description": in_xml(escape(correction.text)),
        "summary": in_xml(correction.text),
        "content": in_xml(text),
        "creator": "",
        "authors": [],
        "unique_id": tag_uri(f"correction-{correction.pk}", correction.corrected_at),
        "pubdate": correction.corrected_at,
        "updateddate": correction.withdrawn_at or correction.corrected_at,
        "picture": None,
    }


def _authors(edition: Any) -> list[dict[str, str]]:
    """Each once, whatever they did."""
    names = dict.fromkeys((name, slug) for _, name, slug, *_ in rows_of(edition.authors))
    return [{"name": in_xml(name), "url": f"{settings.SITE_URL}/people/{slug}/"} for name, slug in names]


def _notes(notes: Iterable[list[str]]) -> str:
    told = ((Correction.Kind(kind).label, text) for _, kind, text in notes)
    return in_xml("".join(f"<p><strong>{label}:</strong> {escape(text)}</p>" for label, text in told))


def _picture(picture: Picture) -> dict[str, str]:
    path, width, height = large(picture)
    return {
        "url": path if "://" in path else f"{settings.SITE_URL}{path}",
        "type": guess_type(path)[0] or "image/jpeg",
        "width": str(width),
        "height": str(height),
        "credit": in_xml(picture.credit),
        "caption": in_xml(picture.caption or picture.alt),
    }
