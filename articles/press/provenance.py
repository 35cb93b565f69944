"""How readers can check a story: who is quoted, what the quotes were checked against, what was corrected since.

Counted from the edition's own content, so that it cannot say more than the page it stands on.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from articles.models import Quote
from articles.press.bylines import in_a_row
from articles.press.content import Content, Speech

# What kind of story this is, where readers could take it for news.
_KINDS = {
    "analysis": "Analysis: conclusions drawn from what was reported.",
    "opinion": "Opinion: the view of its writer.",
    "review": "Review: the judgment of its writer.",
    "sponsored": "Sponsored: paid for, and no work of the newsroom.",
}
_MEANS = {
    Quote.Verification.NOTES: "notes",
    Quote.Verification.RECORDING: "a recording",
    Quote.Verification.TRANSCRIPT: "a transcript",
    Quote.Verification.STATEMENT: "a written statement",
}


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of the box: what it is about, what there is to say, where that leads ("" where nowhere)."""

    about: str
    words: str
    leads_to: str = ""


def provenance(content: Content) -> tuple[Fact, ...]:
    """The facts in the order of the box, each where there is something to say."""
    facts = (
        Fact("Kind", _KINDS.get(content.genre, "")),
        Fact("People quoted", _people(content.quotes)),
        Fact("Quotes checked", _checked(content.quotes)),
        Fact("Reporting", "How we reported this" if content.backstory else "", "#reported"),
        Fact("Corrections", _corrections(content), "#notes"),
    )
    return tuple(fact for fact in facts if fact.words)


def _people(quotes: tuple[Speech, ...]) -> str:
    named = {speech.speaker_path or speech.speaker_name for speech in quotes if speech.speaker_name}
    unnamed = {speech.role or speech.public_id for speech in quotes if not speech.speaker_name}
    if not unnamed:
        return str(len(named)) if named else ""
    return f"{len(named) + len(unnamed)}, {len(unnamed)} of them not named"


def _checked(quotes: tuple[Speech, ...]) -> str:
    """“5 of 7: 3 against a recording, 2 against notes”. The others were confirmed by an editor reading the story."""
    if not quotes:
        return ""
    means = Counter(_MEANS[Quote.Verification(speech.verification)] for speech in quotes if speech.verification)
    if not means:
        return f"{len(quotes)}, all confirmed by an editor"
    against = in_a_row([f"{count} against {mean}" for mean, count in means.most_common()])
    return f"{means.total()} of {len(quotes)}: {against}"


def _corrections(content: Content) -> str:
    count = len(content.notes)
    if not count:
        return ""
    return "1, told above the story" if count == 1 else f"{count}, told above the story"
