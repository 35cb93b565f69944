"""Preview links on their screen and at the door for guests: what is not an open link is like what never was."""

from __future__ import annotations

import logging
import re
from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image as Drawing

from articles.editorial import confirm_quote, make_preview_link, publish, revise, revoke_preview_link, schedule
from articles.models import Article, Image, PreviewLink
from articles.press.editions import thumbnail_address
from tests.admin.conftest import url
from tests.admin.test_story_acts import step
from tests.admin.test_walk import rows
from tests.builders import NOON, later

pytestmark = pytest.mark.django_db
SECURITY = "newsroom.security"


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(later(hours=1), tick=False):
        yield


@pytest.fixture
def token(desk, story) -> str:
    return make_preview_link(story, label="Lena <Marsh>", by=desk["reporter"], at=NOON)[1]


@pytest.fixture
def picture(settings, tmp_path, story) -> Image:
    settings.MEDIA_ROOT = str(tmp_path)
    drawn = BytesIO()
    Drawing.new("RGB", (80, 60), "navy").save(drawn, "JPEG")
    image = Image(title="Ferry", alt="A ferry")
    image.file.save("ferry.jpg", ContentFile(drawn.getvalue()), save=True)
    Article.objects.filter(pk=story.pk).update(lead_image=image)
    return image


