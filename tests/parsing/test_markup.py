"""The body's HTML: what stays, what goes, ids, text, quote marks, questions."""

import re

import nh3
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from articles.parsing.markup import (
    LONGEST_BODY,
    Block,
    BodyTooLong,
    QuoteSpan,
    blocks,
    body_from_paragraphs,
    body_text,
    clean_body,
    mark_questions,
    mark_quotes,
    quote_spans,
    unmark_questions,
    unmark_quotes,
)

PIECES = [
    *("<p>", "</p>", "<div>", "</div>", "<h1>", "</h1>", "<ul>", "</ul>", "<ol>", "<li>", "</li>", "<br>", "<hr>"),
    *("<blockquote>", "</blockquote>", "<strong>", "</strong>", "<em>", "</i>", "<b>", "</b>", "<q>", "</q>"),
    *('<q data-quote="A1">', '<q data-quote="b-2">', '<q data-quote="not one">', '<p id="p-abcdefgh">'),
    *('<a href="https://example.org/?a=1&amp;b=2">', '<a href="javascript:x()">', "</a>", '<a href="http://[">'),
    *('<p data-role="question">', "<script>", "</script>", "<svg>", "<style>", "<!--", "-->", "<![CDATA[", "]]>"),
    *("word", " ", "  ", "\u00a0", "\u3000\u200b", "\n", "&nbsp;", "&amp;", "&lt;b&gt;", "&#0;", "&#xD800;", "&#", "<"),
    *(">", '"', "'", "“Said”", "\x00", "\ud800", "é", "<td>", "<figure>", "<noscript>", "</textarea>", "<p<b>"),
]
MARKUP = st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=25).map("".join)
ALLOWED = re.compile(
    r"</?(?:p|h2|h3|blockquote|ul|ol|li|strong|em|a|q|br|hr)"
    r'(?: (?:data-role="question"|id="p-[a-z2-7]{8}"|href="(?:https?:|mailto:)[^"<>]*"|data-quote="[\w-]+"))*>'
)


def without_ids(html):
    return re.sub(r' id="p-[a-z2-7]{8}"', "", html)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("", ""),
        ("Stray words", "<p>Stray words</p>"),
        ("<h1>Head</h1><h4>Low</h4>", "<h2>Head</h2><h3>Low</h3>"),
        ("<div>One</div><div><div>Two</div>three</div>", "<p>One</p><p>Two</p><p>three</p>"),
        ("<p><b>Bold</b> <i>slanted</i> <u>lined</u></p>", "<p><strong>Bold</strong> <em>slanted</em> lined</p>"),
        ("<p>One</p><p></p><p>&nbsp;</p><p><br></p><p>Two</p>", "<p>One</p><p>Two</p>"),
        ("<p>One<br>two<br>\n<br>three</p>", "<p>One<br>two</p><p>three</p>"),
        ("<p> Many \n\u00a0 blanks\u3000\u200b and Mr.\u00a0X </p>", "<p>Many blanks and Mr.&nbsp;X</p>"),
        ("<ul><li>One<li>Two</ul>", "<ul><li><p>One</p></li><li><p>Two</p></li></ul>"),
        ("<li>Alone</li>", "<ul><li><p>Alone</p></li></ul>"),
        ("<ul>Bare</ul>", "<ul><li><p>Bare</p></li></ul>"),
        ("<blockquote>Wise</blockquote><hr>", "<blockquote><p>Wise</p></blockquote><hr>"),
        ("<table><tr><td>One<td>two<tr><td>three</table>", "<p>One two</p><p>three</p>"),
        ("<p>He said <q>yes</q></p>", "<p>He said “yes”</p>"),
        ("<p><strong>Open<p>closed</p>", "<p><strong>Open</strong></p><p>closed</p>"),
        ("<p><em>one <strong>two</em> three</strong></p>", None),
        ("<p data-role='question' class=x onclick=y()>Why?</p>", '<p data-role="question">Why?</p>'),
        ("<p data-role='boss'>Why?</p>", "<p>Why?</p>"),
        ("<p>1 < 2 & 3 > 2, <3, </3 and <p", "<p>1 &lt; 2 &amp; 3 &gt; 2, &lt;3, &lt;/3 and &lt;p</p>"),
        ("<p>a&#" + "9" * 5000 + ";b&#0;c</p>", "<p>a\ufffdb\ufffdc</p>"),
        ("<p>nul\x00 bell\x07</p>", "<p>nul bell</p>"),
        ("<!DOCTYPE html><!-- no --><p>Yes</p><?php no ?>", "<p>Yes</p>"),
    ],
)
def test_html_is_cleaned(given, kept):
    if kept is None:
        kept = "<p><em>one </em><strong><em>two</em> three</strong></p>"

    assert without_ids(clean_body(given)) == kept


