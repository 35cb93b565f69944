"""Working headlines and sluglines proposed from the copy."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.parsing.headlines import propose_slugline, working_headline


@pytest.mark.parametrize(
    ("lead", "headline"),
    [
        (
            "A state panel rules against the harbor tunnel in a vote that would have given builders two more years.",
            "A state panel rules against the harbor tunnel",
        ),
        (
            "The city council voted Monday to close the pool on Harlow Street after two years of complaints from many.",
            "The city council voted Monday to close the pool on Harlow Street",
        ),
        ("The mayor resigned. She gave no reason.", "The mayor resigned"),
        (
            "U.S. Sen. Ana Ruiz said on Sept. 15 that she would not run. She is 80.",
            "U.S. Sen. Ana Ruiz said on Sept. 15 that she would not run",
        ),
        (
            "“We will not go,” said Mayor Tom Hale, who stood in front of the old town hall on Friday with deputies.",
            "“We will not go,” said Mayor Tom Hale",
        ),
        ("", ""),
    ],
)
def test_a_headline_is_cut_from_the_lead(lead, headline):
    assert working_headline(lead) == headline


@given(
    st.lists(st.sampled_from(["the", "of", "council", "votes,", "that", "pool", "“no”", "–", "U.S.", "a"]), max_size=60)
)
def test_a_working_headline_is_short_and_ends_in_no_stub(words):
    lead = " ".join(words)

    headline = working_headline(lead)

    assert len(headline) <= 90
    assert len(headline.split()) < 2 or headline.split()[-1] not in {"the", "of", "that", "a", "–"}
    assert not headline.endswith((",", " "))


@pytest.mark.parametrize(
    ("headline", "lead", "place", "slugline"),
    [
        ("Council votes to close the pool on Harlow Street", "", "", "council-votes-close-pool"),
        ("Pool", "The council voted.", "", "pool-council-voted"),
        ("Pool", "", "ANNAPOLIS, Md.", "annapolis-pool"),
        ("What we said", "", "", "what-we-said"),
        ("Ärger im Rat", "", "", "arger-im-rat"),
        ("", "", "", ""),
    ],
)
def test_a_slugline_is_proposed(headline, lead, place, slugline):
    assert propose_slugline(headline, lead, place) == slugline