def body_of(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def answer(path: str, method: str = "get") -> tuple:
    response = getattr(Client(enforce_csrf_checks=True), method)(path)
    headers = sorted(item for item in response.items() if item[0] != "Date")
    return response.status_code, headers, body_of(response)


def is_like_none(token: str) -> bool:
    """Whether page and pictures of the link answer exactly as an address that never existed."""
    never = answer("/preview/" + "A" * 43 + "/")
    assert never == answer("/never-was-here/")
    assert never[0] == 404
    return {str(answer(f"/preview/{token}/{part}")) for part in ("", "small/", "large/")} == {str(never)}


def test_a_guest_reads_the_working_copy_and_leaves_no_trace(token, story, caplog):
    client, before = Client(), rows()

    with caplog.at_level(logging.INFO, SECURITY):
        response = client.get(f"/preview/{token}/")

    page = response.content.decode()
    assert response.status_code == 200
    assert story.headline in page
    assert "<strong>Not published.</strong> For Lena &lt;Marsh&gt;. Ends 7 March 2026, 12:00 EST (New York)." in page
    assert response["Cache-Control"] == "no-store, private"
    assert response["Referrer-Policy"] == "no-referrer"
    assert "noindex" in response["X-Robots-Tag"]
    assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
    assert "Set-Cookie" not in response.headers
    assert not response.cookies
    assert "Vary" not in response or "Cookie" not in response["Vary"]
    assert rows() == before
    link = PreviewLink.objects.get()
    assert f"preview link {link.pk} to story {story.pk} opened" in caplog.text
    assert token not in caplog.text


def test_the_copy_is_shown_as_it_stands_when_it_is_opened(token, desk, story):
    revise(story, {"headline": "Bridge to close for ten weeks"}, by=desk["reporter"], at=later(minutes=30))

    assert b"Bridge to close for ten weeks" in Client().get(f"/preview/{token}/").content


def test_its_picture_is_shown_and_never_the_file_as_uploaded(token, picture):
    page = Client().get(f"/preview/{token}/").content.decode()
    address = re.search(rf' src="(/preview/{token}/{picture.stem}/whole-80-[0-9a-f]+\.jpg)"', page)[1]
    assert "/media/" not in page
    assert picture.file.name not in page

    response = Client().get(address)
    assert body_of(response)[:3] == b"\xff\xd8\xff"
    assert (response["Content-Type"], response["Referrer-Policy"]) == ("image/jpeg", "no-referrer")
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["Cache-Control"] == "no-store, private"

    assert answer(f"/preview/{token}/{picture.file.name.removeprefix('pictures/')}")[0] == 404
    assert answer(address.replace("-80-", "-79-"))[0] == 404  # never made


def test_pictures_in_the_body_are_shown_and_those_of_other_stories_are_not(token, picture, story):
    address = f"/preview/{token}{thumbnail_address(picture)[len('/media/renditions') :]}"
    Article.objects.filter(pk=story.pk).update(lead_image=None)
    assert answer(address)[0] == 404

    story.body_images.add(picture)

    assert answer(address)[0] == 200


def test_no_log_holds_the_token_of_an_open_link(token, caplog):
    with caplog.at_level(logging.DEBUG):
        assert answer(f"/preview/{token}/a/b.jpg")[0] == 404  # the story has no picture
        assert answer(f"/preview/{token}/")[0] == 200

    assert "Not Found: /preview/…/a/b.jpg" in caplog.text
    assert token not in caplog.text


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_only_looking_is_answered(token, method):
    assert answer(f"/preview/{token}/", method) == answer("/never-was-here/", method)


def test_head_is_answered_like_get_without_a_body(token):
    assert answer(f"/preview/{token}/", "head")[0] == 200


@pytest.mark.parametrize("wrong", ["", "x", "A" * 42, "A" * 44, "A" * 43, "é" * 43, "../admin", "%00"])
def test_what_is_no_token_is_like_none(wrong):
    assert answer(f"/preview/{wrong}/") == answer("/never-was-here/")


def test_the_digest_opens_nothing(token):
    digest = PreviewLink.objects.get().token_digest

    assert answer(f"/preview/{digest}/")[0] == answer(f"/preview/{digest[:43]}/")[0] == 404


def test_a_link_taken_back_or_expired_is_like_none(token, desk, picture):
    with time_machine.travel(later(days=3), tick=False):
        assert is_like_none(token)
    assert not is_like_none(token)

    revoke_preview_link(PreviewLink.objects.get(), by=desk["reporter"], at=later(minutes=59))

    assert is_like_none(token)


def test_a_link_of_a_closed_account_is_like_none(token, desk, picture):
    desk["reporter"].is_active = False
    desk["reporter"].save()

    assert is_like_none(token)


@pytest.mark.parametrize("fields", [{"embargo_until": later(days=2)}, {"restricted": True}, {"state": "killed"}])
def test_a_link_ends_when_the_story_becomes_what_it_does_not_cover(token, story, picture, fields):
    Article.objects.filter(pk=story.pk).update(**fields)

    assert is_like_none(token)


def test_a_link_ends_at_publication_with_nothing_run(as_, desk, story):
    for quote in story.quotes.all():
        confirm_quote(quote, by=desk["reporter"], at=NOON)
    token = make_preview_link(story, label="A", by=desk["reporter"], at=NOON)[1]
    step(as_("reporter"), story, "submit")
    step(as_("copy_editor"), story, "approve")
    ready = Article.objects.get(pk=story.pk)
    schedule(ready, when=later(hours=6), by=desk["managing_editor"], at=later(hours=1))

    with time_machine.travel(later(hours=6) - timedelta(seconds=1), tick=False):
        assert Client().get(f"/preview/{token}/").status_code == 200
    with time_machine.travel(later(hours=6), tick=False):
        assert is_like_none(token)


def test_robots_are_kept_out(client):
    assert b"Disallow: /preview/\n" in client.get("/robots.txt").content


def test_the_address_is_told_once(as_, story):
    client = as_("reporter")
    assert url(story, "previews") in client.get(url(story, "change")).content.decode()

    page = client.post(url(story, "previews"), {"label": "Lena Marsh", "days": "5"}).content.decode()

    address = re.search(r'value="http://testserver(/preview/[-\w]{43}/)"', page)
    assert address
    assert Client().get(address[1]).status_code == 200
    assert PreviewLink.objects.get().expires_at == later(days=5, hours=1)
    again = client.get(url(story, "previews")).content.decode()
    assert address[1] not in again
    assert "Lena Marsh" in again
    assert '<span class="chip chip-good">open</span>' in again


@pytest.mark.parametrize("posted", [{"label": "", "days": "3"}, {"label": "A", "days": "30"}, {"label": "A"}])
def test_a_link_refused_says_why_and_keeps_what_was_typed(as_, story, posted):
    answered = as_("reporter").post(url(story, "previews"), posted)

    assert answered.status_code == 422
    assert f'value="{posted["label"]}"' in answered.content.decode()
    assert not PreviewLink.objects.exists()


def test_an_embargoed_story_asks_for_a_word(as_, story):
    Article.objects.filter(pk=story.pk).update(embargo_until=later(days=2))
    client = as_("reporter")
    page = client.get(url(story, "previews")).content.decode()
    assert "under embargo until 6 March 2026, 12:00 EST (New York)" in page

    assert client.post(url(story, "previews"), {"label": "A", "days": "3"}).status_code == 422
    assert not PreviewLink.objects.exists()
    client.post(url(story, "previews"), {"label": "A", "days": "3", "confirm": "yes"})
    assert PreviewLink.objects.get().covers_embargo


def test_a_link_is_taken_back_on_the_screen(as_, token, story):
    link = PreviewLink.objects.get()

    page = as_("reporter").post(url(story, "previews", str(link.pk), "revoke"), follow=True).content.decode()

    assert "taken back" in page
    assert answer(f"/preview/{token}/")[0] == 404


@pytest.mark.parametrize(("role", "status"), [("topic_tagger", 403), ("administrator", 404), ("contributor", 404)])
def test_who_may_not_share_has_no_screen(as_, token, story, role, status):
    link = PreviewLink.objects.get()
    client, before = as_(role), rows()

    assert client.get(url(story, "previews")).status_code == status
    assert client.post(url(story, "previews"), {"label": "A", "days": "3"}).status_code == status
    assert client.post(url(story, "previews", str(link.pk), "revoke")).status_code == status
    assert rows() == before


def test_a_link_of_another_story_is_not_taken_back_here(as_, desk, section, token, story):
    other = Article.objects.create(
        slugline="other", section=section, created_by=desk["reporter"], created_at=NOON, updated_at=NOON
    )
    link = PreviewLink.objects.get()

    assert as_("reporter").post(url(other, "previews", str(link.pk), "revoke")).status_code == 404
    assert PreviewLink.objects.get().revoked_at is None


def test_the_screen_costs_the_same_for_3_links_and_for_60(as_, desk, story):
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url(story, "previews")).status_code == 200
        return len(queries)

    client = as_("reporter")
    for n in range(3):
        make_preview_link(story, label=f"Guest {n}", by=desk["reporter"], at=NOON)
    few = cost()
    for n in range(57):
        make_preview_link(story, label=f"Other {n}", by=desk["reporter"], at=NOON)

    assert cost() == few


def test_a_release_ends_links_on_the_screen(as_, desk, story):
    for quote in story.quotes.all():
        confirm_quote(quote, by=desk["reporter"], at=NOON)
    make_preview_link(story, label="A", by=desk["reporter"], at=NOON)
    step(as_("reporter"), story, "submit")
    step(as_("copy_editor"), story, "approve")
    publish(Article.objects.get(pk=story.pk), by=desk["managing_editor"], at=later(minutes=50))

    assert (
        '<span class="chip chip-calm">published</span>' in as_("reporter").get(url(story, "previews")).content.decode()
    )
