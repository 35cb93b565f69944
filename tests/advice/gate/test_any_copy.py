"""Whatever stands in a body, the gate answers, and every word it points at stands where it says."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.advice.gate import findings_of
from articles.models import Quote, StyleRule
from articles.parsing.markup import blocks
from tests.advice.gate.sheets import copy
from tests.builders import NOON

pytestmark = pytest.mark.django_db

PIECES = [
    *("the", "the", "TK", "[TK", "name]", "“No,”", "said", "Mayor", "Strand", "Laura", "Stevens", "Stephens", "prior"),
    *("to", "<p>", "</p>", "<ul><li>", "</li>", "<br>", "<b>", '<q data-quote="aaaaaaaaaa">', "</q>", "&nbsp;", "é"),
]
BODIES = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=60).map(" ".join)


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(html=BODIES, headline=st.text(max_size=120))
def test_every_finding_is_where_it_says(db, html, headline):
    StyleRule.objects.get_or_create(pattern="prior to", reason="Long.", suggestion="before")
    said = Quote(public_id="aaaaaaaaaa", status="proposed", words="x", block="p-aaaaaaaa", position=0)
    story = copy(html=html or "x", headline=headline, quotes=[said] if 'data-quote="aaaaaaaaaa"' in html else [])

    found = findings_of(story, NOON)

    texts = {block.id: block.text for block in blocks(story.article.body)}
    for one in found:
        if one.is_in_text and one.where in texts:
            assert texts[one.where].count(one.words) > one.nth
        elif one.words and not one.is_in_text:
            assert getattr(story.article, one.where).count(one.words) > one.nth
