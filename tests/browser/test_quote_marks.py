"""Quotes marked in the text, by keyboard and mouse: what is saved is what was marked, and each step is undone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from articles.models import Article
from articles.parsing.markup import quote_spans
from tests.browser.desk import assert_no_violations, open_story

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Puts the selection around words of the text as a mouse does; with `caret` only the cursor before them.
SELECT = """([words, caret]) => {
  const walker = document.createTreeWalker(document.querySelector(".ProseMirror"), NodeFilter.SHOW_TEXT)
  const nodes = []
  let text = ""
  while (walker.nextNode()) {
    if (walker.currentNode.parentElement.closest(".said-by")) continue
    nodes.push([walker.currentNode, text.length])
    text += walker.currentNode.data
  }
  const place = (offset, atEnd) => {
    const found = nodes.findLast(([, start]) => (atEnd ? start < offset : start <= offset))
    return [found[0], offset - found[1]]
  }
  const from = text.indexOf(words)
  if (from < 0) throw new Error("not in the text: " + words)
  document.querySelector(".ProseMirror").focus()
  const [a, b] = [place(from, false), place(caret ? from : from + words.length, !caret)]
  getSelection().setBaseAndExtent(a[0], a[1], b[0], b[1])
}"""


# The clipboard as the editor sees it; the machine's own is shared by whatever else runs there.
CLIPBOARD = """(kind) => {
  window.clip = kind === "paste" ? window.clip : new DataTransfer()
  const event = new ClipboardEvent(kind, { clipboardData: window.clip, bubbles: true, cancelable: true })
  document.querySelector(".ProseMirror").dispatchEvent(event)
}"""


def select(page: Page, words: str, *, caret: bool = False) -> None:
    page.evaluate(SELECT, [words, caret])
    page.wait_for_timeout(150)  # the editor reads the browser's selection in an event of its own


def saved(page: Page, story: Article, version: int = 2) -> list[tuple[str, str]]:
    """The runs marked in the saved body: a number for each quote in the order they begin, and the words."""
    page.keyboard.press("Control+s")
    expect(page.locator(".messagelist")).to_contain_text(f"Saved as version {version}")
    spans = quote_spans(Article.objects.get(pk=story.pk).body)
    numbers = {quote_id: str(n) for n, quote_id in enumerate(dict.fromkeys(span.quote_id for span in spans), 1)}
    return [(numbers[span.quote_id], span.text) for span in spans]


AS_FILED = [
    ("1", "The deck is tired, and so are the people who drive over it,"),
    ("1", "We would rather close it once and do it right."),
    ("2", "Nobody walks half a mile for a haircut,"),
    ("3", "We will, until the bridge opens again,"),
]


def test_q_marks_selected_words_and_one_undo_takes_it_back(page: Page, live_server, story):
    open_story(page, live_server.url, story)
    select(page, "asked for a shuttle")
    page.keyboard.press("q")
    expect(page.locator('.said-by[data-by="new quote"]')).to_have_count(1)

    page.keyboard.press("Control+z")
    expect(page.locator('.said-by[data-by="new quote"]')).to_have_count(0)
    expect(page.locator(".ProseMirror")).to_contain_text("asked for a shuttle.")
    page.keyboard.press("Control+Shift+z")

    assert saved(page, story) == [
        *AS_FILED[:2],
        ("2", "asked for a shuttle"),
        ("3", AS_FILED[2][1]),
        ("4", AS_FILED[3][1]),
    ]
    assert story.quotes.get(rule="marked by hand").words == "asked for a shuttle"


def test_q_is_typed_over_one_word_and_where_nothing_is_selected(page: Page, live_server, story):
    open_story(page, live_server.url, story)
    select(page, "shuttle")
    page.keyboard.type("quiet bus")

    expect(page.locator(".ProseMirror")).to_contain_text("asked for a quiet bus.")
    assert saved(page, story) == AS_FILED


def test_a_mark_covers_the_words_and_not_the_quotation_marks(page: Page, live_server, story):
    open_story(page, live_server.url, story)
    select(page, "Nobody walks", caret=True)
    page.keyboard.press("Control+Alt+u")
    select(page, "“Nobody walks half a mile for a haircut,” ")
    page.keyboard.press("q")

    assert saved(page, story)[2] == ("2", "Nobody walks half a mile for a haircut,")


def test_a_selection_beyond_a_quote_extends_it(page: Page, live_server, story):
    open_story(page, live_server.url, story)
    select(page, "a haircut,” said Omar Field")
    page.keyboard.press("q")

    assert saved(page, story)[2] == ("2", "Nobody walks half a mile for a haircut,” said Omar Field")
    assert story.quotes.count() == 3


def test_a_selection_over_two_quotes_joins_them(page: Page, live_server, story):
    open_story(page, live_server.url, story)
    select(page, "do it right.”Merchants on the east bank asked for a shuttle.“Nobody walks")
    page.keyboard.press("q")

    assert {number for number, _ in saved(page, story)} == {"1", "2"}


def test_a_quote_is_split_joined_again_and_unmarked(page: Page, live_server, story):
    open_story(page, live_server.url, story)
    select(page, "We would rather", caret=True)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Control+Alt+s")
    expect(page.locator(".said-by")).to_have_count(4)
    select(page, "rather close it", caret=True)
    page.keyboard.press("Control+Alt+j")
    expect(page.locator(".said-by")).to_have_count(3)

    select(page, "would rather", caret=True)
    page.keyboard.press("Control+Alt+s")
    select(page, "tired, and", caret=True)
    page.keyboard.press("Control+Alt+u")

    assert saved(page, story) == [
        ("1", "would rather close it once and do it right."),
        *[(str(int(number)), words) for number, words in AS_FILED[2:]],
    ]


def test_capital_q_makes_the_paragraph_the_reporters_question(page: Page, live_server, story):
    open_story(page, live_server.url, story)
    select(page, "Merchants on the east bank")
    page.keyboard.press("Shift+Q")
    expect(page.locator('.ProseMirror p[data-role="question"]')).to_have_count(2)
    saved(page, story)

    assert Article.objects.get(pk=story.pk).body.count('data-role="question"') == 2


def test_words_copied_are_no_second_run_of_the_quote_and_words_cut_keep_it(page: Page, live_server, story):
    open_story(page, live_server.url, story)
    kept = story.quotes.get(speaker_name="Omar Field").public_id
    select(page, "“Nobody walks half a mile for a haircut,”")
    page.evaluate(CLIPBOARD, "copy")
    page.keyboard.press("Control+End")
    page.wait_for_timeout(150)  # as in select
    page.keyboard.press("Enter")
    page.wait_for_timeout(150)
    page.evaluate(CLIPBOARD, "paste")
    expect(page.locator(f'.ProseMirror q[data-quote="{kept}"]')).to_have_count(1)
    expect(page.locator('.ProseMirror q[data-quote^="new-"]')).to_have_count(1)

    select(page, "“Nobody walks half a mile for a haircut,” said")
    page.evaluate(CLIPBOARD, "cut")
    expect(page.locator(f'.ProseMirror q[data-quote="{kept}"]')).to_have_count(0)
    page.keyboard.press("Control+Home")
    page.wait_for_timeout(150)
    page.evaluate(CLIPBOARD, "paste")

    expect(page.locator(f'.ProseMirror p:first-child q[data-quote="{kept}"]')).to_have_count(1)


def test_marks_of_another_text_come_in_as_plain_words(page: Page, live_server, story):
    open_story(page, live_server.url, story)
    page.evaluate("window.clip = new DataTransfer()")
    page.evaluate("""window.clip.setData("text/html", '<p>“<q data-quote="elsewhere2">Not ours</q>,” she said.</p>')""")
    select(page, "Merchants", caret=True)
    page.evaluate(CLIPBOARD, "paste")

    expect(page.locator(".ProseMirror")).to_contain_text("“Not ours,” she said.")
    expect(page.locator('.ProseMirror q[data-quote="elsewhere2"]')).to_have_count(0)


def test_the_bar_does_by_mouse_what_the_keys_do(page: Page, live_server, story):
    open_story(page, live_server.url, story)
    bar = page.get_by_role("group", name="Quote at the cursor")
    select(page, "asked for a shuttle")
    bar.get_by_role("button", name="Mark as a quote").click()
    expect(page.locator('.said-by[data-by="new quote"]')).to_have_count(1)
    expect(bar).to_contain_text("proposed at the next save")
    bar.get_by_role("button", name="Unmark").click()
    expect(page.locator('.said-by[data-by="new quote"]')).to_have_count(0)

    select(page, "half a mile", caret=True)
    expect(bar).to_contain_text("Omar Field: waits to be confirmed")
    expect(page.locator(".said.is-shown")).to_have_count(1)
    bar.get_by_role("button", name="Split here").click()
    expect(page.locator(".said-by")).to_have_count(4)
    bar.get_by_role("button", name="Join with the one before").click()
    expect(page.locator(".said-by")).to_have_count(3)


def test_the_bar_is_walked_by_keyboard(page: Page, live_server, story):
    open_story(page, live_server.url, story)
    select(page, "half a mile", caret=True)
    page.keyboard.press("Alt+F10")
    expect(page.get_by_role("button", name="Split here")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="Join with the one before")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".ProseMirror")).to_be_focused()
    select(page, "half a mile", caret=True)
    page.get_by_role("button", name="Show beside").click()
    quote = story.quotes.get(speaker_name="Omar Field")
    expect(page.locator(f"#quote-{quote.public_id}")).to_be_focused()


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 375)])
def test_the_text_with_its_bar_is_accessible_and_fits(page: Page, live_server, story, scheme, width):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    open_story(page, live_server.url, story)
    select(page, "half a mile", caret=True)
    expect(page.locator(".quote-bar-said")).to_have_text(re.compile("Omar Field"))

    assert_no_violations(page)
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