@pytest.mark.parametrize(
    "element",
    ["script", "style", "svg", "math", "template", "iframe", "noscript", "noembed", "textarea", "title", "xmp"],
)
def test_foreign_elements_go_with_their_content(element):
    html = f"<p>Before <{element} x=1>inside <b>bold</b></{element.upper()} > after</p>"

    assert without_ids(clean_body(html)) == "<p>Before after</p>"


def test_a_foreign_element_that_never_closes_loses_no_words():
    assert body_text("<p>Before <style> after</p>") == "Before after"


@pytest.mark.parametrize(
    ("address", "is_kept"),
    [
        ("https://example.org/a?b=1&c=2", True),
        ("HTTP://example.org", True),
        ("mailto:desk@example.org", True),
        (" https://example.org ", True),
        ("javascript:alert(1)", False),
        ("java\nscript:alert(1)", False),
        ("data:text/html,x", False),
        ("//example.org", False),
        ("/section/", False),
        ("http://[", False),
        ("https://" + "x" * 3000, False),
        ("", False),
    ],
)
def test_only_web_and_mail_addresses_are_kept(address, is_kept):
    cleaned = clean_body(f'<p><a href="{address}" onclick="x()">Words</a></p>')

    assert ("<a href=" in cleaned) == is_kept
    assert body_text(cleaned) == "Words"


@given(MARKUP)
def test_cleaning_twice_changes_nothing(html):
    once = clean_body(html)

    assert clean_body(once) == once


@given(MARKUP)
def test_nothing_but_what_is_allowed_is_left(html):
    cleaned = clean_body(html)

    assert re.sub(r"[^<>]*", "", ALLOWED.sub("", cleaned)) == ""
    assert "javascript" not in re.sub(">[^<]*<", "><", cleaned)


@given(MARKUP)
def test_the_text_of_html_is_the_text_of_its_cleaned_form(html):
    assert body_text(clean_body(html)) == body_text(html)


@given(MARKUP)
def test_a_browsers_parser_reads_the_cleaned_form_as_it_is_written(html):
    cleaned = clean_body(html)
    tags = {"p", "h2", "h3", "blockquote", "ul", "ol", "li", "strong", "em", "a", "q", "br", "hr"}
    attributes = {tag: {"id", "data-role", "data-quote", "href"} for tag in tags}

    assert nh3.clean(cleaned, tags=tags, attributes=attributes, link_rel=None) == cleaned


def test_ids_are_kept_made_unique_and_made_again_alike():
    html = '<p id="p-abcdefgh">One</p><p id="p-abcdefgh">Two</p><p>Two</p><p id="intro">Three</p>'

    first, second, third, fourth = (block.id for block in blocks(html))

    assert first == "p-abcdefgh"
    assert len({first, second, third, fourth}) == 4
    assert all(re.fullmatch("p-[a-z2-7]{8}", block_id) for block_id in (second, third, fourth))
    assert [block.id for block in blocks(clean_body(html))] == [first, second, third, fourth]
    assert blocks("<p>Three</p>")[0].id == fourth


def test_a_paragraph_put_in_moves_no_other_id():
    before = blocks(clean_body("<p>One</p><p>Two</p>"))

    after = blocks(clean_body("<p>One</p><p>New</p><p>Two</p>"))

    assert (after[0].id, after[2].id) == (before[0].id, before[1].id)


def test_only_blocks_at_the_top_have_ids():
    html = '<ul id="p-aaaaaaaa"><li id="p-bbbbbbbb"><p id="p-cccccccc">One</p></li></ul>'

    assert clean_body(html) == '<ul id="p-aaaaaaaa"><li><p>One</p></li></ul>'


def test_blocks_say_where_their_text_stands():
    html = (
        '<h2 id="p-aaaaaaaa">Head</h2><hr id="p-bbbbbbbb"><p data-role="question" id="p-cccccccc">Why<br>now?</p>'
        '<ol id="p-dddddddd"><li><p>One</p></li><li><p>Two</p></li></ol>'
        '<blockquote id="p-eeeeeeee"><p>A</p><p>B</p></blockquote>'
    )

    assert blocks(html) == (
        Block("p-aaaaaaaa", "h2", "", "Head", 0),
        Block("p-bbbbbbbb", "hr", "", "", 4),
        Block("p-cccccccc", "p", "question", "Why\nnow?", 6),
        Block("p-dddddddd", "ol", "", "One\nTwo", 16),
        Block("p-eeeeeeee", "blockquote", "", "A\n\nB", 25),
    )
    assert body_text(html) == "Head\n\nWhy\nnow?\n\nOne\nTwo\n\nA\n\nB"


