"""Raw copy to a story: the furniture around it read line by line, the body kept word for word."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from .copychecks import check_quote_marks, check_words, limited
from .copylines import join_cut_lead, join_lines, safe_characters, split_lines
from .datelines import find_dateline
from .furniture import is_end_mark, is_question, stands_alone
from .headlines import propose_slugline, working_headline
from .quotes import find_quotes
from .story import ParsedStory, Problem
from .storyhead import Copy, read_anywhere, read_head

LONGEST_COPY = 1_000_000


def parse_story(text: str, headline: str | None = None) -> ParsedStory:
    """A story from pasted or filed plain copy, in time in proportion to its length. Never raises.

    What is not understood stays in the body, whose words are never altered; what an editor should see to is in
    ``problems``. Copy over 1,000,000 characters is not read at all: the one problem says so. ``headline`` is the one
    that came beside the copy, if any: no line of the copy is taken for one then.
    """
    if len(text) > LONGEST_COPY:
        message = f"The copy has {len(text):,} characters; at most {LONGEST_COPY:,} can be read at once."
        return _nothing(Problem("too-long", message))
    text, problems = safe_characters(text)
    lines, signature, noticed = split_lines(text)
    copy = Copy([*problems, *noticed], [" / ".join(signature)] if signature else [], headline)
    if signature:
        copy.tell("signature-left-out", "The mail's signature was left out of the story.", " / ".join(signature))
    paragraphs = join_lines(lines, stands_alone)
    if headline is not None:
        paragraphs = join_cut_lead(lines, paragraphs)
    if not paragraphs:
        return _nothing(*copy.problems, Problem("empty", "There are no words to read."))
    body = read_head(copy, paragraphs)
    _read_body(copy, body)
    return _story(copy)


def _nothing(*problems: Problem) -> ParsedStory:
    return ParsedStory("", None, "", None, None, (), (), (), (), problems=problems)


def _read_body(copy: Copy, paragraphs: list[str]) -> None:
    """Take the dateline off the first paragraph and the furniture out of the others; the rest is the body."""
    ended_after: int | None = None
    for number, paragraph in enumerate(paragraphs):
        if number == 0:
            paragraph = _read_dateline(copy, paragraph)
        elif read_anywhere(copy, paragraph):
            if is_end_mark(paragraph):
                ended_after = len(copy.paragraphs)
            continue
        else:
            _tell_second_dateline(copy, paragraph)
        if paragraph:
            copy.paragraphs.append(paragraph)
    if ended_after is not None and ended_after < len(copy.paragraphs):
        message = "Words follow the end mark; they are in the body."
        copy.tell("words-after-end", message, copy.paragraphs[ended_after])


def _read_dateline(copy: Copy, paragraph: str) -> str:
    found = find_dateline(paragraph)
    if not found:
        return paragraph
    copy.dateline = found.dateline
    copy.problems += (problem for problem in found.problems if not (copy.dated and problem.code == "date-without-year"))
    copy.dated = copy.dated or found.dateline.dated
    return found.rest


def _tell_second_dateline(copy: Copy, paragraph: str) -> None:
    found = find_dateline(paragraph)
    if found and found.is_certain:
        copy.tell("second-dateline", "The body holds another dateline; it was left there.", found.dateline.words)


def _story(copy: Copy) -> ParsedStory:
    paragraphs = tuple(copy.paragraphs)
    lead = _lead(paragraphs)
    proposed = working_headline(copy.headline or lead)
    place = copy.dateline.place if copy.dateline else ""
    if copy.headline is None:
        copy.tell("no-headline", "The copy has no headline; one is proposed from its lead.", proposed)
    if not paragraphs:
        copy.tell("no-body", "There is nothing but furniture in the copy: no paragraph.")
    story = ParsedStory(
        slugline=copy.slugline or propose_slugline(copy.headline or proposed, lead, place),
        headline=copy.headline,
        working_headline=proposed,
        dated=copy.dated,
        dateline=copy.dateline,
        byline=copy.byline,
        paragraphs=paragraphs,
        questions=tuple(number for number, words in enumerate(paragraphs) if is_question(words)),
        quotes=(),
        embargo_until=_embargo(copy),
        dek=copy.dek,
        byline_line=copy.byline_line,
        notes=tuple(copy.notes),
    )
    checked = [*check_words([copy.headline or "", copy.dek, *paragraphs]), *check_quote_marks(paragraphs)]
    return replace(story, quotes=tuple(find_quotes(story.body)), problems=limited([*copy.problems, *checked]))


def _lead(paragraphs: tuple[str, ...]) -> str:
    """The first paragraph that is a sentence, no question and no stray words; else the first of all."""
    sentences = (words for words in paragraphs if words.count(" ") > 2 and not is_question(words))
    return next(sentences, paragraphs[0] if paragraphs else "")


def _embargo(copy: Copy) -> datetime | None:
    """The latest embargo, if every embargo line could be read; two that differ are a problem."""
    moments = [until for _, until in copy.embargoes]
    known = [until for until in moments if until is not None]
    if len(set(known)) > 1:
        copy.tell("embargoes-differ", "The copy names several embargoes; the latest was taken.", copy.embargoes[0][0])
    return max(known) if known and len(known) == len(moments) else None
