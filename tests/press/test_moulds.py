"""Templates rendered once and filled by joining read as if they were rendered each time."""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from hypothesis import given
from hypothesis import strategies as st

from articles.press.moulds import drawn, mould, place
from articles.press.quote_figures import quote_figure

NAMES = ("question", "public_id", "words", "name", "slug", "role", "path", "headline", "day", "day_words")
QUOTE = {
    "question": "",
    "public_id": "abc",
    "words": "You pay & when <it> works",
    "speaker_name": "Theo Lindqvist",
    "speaker__slug": "theo-lindqvist",
    "role": "Council President",
    "edition__path": "/2026/03/04/ferry/",
    "edition__headline": "Ferry",
    "said_on": None,
    "first_published_at": "2026-03-05 03:30:00",
}


@given(st.fixed_dictionaries({name: st.text(max_size=30) for name in NAMES}))
def test_a_small_template_drawn_is_the_template_rendered(texts):
    assert drawn("articles/_quote.html", texts) == render_to_string("articles/_quote.html", texts)


@given(st.text(min_size=1, max_size=40), st.text(max_size=40))
def test_html_stays_as_it_is_and_words_are_escaped(words, html):
    texts = {"value": mark_safe(html), "name": words, "chosen": ""}

    assert drawn("articles/_option.html", texts) == render_to_string("articles/_option.html", texts)


def test_a_mould_is_cut_at_its_places_and_keeps_its_words():
    cast = mould("articles/_option.html", (("name", "All & sundry"), ("value", place("slug"))))

    assert cast.pieces == ('<option value="', "slug", '">All &amp; sundry</option>\n')
    assert cast.filled({"slug": 'a"b', "other": "unused"}) == '<option value="a&quot;b">All &amp; sundry</option>\n'


def test_words_that_hold_a_place_of_another_process_are_words():
    stranger = "\x1f0123456789abcdefslug\x1f"

    assert drawn("articles/_option.html", {"name": stranger, "value": "v"}).count(stranger) == 1


@pytest.mark.parametrize(
    ("own", "who"), [(False, '<a href="/people/theo-lindqvist/">Theo Lindqvist</a>'), (True, "Theo Lindqvist")]
)
def test_a_quote_tells_whose_words_when_and_where(own, who):
    figure = quote_figure(QUOTE, own=own)

    assert f'<span class="who">{who}</span>' in figure
    assert "You pay &amp; when &lt;it&gt; works" in figure
    assert '<time datetime="2026-03-04">March 4, 2026</time>' in figure  # in the site's own zone


def test_a_quote_whose_day_is_known_tells_that_day():
    assert '<time datetime="2026-02-27">Feb. 27, 2026</time>' in quote_figure({**QUOTE, "said_on": "2026-02-27"})
