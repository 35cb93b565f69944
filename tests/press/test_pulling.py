"""Pull quotes are the quote's own words, checked, and stand where readers know who speaks."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.press.content import Speech
from articles.press.pulling import with_pull_quotes
from articles.press.quotations import standing_alone
from articles.press.render import render
from tests.press.contents import make_content, make_speech

WORDS = "We have waited eleven years for this boat, and it is late again."
FILLING = "".join(f'<p id="p-fill{n:04}">Words that fill a paragraph of the story.</p>' for n in range(12))


def pulled(body: str) -> list[str]:
    return [unescape(words) for words in re.findall(r'<figure class="pull"><blockquote[^>]*><p>(.*?)</p>', body)]


def speech(**fields) -> Speech:
    return make_speech(**{"words": WORDS, "verification": "recording", "block": "p-spoken01", **fields})


def body_of(*quotes: Speech) -> str:
    spoken = "".join(f'<p id="{quote.block}">He said it.</p>{FILLING}' for quote in quotes)
    return FILLING + spoken


def test_a_checked_quote_far_enough_down_stands_before_its_paragraph():
    quote = speech(role="Rider <3")
    body = with_pull_quotes(body_of(quote), make_content(quotes=(quote,), word_count=700))

    assert pulled(body) == [WORDS]
    assert '</figure><p id="p-spoken01">He said it.</p>' in body
    assert f'<a href="{quote.path}">Marisol Quintero</a> <span class="role">Rider &lt;3</span>' in body


@pytest.mark.parametrize(
    "fields",
    [
        {"verification": ""},
        {"speaker_name": ""},
        {"kind": "partial"},
        {"words": "Too short."},
        {"words": WORDS * 3},
        {"words": "we begin in the middle of what was a longer sentence."},
        {"words": "We end in the middle of what was a longer sentence that"},
        {"words": "We have waited eleven years,\nand it is late again this year."},
        {"block": "p-nowhere1"},
    ],
)
def test_what_does_not_stand_alone_or_was_not_checked_is_not_pulled(fields):
    quote = speech(**fields)
    body = body_of(speech())

    assert with_pull_quotes(body, make_content(quotes=(quote,), word_count=900)) == body


@pytest.mark.parametrize("fields", [{"word_count": 349}, {"genre": "brief"}, {"genre": "sponsored"}])
def test_short_stories_and_what_is_no_reporting_have_none(fields):
    content = make_content(**{"quotes": (speech(),), "word_count": 700, **fields})

    assert with_pull_quotes(body_of(speech()), content) == body_of(speech())


def test_a_quote_at_the_beginning_is_left_there_and_two_stand_apart():
    early, near = speech(block="p-early001"), speech(block="p-near0001")
    quotes = (early, speech(), near, speech(block="p-late0001"))
    body = f'<p id="p-early001">He.</p>{FILLING}<p id="p-spoken01">He.</p><p id="p-near0001">He.</p>{FILLING}'
    body += f'<p id="p-late0001">He.</p>{FILLING}'

    shown = with_pull_quotes(body, make_content(quotes=quotes, word_count=2000))

    assert re.findall(r'</figure><p id="([^"]*)"', shown) == ["p-spoken01", "p-late0001"]


@given(st.text(max_size=200))
def test_pulled_words_are_the_quotes_words_whatever_they_are(words):
    quote = speech(words=words)
    shown = pulled(with_pull_quotes(body_of(quote), make_content(quotes=(quote,), word_count=900)))

    assert all(one.removesuffix(".") == standing_alone(words).removesuffix(".") for one in shown)
    assert len(shown) <= 1


def test_the_page_of_a_story_has_them():
    quote = speech()

    assert pulled(render(make_content(body=body_of(quote), quotes=(quote,), word_count=800)).page) == [WORDS]
