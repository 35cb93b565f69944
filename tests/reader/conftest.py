"""Fixtures of the reader's tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine

from tests.builders import later


@pytest.fixture
def next_day() -> Iterator[None]:
    """The day after NOON, whatever the clock says."""
    with time_machine.travel(later(days=1), tick=False):
        yield
