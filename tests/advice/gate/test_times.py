"""A hold and an embargo are said beforehand; the acts refuse them."""

from __future__ import annotations

from articles.advice.gate import times
from tests.advice.gate.sheets import copy, found
from tests.builders import NOON, later


def test_a_hold_is_said_with_its_kind_and_reason():
    legal = copy(hold_reason="Waits for counsel", hold_kind="legal")

    assert [f.message for f in found(times.on_hold, legal)] == ["Legal hold: Waits for counsel"]
    assert [f.message for f in found(times.on_hold, copy(hold_reason="Wait"))] == ["On hold: Wait"]
    assert found(times.on_hold, copy()) == []


def test_an_embargo_is_said_until_it_ends():
    (one,) = found(times.embargoed, copy(embargo_until=later(hours=1)))

    assert one.where == "embargo_until"
    assert "13:00 EST" in one.message
    assert found(times.embargoed, copy(embargo_until=NOON)) == []
