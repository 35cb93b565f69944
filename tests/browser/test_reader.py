"""A reader's way, on a phone and at a desk: front, story, quote, speaker, topic, search, and back."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from articles.editorial import publish, tag
from articles.models import Edition, Topic
from tests.browser.desk import assert_no_violations
from tests.builders import NOON, make_section
from tests.editorial.stories import file_ready

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORDS = "Nobody walks half a mile for a haircut"


@pytest.fixture
def bridge(desk) -> Edition:
    """A story on a topic, its quotes confirmed, published."""
    metro = make_section(name="Metro", slug="metro")
    story = file_ready(metro, by=desk["reporter"], approved_by=desk["copy_editor"], dek="Shops ask for a shuttle.")
    tag(story, Topic.objects.get(name="Ferry"), by=None, at=NOON)
    story.refresh_from_db()
    return publish(story, by=None, at=NOON)


@pytest.fixture(params=[375, 1280])
def wide(request, page: Page) -> Page:
    page.set_viewport_size({"width": request.param, "height": 800})
    page.emulate_media(reduced_motion="reduce")
    return page


def looked_at(page: Page, heading: str) -> None:
    """The page one has come to: its heading, nothing wider than the window, nothing axe complains of."""
    expect(page.get_by_role("heading", level=1)).to_contain_text(heading)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert_no_violations(page)


def test_a_reader_goes_from_front_to_story_to_quote_to_speaker_to_topic_to_search_and_back(
    wide: Page, live_server, bridge
):
    page = wide
    page.goto(live_server.url)
    looked_at(page, "Newsroom")
    page.get_by_role("link", name=bridge.headline, exact=True).first.click()
    looked_at(page, bridge.headline)

    page.get_by_role("link", name="Quote: Omar Field").click()
    looked_at(page, "Omar Field")
    expect(page.locator("blockquote.words")).to_have_text(f"{WORDS}")
    page.get_by_role("link", name="Everything from Omar Field").click()
    looked_at(page, "Omar Field")
    page.get_by_role("link", name=bridge.headline).first.click()
    expect(page.locator("q:target")).to_contain_text(WORDS)

    page.locator(".topics").get_by_role("link", name="Ferry").click()
    looked_at(page, "Ferry")
    page.goto(f"{live_server.url}/search/?q=haircut")
    looked_at(page, "Search")
    page.get_by_role("link", name=bridge.headline).first.click()
    looked_at(page, bridge.headline)
    page.locator(".nameplate .name a").click()
    looked_at(page, "Newsroom")


def test_search_is_at_hand_on_every_page(wide: Page, live_server, bridge):
    wide.goto(f"{live_server.url}{bridge.path}")
    if wide.viewport_size["width"] < 928:
        wide.locator(".sections").get_by_role("link", name="Search").click()
        wide.get_by_label("Words").first.fill("bridge")
    else:
        wide.get_by_role("banner").get_by_label("Search stories").fill("bridge")
    wide.keyboard.press("Enter")

    expect(wide.get_by_role("link", name=bridge.headline).first).to_be_visible()


def test_what_scripts_add_to_a_story_and_that_it_is_whole_without_them(browser, live_server, bridge):
    address = f"{live_server.url}{bridge.path}"
    with browser.new_context(permissions=["clipboard-read", "clipboard-write"]) as context:
        page = context.new_page()
        page.goto(address)
        page.get_by_role("button", name="Copy link").click()
        expect(page.get_by_role("status")).to_have_text("Copied")
        canonical = page.locator('link[rel="canonical"]').get_attribute("href")
        assert page.evaluate("navigator.clipboard.readText()") == canonical
        page.locator(".body > p").nth(2).hover()
        expect(page.locator(".body > p").nth(2).locator(".para")).to_have_text("¶")
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(address)
        expect(page.get_by_role("button", name="Copy link")).to_have_count(0)
        expect(page.get_by_role("link", name="Mail this story")).to_be_visible()
        expect(page.locator(".body")).to_contain_text(WORDS)


def test_a_story_can_be_read_without_its_style_sheet_fonts_and_pictures(page: Page, live_server, bridge):
    page.route("**/*.{css,woff2,svg,png,jpg,webp,avif}*", lambda route: route.abort())
    page.goto(f"{live_server.url}{bridge.path}")

    assert page.locator("article.story").inner_text().startswith("Metro")
    expect(page.locator(".body")).to_contain_text(WORDS)
    expect(page.get_by_role("heading", name="How to check this story")).to_be_visible()
