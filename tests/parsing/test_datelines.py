"""Datelines in the shapes of agencies and stations."""

from datetime import date

import pytest

from articles.parsing.datelines import STANDALONE_CITIES, find_dateline
from articles.parsing.story import Dateline


@pytest.mark.parametrize(
    ("paragraph", "place", "source"),
    [
        ("BALTIMORE (WJZ)– A judge ruled.", "BALTIMORE", "WJZ"),
        ("BALTIMORE (WJZ) A judge ruled.", "BALTIMORE", "WJZ"),
        ("WASHINGTON (AP) — “No,” he said.", "WASHINGTON", "AP"),
        ("LONDON, Sept 15 (Reuters) - Shares rose.", "LONDON", "Reuters"),
        ("LONDON/PARIS, Sept 15 (Reuters) - Shares rose.", "LONDON/PARIS", "Reuters"),
        ("ANNAPOLIS, Md. – 5 people met.", "ANNAPOLIS, Md.", ""),
        ("WASHINGTON and LONDON — Talks began.", "WASHINGTON and LONDON", ""),
        ("WINSTON-SALEM, N.C. (AP) — Talks began.", "WINSTON-SALEM, N.C.", "AP"),
        ("McALLEN, Texas (AP) -- Talks began.", "McALLEN, Texas", "AP"),
        ("RIO de JANEIRO (AP) — Talks began.", "RIO de JANEIRO", "AP"),
        ("Berlin (dpa) - Talks began.", "Berlin", "dpa"),
        ("ST. LOUIS — Talks began.", "ST. LOUIS", ""),
        ("UNITED NATIONS (AP) — Talks began.", "UNITED NATIONS", "AP"),
        ("BOSTON —", "BOSTON", ""),
    ],
)
def test_a_dateline_is_found(paragraph, place, source):
    found = find_dateline(paragraph)

    assert (found.dateline.place, found.dateline.source) == (place, source)
    assert paragraph.startswith(found.dateline.words)
    assert paragraph.endswith(found.rest)
    assert paragraph[len(found.dateline.words) :].strip() == found.rest
    assert found.is_certain
    assert [problem.code for problem in found.problems] in ([], ["date-without-year"])


@pytest.mark.parametrize(
    "paragraph",
    [
        "FBI — Agents came.",
        "UPDATE — New figures are out.",
        "NASA — the agency — said so.",
        "Sen. Joe Smith (R-Md.) — Said no.",
        "The National Weather Service (NWS) — Issued a warning.",
        "FIFA (UEFA) said no.",
        "Baltimore — A judge ruled.",
        "He said — No.",
        "“WASHINGTON (AP) — No,” he said.",
        "TEST 1 (AP) — No.",
        "",
    ],
)
def test_other_openings_are_no_datelines(paragraph):
    assert find_dateline(paragraph) is None


def test_the_full_date_of_a_dateline_is_read():
    found = find_dateline("NEW DELHI, Fri, Sept. 15, 2017 (AP) — Talks began.")

    words = "NEW DELHI, Fri, Sept. 15, 2017 (AP) —"
    assert found.dateline == Dateline("NEW DELHI", "AP", date(2017, 9, 15), words)


@pytest.mark.parametrize(
    ("paragraph", "codes"),
    [
        ("TULSA (AP) — Talks began.", ["dateline-needs-state"]),
        ("TULSA and SALISBURY — Talks began.", ["dateline-needs-state", "dateline-needs-state"]),
        ("LONDON, Sept 31 (Reuters) - Talks began.", ["impossible-date"]),
        ("LONDON, Sept 15 (Reuters) - Talks began.", ["date-without-year"]),
        ("LONDON, Monday, Sept. 15, 2017 (Reuters) - Talks began.", ["weekday-mismatch"]),
    ],
)
def test_what_is_doubtful_in_a_dateline_is_told(paragraph, codes):
    assert [problem.code for problem in find_dateline(paragraph).problems] == codes


def test_an_unlisted_city_with_a_dash_alone_is_uncertain():
    assert not find_dateline("TULSA - Talks began.").is_certain


def test_the_list_of_cities_that_stand_alone_is_read_folded():
    assert {"baltimore", "st louis", "sao paulo", "new york"} <= STANDALONE_CITIES
    assert "annapolis" not in STANDALONE_CITIES


def test_a_slug_line_of_the_wire_is_no_dateline():
    assert find_dateline("BC-US--Senate Vote, 1st Ld-Writethru") is None
    assert find_dateline("AM-MD--Bay Bridge") is None
