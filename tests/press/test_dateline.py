"""The dateline by AP style."""

from __future__ import annotations

import pytest

from articles.press.dateline import dateline, place_in_style


@pytest.mark.parametrize(
    ("place", "printed"),
    [
        ("BALTIMORE", "BALTIMORE"),
        ("Baltimore", "BALTIMORE"),
        ("Baltimore, Md.", "BALTIMORE"),
        ("Baltimore, Maryland", "BALTIMORE"),
        ("Baltimore, Ireland", "BALTIMORE, Ireland"),
        ("Annapolis, Maryland", "ANNAPOLIS, Md."),
        ("ANNAPOLIS, Md.", "ANNAPOLIS, Md."),
        ("Portland, Maine", "PORTLAND, Maine"),
        ("Houston, Texas", "HOUSTON"),
        ("Washington, D.C.", "WASHINGTON"),
        ("Kyiv, Ukraine", "KYIV, Ukraine"),
        ("Toledo,", "TOLEDO"),
    ],
)
def test_the_city_is_in_capitals_and_the_state_is_shortened_or_left_out(place, printed):
    assert place_in_style(place) == printed


@pytest.mark.parametrize(
    ("place", "source", "printed"),
    [
        ("BALTIMORE", "WJZ", "BALTIMORE (WJZ)"),
        ("London", "", "LONDON"),
        ("", "AP", "(AP)"),
        ("", "", ""),
        ("  ", " ", ""),
    ],
)
def test_the_source_follows_in_brackets(place, source, printed):
    assert dateline(place, source) == printed
