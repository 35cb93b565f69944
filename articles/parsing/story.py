"""What a parser gives back: frozen data about one story, with places in the text it came from."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Problem:
    """Something an editor should look at: a stable code, a sentence, the words it is about ("": the whole story)."""

    code: str
    message: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where a story was reported from: place as printed (BALTIMORE), source (WJZ; "" if none), date if there is one."""

    place: str
    source: str = ""
    dated: date | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class BylineName:
    """One person of a byline line, with the title and organisation printed beside the name ("" if none).

    A name printed in capitals is given in title case; ``printed`` is the name letter for letter.
    """

    name: str
    title: str = ""
    organisation: str = ""
    printed: str = ""


@dataclass(frozen=True, slots=True)
class FoundQuote:
    """One run of quoted words. Offsets are code points into the text searched, end exclusive, marks excluded.

    Runs of one utterance (a split quote, a quote over several paragraphs) share a group. A run of kind
    ``reporter_question`` is a reporter's question and never has a speaker.
    """

    start: int
    end: int
    text: str
    speaker: str | None
    role: str | None
    cue: str | None
    kind: str
    group: int
    question: str | None
    confidence: float
    rule: str
    relied_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ParsedStory:
    """Raw copy as understood. The words of ``paragraphs`` are never altered; quotes have offsets into ``body``.

    Every line of the copy that is not in ``paragraphs`` stands in a field, in ``notes`` (notes to editors, signatures)
    or in the words of a problem. ``byline_line`` is the byline as printed.
    """

    slugline: str
    headline: str | None
    working_headline: str
    dated: date | None
    dateline: Dateline | None
    byline: tuple[BylineName, ...]
    paragraphs: tuple[str, ...]
    questions: tuple[int, ...]
    quotes: tuple[FoundQuote, ...]
    embargo_until: datetime | None = None
    problems: tuple[Problem, ...] = field(default=())
    dek: str = ""
    byline_line: str = ""
    notes: tuple[str, ...] = ()

    @property
    def body(self) -> str:
        """The paragraphs as one text, a blank line between two: what the quotes' offsets count in."""
        return "\n\n".join(self.paragraphs)
