"""The body as a page shows it."""

from __future__ import annotations

import pytest

from articles.press.body import dressed_body
from tests.press.contents import make_speech

QUOTED = '<p id="p-a">“<q data-quote="abcdefgh23">We are ready,</q>” she said.</p>'


def test_a_quote_is_anchored_and_followed_by_a_link_that_says_whose_words_they_are():
    body, spans = dressed_body(QUOTED, (make_speech(),), "")

    assert body == (
        '<p id="p-a">“<q id="q-abcdefgh23" data-quote="abcdefgh23" cite="/quotes/abcdefgh23/">We are ready,</q>”'
        '<a class="said" href="/quotes/abcdefgh23/" aria-label="Quote: Marisol Quintero"></a> she said.</p>'
    )
    assert [(span.anchor, span.words) for span in spans] == [("q-abcdefgh23", "We are ready,")]


def test_a_split_quote_has_an_anchor_for_each_run_and_one_link_after_the_last():
    body, spans = dressed_body(
        '<p>“<q data-quote="abcdefgh23">One,</q>” she said. “<q data-quote="abcdefgh23">Two.</q>”</p>',
        (make_speech(),),
        "",
    )

    assert [span.anchor for span in spans] == ["q-abcdefgh23", "q-abcdefgh23-2"]
    assert body.count('class="said"') == 1
    assert body.endswith("</a></p>")


def test_marks_inside_a_quote_stay_and_its_words_are_read_without_them():
    body, spans = dressed_body('<p>“<q data-quote="abcdefgh23">Ham <em>&amp; eggs</em></q>”</p>', (make_speech(),), "")

    assert ">Ham <em>&amp; eggs</em></q>" in body
    assert spans[0].words == "Ham & eggs"


def test_a_quote_that_is_not_published_leaves_its_words_and_no_mark():
    assert dressed_body(QUOTED, (), "") == ('<p id="p-a">“We are ready,” she said.</p>', ())


def test_a_name_with_markup_in_it_stays_a_name():
    body, _ = dressed_body(QUOTED, (make_speech(speaker_name='<b>"Al"</b>'),), "")

    assert 'aria-label="Quote: &lt;b&gt;&quot;Al&quot;&lt;/b&gt;"' in body


@pytest.mark.parametrize(
    ("body", "dressed"),
    [
        ('<p id="p-a">Text.</p>', '<p id="p-a"><span class="dateline">LONDON – </span>Text.</p>'),
        ('<h2 id="p-a">Head</h2><p id="p-b">Text.</p>', '<h2 id="p-a">Head</h2><p id="p-b">{}Text.</p>'),
        ('<p id="p-a" data-role="question">Why?</p><p id="p-b">So.</p>', None),
        ('<ul id="p-a"><li>One</li></ul>', '<p>{}</p><ul id="p-a"><li>One</li></ul>'),
        ("", "<p>{}</p>"),
    ],
)
def test_the_dateline_stands_in_the_first_paragraph_that_is_no_question(body, dressed):
    line = '<span class="dateline">LONDON – </span>'
    expected = dressed.replace("{}", line) if dressed else body.replace('<p id="p-b">', f'<p id="p-b">{line}')

    assert dressed_body(body, (), "LONDON") == (expected, ())


def test_a_body_of_a_megabyte_of_odd_marks_takes_no_longer_than_its_length_asks():
    odd = ('<q data-quote="abcdefgh23">' + "a<b>" * 3) * 25_000

    assert dressed_body(odd, (make_speech(),), "")[1] == ()
