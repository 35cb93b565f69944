"""Lines around a story."""

import pytest

from articles.parsing.furniture import find_label, is_end_mark, is_more_mark, is_note, is_question, stands_alone


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("HEADLINE: Pool to close", ("headline", "Pool to close")),
        ("Hed: Pool to close", ("headline", "Pool to close")),
        ("**Headline:** Pool to close", ("headline", "Pool to close")),
        ("SLUG: POOL-CLOSING", ("slugline", "POOL-CLOSING")),
        ("Slugline: pool", ("slugline", "pool")),
        ("DEK: Neighbors object", ("dek", "Neighbors object")),
        ("Headline", None),
        ("Headlines: many", None),
        ("HEADLINE:", None),
    ],
)
def test_labels_are_read(line, label):
    assert find_label(line) == label


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("[Reporter: “Are you worried?”]", True),
        ("[WJZ Reporter: Are you worried?]", True),
        ("(Reporter: Are you worried?)", True),
        ("[Q: Are you worried?]", True),
        ("Q: Are you worried?", True),
        ("Question: Are you worried?", True),
        ("Reporter: Are you worried?", True),
        ("A: Not at all.", False),
        ("[Laughter]", False),
        ("The reporter: who is she?", False),
        ("Quite: yes", False),
    ],
)
def test_reporters_questions_are_known(line, expected):
    assert is_question(line) is expected


@pytest.mark.parametrize("line", ["###", "-30-", "– 30 –", "(END)", "ENDS", "-END-", "(30)"])
def test_end_marks_are_known(line):
    assert is_end_mark(line)


@pytest.mark.parametrize("line", ["30", "The end", "#", "-- 30 people --", "(end of story)"])
def test_other_lines_are_no_end_marks(line):
    assert not is_end_mark(line)


def test_a_mark_of_more_to_come_is_known():
    assert is_more_mark("(MORE)")
    assert not is_more_mark("More to come from the council")


@pytest.mark.parametrize(
    "line",
    ["Eds: With photos.", "EDITORS: Note names.", "Editor’s note: Corrected.", "[Eds: fix]", "FOR IMMEDIATE RELEASE"],
)
def test_notes_to_editors_are_known(line):
    assert is_note(line)


def test_only_whole_furniture_stands_alone():
    assert stands_alone("By Ana Ruiz")
    assert stands_alone("###")
    assert stands_alone("[Q: Why?]")
    assert not stands_alone("By the river the council met and talked")
