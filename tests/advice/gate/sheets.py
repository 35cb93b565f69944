"""Copies and sheets for one rule at a time."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from articles.advice.gate import Copy, Finding, Sheet
from articles.advice.gate.findings import Rule
from articles.models import Article, Byline
from articles.parsing.markup import body_from_paragraphs, body_text, clean_body
from tests.builders import NOON


def copy(*paragraphs: str, html: str = "", quotes: Any = (), bylines: Any = None, **fields: Any) -> Copy:
    """A copy that nothing is wrong with but what is given. Paragraphs are plain words; `html` is a body instead."""
    body = clean_body(html) if html else body_from_paragraphs(paragraphs or ("Words.",))
    aside = {name: fields.pop(name) for name in ("topics", "with_role", "dismissed") if name in fields}
    defaults = {
        "headline": "A headline",
        "dek": "A dek",
        "body": body,
        "body_text": body_text(body),
        "section_id": 1,
    }
    return Copy(Article(**{**defaults, **fields}), [Byline()] if bylines is None else bylines, quotes, **aside)


def found(rule: Rule, story: Copy, release: datetime | None = NOON) -> list[Finding]:
    """What one rule finds, with the story checked at NOON."""
    return list(rule(Sheet(story, release, now=NOON)))


def words_found(rule: Rule, *paragraphs: str, **fields: Any) -> list[str]:
    """The words one rule points at."""
    return [finding.words for finding in found(rule, copy(*paragraphs, **fields))]
