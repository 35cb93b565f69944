"""House style: what the newsroom writes otherwise, as the editors who own the rules say."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from articles.advice.gate.findings import Copy, Finding, Sheet, around
from articles.models import Article, StyleRule
from articles.parsing.stylewords import Match, Phrases

STYLED = ("headline", "dek", "tagline", "backstory")
_AROUND = 40
_Row = tuple[int, str, str, str, bool]


class Tried(NamedTuple):
    """Words a rule would point at, with those before and after."""

    before: str
    words: str
    after: str


def house_style(sheet: Sheet) -> Iterator[Finding]:
    """Words a rule in force looks for, with its reason and what to write instead: one query.

    A quote's words are somebody's own: nothing is said of words marked as a quote (AP: never alter quotations).
    """
    rules = StyleRule.objects.in_force().values_list("pk", "pattern", "reason", "suggestion", "matches_case")
    rows = tuple(rules)
    if not rows:
        return
    phrases, by_key = _compiled(rows)
    for name in STYLED:
        text = getattr(sheet.article, name)
        for match in phrases.find(text):
            words = text[match.start : match.end]
            instead = _instead(words, by_key[match.key], match)
            nth = text.count(words, 0, match.start)
            yield Finding("style", _said(words, by_key[match.key]), name, words, nth, suggestion=instead)
    for match in outside_quotes(sheet, phrases):
        words = sheet.facts.text[match.start : match.end]
        row = by_key[match.key]
        yield sheet.in_text("style", _said(words, row), match.start, match.end, _instead(words, row, match))


def outside_quotes(sheet: Sheet, phrases: Phrases) -> Iterator[Match]:
    """Matches in the body's text that touch no word marked as a quote."""
    starts = [span.start for span in sheet.spans]
    for block in sheet.blocks:
        for match in phrases.find(block.text):
            start, end = block.start + match.start, block.start + match.end
            at = bisect_right(starts, end - 1) - 1
            if at < 0 or sheet.spans[at].end <= start:
                yield Match(start, end, match.key, match.is_whole)


def tried(article: Article, phrases: Phrases) -> list[Tried]:
    """Where the words stand in a story, fields and text, each with the words around it."""
    texts = [getattr(article, name) for name in STYLED]
    found = [_around(text, match.start, match.end) for text in texts for match in phrases.find(text)]
    if next(phrases.find(article.body_text), None) is None:
        return found
    sheet = Sheet(Copy(article, (), ()), None)
    return found + [_around(sheet.facts.text, match.start, match.end) for match in outside_quotes(sheet, phrases)]


def _around(text: str, start: int, end: int) -> Tried:
    before, after = around(text, start, end, _AROUND)
    return Tried(before, text[start:end], after)


@lru_cache(maxsize=4)
def _compiled(rows: tuple[_Row, ...]) -> tuple[Phrases, dict[int, _Row]]:
    """The rules ready to look for. The rows are their own stamp: changed in any way, they are compiled anew."""
    return Phrases((pk, pattern, matches_case) for pk, pattern, _, _, matches_case in rows), {
        row[0]: row for row in rows
    }


def _said(words: str, row: _Row) -> str:
    _, _, reason, suggestion, _ = row
    instead = f" Write “{suggestion}”." if suggestion else ""
    return f"“{words}”: {reason.rstrip('.')}.{instead}"


def _instead(words: str, row: _Row, match: Match) -> str:
    """What one click writes: nothing where the rule leaves the word's ending open."""
    suggestion, matches_case = row[3], row[4]
    if not suggestion or not match.is_whole:
        return ""
    return suggestion[:1].upper() + suggestion[1:] if words[:1].isupper() and not matches_case else suggestion
