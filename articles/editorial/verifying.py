"""Whether an edition is still what was written: anybody with the database can compute it again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from articles.models import Edition
from articles.models.digests import digest_of
from articles.parsing.marking import words_of
from articles.parsing.markup import QuoteSpan, quote_spans


def faults(edition: Edition, before: Edition | None) -> list[str]:
    """What is wrong with an edition, a sentence each. `before` is the row that stands before it by story and number."""
    previous = before if before is not None and before.article_id == edition.article_id else None
    return [*_broken_chain(edition, previous), *_changed_words(edition), *_missing_quotes(edition)]


def _broken_chain(edition: Edition, previous: Edition | None) -> Iterator[str]:
    expected = previous.number + 1 if previous else 1
    if edition.number != expected:
        yield f"Edition {expected} is missing before it."
    elif edition.previous_digest != (previous.digest if previous else ""):
        yield "It does not name the digest of the edition before it."


def _changed_words(edition: Edition) -> Iterator[str]:
    if digest_of(edition, edition.bylines.all(), edition.quotes.all()) != edition.digest:
        yield "Its words, names or quotes are not those its digest was made of."
    for name in ("head", "page", "card"):
        if not getattr(edition, name):
            yield f"Its rendered {name} is empty."


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
