"""One item as it came from outside, whatever its format: what an importer files."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePath

from .markup import body_from_paragraphs
from .story import BylineName, Dateline, FoundQuote, Problem
from .storyparser import parse_story

USABLE, WITHHELD, CANCELED = "usable", "withheld", "canceled"
_NOT_A_STORY = {"too-long", "empty", "no-body"}


class UnreadableItem(ValueError):
    """What came is not a story that can be filed. Its message is one sentence for an editor."""


@dataclass(frozen=True, slots=True)
class WireSubject:
    """A subject the provider gave: its name, its code ("" if none) and the vocabulary the code is from.

    IPTC media topics always have a code like medtop:20000593, however the provider wrote it.
    """

    name: str
    code: str = ""
    scheme: str = ""


@dataclass(frozen=True, slots=True)
class WireItem:
    """One story from outside. Unique as provider + guid + version; ``status`` is usable, withheld or canceled.

    ``quotes`` are what the finder found where the body came as plain text; offsets count in the body's text. An item
    whose embargo cannot be read is withheld, and a problem says so. All moments know their time zone.
    """

    provider: str
    guid: str
    version: str = ""
    slugline: str = ""
    headline: str = ""
    working_headline: str = ""
    dek: str = ""
    byline: tuple[BylineName, ...] = ()
    byline_line: str = ""
    dateline: Dateline | None = None
    dated: date | None = None
    body_html: str = ""
    quotes: tuple[FoundQuote, ...] | None = None
    language: str = ""
    subjects: tuple[WireSubject, ...] = ()
    section: str = ""
    embargo_until: datetime | None = None
    status: str = USABLE
    first_created: datetime | None = None
    version_created: datetime | None = None
    published_at: datetime | None = None
    genre: str = ""
    editors_note: str = ""
    copyright: str = ""
    problems: tuple[Problem, ...] = ()


def digest_guid(content: str) -> str:
    """A guid for what has none: the same words always get the same."""
    return "sha256:" + hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()


def status_under_embargo(status: str, problems: tuple[Problem, ...]) -> str:
    """The status, or withheld where the copy has an embargo whose end is not known."""
    unknown = any(
        problem.code.startswith("embargo-") and problem.code != "embargo-zone-doubtful" for problem in problems
    )
    return WITHHELD if unknown and status == USABLE else status


# Control characters that no copy holds, and what a decoder leaves where it could read nothing.
_NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd]")
_MOST_ODD = 0.05


def read_text_item(name: str, text: str) -> WireItem:
    """A plain text file as an item of provider "text", known by the digest of its words.

    ``name`` is the file's, the slugline where the copy gives none. Raises UnreadableItem for a file without words,
    over the limit of a paste, or that is no text at all.
    """
    odd = len(_NO_TEXT.findall(text))
    if odd > len(text) * _MOST_ODD:
        raise UnreadableItem(f"This is not text: {odd:,} of its {len(text):,} characters are control codes or lost.")
    story = parse_story(text)
    refused = next((problem for problem in story.problems if problem.code in _NOT_A_STORY), None)
    if refused:
        raise UnreadableItem(refused.message)
    return WireItem(
        provider="text",
        guid=digest_guid(text),
        slugline=story.slugline or PurePath(name).stem[:80],
        headline=story.headline or "",
        working_headline=story.working_headline,
        dek=story.dek,
        byline=story.byline,
        byline_line=story.byline_line,
        dateline=story.dateline,
        dated=story.dated,
        body_html=body_from_paragraphs(story.paragraphs, story.questions),
        quotes=story.quotes,
        embargo_until=story.embargo_until,
        status=status_under_embargo(USABLE, story.problems),
        editors_note="\n".join(story.notes),
        problems=story.problems,
    )
