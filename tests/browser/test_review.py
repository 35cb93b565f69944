"""The review of quotes by keyboard: confirmed, dismissed, brought back; speakers and roles changed; drift decided."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from articles.editorial import confirm_quote, verify_quote
from articles.models import Article, Person, Quote
from tests.browser.desk import assert_no_violations, let_in, open_story
from tests.browser.test_quote_marks import select
from tests.builders import NOON, make_person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# In the shape of a local station's copy: a split quote, two further speakers, a reporter's question before the last.
COPY = """date 2026-03-04 PORT AMITY (KHBR)– The council has stopped the night ferry, and the town wants to know why.

“if you are out after nine, you are out until morning,” said acting harbor chief Wim Orlow. “We told them to plan.”

But Eastmere took the council to court and won a week.

“This is a good day for Eastmere. It is a good day for everybody who works late,” said Eastmere Mayor Ralph Odum.

[Reporter: “Are you worried that the boats will be taken away?”]

“Yes. We are worried, and we worry more about the people on the slip,” said Port Amity Mayor Carla Penn.
"""
HAIRCUT = "Nobody walks half a mile for a haircut"


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def settle(page: Page) -> None:
    """Until the panel has come back."""
    expect(page.locator("#aside[aria-busy]")).to_have_count(0)


def test_all_quotes_of_a_pasted_story_are_confirmed_in_three_keystrokes(page: Page, live_server, desk):
    let_in(page, live_server.url, "reporter")
    page.goto(f"{live_server.url}/admin/articles/article/paste/")
    page.get_by_label("The copy, as it came").fill(COPY)
    page.wait_for_load_state("load")

    press(page, "Control+Enter")
    expect(page.get_by_role("heading", name="This is what was understood")).to_be_visible()
    page.wait_for_load_state("load")
    press(page, "Control+Enter")
    expect(page.locator("#quotes-title")).to_contain_text("3 to confirm")
    page.wait_for_load_state("load")
    press(page, "a")
    expect(page.locator("#quotes-title")).to_contain_text("all settled")

    spoken = Article.objects.get().quotes.confirmed()
    assert [(quote.speaker.name, quote.role_printed, quote.words.count("\n") + 1) for quote in spoken] == [
        ("Wim Orlow", "acting harbor chief", 2),
        ("Ralph Odum", "Eastmere Mayor", 1),
        ("Carla Penn", "Port Amity Mayor", 1),
    ]
    assert spoken[2].question == "Are you worried that the boats will be taken away?"


def test_each_quote_is_settled_by_one_key(page: Page, live_server, story):
    open_story(page, live_server.url, story)

    press(page, "n", "c")
    expect(page.locator("#quotes-title")).to_contain_text("2 to confirm")
    expect(page.locator(".quote:focus")).to_contain_text("Nobody walks")
    press(page, "d")
    expect(page.locator(".dismissed")).to_contain_text("1 dismissed")
    settle(page)
    press(page, "u")
    expect(page.locator("#quotes-title")).to_contain_text("2 to confirm")
    settle(page)
    press(page, "p", "c")
    expect(page.locator("#quotes-title")).to_contain_text("1 to confirm")

    assert story.quotes.confirmed().count() == 2
    assert not story.quotes.filter(status="dismissed").exists()


def test_the_speaker_is_chosen_from_the_names_of_the_story(page: Page, live_server, story):
    open_story(page, live_server.url, story)
    press(page, "n", "s", "Backspace")
    page.keyboard.type("ines")
    expect(page.get_by_role("option", name="Ines Calder")).to_be_visible()
    press(page, "ArrowDown", "Enter", "Enter")
    expect(page.locator("#quotes-title")).to_contain_text("2 to confirm")

    assert story.quotes.confirmed().get().speaker.name == "Ines Calder"


def test_the_role_is_changed_by_its_key_and_suggested_from_the_story(page: Page, live_server, story):
    open_story(page, live_server.url, story)
    press(page, "n", "n", "n", "r", "Backspace")
    page.keyboard.type("publ")
    expect(page.get_by_role("option", name="Public Works Director")).to_be_visible()
    press(page, "ArrowDown", "Enter", "Enter")
    expect(page.locator("#quotes-title")).to_contain_text("2 to confirm")

    assert story.quotes.confirmed().get().role_printed == "Public Works Director"


def test_a_new_person_like_somebody_on_record_is_warned_of(page: Page, live_server, story):
    known = make_person("Omer Field")
    open_story(page, live_server.url, story)
    row = page.locator(".quote", has_text="Nobody walks")
    expect(row.locator(".quote-near")).to_contain_text("Omar Field would be a new person. May be meant")
    row.get_by_role("button", name="Omer Field").click()
    press(page, "Enter")
    expect(page.locator("#quotes-title")).to_contain_text("2 to confirm")

    assert story.quotes.confirmed().get().speaker == known
    assert Person.objects.filter(name="Omar Field").count() == 0


@pytest.fixture
def verified(desk, story) -> Quote:
    quote = confirm_quote(story.quotes.get(speaker_name="Omar Field"), by=desk["reporter"], at=NOON)
    return verify_quote(quote, how=Quote.Verification.NOTES, by=desk["reporter"], at=NOON)


def test_a_save_with_changed_words_stops_for_the_choice_and_they_come_back(page: Page, live_server, story, verified):
    open_story(page, live_server.url, story)
    select(page, "half")
    page.keyboard.type("quite")
    expect(page.locator(".said-by-drifted")).to_have_attribute("data-by", "words changed")
    press(page, "Control+s")
    dialog = page.get_by_role("dialog", name="The words of a confirmed quote changed")
    expect(dialog).to_contain_text("Nobody walks quite a mile for a haircut")
    assert_no_violations(page)
    dialog.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("Nothing had changed")

    verified.refresh_from_db()
    assert (verified.words, verified.verification, verified.has_drifted) == (HAIRCUT, "notes", False)


def test_a_save_that_says_the_quote_changed_makes_it_unverified(page: Page, live_server, story, verified):
    open_story(page, live_server.url, story)
    select(page, "half")
    page.keyboard.type("quite")
    press(page, "Control+s")
    dialog = page.get_by_role("dialog", name="The words of a confirmed quote changed")
    dialog.get_by_label("The quote changed").check()
    dialog.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("Saved as version 2")

    verified.refresh_from_db()
    assert (verified.settled_words, verified.verification) == ("Nobody walks quite a mile for a haircut", "")
    assert not verified.has_drifted


def test_decided_later_the_choice_waits_beside_the_text(page: Page, live_server, story, verified):
    open_story(page, live_server.url, story)
    select(page, "half")
    page.keyboard.type("quite")
    press(page, "Control+s")
    page.get_by_role("button", name="Save, decide later").click()
    expect(page.locator("[data-drifted]")).to_contain_text("say what became of it")
    expect(page.locator(".quote-drifted")).to_be_focused()
    assert_no_violations(page)

    press(page, "w")
    expect(page.locator(".quote-drifted")).to_contain_text("Save to settle it")
    press(page, "Control+s")
    expect(page.locator(".messagelist")).to_contain_text("Saved as version 3")

    verified.refresh_from_db()
    assert (verified.words, verified.verification, verified.has_drifted) == (HAIRCUT, "notes", False)


def test_an_ellipsis_is_told_from_a_change_and_keeps_the_verification(page: Page, live_server, story, verified):
    open_story(page, live_server.url, story)
    select(page, "half a mile")
    page.keyboard.type("…")
    press(page, "Control+s")
    page.get_by_role("button", name="Save, decide later").click()
    expect(page.locator(".quote-drifted")).to_contain_text("some left out under an ellipsis")
    press(page, "k")
    expect(page.locator(".quote-drifted")).to_have_count(0)

    verified.refresh_from_db()
    assert (verified.settled_words, verified.verification) == ("Nobody walks … for a haircut", "notes")
