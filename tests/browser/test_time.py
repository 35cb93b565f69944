"""Time in a browser: stories come out as the clock moves, a doubled hour is asked about, a guest reads a preview."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from playwright.sync_api import Browser, Page, expect

from articles.editorial import approve, confirm_quote, publish, submit
from articles.models import Article, DeskProfile
from tests.browser.desk import assert_no_violations, let_in, open_story, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# The evening before the clocks in New York go back.
EVENING = datetime.fromisoformat("2026-10-31T18:00-04:00")


@pytest.fixture
def clock() -> Iterator[time_machine.Coordinates]:
    """The clock of the server, which runs in this process; the browser's own is left alone."""
    with time_machine.travel(EVENING, tick=False) as moved:
        yield moved


@pytest.fixture
def ready(desk, story) -> Article:
    for quote in story.quotes.all():
        confirm_quote(quote, by=desk["reporter"], at=EVENING)
    submit(Article.objects.get(pk=story.pk), by=desk["reporter"], at=EVENING)
    return approve(Article.objects.get(pk=story.pk), by=desk["copy_editor"], at=EVENING)


def on_front(page: Page, server: str, headline: str) -> bool:
    page.goto(f"{server}/")
    return page.get_by_role("link", name=headline).count() > 0


def save(page: Page) -> None:
    """Saved, and the panel beside the text as it stands then."""
    with page.expect_response("**/standing/"):
        page.keyboard.press("Control+s")


def other_step(page: Page, verb: str):
    """A step's form, with the other steps folded open where it stands among them."""
    folded = page.locator("#way .more-steps")
    if folded.count() and not folded.get_attribute("open"):
        folded.locator("summary").first.click()
    return page.locator(f"#way form[action*='/act/{verb}/']")


def test_an_embargoed_story_is_scheduled_for_the_second_half_past_one_and_comes_then(
    page: Page, live_server, desk, ready, clock
):
    open_story(page, live_server.url, ready, "managing_editor")
    page.get_by_label("Embargoed until").fill("2026-11-01T01:30")
    page.get_by_label("Planned for").focus()
    expect(page.locator(".field-embargo_until .moment-question")).to_contain_text("1:30 comes twice. Which one?")
    assert_no_violations(page)
    page.get_by_label("1:30 EST, the second").check()
    save(page)
    expect(page.locator(".facts")).to_contain_text("Embargo 1 Nov 1:30 EST (New York)")
    second = EVENING + timedelta(hours=8, minutes=30)
    assert Article.objects.get(pk=ready.pk).embargo_until == second

    with page.expect_navigation():
        other_step(page, "schedule").get_by_role("button", name="Schedule").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Which hour?")
    assert_no_violations(page)
    with page.expect_navigation():
        page.get_by_role("button", name="1:30 EDT, the first").click()
    expect(page.locator(".messagelist")).to_contain_text("embargoed until 1 November 2026, 1:30 EST (New York)")
    with page.expect_navigation():
        other_step(page, "schedule").get_by_role("button", name="Schedule").click()
    with page.expect_navigation():
        page.get_by_role("button", name="1:30 EST, the second").click()
    expect(page.locator(".facts")).to_contain_text("Scheduled 1 Nov 1:30 EST (New York)")

    clock.move_to(second - timedelta(seconds=1))
    assert not on_front(page, live_server.url, ready.headline)
    clock.move_to(second)
    assert on_front(page, live_server.url, ready.headline)


def test_a_missing_hour_typed_into_a_step_is_asked_and_goes_on(page: Page, live_server, desk, ready, clock):
    open_story(page, live_server.url, ready, "managing_editor")
    page.get_by_label("Dek").fill("Typed just before")
    form = other_step(page, "schedule")
    form.locator("input[name=when]").fill("2027-03-14T02:30")
    expect(form.locator(".moment-question")).to_contain_text("there is no 2:30")
    form.get_by_label("3:30 EDT").check()
    with page.expect_navigation():
        form.get_by_role("button", name="Schedule").click()

    expect(page.locator(".messagelist")).to_contain_text("goes out 14 March 2027, 3:30 EDT (New York)")
    assert Article.objects.get(pk=ready.pk).dek == "Typed just before"


