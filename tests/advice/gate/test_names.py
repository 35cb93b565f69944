"""One name spelled two ways, a surname alone; and the silence on stories where names are right."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from articles.advice.gate import names
from articles.models import Person, Quote
from articles.parsing import parse_story
from articles.parsing.spelling import is_near, sounds_like
from tests.advice.gate.sheets import copy, found, words_found

ROOT = Path(__file__).parents[3]
ANNOTATED = ROOT / "tests" / "benchmarks" / "annotated"
SAMPLE = ROOT / "articles" / "management" / "sample" / "stories"


@pytest.mark.parametrize(
    ("paragraphs", "words"),
    [
        (("Laura Stevens owns the mill.", "Laura Stephens left."), ["Laura Stephens"]),
        (("Laura Stevens owns the mill.", "Stephens said it would close."), ["Stephens"]),
        (("Katherine Marsh runs it.", "Later Catherine Marsh left."), ["Catherine Marsh"]),
        (("Jon Hanson spoke.", "John Hanson left."), ["John Hanson"]),
        (("Michael Brown came.", "Michael Browne left."), ["Michael Browne"]),
        (("Ana Núñez said no.", "“No,” said Nunez."), ["Nunez"]),
        (("Ruth Castellano said no.", "Ruth Castelano left."), ["Ruth Castelano"]),
        (("Maria Lopez came with Mario Lopez.",), []),
        (("Ellen Daniels and her son Daniel Roberts.",), []),
        (("Jon Hanson spoke for the Hansons. Hanson left.",), []),
        (("Lena Marsh came in March. Marsh said it was cold.",), []),
        (("Ann Lee and Ann Leo",), []),
    ],
)
def test_two_spellings_of_one_name(paragraphs, words):
    assert words_found(names.two_spellings, *paragraphs) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Mayor Strand said no. Strand left.", ["Strand"]),
        ("Public Works Director Marsh said so.", ["Marsh"]),
        ("Dr. Okafor agreed.", ["Okafor"]),
        ("Mayor Strand said no. It was Nell Strand who left.", []),
        ("President Trump said no, and Pope Leo came.", []),
        ("The General Assembly met. Members of the Gulf Migrant Project came.", []),
        ("Strand said no.", []),
    ],
)
def test_a_surname_whose_full_name_never_stands(text, words):
    assert words_found(names.surname_only, text) == words


def test_a_confirmed_speaker_named_by_surname_alone():
    said = Quote(status="confirmed", words="No", settled_words="No", speaker=Person(pk=1, name="Nell Strand"))

    (one,) = found(names.surname_only, copy("“No,” said Strand.", quotes=[said]))

    assert (one.words, one.message) == ("Strand", "“Nell Strand” is never named in full in the story.")
    assert found(names.surname_only, copy("“No,” said Nell J. Strand.", quotes=[said])) == []
    assert found(names.surname_only, copy("“No,” she said.", quotes=[said])) == []


def stories() -> dict[str, list[str]]:
    lines = [line for file in sorted(ANNOTATED.glob("*.jsonl")) for line in file.read_text("utf-8").splitlines()]
    texts = {row["id"]: row["text"].split("\n\n") for row in map(json.loads, lines)}
    for file in sorted([*SAMPLE.glob("*.txt"), *(ROOT / "tests" / "stories").glob("*.txt")]):
        texts[file.name] = list(parse_story(file.read_bytes().decode(errors="replace")).paragraphs)
    return texts


def test_no_name_of_a_hundred_stories_is_called_wrong():
    texts = stories()

    wrong = {
        name: [f.message for rule in (names.two_spellings, names.surname_only) for f in found(rule, copy(*paragraphs))]
        for name, paragraphs in texts.items()
    }

    assert len(texts) > 100
    assert {name: messages for name, messages in wrong.items() if messages} == {}


@pytest.mark.parametrize(
    ("one", "other"),
    [("stevens", "stephens"), ("katherine", "catherine"), ("clark", "clarke"), ("sara", "sarah"), ("smith", "smyth")],
)
def test_spellings_of_one_sound(one, other):
    assert sounds_like(one, other)


@pytest.mark.parametrize(("one", "other"), [("mario", "maria"), ("erin", "aaron"), ("li", "ly"), ("marsh", "march")])
def test_names_that_only_look_alike(one, other):
    assert not sounds_like(one, other)


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("hanson", "hansen", True),
        ("hanson", "hason", True),
        ("hanson", "hannson", True),
        ("hanson", "hasnon", True),
        ("hanson", "hanson", False),
        ("hanson", "hnasno", False),
        ("hanson", "hans", False),
        ("ab", "ba", True),
        ("a", "", True),
    ],
)
def test_a_letter_apart(one, other, near):
    assert is_near(one, other) is is_near(other, one) is near
