"""Topics that want a hand, by keyboard: two that are one merged after a look, and parted again; nothing unreachable."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from articles.models import Topic
from tests.browser.desk import assert_no_violations, let_in
from tests.builders import make_published, make_topic

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CARE = "/admin/articles/topic/care/"
LONG = "The standing committee on harbors, ferries, bridges and all that lies between them in the county"


@pytest.fixture
def topics(desk) -> dict[str, Topic]:
    """Three pairs that look alike, and stories on some of them."""
    made = {name: make_topic(name) for name in ("Ferries", "School board", "School boards", LONG, f"{LONG}s")}
    for _ in range(2):
        make_published(topics=(made["Ferries"], made["School board"]))
    make_published(topics=(made["School boards"],), headline="The boards of two schools meet")
    return made


def open_care(page: Page, server: str, tab: str = "alike") -> None:
    let_in(page, server, "managing_editor")
    page.goto(f"{server}{CARE}?tab={tab}")
    page.wait_for_load_state("load")


def test_two_are_merged_by_keyboard_after_a_look_and_parted_again(page: Page, live_server, topics):
    open_care(page, live_server.url)

    keys = page.keyboard
    rows = page.locator("[data-row]")
    expect(rows).to_have_count(3)
    while "School boards" not in page.evaluate("document.activeElement.closest('[data-row]')?.innerText ?? ''"):
        keys.press("j")
    keys.press("m")
    expect(page.get_by_role("heading", level=1)).to_have_text("Merge School boards into School board")
    expect(page.locator(".care-sum")).to_contain_text("1 story moves to School board. Then it is on 3.")
    expect(page.locator(".merge-goes")).to_contain_text("The boards of two schools meet")
    keys.press("w")
    expect(page.get_by_role("heading", level=1)).to_have_text("Merge School board into School boards")
    page.wait_for_load_state("load")
    keys.press("w")
    expect(page.get_by_role("heading", level=1)).to_have_text("Merge School boards into School board")
    page.wait_for_load_state("load")
    expect(page.get_by_role("button", name="Merge into School board")).to_be_focused()
    keys.press("Enter")

    expect(page.locator("#said")).to_contain_text("“School boards” is merged into “School board”.")
    expect(rows).to_have_count(2)
    assert Topic.objects.get(name="School boards").merged_into == topics["School board"]
    page.wait_for_load_state("load")
    keys.press("z")
    expect(page.locator("#said")).to_contain_text("Undone: School boards into School board.")
    expect(rows).to_have_count(3)
    assert Topic.objects.get(name="School boards").taggings.count() == 1


def test_two_that_are_not_the_same_are_said_so_by_a_key(page: Page, live_server, topics):
    open_care(page, live_server.url)

    page.keyboard.press("j")
    page.keyboard.press("n")

    expect(page.locator("#said")).to_contain_text("are kept apart")
    expect(page.locator("[data-row]")).to_have_count(2)


def test_a_name_is_looked_at_while_it_is_typed(page: Page, live_server, topics):
    open_care(page, live_server.url, "one")

    page.keyboard.press("j")
    page.keyboard.press("r")
    name = page.get_by_label("Name", exact=True)
    expect(name).to_be_focused()
    page.wait_for_load_state("load")
    name.fill("Ferries")
    expect(page.locator("#told")).to_contain_text("The topic “Ferries” has this name already")
    name.fill("Boards of education")
    expect(page.locator("#told")).to_contain_text("/topics/boards-of-education/")
    page.keyboard.press("Enter")

    expect(page.locator("#said")).to_contain_text("“School boards” is called “Boards of education” now.")


def test_letters_are_typed_where_one_types(page: Page, live_server, topics):
    open_care(page, live_server.url, "one")
    page.goto(f"{live_server.url}/admin/articles/topic/{topics['Ferries'].pk}/merge/")
    page.wait_for_load_state("load")

    page.keyboard.type("mxz2")

    expect(page.locator("#other-name")).to_have_value("mxz2")
    expect(page).to_have_url(f"{live_server.url}/admin/articles/topic/{topics['Ferries'].pk}/merge/")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 375])
def test_every_page_is_within_reach_of_all(page: Page, live_server, topics, scheme, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    open_care(page, live_server.url)
    topic, other = topics["School boards"], topics["School board"]
    pages = [f"{CARE}?tab={tab}" for tab in ("alike", "orphans", "retired", "acts")]
    pages += [f"/admin/articles/topic/{topic.pk}/{act}/" for act in ("merge", "rename", "move", "split")]
    pages.append(f"/admin/articles/topic/{topic.pk}/merge/?other={other.pk}")

    for address in pages:
        page.goto(live_server.url + address)
        assert_no_violations(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
