"""The desk as it is walked through in a day: what a browser alone can tell is amiss."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.desk import open_story, sign_in


def test_words_typed_in_the_text_hold_plain_spaces_and_are_counted_as_the_server_counts(page: Page, live_server, story):
    open_story(page, live_server.url, story)
    before = int(page.locator(".help [data-words]").inner_text())
    page.locator(".ProseMirror p").last.click()
    page.keyboard.press("End")
    page.keyboard.type(" Two more ")
    page.keyboard.type("words. ")
    expect(page.locator(".help [data-words]")).to_have_text(str(before + 3))

    page.keyboard.press("Control+s")

    expect(page.locator("#said")).to_contain_text("Saved")
    story.refresh_from_db()
    assert "Two more words." in story.body
    assert "\xa0" not in story.body
    assert "&nbsp;" not in story.body
    assert story.word_count == before + 3


def test_the_desk_gives_a_browser_nothing_to_complain_of(page: Page, live_server, story):
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in {"error", "warning"} else None)

    sign_in(page, live_server.url, "reporter")
    open_story(page, live_server.url, story)
    page.locator(".ProseMirror p").last.click()
    page.keyboard.type("More. ")

    assert said == []


def test_the_keys_are_read_from_the_top(page: Page, live_server, desk):
    sign_in(page, live_server.url, "managing_editor")
    page.keyboard.press("?")

    expect(page.get_by_role("dialog").get_by_role("heading", name="Keys", exact=True)).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
