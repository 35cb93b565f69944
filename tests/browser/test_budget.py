"""The budget and the front page in a real browser: set by keyboard, two hands in one cell, printed, counted down."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from articles.editorial import add_line, add_note, plan_story
from articles.models import Article, StoryNote
from tests.browser.desk import assert_no_violations, let_in, open_story, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def lines(desk) -> dict[str, Article]:
    """Three lines of today's budget, an hour apart; today has no end here, whatever the hour of the test."""
    now = timezone.now().replace(second=0, microsecond=0)
    found = {}
    for number, name in enumerate(("harbor-fog", "night-ferry", "pier-fire")):
        cells = {"budget_line": f"Line of {name}", "planned_at": now + timedelta(hours=number), "planned_length": 300}
        found[name] = add_line(name, cells, by=desk["reporter"], at=now)
    return found


def open_budget(page: Page, server: str, name: str = "managing_editor", when: str = "all") -> None:
    let_in(page, server, name)
    page.goto(f"{server}/admin/budget/?when={when}")
    expect(page.locator("table.budget.is-live")).to_be_visible()


def cell(page: Page, name: str, of: Article):
    return page.locator(f"#row-{of.pk} [data-cell={name}]")


def standing(of: Article) -> Article:
    return Article.objects.get(pk=of.pk)


def test_lines_are_set_by_keyboard_alone(page: Page, live_server, lines):
    open_budget(page, live_server.url)
    fog, ferry = lines["harbor-fog"], lines["night-ferry"]

    page.keyboard.press("j")
    expect(page.locator(f"#row-{fog.pk} th a").first).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    expect(cell(page, "budget_line", ferry)).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Control+a")
    page.keyboard.type("The last boat leaves at one")
    page.keyboard.press("Enter")
    expect(cell(page, "budget_line", ferry)).to_have_text("The last boat leaves at one")
    expect(cell(page, "budget_line", ferry)).to_be_focused()
    expect(page.locator("#said")).to_contain_text("night-ferry: saved.")
    page.keyboard.press("k")
    expect(cell(page, "budget_line", fog)).to_be_focused()

    assert (standing(ferry).budget_line, standing(ferry).version) == ("The last boat leaves at one", 2)


def test_tab_saves_and_goes_on_and_escape_leaves_as_it_was(page: Page, live_server, desk, lines):
    open_budget(page, live_server.url)
    fog = lines["harbor-fog"]

    cell(page, "planned_length", fog).press("Enter")
    page.keyboard.type("450")
    page.keyboard.press("Tab")
    expect(page.locator(f"#row-{fog.pk} .b-section select")).to_be_focused()
    expect(page.locator("[data-sum-planned]")).to_have_text("1050")
    page.keyboard.press("Tab")
    expect(page.locator(f"#row-{fog.pk} .b-desk select")).to_be_focused()
    page.locator(f"#row-{fog.pk} .b-desk select").select_option(label="copy_editor")
    page.keyboard.press("Enter")
    expect(cell(page, "assigned_to", fog)).to_have_text("copy_editor")
    cell(page, "budget_line", fog).press("Enter")
    page.keyboard.type("Not this")
    page.keyboard.press("Escape")
    expect(cell(page, "budget_line", fog)).to_have_text("Line of harbor-fog")
    expect(cell(page, "budget_line", fog)).to_be_focused()

    saved = standing(fog)
    assert (saved.planned_length, saved.assigned_to, saved.budget_line, saved.version) == (
        450,
        desk["copy_editor"],
        "Line of harbor-fog",
        3,
    )


@pytest.mark.parametrize(("key", "kept"), [("t", "Theirs"), ("m", "Mine")])
def test_two_hands_in_one_cell_see_both_and_one_key_takes_either(page: Page, live_server, desk, lines, key, kept):
    open_budget(page, live_server.url)
    fog = lines["harbor-fog"]
    plan_story(fog, {"budget_line": "Theirs"}, by=desk["copy_editor"], at=timezone.now())

    cell(page, "budget_line", fog).press("Enter")
    page.keyboard.press("Control+a")
    page.keyboard.type("Mine")
    page.keyboard.press("Enter")
    sides = page.locator(".cell-sides")
    expect(sides).to_contain_text("copy_editor changed")
    expect(sides.locator("dd")).to_have_text(["Theirs", "Mine"])
    assert standing(fog).budget_line == "Theirs"
    assert_no_violations(page)
    page.keyboard.press(key)

    expect(sides).to_have_count(0)
    expect(cell(page, "budget_line", fog)).to_have_text(kept)
    expect(cell(page, "budget_line", fog)).to_be_focused()
    assert standing(fog).budget_line == kept


