"""The gate as a whole: which rules block, which warn, in which order; what is never asked."""

from __future__ import annotations

import pytest

from articles.advice import gate
from articles.advice.gate import RULES, Copy, Severity, blocks_of, findings_of, warnings_of
from articles.models import Image, Person, Quote
from tests.advice.gate.sheets import copy
from tests.builders import NOON, later


def codes(story: Copy) -> list[str]:
    return [finding.code for finding in blocks_of(story)]


def test_a_finished_story_passes():
    assert blocks_of(copy()) == ()


@pytest.mark.parametrize(
    ("fields", "code", "where"),
    [
        ({"headline": "  "}, "no-headline", "headline"),
        ({"headline": "x" * 301}, "long-headline", "headline"),
        ({"section_id": None}, "no-section", "section"),
        ({"body": "", "body_text": " "}, "no-body", "body"),
        ({"bylines": ()}, "no-byline", "bylines"),
        ({"kicker": "TK"}, "tk", "kicker"),
        ({"tagline": "Reach TKTK at 5"}, "tk", "tagline"),
        ({"backstory": "[TK ask Ana]"}, "tk", "backstory"),
        ({"byline_override": "By TK"}, "tk", "byline_override"),
    ],
)
def test_each_lack_is_found_with_its_place(fields, code, where):
    found = blocks_of(copy(**fields))

    assert [(f.code, f.where) for f in found] == [(code, where)]


def test_a_byline_may_be_an_override_alone():
    assert codes(copy(bylines=(), byline_override="From staff reports")) == []


def test_every_tk_of_the_text_is_found_with_its_paragraph_and_words():
    body = '<p id="p-aaaaaaaa">Fine.</p><p id="p-bbbbbbbb">The [TK name] and TKTK came.</p>'

    found = blocks_of(copy(body=body, body_text="Fine.\n\nThe [TK name] and TKTK came."))

    assert [(f.where, f.words) for f in found] == [("p-bbbbbbbb", "[TK name]"), ("p-bbbbbbbb", "TKTK")]


@pytest.mark.parametrize("text", ["The ATK brand", "Mr. Tk spoke", "TKO in the third", "stk", "Watkins"])
def test_letters_inside_a_word_are_no_tk(text):
    assert codes(copy(body=f"<p>{text}</p>", body_text=text)) == []


def test_quotes_are_looked_at_only_when_a_person_confirmed_them():
    words = {"words": "Now", "block": "p-aaaaaaaa"}
    nobody = Quote(status="confirmed", settled_words="Now", **words)
    changed = Quote(status="confirmed", settled_words="Then", speaker=Person(pk=1, name="A"), **words)
    proposed = Quote(status="proposed", settled_words="Then", **words)

    found = blocks_of(copy(quotes=(nobody, changed, proposed)))

    assert [(f.code, f.where, f.words) for f in found] == [
        ("unattributed", "p-aaaaaaaa", "Now"),
        ("drifted", "p-aaaaaaaa", "Now"),
    ]


def test_an_unnamed_source_with_a_printed_role_is_attributed():
    quote = Quote(status="confirmed", words="Now", settled_words="Now", role_printed="a White House official")

    assert codes(copy(quotes=(quote,))) == []


def test_a_picture_says_what_it_shows_and_who_made_it():
    assert codes(copy(lead_image=Image(title="Bridge"))) == ["no-alt", "no-credit"]
    assert codes(copy(lead_image=Image(title="Bridge", is_decorative=True, credit="Ana Ruiz"))) == []
    assert codes(copy(lead_image=Image(title="Bridge", alt="A bridge", credit="Ana Ruiz"))) == []


def test_blocks_come_first_and_warnings_last(db):
    story = copy("The the TK.", headline="", dek="", hold_reason="Waits for counsel", hold_kind="legal")

    found = findings_of(story, NOON)

    assert [(one.code, str(one.severity)) for one in found] == [
        ("no-headline", "block"),
        ("tk", "block"),
        ("on-hold", "keeps"),
        ("twice", "warning"),
        ("no-dek", "warning"),
    ]
    assert [one.code for one in blocks_of(story)] == ["no-headline", "tk"]
    assert [one.code for one in warnings_of(story, NOON)] == ["twice", "no-dek"]


def test_a_finished_story_asks_the_database_for_the_style_rules_alone(db, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert findings_of(copy("All is well."), NOON) == ()


def test_the_whole_gate_asks_twice_at_most(db, django_assert_num_queries):
    html = "".join(f'<p>See <a href="http://127.0.0.1:8000/2026/03/0{n}/a/">it {n}</a>.</p>' for n in range(1, 8))
    with django_assert_num_queries(2):
        findings_of(copy(html=html), NOON)


def test_blocks_without_a_moment_ask_nothing(django_assert_num_queries, db):
    link = '<p><a href="http://127.0.0.1:8000/2026/03/04/nowhere/">it</a></p>'
    with django_assert_num_queries(0):
        assert blocks_of(copy(html=link)) == ()


def test_no_rule_lists_more_than_an_editor_mends():
    assert len(blocks_of(copy("TK " * 500))) == gate.MOST_OF_A_RULE


def test_every_rule_is_named_once_and_says_where_it_comes_from():
    rules = [rule for _, rule in RULES]

    assert len(set(rules)) == len(rules)
    assert all(rule.__doc__ for rule in rules)
    assert {severity for severity, _ in RULES} == set(Severity)


def test_the_release_is_now_or_when_it_is_due():
    due, embargo = later(hours=3), later(hours=1)
    scheduled = copy(state="published", publish_at=due, first_published_at=due).article
    live = copy(state="published", publish_at=later(hours=-3), first_published_at=later(hours=-3)).article

    assert gate.release_of(copy().article, NOON) == NOON
    assert gate.release_of(copy(embargo_until=embargo).article, NOON) == embargo
    assert gate.release_of(scheduled, NOON) == due
    assert gate.release_of(live, NOON) == NOON
