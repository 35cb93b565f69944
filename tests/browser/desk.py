"""What the desk's browser tests share: people who can sign in, a story, and the way to its page."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import Page, expect

from articles.models import Article

PASSWORD = "wave-gravel-42"
# Two frames, for a change of scheme or width to be seen at all, then the end of whatever moves and has an end; two
# seconds at most: a page that is not drawn has no frames.
_STANDS_STILL = """async () => {
  const wait = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const still = async () => {
    await frame();
    await frame();
    const ends = (one) => one.effect?.getComputedTiming().endTime !== Infinity;
    await Promise.allSettled(document.getAnimations().filter(ends).map((one) => one.finished));
  };
  await Promise.race([still(), wait(2000)]);
}"""


def let_in(page: Page, server: str, name: str) -> None:
    """Signed in, with no page opened: the browser carries what the form would have given it."""
    client = Client()
    client.force_login(User.objects.get(username=name))
    page.context.clear_cookies()
    carried = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": carried, "url": server}])


def sign_in(page: Page, server: str, name: str) -> None:
    """At the desk, which is what whoever signs in sees first."""
    let_in(page, server, name)
    page.goto(f"{server}/admin/")
    _at_the_desk(page)


def sign_in_by_form(page: Page, server: str, name: str) -> None:
    page.context.clear_cookies()
    page.goto(f"{server}/admin/")
    page.get_by_label("Account").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    _at_the_desk(page)


def _at_the_desk(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text("desk")
    page.wait_for_load_state("load")  # the keys work once the page's scripts have run


def open_story(page: Page, server: str, story: Article, name: str = "reporter") -> None:
    let_in(page, server, name)
    page.goto(f"{server}/admin/articles/article/{story.pk}/change/")
    expect(page.locator(".ProseMirror")).to_be_visible()


def assert_no_violations(page: Page) -> None:
    """Nothing axe complains of, once the page stands still: colours half-way from one to another have no contrast."""
    page.wait_for_load_state("load")
    page.evaluate(_STANDS_STILL)
    found = Axe().run(page).response["violations"]
    assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found] == []
