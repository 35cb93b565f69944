"""What comes in to be filed: a story as an editor or a wire gives it, before it is a row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from articles.models import Byline, Person, Section
from articles.parsing.marking import MarkedBody
from articles.parsing.markup import body_from_paragraphs
from articles.parsing.story import FoundQuote, ParsedStory, Problem


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an item came from, unique as provider + guid + version, with the bytes received."""

    provider: str
    guid: str
    version: str = ""
    content: bytes = b""
    media_type: str = "text/plain"


@dataclass(frozen=True, slots=True)
class DraftByline:
    """A name of the byline: a known person, or a name that finds or makes one."""

    name: str = ""
    person: Person | None = None
    role: str = Byline.Role.WRITER


@dataclass(frozen=True, slots=True)
class Attribution:
    """What an editor says of a quote found in the copy: known by its first words, then speaker and role."""

    words: str
    speaker_name: str
    role: str


@dataclass(frozen=True, slots=True)
class StoryDraft:
    """A story to be filed. `fields` are plain columns of Article (slugline, headline, dek, embargo_until …).

    `quotes` are the finder's runs over the body's text where they are known already; `marked` is the body cleaned and
    marked where another process has done that. `topics` are ids to be chosen, besides what the vocabulary proposes.
    """

    body: str
    fields: dict[str, Any]
    section: Section | None = None
    bylines: tuple[DraftByline, ...] = ()
    dateline_date: date | None = None
    quotes: tuple[FoundQuote, ...] | None = None
    marked: MarkedBody | None = None
    attributions: tuple[Attribution, ...] = ()
    topics: tuple[int, ...] = ()
    proposed_topics: tuple[tuple[int, str], ...] = ()
    origin: Origin | None = None
    # Imports of an archive keep their dates; only the shell may file something as published.
    published_at: datetime | None = None
    modified_at: datetime | None = field(default=None)


# An embargo that could not be read for certain holds the story until a person has looked.
EMBARGO_DOUBTS = frozenset({"embargo-unreadable", "embargo-zone-missing", "embargo-time-doubtful"})


def hold_for(problems: Iterable[Problem]) -> str:
    """The hold that doubts about an embargo put on a story; "" where there are none."""
    doubt = next((problem for problem in problems if problem.code in EMBARGO_DOUBTS), None)
    return f"Embargo not understood: {doubt.words}"[:300] if doubt else ""


def draft_of(parsed: ParsedStory, **fields: Any) -> StoryDraft:
    """A draft from parsed copy; `fields` overrule what was understood."""
    dateline = parsed.dateline
    return StoryDraft(
        body=body_from_paragraphs(parsed.paragraphs, parsed.questions),
        quotes=parsed.quotes,
        bylines=tuple(DraftByline(name.name) for name in parsed.byline),
        dateline_date=parsed.dated or (dateline.dated if dateline else None),
        fields={
            "slugline": parsed.slugline,
            "headline": parsed.headline or "",
            "dateline_place": dateline.place if dateline else "",
            "dateline_source": dateline.source if dateline else "",
            "dek": parsed.dek[:500],
            "editors_note": "\n".join(parsed.notes)[:2000],
            "embargo_until": parsed.embargo_until,
            "hold_reason": "" if fields.get("embargo_until") else hold_for(parsed.problems),
            **fields,
        },
    )
