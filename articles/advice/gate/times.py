"""What keeps a story besides its words: a hold, an embargo. The acts refuse these; here they are said beforehand."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone

from articles.advice.gate.findings import Finding, Sheet
from articles.parsing.clocks import zone_words


def on_hold(sheet: Sheet) -> Iterator[Finding]:
    """Nobody publishes a story on hold until the hold is released."""
    article = sheet.article
    if article.hold_reason:
        kind = "Legal hold" if article.hold_kind == article.HoldKind.LEGAL else "On hold"
        yield Finding("on-hold", f"{kind}: {article.hold_reason}", "way")


def embargoed(sheet: Sheet) -> Iterator[Finding]:
    """Nobody releases an embargoed story earlier; it can be scheduled for that moment."""
    article = sheet.article
    if sheet.now is not None and article.embargo_until is not None and article.is_embargoed(sheet.now):
        zone = timezone.get_current_timezone()
        until = article.embargo_until.astimezone(zone)
        words = f"{until:%-d %B %Y, %-H:%M} {zone_words(until, zone)}"
        message = f"Embargoed until {words}: nobody can release it earlier."
        yield Finding("embargoed", message, "embargo_until")
