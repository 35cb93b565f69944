"""What an editor should look at in the words."""

import pytest

from articles.parsing.copychecks import check_quote_marks, check_words, limited
from articles.parsing.story import Problem


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("The price is $TK a barrel.", [("tk", "TK")]),
        ("Said [TK name of the mayor] today.", [("tk", "[TK name of the mayor]")]),
        ("TKTK and TK", [("tk", "TKTK"), ("tk", "TK")]),
        ("The HTKL index and ATK fell.", []),
        ("A <b>bold</b> move", [("html-in-text", "<b>")]),
        ("Fish &amp; chips", [("html-in-text", "&amp;")]),
        ("5 < 6 and a > b", []),
        ("This is embargoed until noon.", [("embargo-mentioned", "This is embargoed until noon.")]),
    ],
)
def test_words_are_checked(line, found):
    assert [(problem.code, problem.words) for problem in check_words([line])] == found


def test_the_place_of_a_tk_is_told():
    (problem,) = check_words(["The price is $TK a barrel."])

    assert problem.message == "Still to come: “The price is $TK a barrel.”."


@pytest.mark.parametrize(
    ("paragraphs", "wrong"),
    [
        (["“Yes,” she said."], []),
        (["“Yes, she said."], [0]),
        (["Yes,” she said."], [0]),
        (['"Yes," she said.'], []),
        (['"Yes, she said.'], [0]),
        (['“Yes," she said.'], []),
        (["“One.", "“Two.”"], []),
        (["“One.", "Two."], [0]),
        (["”One“"], []),
        (['The board is 6" wide.'], []),
        (["„Ja“, sagte sie."], []),
        (["„Ja, sagte sie."], [0]),
        (["plain"], []),
    ],
)
def test_quote_marks_that_do_not_pair_are_told(paragraphs, wrong):
    assert [problem.words for problem in check_quote_marks(paragraphs)] == [paragraphs[number] for number in wrong]


def test_problems_are_limited_to_twenty_of_a_kind():
    problems = [Problem("tk", "Still to come.", str(number)) for number in range(50)] + [Problem("empty", "Empty.")] * 3

    kept = limited(problems)

    assert len(kept) == 21
    assert kept[19].message == "Still to come. (And 30 more like this.)"
    assert kept[20] == Problem("empty", "Empty.")
