"""Dates as newsrooms print them, and date lines."""

from datetime import date

import pytest

from articles.parsing.dates import DATE, doubt_message, read_date, read_date_line

DAY = date(2017, 9, 15)


@pytest.mark.parametrize(
    "printed",
    [
        "2017-09-15",
        "2017/09/15",
        "Sept. 15, 2017",
        "Sep 15 2017",
        "September 15th, 2017",
        "15 September 2017",
        "15th Sept. 2017",
        "15-Sep-2017",
        "15. September 2017",
        "15.09.2017",
        "09/15/2017",
        "15/09/2017",
        "Friday, Sept. 15, 2017",
        "Fri 15 Sep 2017",
        "FRIDAY, SEPT. 15, 2017",
    ],
)
def test_a_full_date_is_read(printed):
    found = read_date(DATE.fullmatch(printed))

    assert (found.day, found.doubt) == (DAY, "")


@pytest.mark.parametrize(
    ("printed", "day", "doubt"),
    [
        ("2017-02-30", None, "impossible-date"),
        ("Feb. 29, 2017", None, "impossible-date"),
        ("Feb. 30", None, "impossible-date"),
        ("31.13.2017", None, "impossible-date"),
        ("Feb. 29", None, "date-without-year"),
        ("Fri, Sep 15", None, "date-without-year"),
        ("03/04/2017", None, "date-ambiguous"),
        ("04/04/2017", date(2017, 4, 4), ""),
        ("Monday, Sept. 15, 2017", DAY, "weekday-mismatch"),
    ],
)
def test_a_doubtful_date_says_what_is_in_doubt(printed, day, doubt):
    found = read_date(DATE.fullmatch(printed))

    assert (found.day, found.doubt) == (day, doubt)
    assert not doubt or doubt_message(found).endswith(f": {printed}.")


@pytest.mark.parametrize(
    ("line", "words", "rest", "is_labelled"),
    [
        ("date 2017-09-15 BALTIMORE (WJZ)– A judge", "2017-09-15", "BALTIMORE (WJZ)– A judge", True),
        ("Published: Sept. 15, 2017 at 6:00 p.m.", "Sept. 15, 2017 at 6:00 p.m.", "", True),
        ("Fri, 15 Sep 2017 10:00:00 +0000", "Fri, 15 Sep 2017 10:00:00 +0000", "", False),
        ("Sept. 15, 2017 was a Friday", "Sept. 15, 2017", "was a Friday", False),
    ],
)
def test_a_date_line_is_parted_from_what_follows(line, words, rest, is_labelled):
    found, left, labelled = read_date_line(line)

    assert (found.day, found.words, left, labelled) == (DAY, words, rest, is_labelled)


def test_a_weekday_alone_is_a_date_without_a_year():
    found, rest, _ = read_date_line("(FRI)")

    assert (found.day, found.doubt, rest) == (None, "date-without-year", "")


def test_other_lines_are_no_date_lines():
    assert read_date_line("Friday night lights") is None
    assert read_date_line("The date 2017-09-15") is None