def test_what_somebody_saved_in_another_cell_is_in_nobody_s_way(page: Page, live_server, desk, lines):
    open_budget(page, live_server.url)
    fog = lines["harbor-fog"]
    plan_story(fog, {"planned_length": 900}, by=desk["copy_editor"], at=timezone.now())

    cell(page, "budget_line", fog).press("Enter")
    page.keyboard.press("Control+a")
    page.keyboard.type("Mine")
    page.keyboard.press("Enter")

    expect(cell(page, "budget_line", fog)).to_have_text("Mine")
    expect(cell(page, "planned_length", fog)).to_have_text("900")
    saved = standing(fog)
    assert (saved.budget_line, saved.planned_length) == ("Mine", 900)


def test_a_lost_network_keeps_what_was_typed(page: Page, live_server, lines):
    open_budget(page, live_server.url)
    fog = lines["harbor-fog"]
    page.context.set_offline(True)

    cell(page, "budget_line", fog).press("Enter")
    page.keyboard.press("Control+a")
    page.keyboard.type("Typed in a tunnel")
    page.keyboard.press("Enter")
    expect(page.locator(".cell-wrong")).to_contain_text("Nothing is lost")
    page.context.set_offline(False)
    page.keyboard.press("Enter")

    expect(cell(page, "budget_line", fog)).to_have_text("Typed in a tunnel")
    assert standing(fog).budget_line == "Typed in a tunnel"


def test_printed_it_is_one_table_headed_with_its_day(page: Page, live_server, lines):
    open_budget(page, live_server.url)
    page.set_viewport_size({"width": 1017, "height": 700})  # A4 lying down, without its margins

    page.emulate_media(media="print")

    for gone in ("#header", ".head-acts", ".budget-tools", ".new-line", "#said"):
        expect(page.locator(gone).first).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Budget ·")
    expect(page.locator(".budget-day")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert page.locator("button.cell").first.evaluate("cell => getComputedStyle(cell).borderTopStyle") == "none"


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 375)])
def test_budget_and_front_page_are_accessible_and_fit(page: Page, live_server, lines, scheme, width):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    open_budget(page, live_server.url)
    for place in ("budget/?when=all", f"budget/?when=all&row={lines['harbor-fog'].pk}", "budget/?when=2020-01-01", ""):
        page.goto(f"{live_server.url}/admin/{place}")
        assert_no_violations(page)
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0, place


def test_the_countdown_goes_on_by_the_server_s_clock(page: Page, live_server, desk):
    now = timezone.now()
    story = add_line("embargoed", {}, by=desk["reporter"], at=now)
    Article.objects.filter(pk=story.pk).update(embargo_until=now + timedelta(hours=2, minutes=14, seconds=30))
    page.clock.install()
    sign_in(page, live_server.url, "managing_editor")
    left = page.locator(".pile-coming [data-countdown]")
    expect(left).to_have_text("in 2 h 15 min")

    page.clock.run_for(15 * 60 * 1000)
    expect(left).to_have_text("in 2 h")
    page.clock.run_for(2 * 3600 * 1000)

    expect(left).to_have_text("now")


def test_a_note_is_added_by_keyboard_and_a_half_written_one_is_kept(page: Page, live_server, desk, story):
    add_note(story, "Who is the second source?", by=desk["copy_editor"], at=timezone.now())
    open_story(page, live_server.url, story)
    note = page.get_by_label("Write a note")

    note.fill("Half a thought")
    page.locator("#add-topic").fill("Ferry")
    page.locator(".add-topic button[type=submit]").click()
    expect(page.locator(".topics")).to_contain_text("Ferry")
    expect(note).to_have_value("Half a thought")
    note.press("Control+Enter")
    expect(page.locator(".thread li")).to_have_count(2)
    expect(page.locator(".thread li").last).to_contain_text("Half a thought")

    expect(note).to_have_value("")
    expect(note).to_be_focused()
    assert list(StoryNote.objects.values_list("text", flat=True)) == ["Who is the second source?", "Half a thought"]
    assert_no_violations(page)


def test_a_list_is_walked_by_keyboard(page: Page, live_server, lines):
    sign_in(page, live_server.url, "managing_editor")
    page.keyboard.press("g")
    page.keyboard.press("s")
    expect(page.get_by_role("heading", name="Stories")).to_be_visible()
    page.wait_for_load_state("load")

    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("x")
    links = page.locator("#result_list .story-link")
    expect(links.first).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.locator(".story-page")).to_be_visible()
