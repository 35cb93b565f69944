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


@pytest.mark.parametrize(
    "text",
    [
        "[Reporter: Did you run?] “No. I sat,” said Ann Dea.",
        "[Reporter: “Did you run?”] “No. I sat,” said Ann Dea.",
        "(Reporter: “Did you run?”)  “No. I sat,” said Ann Dea.",
        "“[Did you run?] No. I sat,” said Ann Dea.",
        "“[Reporter: Did you run?] No. I sat,” said Ann Dea.",
        "“ [ Did you run? ]  No. I sat,” said Ann Dea.",
    ],
)
def test_a_question_at_the_head_of_its_answer_is_the_reporters(text):
    quotes = find_quotes(text)

    assert [(q.text, q.kind, q.speaker, q.question) for q in quotes] == [
        ("Did you run?", "reporter_question", None, None),
        ("No. I sat,", "full", "Ann Dea", "Did you run?"),
    ]
    assert all(text[q.start : q.end] == q.text for q in quotes)


def test_a_question_inside_is_answered_by_all_of_the_utterance():
    quotes = find_quotes("“It was loud,” said Ann Dea. “[And did you run?] No,” she said, “I sat.”")

    assert [(q.text, q.speaker, q.question) for q in quotes] == [
        ("It was loud,", "Ann Dea", None),
        ("And did you run?", None, None),
        ("No,", "Ann Dea", "And did you run?"),
        ("I sat.", "Ann Dea", "And did you run?"),
    ]


@pytest.mark.parametrize(
    "text",
    ["“[The mayor] ran,” said Ann Dea.", "“[sic?] I ran,” said Ann Dea.", "“[Did you really run?]” said Ann Dea."],
)
def test_what_an_editor_put_in_is_no_question(text):
    (quote,) = find_quotes(text)

    assert quote.text == text[1 : text.index("”")]
