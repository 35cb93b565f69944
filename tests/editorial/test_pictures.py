"""Pictures coming in: liars refused with a sentence, positions dropped, words read; what readers get of them."""

from __future__ import annotations

import io
import os
import subprocess
import sys

import pytest
from django.core.files.base import ContentFile
from PIL import Image as Pillow

from articles.editorial import EditorialError
from articles.editorial.pictures.intake import take_in
from articles.editorial.pictures.saving import save_picture
from articles.models import Image, Rendering
from articles.press.renditions.making import make
from articles.press.renditions.names import renditions_of
from articles.press.renditions.storing import source_of
from tests.builders import make_published
from tests.editorial.hostile_pictures import MARK, REFUSED, TAKEN, encoded, positioned


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def file(content: bytes, name: str = "x.jpg") -> ContentFile:
    return ContentFile(content, name=name)


def stored_file() -> bytes:
    with Image.objects.get().file.open() as stored:
        return stored.read()


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_picture_is_refused_with_a_sentence(name):
    make_file, sentence = REFUSED[name]

    with pytest.raises(EditorialError) as refusal:
        take_in(file(make_file()))

    assert sentence in str(refusal.value)
    assert str(refusal.value).endswith(".")
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize("name", TAKEN)
def test_what_is_stored_and_what_is_served_tells_no_place_and_runs_nothing(db, name):
    taken = take_in(file(TAKEN[name]()))
    image = Image(title="A", credit="Lu Chen")
    image.file = taken.file
    save_picture(image, by=None, taken=taken)
    stored = stored_file()

    served = [make(io.BytesIO(stored), source_of(image), wanted) for wanted in renditions_of(source_of(image))]

    assert all(taste not in content for content in (stored, *served) for taste in (MARK.encode(), b"<script", b"<?php"))
    assert all(not Pillow.open(io.BytesIO(content)).getexif().get_ifd(0x8825) for content in (stored, *served))
    assert all(Pillow.open(io.BytesIO(content)).size[0] <= 64 for content in served)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_no_pixel_is_coded_again(kind):
    content = positioned(kind)

    kept = take_in(file(content)).file.read()

    assert Pillow.open(io.BytesIO(kept)).tobytes() == Pillow.open(io.BytesIO(content)).tobytes()
    assert Pillow.open(io.BytesIO(kept)).getexif().get(0x010E) == "A description"


def test_a_bomb_is_refused_within_256_megabytes():
    """In a process of its own, which is not given more than that above what it has before."""
    code = """
import resource, django, pytest
django.setup()
import tests.editorial.hostile_pictures as hostile
from articles.editorial.errors import EditorialError
from articles.editorial.pictures.intake import take_in
from django.core.files.base import ContentFile
files = [(name, make()) for name, (make, _) in hostile.REFUSED.items()]
pages = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (pages + 256_000_000,) * 2)
for name, content in files:
    try:
        take_in(ContentFile(content, name="x"))
    except EditorialError:
        continue
    raise SystemExit(name)
"""
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, env=os.environ)
    assert (ran.returncode, ran.stderr) == (0, "")


XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:Headline="Ferry at the slip" photoshop:Credit="AP"
 photoshop:City="Baltimore" photoshop:Country="USA" photoshop:DateCreated="2026-03-04T10:00:00">
<dc:creator><rdf:Seq><rdf:li>Lu Chen</rdf:li><rdf:li>Tom &lt;b&gt; Hale</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">The Kestrel &amp; crew.</rdf:li></rdf:Alt></dc:description>
<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">© 2026 Lu Chen</rdf:li></rdf:Alt></dc:rights>
</rdf:Description></rdf:RDF></x:xmpmeta>"""


def save(words: str = XMP, **fields: object) -> tuple[Image, list[str]]:
    taken = take_in(file(encoded(xmp=words.encode())))
    image = Image(**fields)
    image.file = taken.file
    return image, save_picture(image, by=None, taken=taken)


def test_what_the_file_says_fills_what_was_left_blank(db):
    image, filled = save(credit="Reuters")

    image.refresh_from_db()
    assert (image.title, image.caption, image.credit) == ("Ferry at the slip", "The Kestrel & crew.", "Reuters")
    assert (image.creator, image.copyright_notice) == ("Lu Chen, Tom <b> Hale", "© 2026 Lu Chen")
    assert (image.place, str(image.taken_on)) == ("Baltimore, USA", "2026-03-04")
    assert filled == ["caption", "creator", "copyright", "date taken", "place", "title"]


def test_who_made_it_goes_with_every_rendition(db):
    image, _ = save()
    content = stored_file()

    for wanted in renditions_of(source_of(image)):
        made = Pillow.open(io.BytesIO(make(io.BytesIO(content), source_of(image), wanted)))
        assert made.getexif()[0x8298].encode("latin-1").decode() == "© 2026 Lu Chen"
        packet = made.info.get("xmp") or made.info["XML:com.adobe.xmp"]
        assert b"Tom &lt;b&gt; Hale" in packet
        assert "© 2026 Lu Chen".encode() in packet


def test_a_turned_picture_is_upright_in_every_shape(db):
    exif = Pillow.Exif()
    exif[0x0112] = 6
    taken = take_in(file(encoded(size=(400, 300), exif=exif.tobytes())))
    image = Image(title="A")
    image.file = taken.file
    save_picture(image, by=None, taken=taken)
    content = stored_file()

    assert image.upright_size == (300, 400)
    for wanted in renditions_of(source_of(image)):
        made = Pillow.open(io.BytesIO(make(io.BytesIO(content), source_of(image), wanted)))
        assert made.size == (wanted.width, wanted.height)
        assert made.getexif().get(0x0112, 1) == 1


def test_crops_lie_around_the_focal_point(db):
    drawn = Pillow.new("RGB", (600, 200), "white")
    drawn.paste("red", (500, 0, 600, 200))
    stream = io.BytesIO()
    drawn.save(stream, "PNG")
    taken = take_in(file(stream.getvalue()))
    image = Image(title="A", focal_point="0.95x0.5")
    image.file = taken.file
    save_picture(image, by=None, taken=taken)

    square = next(one for one in renditions_of(source_of(image)) if one.shape == "1x1" and one.suffix == "jpg")
    made = Pillow.open(io.BytesIO(make(io.BytesIO(stream.getvalue()), source_of(image), square))).convert("RGB")

    assert made.size == (200, 200)
    assert made.getpixel((190, 100))[1] < 60  # red at the right
    assert made.getpixel((10, 100))[1] > 200


def test_another_focal_point_names_crops_anew_and_pages_are_drawn_anew(db):
    image, _ = save()
    edition = make_published()
    Rendering.objects.filter(pk=edition.pk).update(look="now")
    edition.images.create(image=image, position=1)
    before = {one.name for one in renditions_of(source_of(image))}
    Image.objects.update(is_rendered=True)

    image.focal_point = "0.1x0.1"
    save_picture(image, by=None)

    after = {one.name for one in renditions_of(source_of(image))}
    assert {name.split("/")[-1].split("-")[0] for name in before - after} == {"16x9", "4x3", "1x1"}
    assert Rendering.objects.get(pk=edition.pk).look == ""
    assert not Image.objects.get().is_rendered


def test_other_words_leave_names_and_pages_as_they_are(db):
    image, _ = save()
    before = list(renditions_of(source_of(image)))

    image.title, image.usage_terms = "Other", "Once"
    save_picture(image, by=None)

    assert list(renditions_of(source_of(image))) == before
