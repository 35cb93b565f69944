from __future__ import annotations

import pytest

from articles.advice.gate import Copy, blocks_of
from articles.models import Article, Byline, Image, Person, Quote


def copy(quotes=(), bylines=None, **fields) -> Copy:
    defaults = {
        "headline": "A headline",
        "body": "<p>Words.</p>",
        "body_text": "Words.",
        "section_id": 1,
    }
    return Copy(Article(**{**defaults, **fields}), [Byline()] if bylines is None else bylines, quotes)


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
