import pytest

from articles.parsing.quotes import find_quotes
from articles.parsing.quotes.questions import question_label


@pytest.mark.parametrize(
    "text",
    [
        "[Reporter: “Did you run?”]",
        "[Anchor: “Did you run?”]",
        "(WJZ reporter: “Did you run?”)",
        "KQTU: “Did you run?”",
        "Reporter: “Did you run?”",
    ],
)
def test_a_reporters_label(text):
    assert text[question_label(text, (0, len(text))) :].startswith("“")


@pytest.mark.parametrize("text", ["Ann Dea was blunt: “Yes.”", "The report: “Yes.”", "“Yes,” she said."])
def test_no_label(text):
    assert question_label(text, (0, len(text))) is None


def test_the_answer_carries_the_question_and_the_question_has_no_speaker():
    text = (
        "Gus Moll owns the store.\n\n“It was loud,” he said.\n\n[Reporter: “Did you run?”]\n\n“No. I sat.”\n\n"
        "Moll said it was over."
    )

    assert [(q.text, q.kind, q.speaker, q.question) for q in find_quotes(text)] == [
        ("It was loud,", "full", "Gus Moll", None),
        ("Did you run?", "reporter_question", None, None),
        ("No. I sat.", "full", "Gus Moll", "Did you run?"),
    ]


def test_a_bracketed_question_needs_no_marks():
    quotes = find_quotes("[Reporter: Did you run?]\n\n“No,” said Ann Dea.")

    assert [(q.text, q.kind, q.question) for q in quotes] == [
        ("Did you run?", "reporter_question", None),
        ("No,", "full", "Did you run?"),
    ]


def test_a_question_two_paragraphs_back_is_not_answered():
    quotes = find_quotes("[Reporter: “Did you run?”]\n\nThe street was quiet.\n\n“No,” said Ann Dea.")

    assert quotes[-1].question is None
