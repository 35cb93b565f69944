"""The sample newsroom's house style: rules of its own, in force, each finding what it is about."""

from __future__ import annotations

import pytest

from articles.management.sample.house_style import RULES, make_style_rules
from articles.models import StyleRule
from articles.parsing.stylewords import Phrases
from tests.builders import NOON, make_user


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule[0])
def test_each_rule_finds_its_own_words_and_not_its_suggestion(rule):
    pattern, _, suggestion, matches_case = rule
    phrases = Phrases([(0, pattern, matches_case)])
    written = pattern.split("|")[0].replace("*", "ed")

    assert [match.start for match in phrases.find(f"So {written} it.")] == [3]
    assert list(phrases.find(f"So {suggestion} it.")) == []


def test_the_copy_editor_owns_them(db):
    owner = make_user("copy_editor")

    make_style_rules(by=owner, at=NOON)

    assert StyleRule.objects.in_force().filter(owner=owner).count() == len(RULES)
    assert StyleRule.history.count() == len(RULES)
