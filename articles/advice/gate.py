"""The publish gate: what keeps a story from readers. Each rule is a small function over one story, and reads only."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from articles.models import Article, Byline, Quote
from articles.models.article import HEADLINE_LIMIT
from articles.parsing.markup import blocks
from articles.parsing.wording import Change

# TK, "to come": the trade's mark for words still missing. Kept in capitals so that no word is mistaken for it.
TK = re.compile(r"\[?\bTK(?:TK)*\b(?:[^\]\n]{0,60}\])?")


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong (code, sentence), where (a field's name or the id of a paragraph) and the words it is about."""

    code: str
    message: str
    where: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Copy:
    """A working copy with its bylines and its quotes, read once: what the rules look at, and what is frozen."""

    article: Article
    bylines: Sequence[Byline]
    quotes: Sequence[Quote]


def blocks_of(copy: Copy) -> tuple[Finding, ...]:
    """Everything that must be mended before the story can be published, in the order an editor works."""
    return tuple(finding for rule in RULES for finding in rule(copy))


def no_headline(copy: Copy) -> Iterator[Finding]:
    if not copy.article.headline.strip():
        yield Finding("no-headline", "The story has no headline.", "headline")
    elif len(copy.article.headline) > HEADLINE_LIMIT:
        yield Finding("long-headline", f"The headline is longer than {HEADLINE_LIMIT} characters.", "headline")


def no_byline(copy: Copy) -> Iterator[Finding]:
    if not copy.bylines and not copy.article.byline_override.strip():
        yield Finding("no-byline", "The story has no byline.", "bylines")


def no_section(copy: Copy) -> Iterator[Finding]:
    if copy.article.section_id is None:
        yield Finding("no-section", "The story sits in no section.", "section")


def no_body(copy: Copy) -> Iterator[Finding]:
    if not copy.article.body_text.strip():
        yield Finding("no-body", "The story has no text.", "body")


def to_come(copy: Copy) -> Iterator[Finding]:
    """TK in any field readers see."""
    for name in (
        "headline",
        "seo_headline",
        "social_headline",
        "dek",
        "kicker",
        "tagline",
        "backstory",
        "byline_override",
    ):
        for found in TK.finditer(getattr(copy.article, name)):
            yield Finding("tk", f"“{found.group()}” still stands in the {_label(name)}.", name, found.group())
    if "TK" not in copy.article.body_text:
        return
    for block in blocks(copy.article.body):
        for found in TK.finditer(block.text):
            around = block.text[max(0, found.start() - 30) : found.end() + 30].strip()
            yield Finding("tk", f"“{found.group()}” still stands in the text: “…{around}…”.", block.id, found.group())


def unattributed(copy: Copy) -> Iterator[Finding]:
    """A confirmed quote that says of nobody whose words it is."""
    for quote in copy.quotes:
        if quote.status == Quote.Status.CONFIRMED and quote.speaker_id is None and not quote.role_printed:
            yield Finding(
                "unattributed", f"The confirmed quote “{_short(quote.words)}” has no speaker.", quote.block, quote.words
            )


_BECAME = {
    Change.WORDS: "The words of a {} quote changed",
    Change.MARKED: "Words of a {} quote were left out under an ellipsis, or put into brackets",
    Change.PUNCTUATION: "The punctuation of a {} quote changed",
}


def drifted(copy: Copy) -> Iterator[Finding]:
    """A quote whose words are no longer those a person settled on."""
    for quote in copy.quotes:
        if quote.has_drifted:
            was = "verified" if quote.verification else "confirmed"
            yield Finding(
                "drifted",
                f"{_BECAME[quote.drift].format(was)}: “{_short(quote.settled_words)}” is now “{_short(quote.words)}”.",
                quote.block,
                quote.words,
            )


def picture_unexplained(copy: Copy) -> Iterator[Finding]:
    """A lead picture without alternative text (unless decorative) or credit."""
    picture = copy.article.lead_image
    if picture is None:
        return
    if not picture.alt.strip() and not picture.is_decorative:
        yield Finding("no-alt", f"The picture “{picture}” has no alternative text.", "lead_image")
    if not picture.credit.strip():
        yield Finding("no-credit", f"The picture “{picture}” has no credit.", "lead_image")


RULES: tuple[Callable[[Copy], Iterator[Finding]], ...] = (
    no_headline,
    no_byline,
    no_section,
    no_body,
    picture_unexplained,
    to_come,
    unattributed,
    drifted,
)


def _label(name: str) -> str:
    return str(getattr(Article._meta.get_field(name), "verbose_name", name))


def _short(words: str) -> str:
    words = words.replace("\n", " ")
    return words if len(words) <= 60 else f"{words[:59]}…"
