"""The publish gate reads the story: what keeps it from readers, and what an editor should look at before.

A rule is a small function from a Sheet to findings, in the module of its subject. To add one: write it there, its
source in its docstring; name it in RULES with its severity, where an editor would work on it; test it alone in
tests/advice/gate/. A rule reads, never writes; takes time in proportion to the text (no rule compares each word with
each, no pattern turns back); asks the database at most once, and only where the story gives a reason to ask.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import datetime
from itertools import islice

from articles.advice.gate import dates, furniture, links, names, pictures, quotes, style, times, words
from articles.advice.gate.findings import Copy, Finding, Rule, Severity, Sheet
from articles.models import Article

__all__ = ["RULES", "Copy", "Finding", "Severity", "Sheet", "blocks_of", "findings_of", "release_of", "warnings_of"]

# No list is longer: an editor mends these first, and the rest show then.
MOST_OF_A_RULE = 50

# In the order an editor works: from the top of the story to its end, then its time.
RULES: tuple[tuple[Severity, Rule], ...] = (
    (Severity.BLOCK, furniture.no_headline),
    (Severity.BLOCK, furniture.no_byline),
    (Severity.BLOCK, furniture.no_section),
    (Severity.BLOCK, furniture.no_body),
    (Severity.BLOCK, pictures.unexplained),
    (Severity.BLOCK, words.to_come),
    (Severity.BLOCK, quotes.unattributed),
    (Severity.BLOCK, quotes.drifted),
    (Severity.BLOCK, links.nowhere),
    (Severity.KEEPS, times.on_hold),
    (Severity.KEEPS, times.embargoed),
    (Severity.WARNING, quotes.unsettled),
    (Severity.WARNING, quotes.without_role),
    (Severity.WARNING, names.two_spellings),
    (Severity.WARNING, names.surname_only),
    (Severity.WARNING, words.twice),
    (Severity.WARNING, style.house_style),
    (Severity.WARNING, dates.dateline_off),
    (Severity.WARNING, furniture.no_dek),
    (Severity.WARNING, furniture.no_topic),
    (Severity.WARNING, furniture.long_for_search),
    (Severity.WARNING, furniture.long_for_phone),
    (Severity.WARNING, pictures.alt_describes_nothing),
)


def findings_of(copy: Copy, at: datetime) -> tuple[Finding, ...]:
    """Everything found, as the story stands at that moment: blocks, what else keeps it, then warnings."""
    sheet = Sheet(copy, release_of(copy.article, at), now=at)
    return tuple(_found(sheet, set(Severity)))


def blocks_of(copy: Copy, release: datetime | None = None) -> tuple[Finding, ...]:
    """Everything that must be mended before the story can be released at that moment.

    Without a moment nothing is asked that depends on one, and the database is not asked at all: an archive's stories.
    """
    return tuple(_found(Sheet(copy, release), {Severity.BLOCK}))


def warnings_of(copy: Copy, at: datetime) -> tuple[Finding, ...]:
    """Everything an editor should look at, and may publish all the same."""
    return tuple(_found(Sheet(copy, release_of(copy.article, at), now=at), {Severity.WARNING}))


def release_of(article: Article, at: datetime) -> datetime:
    """The earliest moment the story as it stands can reach readers: now, or when its release or its embargo is due."""
    moments = [at, article.embargo_until]
    if article.is_scheduled(at):
        moments.append(article.publish_at)
    return max(moment for moment in moments if moment is not None)


def _found(sheet: Sheet, wanted: Collection[Severity]) -> Iterator[Finding]:
    for severity, rule in RULES:
        if severity in wanted:
            for finding in islice(rule(sheet), MOST_OF_A_RULE):
                yield replace(finding, severity=severity)
