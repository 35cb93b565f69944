"""The gate's list as an editor writes: it follows the typing, leads to the words, and mends what one click can."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from articles.editorial import file_story, set_style_rule, submit
from articles.editorial.drafts import StoryDraft
from articles.models import Article
from tests.browser.desk import PASSWORD, assert_no_violations, let_in, open_story
from tests.builders import NOON, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def rule(desk) -> None:
    fields = {"pattern": "prior to", "reason": "Two words for one.", "suggestion": "before"}
    set_style_rule(None, fields, by=desk["copy_editor"], at=NOON)


def line(page: Page, words: str):
    return page.locator("#gate [data-mend]", has_text=words)


def selected(page: Page) -> str:
    return page.evaluate("getSelection().toString()")


def type_at_the_end(page: Page, words: str) -> None:
    page.locator(".ProseMirror p").last.click()
    page.keyboard.press("End")
    with page.expect_response("**/check/"):
        page.keyboard.type(words)


def undo(page: Page) -> None:
    with page.expect_response("**/check/"):
        page.keyboard.press("Control+z")


def test_findings_come_and_go_while_one_types_and_the_cursor_stays(page: Page, live_server, story):
    open_story(page, live_server.url, story)
    expect(line(page, "TK")).to_have_count(0)

    type_at_the_end(page, " It cost TK")
    expect(line(page, "still stands in the text")).to_have_count(1)
    expect(page.locator("#said")).to_have_text("One thing to mend before it can be published.")
    with page.expect_response("**/check/"):
        page.keyboard.press("Backspace")
        page.keyboard.press("Backspace")
        page.keyboard.type("$4.")
    expect(line(page, "still stands in the text")).to_have_count(0)
    expect(page.locator("#said")).to_have_text("Nothing left to mend before it can be published.")

    expect(page.locator(".ProseMirror p").last).to_contain_text("It cost $4.")
    assert Article.objects.get(pk=story.pk).version == story.version


def test_a_line_selects_its_very_words_in_text_and_in_fields(page: Page, live_server, story):
    open_story(page, live_server.url, story)
    page.get_by_label("Kicker").fill("Bridges TK")
    type_at_the_end(page, " The the boat and the the slip.")
    page.keyboard.press("Enter")
    with page.expect_response("**/check/"):
        page.keyboard.type("A new paragraph of  the the town.")

    expect(line(page, "stands twice")).to_have_count(3)
    line(page, "stands twice").nth(1).click()
    assert selected(page) == "the the"
    assert page.evaluate("getSelection().anchorNode.data.slice(0, getSelection().anchorOffset).endsWith('boat and ')")
    line(page, "stands twice").nth(2).click()
    assert selected(page) == "the the"
    assert page.evaluate("getSelection().anchorNode.data.startsWith('A new paragraph')")
    line(page, "still stands in the kicker").click()
    expect(page.get_by_label("Kicker")).to_be_focused()
    assert page.evaluate("[document.activeElement.selectionStart, document.activeElement.selectionEnd]") == [8, 10]


def test_a_folded_field_is_opened(page: Page, live_server, story):
    open_story(page, live_server.url, story)
    page.locator("details.group > summary").click()
    with page.expect_response("**/check/"):
        page.get_by_label("Search headline").fill("A headline " * 8)
    page.locator("details.group > summary").click()

    line(page, "Search will likely cut the search headline").click()

    expect(page.get_by_label("Search headline")).to_be_focused()


def test_one_click_replaces_and_one_key_takes_it_back(page: Page, live_server, story, rule):
    open_story(page, live_server.url, story)
    type_at_the_end(page, " Prior to noon.")
    page.get_by_role("button", name="Replace with “Before”").click()

    expect(page.locator(".ProseMirror p").last).to_contain_text("Before noon.")
    expect(page.locator("#said")).to_contain_text("Replaced with “Before”.")
    expect(line(page, "Two words for one")).to_have_count(0)
    undo(page)
    expect(page.locator(".ProseMirror p").last).to_contain_text("Prior to noon.")
    expect(line(page, "Two words for one")).to_have_count(1)


def test_nothing_is_offered_inside_a_quote(page: Page, live_server, story, rule):
    open_story(page, live_server.url, story)
    page.locator(".ProseMirror q[data-quote]").first.click()
    with page.expect_response("**/check/"):
        page.keyboard.type(" prior to ")

    expect(page.get_by_role("button", name="Replace with")).to_have_count(0)


def test_the_list_is_walked_by_one_key_and_no_letter_is_lost(page: Page, live_server, story):
    open_story(page, live_server.url, story)
    type_at_the_end(page, " It cost TK and TK.")
    expect(line(page, "still stands in the text")).to_have_count(2)
    page.keyboard.type(" mm")
    expect(page.locator(".ProseMirror p").last).to_contain_text("TK and TK. mm")

    seen = []
    for _ in range(2):
        page.keyboard.press("Escape")
        page.keyboard.press("m")
        seen.append((selected(page), page.evaluate("getSelection().anchorOffset")))
    page.keyboard.press("?")

    assert [words for words, _ in seen] == ["TK", "TK"]
    assert seen[0][1] < seen[1][1]
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_contain_text("Next thing to mend")


def test_warnings_stay_folded_when_the_list_comes_anew(page: Page, live_server, story):
    open_story(page, live_server.url, story)
    page.locator(".gate-look > summary").click()
    type_at_the_end(page, " The the.")

    expect(page.locator(".gate-look")).not_to_have_attribute("open", "")
    expect(page.locator(".gate-look .count")).to_have_text(re.compile(r"\d"))


def test_on_a_page_one_may_only_read_the_words_are_selected_too(page: Page, live_server, desk):
    draft = StoryDraft(body="<p>One.</p><p>It cost TK dollars.</p>", fields={"slugline": "bare"})
    bare = submit(file_story(draft, by=desk["managing_editor"], at=NOON), by=desk["managing_editor"], at=NOON)
    make_user_tagger(desk)
    let_in(page, live_server.url, "topic_tagger")
    page.goto(f"{live_server.url}/admin/articles/article/{bare.pk}/change/")

    line(page, "still stands in the text").click()

    assert selected(page) == "TK"
    expect(page.locator(".reading-body p").last).to_be_focused()
    assert_no_violations(page)


def make_user_tagger(desk) -> None:
    """Somebody who may open stories and not write in them."""
    tagger = make_user("topic_tagger", username="topic_tagger")
    tagger.set_password(PASSWORD)
    tagger.save()


def test_a_rule_of_style_is_tried_before_it_is_saved(page: Page, live_server, story):
    let_in(page, live_server.url, "copy_editor")
    page.goto(f"{live_server.url}/admin/articles/stylerule/add/")
    page.get_by_label("Words to look for").fill("bridge")
    page.get_by_label("Words to try it on").fill("A bridge too far")
    page.get_by_role("button", name="Try").click()

    expect(page.locator("[data-tried]")).to_contain_text("In your words")
    expect(page.locator("[data-tried] mark").first).to_have_text("bridge")
    assert_no_violations(page)
    page.get_by_label("Why").fill("Say which.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#result_list")).to_contain_text("Say which.")
