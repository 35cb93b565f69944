"""Every paste of the corpus into the story's editor, by a real paste event, in one page."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from articles.parsing.markup import body_text, clean_body
from tests.browser.desk import open_story
from tests.stories.pasted import BESIDE, HTML, RAW, expected, raw, seen, without_ids, words_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Empties the text and pastes; the body as the editor then has it, and what it said.
PASTE = """([kind, content, plain]) => {
  const editor = document.querySelector(".prose-editor textarea").proseEditor
  editor.commands.setContent("<p></p>")
  editor.commands.focus("start")
  document.getElementById("said").replaceChildren()
  const clip = new DataTransfer()
  clip.setData(kind, content)
  if (kind === "text/html") clip.setData("text/plain", plain)
  editor.view.dom.dispatchEvent(new ClipboardEvent("paste", { clipboardData: clip, bubbles: true, cancelable: true }))
  return [editor.getHTML(), document.getElementById("said").textContent]
}"""


def test_every_paste_comes_in_clean_with_every_word_and_pasted_again_it_is_the_same(page: Page, live_server, story):
    open_story(page, live_server.url, story)
    results, again, said = {}, {}, {}

    for path in RAW:
        kind = "text/html" if path.suffix == ".html" else "text/plain"
        html, said[path.stem] = page.evaluate(PASTE, [kind, raw(path), "plain words"])
        results[path.stem] = without_ids(clean_body(html))
        html, _ = page.evaluate(PASTE, ["text/html", results[path.stem], "plain words"])
        again[path.stem] = without_ids(clean_body(html))

    assert results == {path.stem: expected(path) for path in RAW}
    assert again == results
    for path in HTML:
        told = seen(raw(path)).replace(BESIDE.get(path.stem, "\0"), "")
        assert words_of(told) == words_of(body_text(results[path.stem])), path.name
    for path in set(RAW) - set(HTML):
        assert words_of(raw(path)) == words_of(body_text(results[path.stem])), path.name
    pictured = {name for name, words in said.items() if "left out" in words}
    assert pictured == {"word-tracked", "google-docs", "outlook-desktop", "web-page"}


def test_words_of_our_own_editor_keep_what_they_are(page: Page, live_server, story):
    open_story(page, live_server.url, story)
    own = '<p data-pm-slice="1 1 []">He said <em>yes</em>,</p><p data-role="question">Why?</p>'

    html, _ = page.evaluate(PASTE, ["text/html", own, "He said"])

    expect(page.locator('.ProseMirror p[data-role="question"]')).to_have_count(1)
    assert without_ids(clean_body(html)) == '<p>He said <em>yes</em>,</p><p data-role="question">Why?</p>'
