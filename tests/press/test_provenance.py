"""How readers can check a story, counted from its content."""

from __future__ import annotations

import pytest

from articles.press.provenance import Fact, provenance
from tests.press.contents import make_content, make_note, make_speech


def told(**fields) -> dict[str, str]:
    return {fact.about: fact.words for fact in provenance(make_content(**fields))}


def test_a_plain_story_without_quotes_has_nothing_to_add():
    assert provenance(make_content()) == ()


def test_people_are_counted_once_each_and_those_not_named_are_told_apart():
    named = (make_speech(), make_speech("abcdefgh24"), make_speech("abcdefgh25", speaker_name="Tom", speaker_path=""))
    unnamed = tuple(
        make_speech(f"abcdefgh3{n}", speaker_name="", speaker_path="", role=role)
        for n, role in enumerate(["a passenger", "a passenger", "a nurse"], start=2)
    )

    assert told(quotes=named)["People quoted"] == "2"
    assert told(quotes=named + unnamed)["People quoted"] == "4, 2 of them not named"


def test_quotes_are_counted_by_what_they_were_checked_against():
    means = ["recording", "notes", "", "recording", "statement", "transcript"]
    quotes = tuple(make_speech(f"abcdefgh2{n}", verification=mean) for n, mean in enumerate(means, start=2))

    assert told(quotes=quotes)["Quotes checked"] == (
        "5 of 6: 2 against a recording, 1 against notes, 1 against a written statement and 1 against a transcript"
    )
    assert told(quotes=(make_speech(),))["Quotes checked"] == "1, all confirmed by an editor"


def test_corrections_and_reporting_lead_to_where_they_are_told():
    facts = provenance(make_content(notes=(make_note(), make_note()), backstory="We rode it."))

    assert facts == (
        Fact("Reporting", "How we reported this", "#reported"),
        Fact("Corrections", "2, told above the story", "#notes"),
    )
    assert told(notes=(make_note(),))["Corrections"] == "1, told above the story"


@pytest.mark.parametrize(("genre", "begins"), [("opinion", "Opinion: the view"), ("sponsored", "Sponsored: paid for")])
def test_what_could_be_taken_for_news_is_named(genre, begins):
    assert told(genre=genre)["Kind"].startswith(begins)