@given(MARKUP)
@example("One<ul><hr>Two")
def test_each_block_stands_where_it_says(html):
    text = body_text(html)

    for block in blocks(html):
        assert text[block.start : block.start + len(block.text)] == block.text


def test_a_range_over_paragraphs_and_other_marks_is_marked_in_pieces():
    html = '<p id="p-aaaaaaaa">One <strong>two</strong> three</p><p id="p-bbbbbbbb">Four</p>'

    marked = mark_quotes(html, [(5, 17, "Q1")])

    assert marked == (
        '<p id="p-aaaaaaaa">One <strong>t</strong><q data-quote="Q1"><strong>wo</strong> three</q></p>'
        '<p id="p-bbbbbbbb"><q data-quote="Q1">Fo</q>ur</p>'
    )
    assert quote_spans(marked) == (
        QuoteSpan("Q1", "p-aaaaaaaa", 5, 13, "wo three"),
        QuoteSpan("Q1", "p-bbbbbbbb", 15, 17, "Fo"),
    )


def test_words_already_marked_keep_their_mark():
    html = '<p id="p-aaaaaaaa">One <q data-quote="Q1">two</q> three</p>'

    assert mark_quotes(html, [(4, 7, "Q2"), (5, 6, "Q3")]) == html


def test_of_ranges_that_overlap_the_first_counts():
    marked = mark_quotes("<p>One two three</p>", [(4, 13, "Q2"), (0, 7, "Q1")])

    assert [(span.quote_id, span.text) for span in quote_spans(marked)] == [("Q1", "One two"), ("Q2", " three")]


def test_places_outside_the_text_are_left_out():
    html = clean_body("<p>One</p>")

    assert mark_quotes(html, [(9, 12, "Q1"), (2, 2, "Q2"), (-5, 0, "Q3")]) == html


@pytest.mark.parametrize("quote_id", ["", "a b", 'x"', "é", "x" * 65])
def test_an_id_that_no_quote_can_have_is_refused(quote_id):
    with pytest.raises(ValueError, match="cannot be the id of a quote"):
        mark_quotes("<p>One</p>", [(0, 1, quote_id)])


SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60), st.sampled_from(["new1", "new2"])), max_size=5)


@given(MARKUP, SPANS)
def test_marking_and_unmarking_gives_the_body_back(html, spans):
    before = clean_body(html)

    marked = mark_quotes(before, spans)

    assert body_text(marked) == body_text(before)
    assert clean_body(marked) == marked
    assert unmark_quotes(marked, {"new1", "new2"}) == before


@given(MARKUP, SPANS)
def test_every_character_of_a_range_is_marked(html, spans):
    marked = mark_quotes(clean_body(html), spans)

    found = {place for span in quote_spans(marked) for place in range(span.start, span.end)}
    text = body_text(marked)
    wanted = {place for start, end, _ in spans for place in range(start, min(end, len(text)))}
    assert {place for place in wanted - found if text[place] != "\n"} == set()


def test_other_quotes_stay_when_one_is_unmarked():
    html = clean_body('<p><q data-quote="Q1">One</q> <q data-quote="Q2">two</q></p>')

    assert without_ids(unmark_quotes(html, ["Q1"])) == '<p>One <q data-quote="Q2">two</q></p>'


def test_paragraphs_are_marked_as_questions_and_back():
    html = clean_body("<p>Statement.</p><p>Question?</p><h2>Head?</h2>")
    ids = [block.id for block in blocks(html)]

    marked = mark_questions(html, ids[1:])

    assert [block.role for block in blocks(marked)] == ["", "question", ""]
    assert unmark_questions(marked, ids) == html


def test_plain_paragraphs_become_a_body():
    html = body_from_paragraphs(["He said <b>“no”</b> & left.", "Why?"], questions=[1])

    assert without_ids(html) == ('<p>He said &lt;b&gt;“no”&lt;/b&gt; &amp; left.</p><p data-role="question">Why?</p>')
    assert clean_body(html) == html


