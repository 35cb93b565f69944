"""Whole small stories: who said what, in which role, in one utterance or several."""

import pytest

from articles.parsing.quotes import find_quotes


def spoken(text):
    return [(quote.text, quote.speaker, quote.group) for quote in find_quotes(text)]


def speakers(text):
    return [quote.speaker for quote in find_quotes(text)]


BROADCAST = """date 2019-04-02 EASTPORT (WKLM)– A judge rules against the port in a case about night work.

“if you run a crane, and run it all night, people hear it,” said acting harbor director Tom Wells. “We can fix that.”

“This is a win for the city,” said Eastport Mayor Ray Alden.

[Reporter: “Are you worried about the money?”]

“Sure. We are worried,” said Westport Mayor Nora Quist.
"""


def test_a_broadcasters_story():
    found = [(q.text, q.speaker, q.role, q.kind, q.group, q.question) for q in find_quotes(BROADCAST)]
    question = "Are you worried about the money?"

    assert found == [
        (
            "if you run a crane, and run it all night, people hear it,",
            "Tom Wells",
            "acting harbor director",
            "full",
            1,
            None,
        ),
        ("We can fix that.", "Tom Wells", "acting harbor director", "full", 1, None),
        ("This is a win for the city,", "Ray Alden", "Eastport Mayor", "full", 2, None),
        (question, None, None, "reporter_question", 3, None),
        ("Sure. We are worried,", "Nora Quist", "Westport Mayor", "full", 4, question),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We won,” said Steve Baker, a driver. “It was late,” Baker said.", ["Steve Baker", "Steve Baker"]),
        ("“We won,” said Ann Mayor, a driver. “It was late,” the Mayor said.", ["Ann Mayor", None]),
        ("“We won,” said Steve Lund. “It was late,” Baker said.", ["Steve Lund", None]),
        ("Rider Noor al-Hashimi, 34, lost her card. “It just went dark,” she said.", ["Noor al-Hashimi"]),
    ],
)
def test_a_surname_that_is_a_trade_is_somebody_of_the_story(text, expected):
    assert speakers(text) == expected


def test_offsets_are_places_in_the_text_marks_excluded():
    for quote in find_quotes(BROADCAST):
        assert BROADCAST[quote.start : quote.end] == quote.text
        assert (BROADCAST[quote.start - 1], BROADCAST[quote.end]) == ("“", "”")


def test_every_quote_says_what_decided_and_on_which_words():
    quote = find_quotes("“It is over,” said Ann Dea, who left.")[0]

    assert (quote.rule, quote.relied_on, quote.cue) == ("quote, verb, subject", ("said", "Ann Dea"), "said")
    assert 0.9 < quote.confidence <= 1


def test_a_pronoun_means_the_last_subject_of_its_sex():
    text = (
        "“We measured,” said Nina Castle, a farmer.\n\nCounty planner Otto Brandt said Castle had a point. "
        "“I see it,” he said.\n\n“He sees it at last,” she said."
    )

    assert speakers(text) == ["Nina Castle", "Otto Brandt", "Nina Castle"]


def test_a_description_means_whoever_has_that_role():
    text = "Superintendent Gus Finch spoke. Ann Dea did not.\n\n“It worries me,” the superintendent said."

    assert speakers(text) == ["Gus Finch"]


def test_a_company_is_known_by_the_first_word_of_its_name():
    text = "Shares of Westlake Motors fell. “We remain confident,” Westlake said in a statement."

    assert speakers(text) == ["Westlake Motors"]


def test_the_company_and_it_mean_the_organisation_last_spoken_of():
    text = "Acme Rail Corp. cut 300 jobs. “We regret it,” the company said. “We had no choice,” it added."

    assert speakers(text) == ["Acme Rail Corp.", "Acme Rail Corp."]


def test_an_unnamed_source_has_a_role_and_no_name():
    quote = find_quotes("“It is done,” a White House official said.")[0]

    assert (quote.speaker, quote.role) == (None, "White House official")


