"""The scorer, counted by hand on a story of a few lines."""

import pytest

from tests.benchmarks.quote_scores import Answer, Scores, role_f1, score

TEXT = """“We won,” said Mayor Ann Dea. She called it “a good day.”

REPORTER: “Are you tired?”

“No,” the clerk said, holding a copy of “Late Trains.”

“One day
we go,” they sang. “Hooray!”"""


def place(words):
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words)}


def gold(words, speaker, role=None, **more):
    return {**place(words), "speaker": speaker, "role": role, **more}


STORY = {
    "text": TEXT,
    "quotes": [
        gold("We won", "Ann Dea", "Mayor", ref="full"),
        gold("a good day.", "Ann Dea", "Mayor", ref="pron"),
        gold("No", None, "the clerk", ref="nom"),
        gold("Hooray!", None, optional=True),
    ],
    "nonspeech": [{**place("Late Trains."), "kind": "title"}],
    "reporter_questions": [place("Are you tired?")],
}


def answer(words, *rest, **more):
    return Answer(*place(words).values(), *rest, **more)


def scores_of(*answers, story=STORY):
    return score([story], lambda text: list(answers))


def test_every_answer_right():
    counted = scores_of(
        answer("“We won,”", "Ann Dea", "mayor", confidence=0.9),
        answer("a good day.", "Ann Dea", "the mayor", confidence=0.6),
        answer("Are you tired?", is_question=True),
        answer("No", None, "clerk"),
    )

    assert counted == Scores(
        found=3,
        wanted=3,
        matched=3,
        speakers=[True, True, True],
        pronouns=[True],
        roles=[1.0, 1.0, 1.0],
        nonspeech=[False],
        misattributed=[False],
        confidences=[(0.9, True), (0.6, True)],
    )
    assert (counted.spans_f1, counted.together_f1) == (1.0, 1.0)


def test_every_answer_wrong():
    counted = scores_of(
        answer("We won", "Bo Lee", "Mayor of Delph", confidence=0.9),
        answer("a good", "Ann Dea"),
        answer("Are you tired?", "Ann Dea"),
        answer("Late Trains.", "Ann Dea"),
        answer("No", "Ann Dea"),
    )

    assert counted == Scores(
        found=4,  # not the question, which counts apart; "a good" is too little of "a good day."
        wanted=3,
        matched=2,
        speakers=[False, False],
        roles=[pytest.approx(2 / 3), 0.0],
        nonspeech=[True],
        misattributed=[True],
        confidences=[(0.9, False), (1.0, False)],
    )
    assert (counted.spans_f1, counted.together_f1) == (pytest.approx(4 / 7), 0.0)


def test_no_answer():
    counted = scores_of()

    assert counted == Scores(wanted=3, nonspeech=[False], misattributed=[False])
    assert (counted.spans_f1, Scores().spans_f1) == (0.0, 0.0)


def test_what_is_optional_counts_neither_for_nor_against():
    assert scores_of(answer("Hooray!", "Bo Lee")).found == 0


def test_an_answer_over_two_paragraphs_is_two():
    assert scores_of(answer("One day\nwe go")).found == 2


def test_a_span_is_matched_once_by_the_closest():
    counted = scores_of(answer("We won,” s", "Bo Lee"), answer("We won", "Ann Dea"))

    assert (counted.found, counted.matched, counted.speakers) == (2, 1, [True])


def test_a_question_named_as_one_beside_another_reading_of_it_is_not_misattributed():
    asked = place("Are you tired?").values()

    assert scores_of(Answer(*asked, is_question=True), Answer(*asked, "Ann Dea")).misattributed == [False]


@pytest.mark.parametrize(
    ("given", "right"),
    [("Inês Prado-Sá", True), ("ines prado sa", True), ("Nê Prado", True), ("Prado-Sá", False), (None, False)],
)
def test_a_speaker_is_right_by_the_name_in_full_however_it_is_written(given, right):
    story = {"text": TEXT, "quotes": [gold("We won", "Inês Prado-Sá", speaker_alt=["Nê Prado"])]}

    assert scores_of(answer("We won", given), story=story).speakers == [right]


@pytest.mark.parametrize(("given", "right"), [(None, True), ("the clerk", True), ("Ann", True), ("Ann Dea", False)])
def test_where_the_story_names_nobody_only_a_name_in_full_is_wrong(given, right):
    story = {"text": TEXT, "quotes": [gold("We won", None)]}

    assert scores_of(answer("We won", given), story=story).speakers == [right]


def test_a_speaker_or_role_nobody_judged_is_left_out():
    quote = {**place("We won"), "speaker": "Ann Dea", "speaker_unjudged": True}
    counted = scores_of(answer("We won", "Bo Lee", "clerk"), story={"text": TEXT, "quotes": [quote]})

    assert counted == Scores(found=1, wanted=1, matched=1)
    assert counted.together_f1 == 0.0


def test_a_role_where_there_is_none_is_invented():
    story = {"text": TEXT, "quotes": [gold("We won", "Ann Dea"), gold("No", "Ann Dea")]}

    assert scores_of(answer("We won", "Ann Dea", "mayor"), answer("No"), story=story).invented == [True, False]


@pytest.mark.parametrize(
    ("given", "wanted", "figure"),
    [
        ("Gov.", "the governor", 1.0),
        ("mayor of Delph", "Delph’s mayor", 1.0),
        ("deputy mayor", "mayor", 2 / 3),
        ("mayor mayor", "mayor", 2 / 3),
        ("clerk", "mayor", 0.0),
        (None, "mayor", 0.0),
    ],
)
def test_a_role_is_right_by_its_words(given, wanted, figure):
    assert role_f1(given, wanted) == pytest.approx(figure)


def test_two_wordings_of_a_role_may_be_given_together():
    story = {"text": TEXT, "quotes": [gold("We won", "Ann Dea", "mayor", role_alt=["a lawyer"])]}

    assert scores_of(answer("We won", "Ann Dea", "lawyer and mayor"), story=story).roles == [pytest.approx(4 / 5)]


def test_confidence_is_counted_from_the_least_to_below_the_next():
    counted = Scores(confidences=[(0.8, True), (0.79, False), (0.55, True)])

    assert (counted.confident(0.8, 2.0), counted.confident(0.55, 0.8)) == ([True], [False, True])