@pytest.mark.parametrize("html", ["x" * (LONGEST_BODY + 1), "&" * (LONGEST_BODY // 4)])
def test_a_body_over_the_limit_is_refused_with_both_numbers(html):
    with pytest.raises(BodyTooLong, match=r"The body has 1,\d{3},\d{3} characters of HTML; at most 1,000,000 are"):
        clean_body(html)


@pytest.mark.parametrize(
    ("piece", "text"),
    [
        ("<div>", ""),
        ("\u00a0", ""),
        ("<strong>", ""),
        ("<blockquote><ul><li>", ""),
        ("<a href='", "<a href='" * 20_000),
        ("<!--", ""),
        ("</x", "</x" * 20_000),
        ("<script>", ""),
        ("<q data-quote=Q>", ""),
        ("\ud800", "\ufffd" * 20_000),
    ],
)
def test_odd_markup_is_read_to_its_end(piece, text):
    assert body_text(piece * 20_000 + "<p>End</p>").endswith("End")
    assert body_text(piece * 20_000) == text


def test_containers_nest_only_so_deep():
    cleaned = clean_body("<blockquote>" * 500 + "<ul><li>" * 500 + "Deep")

    assert body_text(cleaned) == "Deep"
    assert len(re.findall("<(?:blockquote|ul|li)", cleaned)) <= 10


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ('<b style="font-weight:normal" id="docs-internal-guid-1"><p>Plain</p></b>', "<p>Plain</p>"),
        ('<p>A <span style="color:red; font-weight: 700">bold</span> word</p>', "<p>A <strong>bold</strong> word</p>"),
        ('<p><span style="font-style:italic">Slanted</span></p>', "<p><em>Slanted</em></p>"),
        (
            '<p><b>All <span style="font-weight:400">but</span> this</b></p>',
            "<p><strong>All</strong> but <strong>this</strong></p>",
        ),
        (
            '<p><span style="font-weight:bold">A <span style="color:red">b</span></span> c</p>',
            "<p><strong>A b</strong> c</p>",
        ),
        ('<h2><span style="font-weight:bold">Head</span></h2>', "<h2>Head</h2>"),
        ('<p><span style="font-weight:bold">Open<p>closed</p>', "<p><strong>Open</strong></p><p>closed</p>"),
        ("<p>He <del>never</del><ins>often</ins> came</p>", "<p>He often came</p>"),
        (
            "<ul><li>A</li><ul><li>B</li></ul><li>C</li></ul>",
            "<ul><li><p>A</p><ul><li><p>B</p></li></ul></li><li><p>C</p></li></ul>",
        ),
        ("<pre>One\ntwo\n\nthree</pre><p>a\nb</p>", "<p>One<br>two</p><p>three</p><p>a b</p>"),
    ],
)
def test_what_other_programs_write_is_understood(given, kept):
    assert without_ids(clean_body(given)).replace(" </strong>", "</strong> ").replace("<strong> ", " <strong>") == kept


@pytest.mark.parametrize(
    ("address", "leads_to"),
    [
        (
            "https://eur01.safelinks.protection.outlook.com/"
            "?url=https%3A%2F%2Fcity.example%2Fa%3Fb%3D1%26utm_source%3Dx&amp;data=05%7C02",
            "https://city.example/a?b=1&utm_source=x",
        ),
        (
            "https://www.google.com/url?q=https://city.example/report&amp;sa=D&amp;source=editors",
            "https://city.example/report",
        ),
        (
            "https://www.google.com/url?q=javascript:alert(1)&amp;sa=D",
            "https://www.google.com/url?q=javascript:alert(1)&sa=D",
        ),
        (
            "https://www.google.com/search?q=https://city.example",
            "https://www.google.com/search?q=https://city.example",
        ),
        (
            "https://x.safelinks.protection.outlook.com.evil.example/?url=https%3A%2F%2Fcity.example",
            "https://x.safelinks.protection.outlook.com.evil.example/?url=https%3A%2F%2Fcity.example",
        ),
        ("https://city.example/?utm_source=mail", "https://city.example/?utm_source=mail"),
    ],
)
def test_wrapped_addresses_lead_where_they_did(address, leads_to):
    cleaned = clean_body(f'<p><a href="{address}">Words</a></p>')

    assert re.search('href="([^"]*)"', cleaned)[1].replace("&amp;", "&") == leads_to


@pytest.mark.parametrize("piece", ["<span style='font-weight:bold'>", "<b><i>", "<del>", "<pre>\n", "<ul>", "<li><ul>"])
def test_elements_that_never_close_take_no_longer_one_by_one(piece):
    assert body_text(clean_body(piece * 2_000 + "word")) == "word"