def test_an_unnamed_source_keeps_its_fullest_description():
    text = "A Democratic strategist in Denver gave it a week. “It will pass,” the strategist said."

    assert [(quote.speaker, quote.role) for quote in find_quotes(text)] == [(None, "Democratic strategist in Denver")]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("“It is done,” one of the officials said.", "one of the officials"),
        ("“It is done,” the justices wrote.", "justices"),
        ("“It is done,” Acme Rail analysts wrote in a note.", "Acme Rail analysts"),
        ("“It is done,” a source close to the talks told the paper.", "source close to the talks"),
        ("“It is done,” the three-judge panel said.", None),
        ("“It is done,” a woman said.", None),
    ],
)
def test_several_unnamed_sources_are_named_by_their_description(text, role):
    assert [(quote.speaker, quote.role) for quote in find_quotes(text)] == [(None, role)]


def test_two_of_one_surname_are_told_apart():
    text = (
        "Ed Holloway Sr. and his son, Ed Holloway Jr., both ran.\n\n“I sold boats,” the younger Holloway said.\n\n"
        "“He sold few,” the elder Holloway said."
    )

    assert speakers(text) == ["Ed Holloway Jr.", "Ed Holloway Sr."]


def test_a_quote_over_paragraphs_is_one_utterance():
    text = "“It took years,” said Ann Dea. “Nobody helped.\n\n“Nobody at all.”\n\n“We know,” said Bo Lund."

    assert spoken(text) == [
        ("It took years,", "Ann Dea", 1),
        ("Nobody helped.", "Ann Dea", 1),
        ("Nobody at all.", "Ann Dea", 1),
        ("We know,", "Bo Lund", 2),
    ]


def test_an_utterance_attributed_only_in_its_second_paragraph():
    text = "Nobody slept.\n\n“It took years. Nobody helped.\n\n“Nobody at all,” said Ann Dea."

    assert speakers(text) == ["Ann Dea", "Ann Dea"]


def test_a_paragraph_that_is_only_a_quote_goes_to_the_last_speaker_or_the_person_introduced():
    assert speakers("“Hot,” said Ann Dea.\n\n“Too hot to sleep in.”") == ["Ann Dea", "Ann Dea"]
    assert speakers("“Hot,” said Ann Dea.\n\nBo Lund owns the shop.\n\n“Too hot.”") == ["Ann Dea", "Bo Lund"]


def test_two_people_answer_one_another_in_paragraphs_without_attribution():
    text = (
        "Lawyer Ann Dea asked whether he wrote it.\n\n“I did,” Bo Lund said.\n\n“All of it?” Dea asked.\n\n"
        "“I think so.”\n\n“You think so?”\n\n“That is what I said.”"
    )

    assert speakers(text) == ["Bo Lund", "Ann Dea", "Bo Lund", "Ann Dea", "Bo Lund"]


def test_each_part_of_a_list_of_quoted_words_is_kept():
    assert speakers("Rep. Jo McReed left, saying it was “just fine,” “great” and “wonderful.”") == ["Jo McReed"] * 3


def test_nobody_is_named_when_nobody_is_known():
    quote = find_quotes("“It was a strange night to be out on the water.”")[0]

    assert (quote.speaker, quote.confidence < 0.5) == (None, True)


def test_the_same_text_gives_the_same_answer():
    assert find_quotes(BROADCAST) == find_quotes(BROADCAST)