def test_without_script_the_form_and_the_step_ask_when_they_are_sent(browser: Browser, live_server, desk, ready, clock):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    let_in(page, live_server.url, "managing_editor")
    page.goto(f"{live_server.url}/admin/articles/article/{ready.pk}/change/")
    page.get_by_label("Planned for").fill("2026-11-01T01:30")
    page.locator("[data-save]").click()
    expect(page.locator("#id_planned_at_error")).to_contain_text("1:30 comes twice. Which one?")
    page.get_by_label("1:30 EDT, the first").check()
    page.locator("[data-save]").click()
    expect(page.locator(".messagelist")).to_contain_text("Saved as version")
    assert Article.objects.get(pk=ready.pk).planned_at == EVENING + timedelta(hours=7, minutes=30)

    form = other_step(page, "schedule")
    form.locator("input[name=when]").fill("2026-11-01T01:30")
    form.get_by_role("button", name="Schedule").click()
    page.get_by_role("button", name="1:30 EST, the second").click()

    expect(page.locator(".messagelist")).to_contain_text("goes out 1 November 2026, 1:30 EST (New York)")
    context.close()


def test_a_scheduled_story_in_the_editors_own_zone(page: Page, live_server, desk, ready, clock):
    sign_in(page, live_server.url, "managing_editor")
    page.locator(".bar-me .bar-account summary").click()
    page.get_by_role("link", name="My settings").click()
    page.get_by_label("Time zone").select_option("Europe/Berlin")
    page.get_by_role("button", name="Keep these settings").click()
    expect(page.locator(".messagelist")).to_contain_text("Your settings are kept")
    expect(page.locator("#content")).to_contain_text("It is 23:00 CET there now.")
    assert_no_violations(page)
    assert DeskProfile.objects.get().time_zone == "Europe/Berlin"

    page.goto(f"{live_server.url}/admin/articles/article/{ready.pk}/change/")
    expect(page.locator(".ProseMirror")).to_be_visible()
    form = other_step(page, "schedule")
    form.locator("input[name=when]").fill("2026-11-01T06:00")
    with page.expect_navigation():
        form.get_by_role("button", name="Schedule").click()

    expect(page.locator(".facts")).to_contain_text("Scheduled 1 Nov 6:00 CET (Berlin)")
    six = EVENING + timedelta(hours=7)
    clock.move_to(six - timedelta(seconds=1))
    assert not on_front(page, live_server.url, ready.headline)
    clock.move_to(six)
    assert on_front(page, live_server.url, ready.headline)


def test_a_guest_reads_until_the_story_is_out(page: Page, live_server, desk, ready, clock, browser: Browser):
    let_in(page, live_server.url, "managing_editor")
    page.goto(f"{live_server.url}/admin/articles/article/{ready.pk}/change/")
    page.get_by_role("link", name="Share a preview").click()
    page.get_by_label("For whom").fill("Lena Marsh")
    page.get_by_role("button", name="Make the link").click()
    address = page.get_by_label("Address of the preview").input_value()
    assert_no_violations(page)

    guest = browser.new_context()
    reading = guest.new_page()
    reading.goto(address)
    expect(reading.locator(".preview-banner")).to_contain_text("Not published. For Lena Marsh.")
    expect(reading.get_by_role("heading", level=1)).to_have_text(ready.headline)
    assert_no_violations(reading)
    assert guest.cookies() == []

    publish(Article.objects.get(pk=ready.pk), by=desk["managing_editor"], at=EVENING + timedelta(hours=1))
    clock.move_to(EVENING + timedelta(hours=1))
    answer = reading.goto(address)
    assert answer is not None
    assert answer.status == 404
    expect(reading.locator("body")).not_to_contain_text("Lena Marsh")
    guest.close()
    page.goto(f"{live_server.url}/admin/articles/article/{ready.pk}/previews/")
    expect(page.locator(".sharing-links .chip")).to_have_text("published")


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 375)])
def test_the_screens_are_accessible_and_fit(page: Page, live_server, desk, story, scheme, width):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    Article.objects.filter(pk=story.pk).update(
        restricted=True, embargo_until=EVENING + timedelta(days=4000), hold_kind="legal", hold_reason="Counsel"
    )
    sign_in(page, live_server.url, "managing_editor")
    for place in ("me/", f"articles/article/{story.pk}/previews/", f"articles/article/{story.pk}/change/"):
        page.goto(f"{live_server.url}/admin/{place}")
        assert_no_violations(page)
        too_wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert too_wide == 0, place
