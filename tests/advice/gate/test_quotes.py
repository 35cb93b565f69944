"""Quotes that wait, that nobody marked, and whose speaker nobody can place."""

from __future__ import annotations

from articles.advice.gate import Copy, quotes
from articles.models import Person, Quote
from tests.advice.gate.sheets import copy, found, words_found

SAID = "“We have two boats,” said Nell Strand."


def test_a_proposed_quote_waits_and_leads_to_its_own_words():
    html = '<p id="p-aaaaaaaa">Yes. “<q data-quote="aaaaaaaaaa">Yes</q>,” said Nell Strand.</p>'
    waiting = Quote(public_id="aaaaaaaaaa", status="proposed", words="Yes", block="p-aaaaaaaa")

    (one,) = found(quotes.unsettled, copy(html=html, quotes=[waiting]))

    assert (one.where, one.words, one.nth) == ("p-aaaaaaaa", "Yes", 1)


def test_a_confirmed_quote_is_settled():
    html = '<p>“<q data-quote="aaaaaaaaaa">We have two boats</q>,” said Nell Strand.</p>'
    settled = Quote(public_id="aaaaaaaaaa", status="confirmed", words="We have two boats", settled_words="x")

    assert found(quotes.unsettled, copy(html=html, quotes=[settled])) == []


def test_words_in_quotation_marks_that_nobody_marked_are_found():
    assert words_found(quotes.unsettled, SAID) == ["We have two boats,"]


def test_dismissed_words_and_titles_and_questions_are_left_alone():
    assert words_found(quotes.unsettled, SAID, dismissed=["We have two boats"]) == []
    assert words_found(quotes.unsettled, "She read “The Long Way” twice, the so-called “plan” too.") == []
    assert words_found(quotes.unsettled, "[Reporter: “Why now?”]") == []
    assert words_found(quotes.unsettled, "It’s the mayor’s boat.") == []


def confirmed(speaker: Person, **fields) -> Quote:
    return Quote(status="confirmed", words="Now", settled_words="Now", speaker=speaker, block="p-aaaaaaaa", **fields)


def test_a_speaker_without_any_role_is_found_once():
    nell = Person(pk=1, name="Nell Strand")
    story = copy(quotes=[confirmed(nell), confirmed(nell)], with_role=frozenset())

    assert [f.message.split(" is ")[0] for f in found(quotes.without_role, story)] == ["Nell Strand"]


def test_a_role_printed_anywhere_or_on_record_is_enough():
    nell, office = Person(pk=1, name="Nell Strand"), Person(pk=2, name="The Harbor Office", kind="organisation")
    first, second = confirmed(nell), confirmed(nell, role_printed="harbor master")
    on_record = confirmed(Person(pk=3, name="Omar Field"))

    assert found(quotes.without_role, copy(quotes=[first, second], with_role=frozenset())) == []
    assert found(quotes.without_role, copy(quotes=[confirmed(office)], with_role=frozenset())) == []
    assert found(quotes.without_role, copy(quotes=[on_record], with_role={on_record.public_id})) == []
    assert found(quotes.without_role, copy(quotes=[first])) == []


def test_words_about_the_speaker_are_a_role_too():
    story = copy("“Now,” said Nell Strand, who runs the slip.", quotes=[confirmed(Person(pk=1, name="Nell Strand"))])

    assert found(quotes.without_role, Copy(story.article, story.bylines, story.quotes, with_role=frozenset())) == []