@pytest.mark.parametrize("text", ["", "   ", "Nothing was said.", "\n\n"])
def test_a_story_without_marks_has_no_quotes(text):
    assert find_quotes(text) == ()


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“This is false,” the Pentagon said in a statement.", "Pentagon"),
        ("The ACLU of Texas said the law was “plainly wrong.”", "ACLU of Texas"),
        ("In its report, the Budget Oversight Office found the agency “lacked controls.”", "Budget Oversight Office"),
        ("Mothers Against Gridlock tweeted, “Fix the bridge!”", "Mothers Against Gridlock"),
        ("Moody’s attorney Rick Dale said “he was not there” that night.", "Rick Dale"),
        ("“This is false,” head coach Rick Dale said.", "Rick Dale"),
        ("“This is false,” the Dover County Sheriff’s Office tweeted.", "Dover County Sheriff’s Office"),
        ("“This is false,” the Castle administration said.", "Castle administration"),
        ("Sgt. Rick Dale said the man fired “at least 15 rounds.”", "Rick Dale"),
        ("Her counterpart across the aisle, Rep. Rick Dale, called it “a trick.”", "Rick Dale"),
        ("Councilman Ed Burke’s verdict: “A mess.”", "Ed Burke"),
        ("Judge Ellen Hsu told Moody he was “a danger to the town” and held him.", "Ellen Hsu"),
        ("“Everything’s gone,” Tom Brill, 34, a carpenter from Dover, said.", "Tom Brill"),
    ],
)
def test_who_is_named_in_full(text, speaker):
    assert speakers(text) == [speaker]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ann Dea pressed Tom Holt on it.\n\n“I slept,” he said.", ["Tom Holt"]),
        ("Sen. Ann Dea asked Ida Moll about it.\n\n“I slept,” she said.", ["Ida Moll"]),
        ("Tom Holt was calm. Rain fell, and his aide, Ed Burke, was ill. “We wait,” he said.", ["Tom Holt"]),
        ("Tom Holt is well, according to his brother, Ed Burke. “He ate,” he said.", ["Ed Burke"]),
        ("A former colleague of Ann Dea said it was false. “I was there,” she said.", [None]),
        ("Tom Holt homered. In the stands was Gus Oakes, who clapped. “I wept,” he said.", ["Gus Oakes"]),
        ("Tom Holt spoke first. Ann Dea’s answer to that? “Of course.”", ["Ann Dea"]),
        (
            "Tom Holt said: “Nobody asked us.” His neighbor Ed Burke agreed. “It is over,” he said.",
            ["Tom Holt", "Ed Burke"],
        ),
        ("Tom Holt praised the keeper. “He saved us,” said the German.", ["Tom Holt"]),
        ("Lawyers for Ms. Dea said that she was “a mere scapegoat.”", [None]),
        ("Special Agent in Charge Tom Holt said the tip was “credible and specific.”", ["Tom Holt"]),
        ("Nine-year-old Ella Finch said the pony was “the best gift ever”.", ["Ella Finch"]),
        ("Senate President Pro Tem Ann Dea said it was “the right thing to do.”", ["Ann Dea"]),
        ("Rep. Ann Dea, D-San Paulo, said it was “the right thing to do.”", ["Ann Dea"]),
        ("Holt’s daughter, 12-year-old Mia, said it was “really quite scary.”", ["Mia"]),
        ("Co-founders Ann Dea and Tom Holt met at school. “We code,” Dea said.", ["Ann Dea"]),
        ("Park Soo-min resigned. Park said she “heard the wind.” “It was cold,” she said.", ["Park Soo-min"] * 2),
        ("Tom Holt fished on Garland Avenue. “I caught one,” he said.", ["Tom Holt"]),
    ],
)
def test_who_is_meant(text, expected):
    assert speakers(text) == expected


def test_a_bare_surname_means_the_one_the_story_calls_so_not_a_relative():
    text = (
        "Marcus Bell pleaded guilty. Bell wept. Rosalind Bell, his mother, spoke.\n\n“I raised him,” she said.\n\n"
        "Bell read from a sheet.\n\n“I sold hope,” he said."
    )

    assert speakers(text) == ["Rosalind Bell", "Marcus Bell"]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("A memo, written in May, said the sensors were “not at all reliable.”", "memo"),
        ("An ethics complaint filed in May said it was “the largest gift ever.”", "ethics complaint"),
        ("“It follows no river,” the lawsuit says.", "lawsuit"),
        ("A former colleague of Ann Dea said it was false. “I was there,” she said.", "former colleague of Ann Dea"),
    ],
)
def test_words_of_nobody_named_have_their_source_for_a_role(text, role):
    assert [(quote.speaker, quote.role) for quote in find_quotes(text)] == [(None, role)]


def test_a_letter_written_by_somebody_is_their_words():
    assert speakers("Tom Holt left. A letter, written by Ann Dea, said it was “the right thing to do.”") == ["Ann Dea"]
