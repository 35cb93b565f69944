"""What stands around the text: headline, byline, section, dek, topics."""

from __future__ import annotations

from collections.abc import Iterator

from articles.advice.gate.findings import Finding, Sheet
from articles.models import Article
from articles.models.article import HEADLINE_LIMIT

# Google gives no number for titles; it says that long ones are cut to the width of the screen. About this many
# characters stand in a search result on a desktop.
SEARCH_HEADLINE = 70
# Three lines of a phone 375 pixels wide in the size our own pages print headlines.
PHONE_HEADLINE = 100


def no_headline(sheet: Sheet) -> Iterator[Finding]:
    """A headline there must be, and one the database can hold. schema.org: NewsArticle, headline."""
    headline = sheet.article.headline
    if not headline.strip():
        yield Finding("no-headline", "The story has no headline.", "headline")
    elif len(headline) > HEADLINE_LIMIT:
        yield Finding("long-headline", f"The headline is longer than {HEADLINE_LIMIT} characters.", "headline")


def no_byline(sheet: Sheet) -> Iterator[Finding]:
    """Somebody answers for a story. Google News, transparency policy: clear bylines."""
    if not sheet.copy.bylines and not sheet.article.byline_override.strip():
        yield Finding("no-byline", "The story has no byline.", "bylines")


def no_section(sheet: Sheet) -> Iterator[Finding]:
    """A story without a section has no place on the site."""
    if sheet.article.section_id is None:
        yield Finding("no-section", "The story sits in no section.", "section")


def no_body(sheet: Sheet) -> Iterator[Finding]:
    """There is something to read."""
    if not sheet.article.body_text.strip():
        yield Finding("no-body", "The story has no text.", "body")


def no_dek(sheet: Sheet) -> Iterator[Finding]:
    """The dek is what lists, search results and shared links show under the headline. A brief needs none."""
    if not sheet.article.dek.strip() and sheet.article.genre != Article.Genre.BRIEF:
        yield Finding("no-dek", "The story has no dek: lists and shared links show none.", "dek")


def no_topic(sheet: Sheet) -> Iterator[Finding]:
    """Readers find older stories by topic; one without any is found by search alone."""
    if sheet.copy.topics == 0:
        yield Finding("no-topic", "The story has no topic.", "topics")


def long_for_search(sheet: Sheet) -> Iterator[Finding]:
    """Google Search Central, "Influencing title links": keep titles concise, long ones are likely cut off."""
    name = "seo_headline" if sheet.article.seo_headline.strip() else "headline"
    length = len(getattr(sheet.article, name))
    if length > SEARCH_HEADLINE:
        which = "search headline" if name == "seo_headline" else "headline"
        message = f"Search will likely cut the {which}: {length} characters; about {SEARCH_HEADLINE} are shown."
        yield Finding("long-for-search", message, name)


def long_for_phone(sheet: Sheet) -> Iterator[Finding]:
    """A headline of more than three lines pushes the story off a phone's first screen."""
    length = len(sheet.article.headline)
    if PHONE_HEADLINE < length <= HEADLINE_LIMIT:
        message = f"On a phone the headline fills more than three lines: {length} characters."
        yield Finding("long-for-phone", message, "headline")
