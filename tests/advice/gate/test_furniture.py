"""Headline, dek, topics: what an editor should look at."""

from __future__ import annotations

import pytest

from articles.advice.gate import furniture
from tests.advice.gate.sheets import copy, found


@pytest.mark.parametrize(
    ("rule", "fields", "where"),
    [
        (furniture.no_dek, {"dek": " "}, ["dek"]),
        (furniture.no_dek, {"dek": "Said"}, []),
        (furniture.no_dek, {"dek": "", "genre": "brief"}, []),
        (furniture.no_topic, {"topics": 0}, ["topics"]),
        (furniture.no_topic, {"topics": 2}, []),
        (furniture.no_topic, {}, []),
        (furniture.long_for_search, {"headline": "x" * 70}, []),
        (furniture.long_for_search, {"headline": "x" * 71}, ["headline"]),
        (furniture.long_for_search, {"headline": "x" * 90, "seo_headline": "Short"}, []),
        (furniture.long_for_search, {"headline": "Short", "seo_headline": "x" * 71}, ["seo_headline"]),
        (furniture.long_for_phone, {"headline": "x" * 100}, []),
        (furniture.long_for_phone, {"headline": "x" * 101}, ["headline"]),
    ],
)
def test_each_is_found_at_its_field(rule, fields, where):
    assert [finding.where for finding in found(rule, copy(**fields))] == where
