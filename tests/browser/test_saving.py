"""No word is lost: by a killed browser, an ended session, a lost network, a newer version; and a save stays put."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from articles.editorial import revise
from articles.models import Article, Autosave
from tests.browser.desk import assert_no_violations, let_in, open_story, sign_in
from tests.builders import NOON

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MERCHANTS = "Merchants on the east bank"


@pytest.fixture
def other(browser: Browser) -> Iterator[Page]:
    """A browser of somebody else, or of the same person later: it shares nothing with the first."""
    context: BrowserContext = browser.new_context()
    yield context.new_page()
    context.close()


def bar(page: Page):
    return page.locator("[data-save-said]")


def banner(page: Page):
    return page.locator("[data-kept]")


def type_in_text(page: Page, words: str, where: str = MERCHANTS) -> None:
    page.locator(".ProseMirror p", has_text=where).click()
    page.keyboard.press("End")
    page.keyboard.type(words)


def is_guarded(page: Page) -> bool:
    """Whether leaving the page now would ask."""
    return page.evaluate("!window.dispatchEvent(new Event('beforeunload', { cancelable: true }))")


def test_words_outlive_a_killed_browser(page: Page, other: Page, live_server, story):
    open_story(page, live_server.url, story)
    page.get_by_label("Headline", exact=True).fill("Bridge to close, shops to suffer")
    page.get_by_label("Section").select_option("Harbor")
    page.get_by_label("Lead picture").fill("no such picture")
    type_in_text(page, " They have asked twice.")
    expect(bar(page)).to_have_text(re.compile(r"^Kept \d\d:\d\d, not saved$"))
    page.context.close()

    open_story(other, live_server.url, story)

    expect(banner(other)).to_contain_text("These words of yours were typed on")
    expect(other.get_by_label("Headline", exact=True)).to_have_value("Bridge to close, shops to suffer")
    expect(other.locator(".ProseMirror")).to_contain_text("They have asked twice.")
    assert_no_violations(other)
    before = Article.objects.get(pk=story.pk)
    assert (before.version, before.headline) == (1, story.headline)
    other.keyboard.press("Control+s")
    expect(other.locator(".messagelist")).to_contain_text("Saved as version 2")
    expect(banner(other)).to_be_hidden()
    saved = Article.objects.get(pk=story.pk)
    assert (saved.headline, saved.section.name) == ("Bridge to close, shops to suffer", "Harbor")
    assert "They have asked twice." in saved.body
    assert not Autosave.objects.exists()


def test_words_are_at_the_newsroom_within_five_seconds_of_steady_typing(page: Page, live_server, story):
    open_story(page, live_server.url, story)
    page.locator(".ProseMirror p", has_text=MERCHANTS).click()
    page.keyboard.press("End")
    with page.expect_request("**/autosave/", timeout=5000):
        for _ in range(50):
            page.keyboard.type("x")
            page.wait_for_timeout(100)
            if Autosave.objects.exists():
                break


def test_words_given_back_are_discarded_and_had_again(page: Page, other: Page, live_server, story):
    open_story(page, live_server.url, story)
    type_in_text(page, " Twice.")
    page.get_by_role("button", name="Add a name").click()
    page.keyboard.type("Lu Chen")
    expect(bar(page)).to_contain_text("Kept")
    page.context.close()
    open_story(other, live_server.url, story)
    expect(other.locator(".ProseMirror")).to_contain_text("Twice.")
    expect(other.locator(".byline-rows tr:visible input[aria-label=Name]").last).to_have_value("Lu Chen")

    banner(other).get_by_role("button", name="Discard them").click()
    expect(other.locator(".ProseMirror")).not_to_contain_text("Twice.")
    expect(bar(other)).to_have_text("Nothing unsaved")
    assert not is_guarded(other)
    banner(other).get_by_role("button", name="Undo").click()
    expect(other.locator(".ProseMirror")).to_contain_text("Twice.")
    expect(bar(other)).to_contain_text("Kept")

    banner(other).get_by_role("button", name="Discard them").click()
    expect(bar(other)).to_have_text("Nothing unsaved")
    other.reload()
    expect(other.locator(".ProseMirror")).to_be_visible()
    expect(banner(other)).to_be_hidden()
    assert not Autosave.objects.exists()


def test_words_outlive_a_session_that_ends_while_somebody_types(page: Page, live_server, story):
    open_story(page, live_server.url, story)
    Session.objects.all().delete()

    page.get_by_label("Headline", exact=True).fill("Typed at the closed door")
    expect(bar(page)).to_contain_text("You are signed out; your words are kept in this browser.")
    assert_no_violations(page)
    page.keyboard.press("Control+s")
    expect(page.locator(".messagelist")).to_contain_text("You are signed out: nothing was saved")
    expect(page.get_by_label("Headline", exact=True)).to_have_value("Typed at the closed door")
    assert is_guarded(page)
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Sign in (opens a new tab)").click()
    sign_in(opened.value, live_server.url, "reporter")
    opened.value.close()

    expect(bar(page)).to_contain_text("Kept", timeout=15_000)
    assert not is_guarded(page)
    page.get_by_label("Headline", exact=True).focus()
    page.keyboard.press("Control+s")
    expect(page.locator(".messagelist")).to_contain_text("Saved as version 2")
    assert Article.objects.get(pk=story.pk).headline == "Typed at the closed door"


def test_words_outlive_a_lost_network_and_the_page(page: Page, live_server, story):
    open_story(page, live_server.url, story)
    page.context.set_offline(True)

    page.get_by_label("Headline", exact=True).fill("Typed without a network")
    expect(bar(page)).to_contain_text("Not reaching the newsroom; your words are kept in this browser")
    assert is_guarded(page)
    page.wait_for_timeout(500)
    again = page.context.new_page()
    page.close()
    again.context.set_offline(False)
    again.context.route(re.compile("/autosave/$"), lambda route: route.abort())
    open_story(again, live_server.url, story)
    expect(again.get_by_label("Headline", exact=True)).to_have_value("Typed without a network")
    expect(banner(again)).to_contain_text("not saved")
    assert not Autosave.objects.exists()

    again.context.unroute_all()
    expect(bar(again)).to_contain_text("Kept", timeout=15_000)
    assert Autosave.objects.get().posted["headline"] == ["Typed without a network"]
    again.keyboard.press("Control+s")
    expect(again.locator(".messagelist")).to_contain_text("Saved as version 2")
    assert again.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('newsroom:words:'))") == []


def test_a_save_moves_neither_cursor_nor_scroll_and_can_be_undone(page: Page, live_server, story):
    open_story(page, live_server.url, story)
    page.locator(".more-steps summary").click()
    type_in_text(page, " “We sell less every week they talk about it,” said Nora Vance, an baker.")
    for _ in range(6):
        page.keyboard.press("ArrowLeft")
    page.wait_for_timeout(300)
    where = "() => [scrollY, document.querySelector('textarea[name=body]').proseEditor.state.selection.from]"
    before = page.evaluate(where)
    assert before[0] > 0

    page.keyboard.press("Control+s")
    expect(page.locator(".messagelist")).to_contain_text("Saved as version 2")
    expect(page.locator(".said-by[data-by='Nora Vance']")).to_have_count(1)

    expect(bar(page)).to_have_text(re.compile(r"^Saved \d\d:\d\d · version 2$"))
    expect(page.locator(".facts")).to_contain_text("version 2")
    expect(page.locator(".more-steps")).to_have_attribute("open", "")
    assert page.evaluate(where) == before
    assert page.evaluate("document.activeElement.classList.contains('ProseMirror')")
    assert not is_guarded(page)
    page.keyboard.type("old ")
    expect(page.locator(".ProseMirror")).to_contain_text("an old baker")
    for _ in range(4):
        page.keyboard.press("Control+z")
    expect(page.locator(".ProseMirror")).not_to_contain_text("Nora Vance")
    page.keyboard.press("Control+s")
    expect(bar(page)).to_contain_text("version 3")
    assert Article.objects.get(pk=story.pk).body == story.body


def test_what_is_typed_while_a_save_is_under_way_stays(page: Page, live_server, story):
    open_story(page, live_server.url, story)
    held: list[Route] = []
    page.route(re.compile("/change/$"), lambda route: held.append(route))
    type_in_text(page, " “Early words,” said Nora Vance.")
    page.keyboard.press("Control+s")
    page.keyboard.type(" Late words.")
    page.get_by_label("Dek").fill("A late line")
    held[0].continue_()
    page.unroute(re.compile("/change/$"))
    expect(page.locator(".messagelist")).to_contain_text("Saved as version 2")

    expect(page.locator(".ProseMirror")).to_contain_text("said Nora Vance. Late words.")
    expect(page.get_by_label("Dek")).to_have_value("A late line")
    expect(bar(page)).to_contain_text("Kept")
    page.keyboard.press("Control+s")
    expect(page.locator(".messagelist")).to_contain_text("Saved as version 3")
    saved = Article.objects.get(pk=story.pk)
    assert saved.dek == "A late line"
    assert "said Nora Vance. Late words." in saved.body_text


def test_a_refused_save_says_why_at_its_field(page: Page, live_server, story):
    open_story(page, live_server.url, story)
    page.get_by_label("Slugline").fill("")

    page.keyboard.press("Control+s")

    expect(page.locator(".field-slugline .wrong")).to_have_text("This field is required.")
    expect(page.get_by_label("Slugline")).to_have_attribute("aria-invalid", "true")
    assert_no_violations(page)
    page.get_by_label("Slugline").fill("alder-bridge-2")
    page.keyboard.press("Control+s")
    expect(page.locator(".messagelist")).to_contain_text("Saved as version 2")
    expect(page.locator(".field-slugline .wrong")).to_have_count(0)
    expect(page.locator(".head .slug")).to_have_text("alder-bridge-2")


def test_the_newsrooms_reading_of_a_field_comes_back_to_the_form(page: Page, live_server, story):
    open_story(page, live_server.url, story)
    page.get_by_label("Headline", exact=True).fill("Bridge   to\nclose")

    page.keyboard.press("Control+s")

    expect(page.get_by_label("Headline", exact=True)).to_have_value("Bridge to close")
    expect(page.get_by_role("heading", level=1)).to_have_text("Bridge to close")


def test_words_typed_on_an_older_version_are_merged_with_what_stands_now(
    page: Page, other: Page, live_server, desk, story
):
    open_story(page, live_server.url, story)
    page.get_by_label("Headline", exact=True).fill("Mine")
    type_in_text(page, " Mine too.")
    expect(bar(page)).to_contain_text("Kept")
    page.context.close()
    revise(story, {"headline": "Theirs"}, by=desk["copy_editor"], at=NOON)

    open_story(other, live_server.url, story)
    expect(other.get_by_label("Headline", exact=True)).to_have_value("Theirs")
    expect(banner(other)).to_contain_text("The story has moved on since: version 2 stands now.")
    assert_no_violations(other)
    banner(other).get_by_role("button", name="Merge with what stands now").click()

    expect(other.get_by_role("heading", level=1)).to_contain_text("Two versions")
    expect(other.get_by_label("Saved as").first).to_have_value("Mine")
    other.locator("[data-save]").click()
    expect(other.locator(".messagelist")).to_contain_text("Saved as version 3")
    saved = Article.objects.get(pk=story.pk)
    assert saved.headline == "Mine"
    assert "Mine too." in saved.body
    assert not Autosave.objects.exists()
    expect(other.locator(".ProseMirror")).to_be_visible()
    expect(banner(other)).to_be_hidden()


def test_a_story_begun_and_not_filed_is_offered_again_and_filed(page: Page, other: Page, live_server, desk):
    add = f"{live_server.url}/admin/articles/article/add/"
    let_in(page, live_server.url, "reporter")
    page.goto(add)
    page.get_by_label("Slugline").fill("ferry-fire")
    page.locator(".ProseMirror").click()
    page.keyboard.type("Smoke stood over the slip.")
    expect(bar(page)).to_contain_text("Kept")
    page.context.close()

    sign_in(other, live_server.url, "reporter")
    other.goto(add)
    expect(banner(other)).to_contain_text("ferry-fire")
    assert_no_violations(other)
    banner(other).get_by_role("button", name="Go on with ferry-fire").click()
    expect(other.get_by_label("Slugline")).to_have_value("ferry-fire")
    expect(other.locator(".ProseMirror")).to_contain_text("Smoke stood over the slip.")
    other.keyboard.press("Control+s")

    expect(other.locator(".messagelist")).to_contain_text("is filed as a draft")
    assert Article.objects.get().body_text.strip() == "Smoke stood over the slip."
    assert not Autosave.objects.exists()
    other.goto(add)
    expect(other.locator(".ProseMirror")).to_be_visible()
    expect(banner(other)).to_be_hidden()


def test_pasted_copy_is_kept_in_the_browser_until_it_is_filed(page: Page, live_server, desk):
    address = f"{live_server.url}/admin/articles/article/paste/"
    let_in(page, live_server.url, "reporter")
    page.goto(address)
    page.get_by_label("The copy, as it came").fill("FERRY FIRE\n\nSmoke stood over the slip on Monday.")
    page.wait_for_timeout(500)
    again = page.context.new_page()
    page.close()

    again.goto(address)
    expect(again.get_by_label("The copy, as it came")).to_have_value(re.compile("Smoke stood"))
    expect(banner(again)).to_contain_text("not filed")
    assert_no_violations(again)
    again.get_by_role("button", name="Read it").click()
    again.get_by_role("button", name="Save as draft").click()

    expect(again.locator(".messagelist")).to_contain_text("is filed as a draft")
    again.wait_for_load_state("load")  # the story's page lets go of the copy once its scripts have run
    again.goto(address)
    expect(again.get_by_label("The copy, as it came")).to_have_value("")


def test_two_editors_see_each_other_come_save_and_go(page: Page, other: Page, live_server, story):
    open_story(page, live_server.url, story)
    type_in_text(page, " Twice.")
    open_story(other, live_server.url, story, "copy_editor")

    others = other.locator("[data-others]")
    expect(others).to_contain_text(re.compile(r"reporter is here since \d\d:\d\d"))
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator("[data-others]")).to_contain_text("copy_editor is here since")
    other.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(others).to_contain_text("in the paragraph that begins “Merchants on the east…”")
    assert_no_violations(other)

    other.get_by_label("Headline", exact=True).fill("From the copy desk")
    other.keyboard.press("Control+s")
    expect(bar(other)).to_contain_text("version 2")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator("[data-others]")).to_contain_text("copy_editor saved version 2 at")
    expect(page.locator("[data-others]")).to_contain_text("your save will be merged")

    other.goto(f"{live_server.url}/admin/")
    page.wait_for_timeout(3200)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator("[data-others]")).not_to_contain_text("is here")
    expect(page.locator("#said")).to_contain_text("copy_editor has left this story.")


def test_copies_a_month_old_and_a_full_browser_are_no_trouble(page: Page, live_server, story):
    sign_in(page, live_server.url, "reporter")
    old = json.dumps({"format": 1, "version": 1, "at": 0, "fields": {}})
    page.evaluate("(old) => localStorage.setItem('newsroom:words:1:story-9', old)", old)
    page.add_init_script("Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }")
    page.goto(f"{live_server.url}/admin/articles/article/{story.pk}/change/")
    expect(page.locator(".ProseMirror")).to_be_visible()
    assert page.evaluate("localStorage.length") == 0

    page.get_by_label("Headline", exact=True).fill("Still kept at the newsroom")

    expect(bar(page)).to_contain_text("Kept")
    assert Autosave.objects.get().posted["headline"] == ["Still kept at the newsroom"]
