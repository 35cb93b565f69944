"""How often each rule's suggestions are taken, and which rules are switched off because too few are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from articles.models import Tagging

Rule = Tagging.Rule
# Below this share of suggestions accepted a rule is a nuisance: it is not asked again until its floor is lowered.
FLOORS = {Rule.NAMED: 0.2, Rule.ARCHIVE: 0.3, Rule.SPEAKER: 0.2, Rule.SECTION: 0.2, Rule.TOGETHER: 0.2}
# So many must be settled before a rule is judged.
FEWEST_SETTLED = 50


@dataclass(frozen=True, slots=True)
class RuleRecord:
    """What became of a rule's suggestions."""

    rule: str
    label: str
    floor: float
    waiting: int
    accepted: int
    rejected: int

    @property
    def settled(self) -> int:
        return self.accepted + self.rejected

    @property
    def precision(self) -> float | None:
        """The share accepted of those settled; None where none is."""
        return self.accepted / self.settled if self.settled else None

    @property
    def share(self) -> int:
        """The precision in per cent; 0 where nothing is settled."""
        return round(100 * (self.precision or 0))

    @property
    def floor_share(self) -> int:
        """The floor in per cent."""
        return round(100 * self.floor)

    @property
    def is_off(self) -> bool:
        """Judged, and below its floor."""
        return self.settled >= FEWEST_SETTLED and self.accepted < self.floor * self.settled


def rule_records() -> list[RuleRecord]:
    """Each rule with what became of its suggestions: one query."""
    count = {status: Count("pk", filter=Q(status=status)) for status in Tagging.Status.values}
    rows = Tagging.objects.exclude(rule="").order_by().values("rule").annotate(**count)
    found: dict[str, Any] = {row["rule"]: row for row in rows}
    return [
        RuleRecord(
            rule.value,
            str(rule.label),
            FLOORS[rule],
            *(found[rule.value][status] if rule.value in found else 0 for status in ("proposed", "chosen", "rejected")),
        )
        for rule in Rule
    ]


def rules_off() -> frozenset[str]:
    """The rules nobody should be asked by."""
    return frozenset(record.rule for record in rule_records() if record.is_off)
