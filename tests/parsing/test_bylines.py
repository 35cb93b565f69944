"""Byline lines and what stands beside the names."""

import pytest

from articles.parsing.bylines import find_byline, find_title_line


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("By Ana Ruiz", [("Ana Ruiz", "", "")]),
        ("By Ana Ruiz and Tom Hale", [("Ana Ruiz", "", ""), ("Tom Hale", "", "")]),
        (
            "By Ana Ruiz, Tom Hale and Mary O'Neil",
            [("Ana Ruiz", "", ""), ("Tom Hale", "", ""), ("Mary O'Neil", "", "")],
        ),
        ("By ANA RUIZ, Staff Writer", [("Ana Ruiz", "Staff Writer", "")]),
        (
            "BY ANA RUIZ AND TOM HALE, STAFF WRITERS",
            [("Ana Ruiz", "STAFF WRITER", ""), ("Tom Hale", "STAFF WRITER", "")],
        ),
        (
            "By Ana Ruiz and Tom Hale, Staff Writers",
            [("Ana Ruiz", "Staff Writer", ""), ("Tom Hale", "Staff Writer", "")],
        ),
        ("ANA RUIZ | Agency", [("Ana Ruiz", "", "Agency")]),
        ("By\xa0Ana\xa0Ruiz and\xa0Tom Hale", [("Ana Ruiz", "", ""), ("Tom Hale", "", "")]),
        ("By Ana Ruiz | WJZ", [("Ana Ruiz", "", "WJZ")]),
        ("By Ana Ruiz of The Sun", [("Ana Ruiz", "", "The Sun")]),
        ("By Ana Ruiz, The Associated Press", [("Ana Ruiz", "", "The Associated Press")]),
        ("By Ana Ruiz, AP, and Tom Hale, Reuters", [("Ana Ruiz", "", "AP"), ("Tom Hale", "", "Reuters")]),
        ("By Ana Ruiz in Baltimore and Tom Hale in New York", [("Ana Ruiz", "", ""), ("Tom Hale", "", "")]),
        (
            "By MARIA DE LA CRUZ and Ludwig van der Berg",
            [("Maria de la Cruz", "", ""), ("Ludwig van der Berg", "", "")],
        ),
        ("By Sammy Davis, Jr.", [("Sammy Davis Jr.", "", "")]),
        ("By The Associated Press", [("The Associated Press", "", "")]),
        ("By Staff Reports", [("Staff Reports", "", "")]),
        ("Byline: Ana Ruiz", [("Ana Ruiz", "", "")]),
        ("Von Jan Meier, dpa", [("Jan Meier", "", "dpa")]),
        ("Story by Ana Ruiz", [("Ana Ruiz", "", "")]),
    ],
)
def test_a_byline_is_read(line, people):
    assert [(person.name, person.title, person.organisation) for person in find_byline(line)] == people


def test_the_printed_form_of_a_name_is_kept():
    assert [person.printed for person in find_byline("By ANA RUIZ and Tom Hale")] == ["ANA RUIZ", "Tom Hale"]


@pytest.mark.parametrize(
    "line",
    [
        "By the time the council met, it was dark",
        "By Friday",
        "By contrast, Ana Ruiz",
        "by Ana Ruiz",
        "By Ana Ruiz's count the city lost",
        "Posted by the city | Tuesday",
        "Ana Ruiz and Tom Hale",
        "By " + "Ana Ruiz and " * 40,
        "By ",
        "",
    ],
)
def test_other_lines_are_no_bylines(line):
    assert find_byline(line) == ()


@pytest.mark.parametrize(
    ("line", "title", "organisation"),
    [
        ("Staff Writer", "Staff Writer", ""),
        ("The Daily Star", "", "The Daily Star"),
        ("Staff Writer | The Daily Star", "Staff Writer", "The Daily Star"),
    ],
)
def test_a_title_below_the_byline_is_read(line, title, organisation):
    (person,) = find_title_line(line, find_byline("By Ana Ruiz"))

    assert (person.name, person.title, person.organisation) == ("Ana Ruiz", title, organisation)


@pytest.mark.parametrize("line", ["Council closes pool", "The council met.", "x" * 70])
def test_other_lines_below_the_byline_are_no_titles(line):
    assert find_title_line(line, find_byline("By Ana Ruiz")) == ()
    assert find_title_line("Staff Writer", ()) == ()
