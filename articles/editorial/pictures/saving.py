"""The act of saving a picture: what the file says fills in what the editor left blank, and its pages are drawn anew."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q

from articles.editorial.kernel import require
from articles.editorial.pictures.intake import TakenIn
from articles.models import EditionImage, Image, Rendering
from articles.models.rendering import RenderingQuerySet
from articles.parsing.photowords import PhotoWords
from articles.press.renditions.names import SHAPES, key_of
from articles.press.renditions.storing import source_of

# What an editor is told was filled in, by the picture's own fields.
_FROM_FILE = {
    "alt": "alternative text", "caption": "caption", "credit": "credit", "creator": "creator", "source": "source",
    "copyright_notice": "copyright", "usage_terms": "usage terms", "taken_on": "date taken",
    "digital_source_type": "kind of source",
}  # fmt: skip


@transaction.atomic
def save_picture(image: Image, *, by: User | None, taken: TakenIn | None = None) -> list[str]:
    """Save a new or changed picture; returns what was filled in from its file, as an editor calls it.

    `taken` is the file as taken in, where one was uploaded. What the editor wrote is never written over. No rendition
    is made here: a page asks for those it needs, `tick` makes the rest. Refuses who may not upload a new picture.
    """
    if image.pk is None:
        require(by, "image.upload")
        image.created_by = by
    filled = _fill_in(image, taken.words) if taken else []
    if taken:
        image.is_turned, image.is_transparent = taken.is_turned, taken.is_transparent
    before = Image.objects.filter(pk=image.pk).first() if image.pk else None
    has_other_names = before is None or _keys(before) != _keys(image)
    if has_other_names:
        image.is_rendered = False
    image.save()
    if before is not None and has_other_names:
        renderings_showing(image).make_stale()
    return filled


def note_rendered(image: Image) -> None:
    """Say that all renditions are there, unless the picture was changed while they were made."""
    same = Image.objects.filter(pk=image.pk, file=image.file.name, focal_point=image.focal_point, credit=image.credit)
    same.filter(creator=image.creator, copyright_notice=image.copyright_notice).update(is_rendered=True)


def renderings_showing(image: Image) -> RenderingQuerySet:
    """The pages on which the picture stands."""
    told = EditionImage.objects.filter(image=image).values("edition")
    return Rendering.objects.filter(Q(edition__lead_image=image) | Q(pk__in=told))


def _keys(image: Image) -> tuple[str, ...]:
    source = source_of(image)
    return (source.stem, *(key_of(source, shape) for shape in SHAPES))


def _fill_in(image: Image, words: PhotoWords) -> list[str]:
    said = {name: getattr(words, name) for name in _FROM_FILE}
    if said["digital_source_type"] not in Image.DigitalSource.values:
        said["digital_source_type"] = ""
    if image.is_decorative:
        said["alt"] = ""
    filled = []
    for name, label in _FROM_FILE.items():
        if said[name] and not getattr(image, name):
            setattr(image, name, said[name])
            filled.append(label)
    place = ", ".join(part for part in (words.city, words.country) if part)
    if place and not image.place:
        image.place = place
        filled.append("place")
    if words.headline and not image.title:
        image.title = words.headline
        filled.append("title")
    return filled
