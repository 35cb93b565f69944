"""Pages of a list at the desk: counted up to a number nobody leafs to, beyond which one searches or filters."""

from __future__ import annotations

from functools import cached_property

from django.core.paginator import Paginator

MOST_COUNTED = 2_000


class DeskPages(Paginator):
    """Counts at most MOST_COUNTED rows: a list costs the same for ten thousand stories and for a million."""

    @cached_property
    def count(self) -> int:
        rows = self.object_list.order_by().values("pk")[: MOST_COUNTED + 1]  # type: ignore[attr-defined]
        return min(rows.count(), MOST_COUNTED)

    @property
    def is_cut(self) -> bool:
        """Whether there may be more than is counted."""
        return self.count >= MOST_COUNTED
