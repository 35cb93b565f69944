"""Files of pictures."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.http import HttpResponse
from PIL import Image as Drawing

from articles.models import Image
from tests.builders import later, make_article, make_edition, make_published, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("next_day")]


@pytest.fixture
def picture(settings, tmp_path) -> Image:
    settings.MEDIA_ROOT = str(tmp_path)
    drawn = BytesIO()
    Drawing.new("RGB", (80, 60), "navy").save(drawn, "JPEG")
    image = Image(title="Ferry", alt="A ferry")
    image.file.save("ferry.jpg", ContentFile(drawn.getvalue()), save=True)
    for name in ("small", "large", "card"):
        image.file.process(name)
    return image


def get(client, path: str) -> tuple[HttpResponse, bytes]:
    """The answer and its bytes, read to the end so that the file is closed."""
    response = client.get(path)
    return response, b"".join(response.streaming_content) if response.streaming else response.content


def show(picture: Image, **fields):
    """A story with the picture in its edition."""
    first = make_published(until=later(minutes=1))
    return make_edition(first.article, at=later(minutes=1), lead_image=picture, **fields)


def test_readers_get_renditions_of_a_picture_they_can_see(client, picture):
    show(picture)

    response, content = get(client, picture.file.small)

    assert response.status_code == 200
    assert content[:3] == b"\xff\xd8\xff"
    assert response["Content-Type"] == "image/jpeg"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "public, max-age=31536000, s-maxage=60, immutable"
    assert not response.cookies


def test_the_file_as_uploaded_goes_to_no_reader(client, picture):
    show(picture)

    assert client.get(picture.file.url).status_code == 404


@pytest.mark.parametrize("fields", [{"at": later(days=9)}, {"until": later(minutes=2)}])
def test_pictures_of_stories_nobody_can_read_answer_like_none(client, picture, fields):
    first = make_published(until=later(minutes=1))
    make_edition(first.article, **{"at": later(minutes=1), "lead_image": picture, **fields})
    make_article(lead_image=picture)

    hidden, never = client.get(picture.file.small), client.get("/media/__processed__/abc/def/never-0123456789ab.jpg")

    assert (hidden.status_code, hidden.content, hidden.headers) == (404, never.content, never.headers)


@pytest.mark.parametrize(
    ("role", "status"), [("managing_editor", 200), ("copy_editor", 200), ("contributor", 404), ("administrator", 404)]
)
def test_the_desk_sees_pictures_not_published_as_its_rights_say(client, roles, picture, role, status):
    make_article(lead_image=picture)
    client.force_login(make_user(role))

    for address in (picture.file.small, picture.file.url):
        response, _ = get(client, address)
        assert response.status_code == status
        assert status == 404 or response["Cache-Control"] == "private, no-store"


def test_a_contributor_sees_own_pictures(client, roles, picture):
    user = make_user("contributor")
    make_article(lead_image=picture, created_by=user)
    client.force_login(user)

    assert get(client, picture.file.small)[0].status_code == 200


@pytest.mark.parametrize(
    "name",
    ["../settings.py", "pictures/../../x.jpg", "pictures/x.svg", "pictures/%00.jpg", "__processed__/abc/def/x.jpg", "",
     "pictures/" + "x" * 4000 + ".jpg", "pictures/x.jpg%0a"],
)  # fmt: skip
def test_odd_names_are_not_found(client, picture, name):
    show(picture)

    assert client.get(f"/media/{name}").status_code == 404


def test_a_file_that_is_missing_is_not_found(client, picture):
    show(picture)
    Path(picture.file.storage.path(picture.file.small.removeprefix("/media/"))).unlink()

    assert client.get(picture.file.small).status_code == 404
