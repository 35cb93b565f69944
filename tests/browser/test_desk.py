"""The desk as an editor uses it, in a browser: from pasted copy to the page readers see; keys, phone, accessibility."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from articles.editorial import revise
from articles.models import Article
from tests.browser.desk import assert_no_violations, let_in, sign_in, sign_in_by_form
from tests.builders import NOON

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

COPY = """date 2026-03-04 PORT AMITY (KHBR)– The last ferry to Eastmere will leave at nine in the evening from Monday.

The harbor office said it has two boats and crews for one and a half.

“We have two boats and one of them is tired,” said Harbor Commissioner Nell Strand. “I will not run the other to death.”

[Reporter: “What do you say to people who work late?”]

“I say I am sorry, and I say it to their faces,” said Ferry Director Oskar Lind.

Riders at the slip had not been told.
"""


def step(page: Page, label: str) -> None:
    with page.expect_navigation():
        page.locator("#way").get_by_role("button", name=label, exact=True).first.click()


def test_a_story_from_the_paste_to_the_page(page: Page, live_server, desk):
    sign_in_by_form(page, live_server.url, "reporter")
    page.keyboard.press("g")
    page.keyboard.press("p")
    page.get_by_label("The copy, as it came").fill(COPY)
    page.wait_for_load_state("load")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", name="This is what was understood")).to_be_visible()
    page.get_by_label("Section").select_option("Harbor")
    page.get_by_label("Headline").fill("Last ferry to leave at nine")
    page.get_by_label("Byline").fill("Ana Ruiz")
    page.get_by_label("Ferry").check()
    page.get_by_role("button", name="Save as draft").click()

    expect(page.locator(".said-by").first).to_have_attribute("data-by", "Nell Strand")
    page.keyboard.press("n")
    for _ in range(2):
        with page.expect_response("**/confirm/"):
            page.keyboard.press("c")
        page.wait_for_timeout(200)
    expect(page.locator("#quotes")).to_contain_text("all settled")
    page.keyboard.press("/")
    page.keyboard.type("nigh")
    page.get_by_role("option", name="Night work").click()
    expect(page.locator(".topic")).to_have_count(2)
    step(page, "Submit for review")

    sign_in(page, live_server.url, "managing_editor")
    page.get_by_role("link", name="Last ferry to leave at nine").click()
    step(page, "Approve")
    step(page, "Publish now")
    page.get_by_role("link", name="Live page").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Last ferry to leave at nine")
    expect(page.locator("main")).to_contain_text("We have two boats and one of them is tired")
    expect(page.locator("main")).to_contain_text("Ana Ruiz")
    article = Article.objects.get()
    assert [(quote.speaker.name, quote.role_printed) for quote in article.quotes.confirmed()] == [
        ("Nell Strand", "Harbor Commissioner"),
        ("Oskar Lind", "Ferry Director"),
    ]


def test_opening_and_saving_a_story_in_the_editor_changes_no_word(page: Page, live_server, story):
    let_in(page, live_server.url, "reporter")
    page.goto(f"{live_server.url}/admin/articles/article/{story.pk}/change/")
    before = story.body
    expect(page.locator(".ProseMirror")).to_be_visible()

    page.locator(".ProseMirror p").last.click()
    page.keyboard.press("End")
    page.keyboard.type(" Yes.")
    page.keyboard.press("Control+s")
    expect(page.locator(".messagelist")).to_contain_text("Saved as version 2")

    after = Article.objects.get(pk=story.pk).body
    assert after == before.removesuffix("</p>") + " Yes.</p>"


def test_words_are_marked_as_a_quote_by_keyboard(page: Page, live_server, story):
    let_in(page, live_server.url, "reporter")
    page.goto(f"{live_server.url}/admin/articles/article/{story.pk}/change/")
    page.locator(".ProseMirror p", has_text="Merchants on the east bank").click()
    page.keyboard.press("Home")
    page.keyboard.press("Shift+End")
    expect(page.locator("button[data-name=quote]")).not_to_have_class(re.compile("disabled"))
    page.keyboard.press("Control+Alt+q")
    expect(page.locator('.said-by[data-by="new quote"]')).to_have_count(1)
    page.keyboard.press("Control+s")
    expect(page.locator(".messagelist")).to_contain_text("Saved as version 2")

    marked = story.quotes.get(rule="marked by hand")
    assert (marked.words, marked.status) == ("Merchants on the east bank asked for a shuttle.", "proposed")


def test_a_reporters_question_is_toggled(page: Page, live_server, story):
    let_in(page, live_server.url, "reporter")
    page.goto(f"{live_server.url}/admin/articles/article/{story.pk}/change/")
    expect(page.locator('.ProseMirror p[data-role="question"]')).to_have_count(1)

    page.locator(".ProseMirror p", has_text="Merchants on the east bank").click()
    page.keyboard.press("Control+Alt+r")

    expect(page.locator('.ProseMirror p[data-role="question"]')).to_have_count(2)


def test_a_step_with_words_unsaved_saves_them_first(page: Page, live_server, story):
    let_in(page, live_server.url, "reporter")
    page.goto(f"{live_server.url}/admin/articles/article/{story.pk}/change/")
    page.get_by_label("Headline", exact=True).fill("Typed just now")

    step(page, "Submit for review")

    expect(page.locator(".messagelist")).to_contain_text("with the desk for review")
    saved = Article.objects.get(pk=story.pk)
    assert (saved.headline, saved.state) == ("Typed just now", "review")


def test_two_editors_in_one_story_lose_nothing(page: Page, live_server, desk, story):
    let_in(page, live_server.url, "reporter")
    page.goto(f"{live_server.url}/admin/articles/article/{story.pk}/change/")
    page.get_by_label("Headline", exact=True).fill("Mine")
    page.get_by_label("Dek").fill("My line")
    theirs = story.body.replace("Merchants on the east bank", "Shopkeepers")
    revise(story, {"headline": "Theirs", "body": theirs}, by=desk["copy_editor"], at=NOON)
    page.keyboard.press("Control+s")
    expect(page.get_by_role("heading", name="Two versions of one story")).to_be_visible()
    assert_no_violations(page)

    page.get_by_role("button", name="Take theirs").first.click()
    page.get_by_role("button", name="Save this on top of version 2").click()

    expect(page.locator(".messagelist")).to_contain_text("Saved as version 3")
    saved = Article.objects.get(pk=story.pk)
    assert (saved.headline, saved.dek) == ("Theirs", "My line")
    assert "Shopkeepers" in saved.body


def test_a_byline_is_typed_chosen_and_reordered_by_keyboard(page: Page, live_server, story):
    let_in(page, live_server.url, "reporter")
    page.goto(f"{live_server.url}/admin/articles/article/{story.pk}/change/")
    page.get_by_role("button", name="Add a name").click()
    page.keyboard.type("Lu Chen")
    expect(page.get_by_role("option", name="Lu Chen new person")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.locator(".byline-rows tr:visible input[type=number]").last.fill("1")
    page.keyboard.press("Control+s")
    expect(page.locator(".messagelist")).to_contain_text("Saved as version 2")

    assert [byline.person.name for byline in story.bylines.all()] == ["Lu Chen", "Ana Ruiz", "Tom Hale"]


def test_a_list_pasted_from_word_comes_in_as_a_list(page: Page, live_server, story):
    let_in(page, live_server.url, "reporter")
    page.goto(f"{live_server.url}/admin/articles/article/{story.pk}/change/")
    word = (
        '<p class="MsoListParagraphCxSpFirst"><span style="mso-list:Ignore">·<span>&nbsp;&nbsp; </span></span>First</p>'
        '<p class="MsoListParagraphCxSpLast"><span style="mso-list:Ignore">·<span>&nbsp;&nbsp; </span></span>Second</p>'
    )

    mended = page.evaluate("async (html) => (await import('/static/desk/body-editor.js')).tidied(html).html", arg=word)

    assert "<ul>" in mended
    assert mended.count("<li>") == 2
    assert "·" not in mended


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 375)])
def test_every_screen_is_accessible_and_fits(page: Page, live_server, desk, story, scheme, width):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{live_server.url}/admin/")
    assert_no_violations(page)
    sign_in(page, live_server.url, "managing_editor")
    for place in (
        "",
        "articles/article/",
        f"articles/article/{story.pk}/change/",
        f"articles/article/{story.pk}/history/",
        "articles/article/add/",
        "articles/article/paste/",
        "articles/quote/",
        "articles/topic/",
        "articles/topic/add/",
        "articles/person/",
        f"articles/person/{story.bylines.first().person_id}/change/",
        "articles/image/add/",
        "articles/section/add/",
        "articles/act/",
        "auth/user/",
    ):
        page.goto(f"{live_server.url}/admin/{place}")
        assert_no_violations(page)
        too_wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert too_wide == 0, place


def test_no_key_is_taken_while_somebody_types(page: Page, live_server, story):
    let_in(page, live_server.url, "reporter")
    page.goto(f"{live_server.url}/admin/articles/article/{story.pk}/change/")
    page.get_by_label("Dek").click()

    page.keyboard.type("ncd?/gs")

    expect(page.get_by_label("Dek")).to_have_value("ncd?/gs")
    expect(page.locator("#keys")).not_to_be_visible()
    assert set(story.quotes.values_list("status", flat=True)) == {"proposed"}
    page.get_by_role("heading", level=1).click()
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
