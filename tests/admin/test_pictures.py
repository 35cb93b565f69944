"""Pictures: refused by kind and size before they are decoded, stored without the place they were taken at."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Pillow

from articles.models import Image
from tests.builders import later, make_article, make_edition, make_published

pytestmark = pytest.mark.django_db

ADD = "/admin/articles/image/add/"
GPS = 0x8825


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.IMAGEFIELD_AUTOGENERATE = False


def encoded(kind: str = "JPEG", size=(64, 48), **options) -> bytes:
    stream = io.BytesIO()
    Pillow.new("RGB", size, (120, 40, 40)).save(stream, kind, **options)
    return stream.getvalue()


def with_position() -> bytes:
    exif = Pillow.Exif()
    exif[0x010E] = "A description"
    exif.get_ifd(GPS)[1] = "N"
    exif.get_ifd(GPS)[2] = (39.0, 17.0, 24.0)
    return encoded(exif=exif.tobytes())


def upload(client, content: bytes, name: str = "picture.jpg", **fields):
    file = SimpleUploadedFile(name, content, content_type="image/jpeg")
    return client.post(ADD, {"file": file, "focal_point": "0.5x0.5", "title": "A picture", **fields})


def test_a_picture_is_stored_with_its_three_texts_and_its_owner(as_, desk):
    answer = upload(as_("reporter"), encoded(), alt="A bridge", caption="Alder Street", credit="Lu Chen")

    picture = Image.objects.get()
    assert answer.status_code == 302
    assert (picture.alt, picture.caption, picture.credit) == ("A bridge", "Alder Street", "Lu Chen")
    assert (picture.created_by, picture.width, picture.height) == (desk["reporter"], 64, 48)
    assert "picture" not in picture.file.name.split("/")[-1]


def test_the_place_it_was_taken_at_is_dropped_and_no_pixel_changed(as_):
    content = with_position()
    assert Pillow.open(io.BytesIO(content)).getexif().get_ifd(GPS)

    upload(as_("reporter"), content)

    with Image.objects.get().file.open() as stored:
        picture = Pillow.open(stored)
        assert not picture.getexif().get_ifd(GPS)
        assert picture.getexif()[0x010E] == "A description"
        assert picture.tobytes() == Pillow.open(io.BytesIO(content)).tobytes()


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_the_place_is_dropped_from_other_kinds_too(as_, kind):
    exif = Pillow.Exif()
    exif.get_ifd(GPS)[1] = "N"
    content = encoded(kind, exif=exif.tobytes())

    upload(as_("reporter"), content, f"p.{kind.lower()}")

    with Image.objects.get().file.open() as stored:
        assert not Pillow.open(stored).getexif().get_ifd(GPS)


def bomb() -> bytes:
    """A PNG of 13,000 by 13,000 pixels in a few kilobytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 13_000, 13_000, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * (1626 * 13_000), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def frames() -> bytes:
    """A GIF whose frames together have more pixels than one picture may."""
    stream = io.BytesIO()
    pictures = [Pillow.new("P", (3000, 3000), n) for n in range(8)]
    pictures[0].save(stream, "GIF", save_all=True, append_images=pictures[1:])
    return stream.getvalue()


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (SVG, "x.svg", "no JPEG, PNG, WebP, GIF or AVIF"),
        (SVG, "x.jpg", "no JPEG, PNG, WebP, GIF or AVIF"),
        (b"not a picture", "x.png", "no JPEG, PNG, WebP, GIF or AVIF"),
        (b"", "x.png", "The submitted file is empty"),
        (bomb(), "x.png", "at most 64,000,000"),
        (frames(), "x.gif", "at most 64,000,000"),
    ],
    ids=["svg", "svg as jpg", "text", "empty", "bomb", "frames"],
)
def test_what_is_no_picture_or_too_large_is_refused_with_a_sentence(as_, content, name, sentence):
    answer = upload(as_("reporter"), content, name)

    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert not Image.objects.exists()


@pytest.mark.parametrize("role", ["topic_tagger", "administrator"])
def test_who_may_not_upload(as_, role):
    assert upload(as_(role), encoded()).status_code == 403


def test_a_reporter_sees_and_changes_own_pictures_only(as_, desk):
    upload(as_("copy_editor"), encoded())
    other = Image.objects.get()
    client = as_("reporter")

    assert "A picture" not in client.get("/admin/articles/image/").content.decode()
    assert client.get(f"/admin/articles/image/{other.pk}/change/").status_code == 404
    assert client.get("/admin/suggest/pictures/?q=picture").json()["results"] == []


def test_a_picture_a_story_has_is_not_deleted(as_):
    upload(as_("copy_editor"), encoded())
    picture = Image.objects.get()
    story = make_article(lead_image=picture)
    client = as_("copy_editor")
    assert client.post(f"/admin/articles/image/{picture.pk}/delete/", {"post": "yes"}).status_code == 403

    story.lead_image = None
    story.save()
    client.post(f"/admin/articles/image/{picture.pk}/delete/", {"post": "yes"})

    assert not Image.objects.exists()


def test_what_the_file_says_is_filled_in_and_told(as_):
    packet = (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:Credit="&lt;b&gt;AP"'
        ' photoshop:Headline="Ferry"/></rdf:RDF></x:xmpmeta>'
    )
    client = as_("reporter")
    answer = upload(client, encoded(xmp=packet.encode()), title="", credit="")

    picture = Image.objects.get()
    page = client.get(answer["Location"]).content.decode()
    assert (picture.title, picture.credit) == ("Ferry", "<b>AP")
    assert "From the file: credit, title." in page
    assert "<b>AP" not in page


def test_a_picture_without_any_title_asks_for_one(as_):
    answer = upload(as_("reporter"), encoded(), title="")

    assert "Give the picture a title: its file has none." in answer.content.decode()
    assert not Image.objects.exists()


def test_a_file_readers_were_shown_stays_and_its_focal_point_moves(as_):
    client = as_("managing_editor")
    upload(client, encoded())
    picture = Image.objects.get()
    make_edition(make_published(until=later(minutes=1)).article, at=later(minutes=1), lead_image=picture)
    address = f"/admin/articles/image/{picture.pk}/change/"

    assert 'type="file"' not in client.get(address).content.decode()
    file = SimpleUploadedFile("other.jpg", encoded(size=(10, 10)), content_type="image/jpeg")
    client.post(address, {"file": file, "focal_point": "0.1x0.2", "title": "A"})

    after = Image.objects.get()
    assert (after.file.name, after.width, after.focus) == (picture.file.name, 64, (0.1, 0.2))
