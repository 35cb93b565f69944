"""Embargo lines: read exactly, or asked."""

import pytest

from articles.parsing.embargoes import is_embargo_line, read_embargo


@pytest.mark.parametrize(
    ("line", "moment"),
    [
        ("EMBARGOED UNTIL 6 a.m. ET, Sept. 16, 2017", "2017-09-16T06:00:00-04:00"),
        ("Embargoed until 6am CT, Sat Sept 16 2017", "2017-09-16T06:00:00-05:00"),
        ("Embargo: 2017-09-16T06:00-04:00", "2017-09-16T06:00:00-04:00"),
        ("Embargo: 2017-09-16T06:00:00Z", "2017-09-16T06:00:00+00:00"),
        ("Embargo 2017-09-16T06:00:00.000+0200", "2017-09-16T06:00:00+02:00"),
        ("NOT FOR PUBLICATION BEFORE 00:01 GMT, Saturday 16 September 2017", "2017-09-16T00:01:00+00:00"),
        ("HOLD FOR RELEASE UNTIL 12:01 A.M. EDT SEPT. 16, 2017", "2017-09-16T00:01:00-04:00"),
        ("Embargoed: 0600 hrs BST 16 Sept 2017", "2017-09-16T06:00:00+01:00"),
        ("Embargo: 0001 GMT 16 Sept 2017", "2017-09-16T00:01:00+00:00"),
        ("**EMBARGO** 06.00 a.m. BST Saturday September 16th 2017", "2017-09-16T06:00:00+01:00"),
        ("Embargoed until noon Eastern Time, Sept. 16, 2017", "2017-09-16T12:00:00-04:00"),
        ("EMBARGOED UNTIL 6 a.m. Eastern Daylight Time, Sept. 16, 2017", "2017-09-16T06:00:00-04:00"),
        ("Embargoed for release at 10 a.m. New York time on September 16, 2017", "2017-09-16T10:00:00-04:00"),
        ("For publication Sept. 16, 2017, 6 a.m. JST", "2017-09-16T06:00:00+09:00"),
        ("Do not publish before 6 a.m. UTC on 16 Sept 2017", "2017-09-16T06:00:00+00:00"),
    ],
)
def test_an_embargo_is_read(line, moment):
    found = read_embargo(line)

    assert is_embargo_line(line)
    assert (found.until.isoformat(), found.problems) == (moment, ())


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("EMBARGOED", "embargo-unreadable"),
        ("Embargo until Friday", "embargo-unreadable"),
        ("Embargoed until 6 a.m. ET Sept. 16", "embargo-unreadable"),
        ("Embargoed until Sept. 16, 2017", "embargo-unreadable"),
        ("Embargo until 6 a.m. ET Feb. 30, 2017", "embargo-unreadable"),
        ("Embargo until 6 a.m. ET Monday, Sept. 16, 2017", "embargo-unreadable"),
        ("Embargo: 2017-09-16 25:00 UTC", "embargo-unreadable"),
        ("Embargoed until midnight ET Sept. 16, 2017", "embargo-unreadable"),
        ("Embargoed until 6 a.m. Sept. 16, 2017", "embargo-zone-missing"),
        ("Embargo: 16 Sep 2017 at 6.30pm IST", "embargo-zone-missing"),
        ("Embargoed until 1:30 a.m. ET Nov. 5, 2017", "embargo-time-doubtful"),
        ("Embargoed until 2:30 a.m. ET March 12, 2017", "embargo-time-doubtful"),
    ],
)
def test_what_is_not_certain_is_asked(line, code):
    found = read_embargo(line)

    assert is_embargo_line(line)
    assert (found.until, [problem.code for problem in found.problems]) == (None, [code])
    assert found.problems[0].words == line


@pytest.mark.parametrize(
    ("line", "moment"),
    [
        ("EMBARGOED UNTIL 6 a.m. EST, Sept. 16, 2017", "2017-09-16T06:00:00-05:00"),
        ("EMBARGOED UNTIL 6 a.m. EDT, Dec. 16, 2017", "2017-12-16T06:00:00-05:00"),
    ],
)
def test_a_zone_of_the_wrong_season_gives_the_later_reading_and_a_problem(line, moment):
    found = read_embargo(line)

    assert (found.until.isoformat(), [problem.code for problem in found.problems]) == (
        moment,
        ["embargo-zone-doubtful"],
    )


@pytest.mark.parametrize(
    "line",
    [
        "The embargo on Cuba until 2015 was hard.",
        "Embargo on Cuba to end",
        "Embargoed goods worth $5 million were found",
        "Embargo-hit firms report losses of 5 percent",
        "FOR IMMEDIATE RELEASE",
        "Hold the line",
        "EMBARGOED UNTIL " + "9" * 400,
    ],
)
def test_other_lines_are_no_embargoes(line):
    assert not is_embargo_line(line)
