"""How many things an editor does, from a paste to a story that is ready: counted, each key, click or text typed."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from articles.models import Article, DeskProfile, Section
from tests.browser.desk import let_in, sign_in
from tests.builders import make_person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# A local station's story: a day, a dateline with the station, officials with their roles, a question in brackets.
COPY = """date 2026-03-04 PORT AMITY (KHBR)– A county judge ruled that the ferry slip stays open through the summer.

The case began when two towns asked for the money the state had set aside for the slip.

“If you close the slip, you close the town,” said acting port director Iris Calloway. “I have told the court so twice.”

But Eastmere took the county to court and won.

“This is not only a win for Eastmere. It’s a win for every town on the bay,” said Eastmere Mayor Owen Tate.

So for now there will be no change at the slip.

[Reporter: “Do you expect the state to appeal?”]

“They can try, and we will be there,” said Mayor Tate.

The ruling came a week after riders filled the council’s hall.
"""


class Counted:
    """An editor's hands: everything done through it counts one."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.done: list[str] = []

    def press(self, keys: str) -> None:
        self.done.append(keys)
        self.page.keyboard.press(keys)

    def type_into(self, label: str, text: str) -> None:
        self.done.append(f"{label}: {text[:20]}")
        self.page.get_by_label(label, exact=True).fill(text)

    def click(self, name: str) -> None:
        self.done.append(name)
        self.page.get_by_role("button", name=name).first.click()


@pytest.fixture
def at_home(desk: dict[str, User]) -> dict[str, User]:
    """The reporter has a name of their own, a desk and a dateline."""
    make_person("Ana Ruiz", user=desk["reporter"], is_staff_writer=True)
    DeskProfile.objects.create(user=desk["reporter"], section=Section.objects.get(slug="harbor"))
    return desk


def test_a_local_story_goes_from_the_paste_to_ready_in_12_actions(page: Page, live_server, at_home):
    let_in(page, live_server.url, "reporter")
    page.goto(f"{live_server.url}/admin/articles/article/paste/")
    page.wait_for_load_state("load")
    hands = Counted(page)

    hands.type_into("The copy, as it came", COPY)
    hands.press("Control+Enter")
    expect(page.get_by_role("heading", name="This is what was understood")).to_be_visible()
    hands.type_into("Headline", "Judge keeps ferry slip open")
    hands.press("Control+Enter")
    expect(page.locator(".said-by").first).to_have_attribute("data-by", "Iris Calloway")
    page.wait_for_load_state("load")
    page.get_by_role("heading", level=1).click()
    with page.expect_response("**/quotes/confirm/"):
        hands.press("a")
    expect(page.locator("#quotes")).to_contain_text("all settled")
    hands.press("/")
    page.keyboard.type("fer")
    expect(page.get_by_role("option", name="Ferry")).to_be_visible()
    hands.press("ArrowDown")
    with page.expect_response("**/topics/tag/"):
        hands.press("Enter")
    with page.expect_navigation():
        hands.click("Submit for review")

    sign_in(page, live_server.url, "managing_editor")
    page.wait_for_load_state("load")
    hands.done.append("open what waits")
    page.get_by_role("link", name="Judge keeps ferry slip open").first.click()
    expect(page.locator("#way")).to_be_visible()
    page.wait_for_load_state("load")
    with page.expect_navigation():
        hands.press("a")

    article = Article.objects.get()
    assert article.state == "ready"
    assert (article.section.name, [b.person.name for b in article.bylines.all()]) == ("Harbor", ["Ana Ruiz"])
    assert (article.dateline_place, article.dateline_source, str(article.dateline_date)) == (
        "PORT AMITY",
        "KHBR",
        "2026-03-04",
    )
    said = [(quote.speaker.name, quote.role_printed) for quote in article.quotes.confirmed()]
    assert said == [
        ("Iris Calloway", "acting port director"),
        ("Owen Tate", "Eastmere Mayor"),
        ("Owen Tate", "Eastmere Mayor"),
    ]
    assert len(hands.done) <= 12, hands.done
