"""Putting a picture into a story's text, by keyboard alone, and keeping it."""

from __future__ import annotations

import io

import pytest
from django.core.files.base import ContentFile
from PIL import Image as Pillow
from playwright.sync_api import Page, expect

from articles.models import Article, Image
from tests.browser.desk import assert_no_violations, open_story

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def ferry(settings, tmp_path, desk) -> Image:
    settings.MEDIA_ROOT = tmp_path
    stream = io.BytesIO()
    Pillow.new("RGB", (640, 360), "navy").save(stream, "JPEG")
    image = Image(title="Ferry at the slip", alt="A ferry", credit="Lu Chen", created_by=desk["reporter"])
    image.file.save("x.jpg", ContentFile(stream.getvalue()), save=True)
    return image


def test_a_picture_is_found_inserted_captioned_and_saved(page: Page, live_server, story, ferry):
    open_story(page, live_server.url, story)
    page.locator(".ProseMirror p").first.click()
    page.keyboard.press("Control+Alt+p")
    dialog = page.get_by_role("dialog", name="Insert a picture")
    expect(dialog.get_by_role("button", name="Ferry at the slip")).to_be_visible()
    assert_no_violations(page)

    page.keyboard.type("ferry")
    expect(dialog.get_by_role("status")).to_have_text("1 picture")
    page.keyboard.press("Enter")

    expect(dialog).to_be_hidden()
    picture = page.locator(".body-picture")
    expect(picture).to_contain_text("Ferry at the slip · Lu Chen")
    caption = picture.get_by_label("Caption of the picture in this story")
    caption.fill("In fog.")
    caption.press("Enter")
    page.keyboard.press("Control+s")
    expect(page.locator(".messagelist")).to_contain_text("Saved as version 2")

    saved = Article.objects.get(pk=story.pk)
    assert f'<figure data-image="{ferry.pk}"' in saved.body
    assert "<figcaption>In fog.</figcaption></figure>" in saved.body
    assert list(saved.body_images.all()) == [ferry]
