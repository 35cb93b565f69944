"""Two editors in one story, in a real browser: the merge by click and by key, and the save on top."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from articles.editorial import revise
from articles.editorial.drafts import DraftByline
from articles.models import Article
from tests.browser.desk import assert_no_violations, open_story
from tests.builders import NOON

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def met(page: Page, live_server, story, desk) -> Article:
    """The reporter rewrote the lead, the second paragraph and the headline; so did the copy editor, quicker."""
    open_story(page, live_server.url, story)
    page.get_by_label("Headline", exact=True).fill("Mine")
    page.evaluate(
        """() => {
          const editor = document.querySelector("#body textarea").proseEditor
          const html = editor.getHTML().replace("nine weeks", "ten weeks").replace("Merchants", "Traders")
          editor.commands.setContent(html, { emitUpdate: true })
        }"""
    )
    theirs = story.body.replace("nine weeks", "eight weeks").replace("Merchants on the east bank", "Shopkeepers")
    names = [DraftByline("Ana Ruiz"), DraftByline("Lu Chen")]
    revise(story, {"headline": "Theirs", "body": theirs}, bylines=names, by=desk["copy_editor"], at=NOON)
    page.keyboard.press("Control+s")
    expect(page.get_by_role("heading", name="Two versions of one story")).to_be_visible()
    expect(page.locator(".ProseMirror")).to_be_visible()
    return story


def test_two_editors_come_to_a_merged_save_by_keyboard(page: Page, live_server, met):
    expect(page.locator(".save-bar [data-left]")).to_have_text("3 of 3 to settle.")
    page.locator("h1").click()
    page.keyboard.press("j")
    page.keyboard.press("t")
    expect(page.get_by_label("Saved as").first).to_have_value("Theirs")
    page.keyboard.press("j")
    page.keyboard.press("t")
    expect(page.locator(".ProseMirror")).to_contain_text("eight weeks")
    expect(page.locator(".ProseMirror")).not_to_contain_text("ten weeks")
    page.keyboard.press("j")
    page.keyboard.press("b")
    expect(page.locator(".save-bar [data-left]")).to_have_text("All is settled.")
    expect(page.locator("#said")).to_contain_text("both taken")
    page.keyboard.press("Control+s")

    expect(page.locator(".messagelist")).to_contain_text("Saved as version 3")
    saved = Article.objects.get(pk=met.pk)
    assert saved.headline == "Theirs"
    assert [word in saved.body for word in ("eight weeks", "ten weeks", "Shopkeepers", "Traders")] == [
        True,
        False,
        True,
        True,
    ]
    assert [byline.person.name for byline in saved.bylines.all()] == ["Ana Ruiz", "Lu Chen"]
    quotes = saved.quotes.exclude(status="dismissed")
    assert quotes.filter(position=None).count() == 0


def test_a_choice_can_be_changed_and_what_was_typed_elsewhere_stays(page: Page, live_server, met):
    text = page.locator(".ProseMirror")
    page.get_by_role("button", name="Take both, theirs first").first.click()
    expect(text).to_contain_text("eight weeks")
    expect(text).to_contain_text("ten weeks")
    text.locator("p").last.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" By hand.")
    page.locator(".clash").nth(1).get_by_role("button", name="Take mine").click()

    expect(text).not_to_contain_text("eight weeks")
    expect(text).to_contain_text("By hand.")
    page.get_by_role("button", name="Save this on top of version 2").click()
    expect(page.locator(".messagelist")).to_contain_text("Saved as version 3")
    assert "By hand." in Article.objects.get(pk=met.pk).body


@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_of_two_versions_is_for_everybody(page: Page, live_server, met, width, scheme):
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)

    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert_no_violations(page)
