"""Rows of history: who changed a row, when and why."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from simple_history.manager import HistoryManager
from simple_history.models import HistoricalRecords


class OnceMadeManager(HistoryManager):
    """The library makes a class anew each time a row's history is touched, at each save too; this one makes it once."""

    @classmethod
    @lru_cache(maxsize=8)
    def from_queryset(cls, queryset_class: Any, class_name: str | None = None) -> Any:
        return super().from_queryset(queryset_class, class_name)


def kept_history(**options: Any) -> HistoricalRecords:
    """The history of a model: a row for each change."""
    return HistoricalRecords(history_manager=OnceMadeManager, **options)
