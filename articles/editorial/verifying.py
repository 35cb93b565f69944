"""Whether an edition is still what was written: anybody with the database can compute it again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from articles.models import Edition, Rendering
from articles.models.digests import digest_of
from articles.parsing.marking import words_of
from articles.parsing.markup import QuoteSpan, quote_spans
from articles.press.content import Content
from articles.press.look import current_look
from articles.press.render import render


def faults(edition: Edition, before: Edition | None, content: Content) -> list[str]:
    """What is wrong with an edition, a sentence each.

    `before` is the row that stands before it by story and number, `content` what its rows say (`press.renewing`).
    """
    previous = before if before is not None and before.article_id == edition.article_id else None
    return [
        *_broken_chain(edition, previous),
        *_changed_words(edition),
        *_missing_quotes(edition),
        *_altered_page(edition, content),
    ]


def _broken_chain(edition: Edition, previous: Edition | None) -> Iterator[str]:
    expected = previous.number + 1 if previous else 1
    if edition.number != expected:
        yield f"Edition {expected} is missing before it."
    elif edition.previous_digest != (previous.digest if previous else ""):
        yield "It does not name the digest of the edition before it."


def _changed_words(edition: Edition) -> Iterator[str]:
    if digest_of(edition, edition.bylines.all(), edition.quotes.all(), edition.images.all()) != edition.digest:
        yield "Its words, names or quotes are not those its digest was made of."


def _missing_quotes(edition: Edition) -> Iterator[str]:
    """Each published quote stands in the text as its words say, and nothing else is marked as one."""
    spans: dict[str, list[QuoteSpan]] = defaultdict(list)
    for span in quote_spans(edition.body) if "<q" in edition.body else ():
        spans[span.quote_id].append(span)
    for quote in edition.quotes.all():
        its = spans.pop(quote.public_id, [])
        if words_of(its) != quote.words or any(edition.text[s.start : s.end] != s.text for s in its):
            yield f"The quote {quote.public_id} does not stand in its text word for word."
    for public_id in spans:
        yield f"Its body marks a quote {public_id} that it does not have."


def _altered_page(edition: Edition, content: Content) -> Iterator[str]:
    """What readers are shown is what its words give; a page of another look, or stale, is drawn anew when read."""
    shown: Rendering | None = getattr(edition, "rendering", None)
    if shown is None:
        yield "It has no page."
    elif shown.look == current_look():
        drawn = render(content)
        for name in ("head", "page", "card"):
            if getattr(shown, name) != getattr(drawn, name):
                yield f"Its {name} is not what its words give."
