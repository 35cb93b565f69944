"""A reader's way by keyboard alone, with scripts and without: front, story, quote, speaker, topic, search, and back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from articles.editorial import publish, tag
from articles.models import Edition, Topic
from tests.builders import NOON, make_section
from tests.editorial.stories import file_ready

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORDS = "Nobody walks half a mile for a haircut"
# More stops than any page here has.
_STOPS = 150


@pytest.fixture
def bridge(desk) -> Edition:
    """A story on a topic, its quotes confirmed, published."""
    metro = make_section(name="Metro", slug="metro")
    story = file_ready(metro, by=desk["reporter"], approved_by=desk["copy_editor"], dek="Shops ask for a shuttle.")
    tag(story, Topic.objects.get(name="Ferry"), by=None, at=NOON)
    story.refresh_from_db()
    return publish(story, by=None, at=NOON)


@pytest.fixture(params=[(1280, True), (375, False)], ids=["desk", "phone without scripts"])
def reader(request, browser: Browser) -> Iterator[Page]:
    width, scripts = request.param
    context = browser.new_context(
        java_script_enabled=scripts, viewport={"width": width, "height": 800}, reduced_motion="reduce"
    )
    yield context.new_page()
    context.close()


def go_to(page: Page, name: str, *, among: str = "a") -> None:
    """Tab until the link of that name has the focus, see that it shows, and follow it."""
    for _ in range(_STOPS):
        page.keyboard.press("Tab")
        if page.locator(f"{among}:focus").count() and name_of(page) == name:
            break
    focused = page.locator(":focus")
    assert name_of(page) == name
    expect(focused).to_be_in_viewport()
    assert focused.evaluate("one => getComputedStyle(one).outlineStyle") == "solid"
    page.keyboard.press("Enter")


def name_of(page: Page) -> str:
    focused = page.locator(":focus")
    return (focused.get_attribute("aria-label") or focused.inner_text()).strip()


def at(page: Page, heading: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text(heading)


def test_a_reader_needs_no_mouse_and_no_script(reader: Page, live_server, bridge):
    page = reader
    page.goto(live_server.url)
    at(page, "Newsroom")
    page.keyboard.press("Tab")
    assert name_of(page) == "Skip to the content"
    page.keyboard.press("Enter")

    go_to(page, bridge.headline, among="main a")
    at(page, bridge.headline)
    go_to(page, "Quote: Omar Field")
    at(page, "Omar Field")
    expect(page.locator("blockquote.words")).to_have_text(WORDS)
    go_to(page, "Everything from Omar Field")
    at(page, "Omar Field")
    go_to(page, bridge.headline, among="main a")
    expect(page.locator("q:target")).to_contain_text(WORDS)
    go_to(page, "Ferry", among=".topics a")
    at(page, "Ferry")

    search_for(page, "haircut")
    at(page, "Search")
    go_to(page, bridge.headline, among="main h3 a")
    at(page, bridge.headline)
    page.go_back()
    at(page, "Search")
    go_to(page, "Newsroom", among=".nameplate a")
    at(page, "Newsroom")


def search_for(page: Page, words: str) -> None:
    """By the field at the head of the page, or, where that has no room, by the page its link leads to."""
    page.keyboard.press("Shift+Tab")
    if page.viewport_size and page.viewport_size["width"] < 928:
        page.locator(".masthead a").first.focus()
        go_to(page, "Search", among=".sections a")
        at(page, "Search")
        field = page.get_by_label("Words").first
    else:
        page.locator(".masthead a").first.focus()
        field = page.get_by_role("banner").get_by_label("Search stories")
    for _ in range(_STOPS):
        page.keyboard.press("Tab")
        if field.evaluate("one => one === document.activeElement"):
            break
    page.keyboard.type(words)
    page.keyboard.press("Enter")


def test_a_page_that_is_not_there_offers_a_search(reader: Page, live_server, bridge):
    reader.goto(f"{live_server.url}/no/such/page/")
    at(reader, "no page at this address")

    reader.locator("#seek").focus()
    reader.keyboard.type("haircut")
    reader.keyboard.press("Enter")

    expect(reader.locator("main").get_by_role("link", name=bridge.headline).first).to_be_visible()
