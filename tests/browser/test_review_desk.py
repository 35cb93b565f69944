"""The second person at work in a browser: the review, releases asked for, editions in time; on a phone too."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from articles.editorial import approve, confirm_quote, publish, revise, send_back, submit
from articles.models import Article
from tests.browser.desk import assert_no_violations, let_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def settled(desk, story) -> Article:
    for quote in story.quotes.all():
        confirm_quote(quote, by=desk["reporter"], at=timezone.now())
    return story


@pytest.fixture
def live(desk, settled) -> Article:
    submit(settled, by=desk["reporter"], at=timezone.now())
    approve(fresh(settled), by=desk["copy_editor"], at=timezone.now())
    publish(fresh(settled), by=desk["managing_editor"], at=timezone.now())
    return fresh(settled)


def fresh(story: Article) -> Article:
    return Article.objects.get(pk=story.pk)


def at_desk(page: Page, server: str, story: Article, name: str, place: str = "change") -> None:
    let_in(page, server, name)
    page.goto(f"{server}/admin/articles/article/{story.pk}/{place}/")
    page.wait_for_load_state("load")


def press(page: Page, label: str) -> None:
    with page.expect_navigation():
        page.locator("#way").get_by_role("button", name=label).first.click()


def fits(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0


def local(hours: int) -> str:
    """The moment so many hours from now as a field of hours takes it."""
    return f"{timezone.localtime(timezone.now() + timedelta(hours=hours)):%Y-%m-%dT%H:%M}"


@pytest.mark.parametrize("width", [1280, 375])
def test_sent_back_and_approved_on_the_changes(page: Page, live_server, desk, settled, width):
    page.set_viewport_size({"width": width, "height": 800})
    submit(settled, by=desk["reporter"], at=timezone.now())
    approve(fresh(settled), by=desk["copy_editor"], at=timezone.now())
    send_back(fresh(settled), reason="Shop or shopkeeper?", by=desk["copy_editor"], at=timezone.now())
    body = settled.body.replace("Merchants on", "Shopkeepers on")
    revise(fresh(settled), {"body": body, "dek": "A new line"}, by=desk["reporter"], at=timezone.now())
    submit(fresh(settled), by=desk["reporter"], at=timezone.now())

    let_in(page, live_server.url, "managing_editor")
    page.goto(f"{live_server.url}/admin/articles/article/")
    page.get_by_role("link", name="Alder Street bridge").click()
    expect(page.locator("[data-change]")).to_have_count(2)
    expect(page.locator("ins", has_text="Shopkeepers")).to_be_visible()
    assert_no_violations(page)
    assert fits(page)

    page.keyboard.press("j")
    expect(page.locator("[data-change]").first).to_be_focused()
    page.keyboard.press("j")
    expect(page.locator("[data-change]").last).to_be_focused()
    page.keyboard.press("k")
    expect(page.locator("[data-change]").first).to_be_focused()
    page.get_by_label("Send back: why").fill("ajk: one more source")
    expect(page.get_by_label("Send back: why")).to_have_value("ajk: one more source")
    press(page, "Send back")
    expect(page.locator(".messagelist")).to_contain_text("went back as a draft")

    submit(fresh(settled), by=desk["reporter"], at=timezone.now())
    page.reload()
    page.wait_for_load_state("load")
    with page.expect_navigation():
        page.keyboard.press("a")
    expect(page.locator(".messagelist")).to_contain_text("ready to publish")
    press(page, "Publish now")
    page.get_by_role("link", name="Live page").click()
    expect(page.locator("main")).to_contain_text("Shopkeepers on the east bank")


@pytest.mark.parametrize("width", [1280, 375])
def test_a_private_edit_is_released_as_a_correction_by_a_second_person(page: Page, live_server, desk, live, width):
    page.set_viewport_size({"width": width, "height": 800})
    address = f"{live_server.url}{live.path}"
    at_desk(page, live_server.url, live, "copy_editor")
    page.get_by_label("Headline", exact=True).fill("Bridge to close for ten weeks")
    page.keyboard.press("Control+s")
    expect(page.locator("#way")).to_contain_text("The headline differs from what readers see.")
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_have_text("Alder Street bridge to close for nine weeks")

    page.goto(f"{live_server.url}/admin/articles/article/{live.pk}/change/")
    page.wait_for_load_state("load")
    expect(page.get_by_label("What was wrong and what is right")).not_to_be_visible()
    page.get_by_label("Correction").check()
    page.get_by_label("What was wrong and what is right").fill("An earlier version said nine weeks.")
    assert_no_violations(page)
    press(page, "Ask for release")
    expect(page.locator(".messagelist")).to_contain_text("A second person has to approve it")

    let_in(page, live_server.url, "managing_editor")
    page.goto(f"{live_server.url}/admin/articles/article/")
    page.get_by_role("link", name="Bridge to close for ten weeks").click()
    expect(page.locator(".asked")).to_contain_text("An earlier version said nine weeks.")
    assert_no_violations(page)
    assert fits(page)
    page.keyboard.press("a")
    expect(page.get_by_role("button", name="Approve and release")).to_be_focused()
    assert live.editions.count() == 1
    with page.expect_navigation():
        page.keyboard.press("a")
    expect(page.locator(".messagelist")).to_contain_text("The correction is live with edition 2")

    page.goto(address)
    page.reload()  # a reader's browser keeps the page for a minute
    expect(page.get_by_role("heading", level=1)).to_have_text("Bridge to close for ten weeks")
    expect(page.locator("main")).to_contain_text("An earlier version said nine weeks.")


def test_words_not_saved_yet_go_out_with_the_kind_chosen(page: Page, live_server, desk, live):
    at_desk(page, live_server.url, live, "managing_editor")
    page.get_by_label("Headline", exact=True).fill("Typed just now")
    page.locator(".more-steps summary").click()
    page.get_by_label("Minor change").check()
    press(page, "Release")

    expect(page.locator(".messagelist")).to_contain_text("The minor change is live with edition 2")
    edition = live.editions.get(number=2)
    assert (edition.headline, edition.change) == ("Typed just now", "minor")


@pytest.mark.parametrize("width", [1280, 375])
def test_a_scheduled_story_and_its_updates_come_out_as_the_clock_says(
    page: Page, browser: Browser, live_server, desk, settled, width
):
    page.set_viewport_size({"width": width, "height": 800})
    submit(settled, by=desk["reporter"], at=timezone.now())
    approve(fresh(settled), by=desk["copy_editor"], at=timezone.now())
    at_desk(page, live_server.url, settled, "managing_editor")
    page.locator(".more-steps summary").click()
    page.get_by_label("When, ").fill(local(hours=2))
    press(page, "Schedule")
    for hours, headline in ((4, "Second"), (6, "Third")):
        revise(fresh(settled), {"headline": headline}, by=desk["copy_editor"], at=timezone.now())
        page.reload()
        page.wait_for_load_state("load")
        page.get_by_label("Update").check()
        page.get_by_label("Moment, ").fill(local(hours=hours))
        press(page, "Schedule")
    line = page.locator(".edition-line")
    expect(line.locator("li")).to_have_count(3)
    expect(line.get_by_role("button", name="Take edition")).to_have_count(2)
    assert_no_violations(page)
    assert fits(page)
    address = f"{live_server.url}{settled.editions.get(number=1).path}"

    def headline_in(hours: float) -> str:
        """What a reader who never was here before sees at that hour."""
        context = browser.new_context()
        with time_machine.travel(timezone.now() + timedelta(hours=hours)):
            reader = context.new_page()
            answer = reader.goto(address)
            assert answer is not None
            seen = reader.get_by_role("heading", level=1).inner_text() if answer.status == 200 else str(answer.status)
        context.close()
        return seen

    nine = "Alder Street bridge to close for nine weeks"
    assert [headline_in(hours) for hours in (0, 3, 5, 7)] == ["404", nine, "Second", "Third"]

    page.goto(f"{live_server.url}/admin/articles/article/{settled.pk}/change/")
    with page.expect_navigation():
        page.get_by_role("button", name="Take edition 2 back").click()
    expect(page.locator(".messagelist")).to_contain_text("Edition 2 is taken back")
    assert [headline_in(hours) for hours in (0, 3, 5, 7)] == ["404", nine, nine, "Third"]


@pytest.mark.parametrize("width", [1280, 375])
def test_two_versions_are_chosen_and_compared_and_one_brought_back_by_keyboard(
    page: Page, live_server, desk, story, width
):
    page.set_viewport_size({"width": width, "height": 800})
    revise(story, {"headline": "Second"}, by=desk["copy_editor"], at=timezone.now())
    revise(fresh(story), {"headline": "Third"}, by=desk["copy_editor"], at=timezone.now())
    at_desk(page, live_server.url, story, "copy_editor", "history")
    assert_no_violations(page)
    assert fits(page)
    page.get_by_label("a: version 1").focus()
    page.keyboard.press("Space")
    page.get_by_label("b: version 2").focus()
    page.keyboard.press("Space")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    expect(page.locator("[data-change] ins")).to_have_text("Second")
    assert_no_violations(page)
    assert fits(page)
    page.get_by_role("link", name="History").click()
    with page.expect_navigation():
        page.get_by_role("button", name="Restore version 2").press("Enter")
    expect(page.locator(".messagelist")).to_contain_text("The words of version 2 are back, as version 4.")
    assert fresh(story).headline == "Second"
