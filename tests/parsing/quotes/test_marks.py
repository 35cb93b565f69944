import pytest

from articles.parsing.quotes.marks import find_runs
from articles.parsing.quotes.paragraphs import find_paragraphs


def runs(text):
    return [text[run.start : run.end] for run in find_runs(text, find_paragraphs(text))]


@pytest.mark.parametrize(
    "text",
    [
        "“We won,” he said.",
        '"We won," he said.',
        "''We won,'' he said.",
        "``We won,'' he said.",
        "‘We won,’ he said.",
        "'We won,' he said.",
        "„We won,“ he said.",
        "«We won,» he said.",
        "« We won, » he said.",
        "»We won,« he said.",
        "「We won,」he said.",
        '“We won," he said.',
        "\"We won,'' he said.",
    ],
)
def test_every_kind_of_mark(text):
    assert runs(text) == ["We won,"]


def test_a_split_quote_is_two_runs():
    assert runs("“We won,” he said. “At last.”") == ["We won,", "At last."]


def test_marks_inside_a_run_are_its_own_words():
    assert runs("“She said, ‘Go home,’ and I went,” he said.") == ["She said, ‘Go home,’ and I went,"]
    assert runs("‘She said, “Go home,” and I went,’ he said.") == ["She said, “Go home,” and I went,"]
    assert runs("''They ask, 'Is it far?''' he said.") == ["They ask, 'Is it far?'"]


def test_apostrophes_decades_and_inches_are_no_marks():
    assert runs("It's the '90s rock 'n' roll in the Joneses' barn, 6\" wide and 5'9\" tall.") == []


def test_a_possessive_inside_single_marks_does_not_close_them():
    assert runs("‘The owners’ wives did not know,’ he said.") == ["The owners’ wives did not know,"]


def test_a_run_left_open_ends_with_its_paragraph():
    text = "“We won. It took years.\n\n“Nobody helped.”"
    found = find_runs(text, find_paragraphs(text))

    assert [(text[run.start : run.end], run.is_closed) for run in found] == [
        ("We won. It took years.", False),
        ("Nobody helped.", True),
    ]


def test_a_forgotten_closing_mark_does_not_swallow_the_attribution():
    assert runs("“We won, he said. “At last.”") == ["We won,", "At last."]


def test_a_forgotten_opening_mark_is_taken_to_open_the_paragraph():
    assert runs("We won,” he said.") == ["We won,"]


def test_marks_around_nothing_are_no_run():
    assert runs('“” " " ‘’ “…”') == []
