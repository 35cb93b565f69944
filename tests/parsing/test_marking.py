"""A body cleaned, searched and marked in one reading is the body the single functions give."""

from __future__ import annotations

from itertools import count

import pytest

from articles.parsing import find_quotes
from articles.parsing.marking import Before, mark_found
from articles.parsing.markup import BodyTooLong, blocks, body_text, clean_body, quote_spans, reword_quote
from articles.parsing.wording import wording_key

SPLIT = "“We close it once,” said Mayor Ines Calder. “We do it right.”"
HTML = f"<p>The bridge   closes.</p><div>{SPLIT}</div><p>[Reporter: “Who pays?”]</p><p>“We do,” said Calder.</p>"


def marked(html: str, **options):
    numbers = count(1)
    return mark_found(html, make_id=lambda: f"q{next(numbers)}", **options)


def test_the_body_is_clean_and_its_text_is_that_of_the_cleaned_body():
    body = marked(HTML)

    assert body.text == body_text(clean_body(HTML)) == body_text(body.html)
    assert clean_body(body.html) == body.html


def test_each_utterance_is_marked_once_with_its_words_and_its_place():
    body = marked(HTML)

    assert [(quote.public_id, quote.words, quote.position) for quote in body.quotes] == [
        ("q1", "We close it once,\nWe do it right.", 0),
        ("q2", "We do", 1),
    ]
    spans = [(span.quote_id, span.text) for span in quote_spans(body.html)]
    assert spans == [("q1", "We close it once,"), ("q1", "We do it right."), ("q2", "We do,")]
    assert [quote.block for quote in body.quotes] == [blocks(body.html)[1].id, blocks(body.html)[3].id]


def test_a_reporters_question_gets_its_role_and_no_mark():
    body = marked(HTML)

    assert [block.role for block in blocks(body.html)] == ["", "", "question", ""]


def test_a_paragraph_that_holds_the_answer_too_is_no_question():
    body = marked("<p>[Reporter: Did you run?] “No, we sat,” said Ann Dea.</p>")

    assert [(block.role, block.text[:10]) for block in blocks(body.html)] == [("", "[Reporter:")]
    assert [span.text for span in quote_spans(body.html)] == ["No, we sat,"]


def test_marks_there_already_are_kept_and_not_marked_again():
    once = marked(HTML)

    twice = mark_found(once.html, make_id=lambda: pytest.fail("nothing is new"))

    assert (twice.html, twice.quotes) == (once.html, ())


def test_marks_of_another_story_come_off_a_new_body():
    once = marked(HTML)

    assert marked(once.html, is_new=True) == once


def test_words_left_out_are_not_marked():
    body = marked(HTML, before=Before(left_out=frozenset({wording_key("We do")})))

    assert [quote.words for quote in body.quotes] == ["We close it once,\nWe do it right."]


def test_runs_found_in_the_copy_count_only_where_they_fit_the_cleaned_text():
    copy = "The bridge   closes.\n\n“We do,” said Ines Calder."
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in copy.split("\n\n"))

    body = marked(paragraphs, found=find_quotes(copy))

    assert [span.text for span in quote_spans(body.html)] == ["We do,"]


def test_a_body_over_the_limit_is_refused():
    with pytest.raises(BodyTooLong):
        marked("x" * 1_000_001)
    with pytest.raises(BodyTooLong):
        marked("&" * 999_999)


def test_only_paragraphs_that_are_new_are_looked_at():
    before = Before(paragraphs=frozenset({SPLIT, "The bridge closes."}))

    assert [quote.words for quote in marked(HTML, before=before).quotes] == ["We do"]


def test_words_that_come_back_get_the_id_they_had():
    body = marked(HTML, before=Before(unplaced={wording_key("We do."): "was-here"}))

    assert [quote.public_id for quote in body.quotes] == ["q1", "was-here"]


def test_a_quotes_spans_are_given_other_words_and_keep_the_sentences_comma():
    body = marked(HTML).html

    reworded = reword_quote(body, "q1", ["We shut it once,", "We do it well."])
    again = reword_quote(reworded, "q2", ["We pay"])

    assert [span.text for span in quote_spans(again)] == ["We shut it once,", "We do it well.", "We pay,"]
    assert body_text(again) == body_text(body).replace("close it", "shut it").replace("right", "well").replace(
        "We do,", "We pay,"
    )


def test_a_quote_of_another_number_of_spans_is_not_reworded():
    assert reword_quote(marked(HTML).html, "q1", ["We shut it once."]) is None
