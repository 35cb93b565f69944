"""What the gate finds, and a working copy as its rules read it: taken apart once, when the first rule asks."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property, lru_cache

from articles.models import Article, Byline, Image, Quote
from articles.parsing.bodyfacts import Block, BodyFacts, Link, read_facts
from articles.parsing.markup import QuoteSpan, pictures_in
from articles.parsing.quotes.finder import quotes_of
from articles.parsing.quotes.reading import Reading, read_story
from articles.parsing.story import FoundQuote

# Some 35,000 words. What comes after is not read for names and quotations: an editor waits for the list.
_MOST_READ = 200_000


class Severity(StrEnum):
    """BLOCK: publishing is refused until it is mended. KEEPS: an act refuses it already, and no word will mend it.
    WARNING: an editor looks at it and may publish all the same."""

    BLOCK = "block"
    KEEPS = "keeps"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong (code, sentence), where (a field's name or the id of a paragraph) and the exact words it is about.

    `nth` tells the same words apart where they stand in the paragraph several times; 0 is the first.
    `suggestion` is what to write instead, where that is certain enough for one click.
    """

    code: str
    message: str
    where: str
    words: str = ""
    nth: int = 0
    severity: Severity = Severity.BLOCK
    suggestion: str = ""

    @property
    def is_in_text(self) -> bool:
        """Whether it is about words of the body, and not about a field."""
        return self.where.startswith("p-")

    @property
    def place(self) -> str:
        """The id of that place on the story's page."""
        if self.is_in_text or self.where in ("body", "topics", "way"):
            return self.where
        return f"id_{self.where}" if self.where else "body"


@dataclass(frozen=True, slots=True)
class Copy:
    """A working copy with its bylines and its quotes, read once: what the rules look at, and what is frozen.

    What was not asked for is None, and the rules about it are silent: `topics` is how many topics a person chose,
    `with_role` the public ids of quotes whose speaker has a role on record for the day. `dismissed` are the words of
    quotes a person dismissed.
    """

    article: Article
    bylines: Sequence[Byline]
    quotes: Sequence[Quote]
    topics: int | None = None
    with_role: frozenset[str] | None = None
    dismissed: Sequence[str] = ()


class Sheet:
    """The copy and the moment it is checked for, with all that several rules need of the body."""

    def __init__(self, copy: Copy, release: datetime | None, now: datetime | None = None) -> None:
        self.copy = copy
        self.article = copy.article
        self.release = release
        self.now = now

    @property
    def text(self) -> str:
        return self.article.body_text

    @cached_property
    def pictures(self) -> list[tuple[str, Image]]:
        """The lead picture and those of the body, each with where it stands. One query if the body has any."""
        found = [("lead_image", self.article.lead_image)] if self.article.lead_image else []
        places = pictures_in(self.article.body)
        known = Image.objects.in_bulk({place.image for place in places}) if places else {}
        return found + [(place.block_id, known[place.image]) for place in places if place.image in known]

    @cached_property
    def facts(self) -> BodyFacts:
        return read_facts(self.article.body)

    @property
    def blocks(self) -> tuple[Block, ...]:
        return self.facts.blocks

    @property
    def spans(self) -> tuple[QuoteSpan, ...]:
        return self.facts.spans

    @property
    def links(self) -> tuple[Link, ...]:
        """Links of the body; one without any is not taken apart for them."""
        return self.facts.links if "<a " in self.article.body else ()

    @cached_property
    def reading(self) -> Reading:
        """The body as the quote finder reads it: who is named, where. Of a body that is no story, its beginning."""
        return _read(self.facts.text[:_MOST_READ])

    @cached_property
    def found(self) -> tuple[FoundQuote, ...]:
        """Every quotation the finder takes for somebody's words."""
        return _quotes_in(self.facts.text[:_MOST_READ]) if self.facts.text else ()

    @cached_property
    def _starts(self) -> list[int]:
        return [block.start for block in self.blocks]

    def in_text(self, code: str, message: str, start: int, end: int, suggestion: str = "") -> Finding:
        """A finding about these characters of the body's text; of words over two paragraphs those of the first."""
        block = self.blocks[max(bisect_right(self._starts, start) - 1, 0)]
        at = start - block.start
        words = self.facts.text[start : min(end, block.start + len(block.text))]
        nth = block.text.count(words, 0, at) if words else 0
        return Finding(code, message, block.id, words, nth, suggestion=suggestion)

    def in_quote(self, code: str, message: str, quote: Quote) -> Finding:
        """A finding about a quote: the words of its first run."""
        span = self._first_spans.get(quote.public_id)
        if span is None:
            return Finding(code, message, quote.block, quote.words.split("\n")[0])
        return self.in_text(code, message, span.start, span.end)

    @cached_property
    def _first_spans(self) -> dict[str, QuoteSpan]:
        return {span.quote_id: span for span in reversed(self.spans)} if "<q" in self.article.body else {}


# A panel is drawn anew after each button, a story opened by several: the same words are read once.
@lru_cache(maxsize=32)
def _read(text: str) -> Reading:
    return read_story(text)


@lru_cache(maxsize=32)
def _quotes_in(text: str) -> tuple[FoundQuote, ...]:
    return quotes_of(_read(text))


Rule = Callable[[Sheet], Iterator[Finding]]


def label_of(name: str) -> str:
    """A field as the desk calls it."""
    return str(getattr(Article._meta.get_field(name), "verbose_name", name))


def around(text: str, start: int, end: int, most: int) -> tuple[str, str]:
    """What stands before and after these characters in their line; a word cut through gives way to an ellipsis."""
    before, after = text[max(0, start - most) : start], text[end : end + most]
    if start > most:
        before = f"…{before.partition(' ')[2]}"
    if len(text) > end + most:
        after = f"{after.rpartition(' ')[0]}…"
    return before.rpartition("\n")[2], after.partition("\n")[0]


def short(words: str, most: int = 60) -> str:
    """The words as a line of the list shows them."""
    words = words.replace("\n", " ")
    return words if len(words) <= most else f"{words[: most - 1]}…"
