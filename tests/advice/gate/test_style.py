"""House style: what a rule in force says of fields and text, and never of a quote."""

from __future__ import annotations

import pytest

from articles.advice.gate import style
from articles.models import StyleRule
from articles.parsing.stylewords import Phrases
from tests.advice.gate.sheets import copy, found

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def rules():
    StyleRule.objects.create(pattern="prior to", reason="Two words for one.", suggestion="before")
    StyleRule.objects.create(pattern="utiliz*", reason="Long.", suggestion="use")
    StyleRule.objects.create(pattern="Town Hall", reason="Ours is a city.", suggestion="City Hall", matches_case=True)
    StyleRule.objects.create(pattern="per cent", reason="One word.", suggestion="percent", active=False)


def said(story) -> list[tuple]:
    return [(f.where, f.words, f.nth, f.suggestion) for f in found(style.house_style, story)]


def test_fields_and_text_are_read():
    html = '<p id="p-aaaaaaaa">Prior to it, they met prior to noon, and prior to it.</p>'

    assert said(copy(html=html, dek="Prior to noon")) == [
        ("dek", "Prior to", 0, "Before"),
        ("p-aaaaaaaa", "Prior to", 0, "Before"),
        ("p-aaaaaaaa", "prior to", 0, "before"),
        ("p-aaaaaaaa", "prior to", 1, "before"),
    ]


def test_an_open_ending_is_shown_and_not_replaced():
    (one,) = found(style.house_style, copy("They utilized it 5 per cent."))

    assert (one.words, one.suggestion) == ("utilized", "")
    assert one.message == "“utilized”: Long. Write “use”."


def test_capitals_count_where_the_rule_says_so():
    assert said(copy("At Town Hall, at town hall"))[0][1:] == ("Town Hall", 0, "City Hall")
    assert len(said(copy("At Town Hall, at town hall"))) == 1


def test_a_quotes_words_are_somebodys_own():
    html = (
        '<p id="p-aaaaaaaa">Prior to noon: “<q data-quote="aaaaaaaaaa">It was prior to it</q>,” prior'
        ' <q data-quote="bbbbbbbbbb">to us</q>, prior to all.</p>'
    )

    assert [words for _, words, _, _ in said(copy(html=html))] == ["Prior to", "prior to"]


def test_a_changed_rule_counts_at_once():
    assert len(said(copy("prior to"))) == 1
    StyleRule.objects.filter(pattern="prior to").update(suggestion="ahead of")

    assert said(copy("prior to"))[0][3] == "ahead of"


def test_a_rule_tried_shows_the_words_around():
    story = copy("One.", "They met prior to noon.", headline="Prior to it").article

    assert style.tried(story, Phrases([(0, "prior to", False)])) == [
        ("", "Prior to", " it"),
        ("They met ", "prior to", " noon."),
    ]
