"""Files of pictures."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.http import HttpResponse
from PIL import Image as Drawing

from articles.models import EditionImage, Image
from articles.press.editions import thumbnail_address
from tests.builders import later, make_article, make_edition, make_published, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("next_day")]


@pytest.fixture
def picture(settings, tmp_path) -> Image:
    settings.MEDIA_ROOT = str(tmp_path)
    drawn = BytesIO()
    Drawing.new("RGB", (80, 60), "navy").save(drawn, "JPEG")
    image = Image(title="Ferry", alt="A ferry")
    image.file.save("ferry.jpg", ContentFile(drawn.getvalue()), save=True)
    return image


def small(image: Image) -> str:
    return thumbnail_address(image)


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

    response, content = get(client, small(picture))

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

    hidden, never = client.get(small(picture)), client.get("/media/renditions/never/16x9-80-0123456789ab.jpg")

    assert (hidden.status_code, hidden.content, hidden.headers) == (404, never.content, never.headers)


@pytest.mark.parametrize(
    ("role", "status"), [("managing_editor", 200), ("copy_editor", 200), ("contributor", 404), ("administrator", 404)]
)
def test_the_desk_sees_pictures_not_published_as_its_rights_say(client, roles, picture, role, status):
    make_article(lead_image=picture)
    client.force_login(make_user(role))

    for address in (small(picture), picture.file.url):
        response, _ = get(client, address)
        assert response.status_code == status
        assert status == 404 or response["Cache-Control"] == "private, no-store"


def test_a_contributor_sees_own_pictures(client, roles, picture):
    user = make_user("contributor")
    make_article(lead_image=picture, created_by=user)
    client.force_login(user)

    assert get(client, small(picture))[0].status_code == 200


@pytest.mark.parametrize(
    "name",
    ["../settings.py", "pictures/../../x.jpg", "pictures/x.svg", "pictures/%00.jpg",
     "renditions/x/16x9-80-0123456789ab.jpg", "renditions/x/16x9-80-0123456789ab.svg",
     "",
     "pictures/" + "x" * 4000 + ".jpg", "pictures/x.jpg%0a"],
)  # fmt: skip
def test_odd_names_are_not_found(client, picture, name):
    show(picture)

    assert client.get(f"/media/{name}").status_code == 404


def test_a_rendition_is_made_once_for_the_first_who_asks(client, picture, tmp_path):
    show(picture)
    place = tmp_path / small(picture).removeprefix("/media/")
    assert not place.exists()

    first = get(client, small(picture))[1]
    made_at = place.stat().st_mtime_ns

    assert get(client, small(picture))[1] == first
    assert place.stat().st_mtime_ns == made_at


def test_nothing_outside_the_fixed_set_is_made(client, picture, tmp_path):
    show(picture)
    address = small(picture)

    for wish in (address.replace("-80-", "-79-"), address.replace("16x9-80", "1x1-80"), address.replace("jpg", "png")):
        assert client.get(wish).status_code == 404
    assert not (tmp_path / "renditions").exists()


def test_a_file_that_is_missing_is_not_found(client, picture):
    show(picture)
    Path(picture.file.path).unlink()

    assert client.get(small(picture)).status_code == 404


def test_a_picture_in_the_body_is_public_while_its_edition_is(client, picture):
    first = make_published(until=later(minutes=1))
    hidden = client.get(small(picture)).status_code
    edition = make_edition(first.article, at=later(minutes=1))
    EditionImage.objects.create(edition=edition, image=picture, position=1)

    assert (hidden, get(client, small(picture))[0].status_code) == (404, 200)
    assert client.get(picture.file.url).status_code == 404


def test_a_story_s_body_gives_its_pictures_to_those_who_may_open_it(client, roles, picture):
    user = make_user("contributor")
    make_article(created_by=user).body_images.add(picture)
    make_article()
    client.force_login(user)

    assert get(client, small(picture))[0].status_code == 200
