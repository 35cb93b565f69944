"""The front page by keyboard, from finding a story to the release and its undoing; on a phone by buttons."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from articles.models import Article, FrontPage
from tests.browser.desk import assert_no_violations, let_in, sign_in
from tests.builders import NOON, make_article, make_published, make_section

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def stories(desk) -> list[Article]:
    section = make_section(name="Shore", slug="shore")
    named = [(NOON.replace(hour=17 - n), {"headline": f"Tide {n}", "slugline": f"tide-{n}"}) for n in range(7)]
    return [make_published(at=at, section=section, **names).article for at, names in named]


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def settled(page: Page, words: str) -> None:
    """Until the board has come back and said so."""
    expect(page.locator("#said")).to_contain_text(words)
    expect(page.locator("#front-board[aria-busy]")).to_have_count(0)


def headlines(page: Page, zone: str) -> list[str]:
    return page.locator(f'[data-zone="{zone}"] .front-head').all_inner_texts()


def leads(page: Page, server: str) -> str:
    """What readers have on top."""
    return page.request.get(f"{server}/").text().split('class="seconds"')[0]


def test_the_front_page_by_keyboard_from_finding_to_release_to_undo(page: Page, live_server, stories):
    sign_in(page, live_server.url, "managing_editor")
    press(page, "g", "f")
    expect(page.get_by_role("heading", level=1)).to_have_text("Front page")
    page.wait_for_load_state("load")

    press(page, "/")
    page.keyboard.type("tide 5")
    expect(page.locator(".suggest-list li")).to_have_count(1)
    press(page, "ArrowDown", "Enter")
    settled(page, "Placed: Tide 5. Lead, place 1.")
    expect(page.locator(".front-row:focus")).to_contain_text("Tide 5")
    press(page, "Alt+ArrowDown")
    settled(page, "Moved down. Seconds, place 1.")
    press(page, "p")
    settled(page, "Unpinned")
    press(page, "p")
    settled(page, "Pinned: it keeps its place. Seconds, place 1.")
    press(page, "j", "p")
    settled(page, "Placed: Tide 1")
    press(page, "m", "j")
    settled(page, "Moved down")
    press(page, "m", "x")
    settled(page, "Taken off.")
    press(page, "z")
    settled(page, "The last change is taken back.")
    page.locator(".front-row", has_text="Tide 5").focus()
    press(page, "u")
    page.locator("input:focus").fill("2099-12-31T21:00")
    press(page, "Enter")
    settled(page, "Stays until")
    before = leads(page, live_server.url)
    page.get_by_role("button", name="Release to readers").focus()
    press(page, "Enter")
    settled(page, "Released: readers have this front page now.")
    expect(page.locator(".front-side")).to_contain_text("Undo this release")
    seconds = headlines(page, "seconds")

    assert seconds[0] == "Tide 5"
    shown = page.request.get(f"{live_server.url}/").text().split('class="seconds"')[1]
    assert re.findall(r"(Tide \d)</a>", shown)[:4] == seconds[:4]
    page.get_by_role("button", name="Undo this release").focus()
    press(page, "Enter")
    settled(page, "Undone")
    assert leads(page, live_server.url) == before
    assert [front.undoes_id is not None for front in FrontPage.objects.order_by("pk")] == [False, True]


def test_a_step_that_does_not_reach_the_newsroom_says_so_and_loses_nothing(page: Page, live_server, stories):
    let_in(page, live_server.url, "managing_editor")
    page.goto(f"{live_server.url}/admin/front/")
    page.route("**/front/act/**", lambda route: route.abort())

    page.get_by_role("button", name="Place: Tide 0").click()

    expect(page.locator("#said")).to_contain_text("did not reach the newsroom")
    assert headlines(page, "lead") == ["Tide 0"]


def test_no_key_is_taken_while_somebody_types(page: Page, live_server, stories):
    let_in(page, live_server.url, "managing_editor")
    page.goto(f"{live_server.url}/admin/front/")
    page.wait_for_load_state("load")
    field = page.get_by_label("Place a story")
    field.click()

    page.keyboard.type("jkmpxuz/gf")

    expect(field).to_have_value("jkmpxuz/gf")
    assert not FrontPage.objects.exists()


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 375)])
def test_every_screen_of_it_is_accessible_and_fits(page: Page, live_server, desk, scheme, width):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    sign_in(page, live_server.url, "managing_editor")
    wide = "Hafenmeisterinnungsversammlung" * 6
    for filled in (False, True):
        if filled:
            make_published(headline=wide, section=make_section(name="Shore", slug="shore"))
            make_article(headline="To come", slugline="a-" + wide[:100])
            page.goto(f"{live_server.url}/admin/front/")
            page.get_by_role("button", name="Place: Hafen").click()
            settled(page, "Placed")
            page.get_by_label("Place a story").fill("To come")
            page.get_by_role("button", name="Place on top").click()
            settled(page, "Placed: To come")
            page.get_by_role("button", name="Release to readers").click()
            settled(page, "Released")
        for place in ("front/", "front/released/", "front/preview/"):
            page.goto(f"{live_server.url}/admin/{place}")
            assert_no_violations(page)
            too_wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert too_wide == 0, place
