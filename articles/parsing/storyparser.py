"""Raw copy to a story: the furniture around it read line by line, the body kept word for word."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from .bylines import find_byline, find_title_line
from .copychecks import check_quote_marks, check_words, excerpt, limited
from .copylines import join_lines, safe_characters, split_lines
from .datelines import find_dateline
from .dates import doubt_message, read_date_line
from .embargoes import is_embargo_line, read_embargo
from .furniture import find_label, is_end_mark, is_more_mark, is_note, is_question, stands_alone
from .headlines import LONGEST_HEADLINE, propose_slugline, working_headline
from .quotes import find_quotes
from .story import BylineName, Dateline, ParsedStory, Problem

LONGEST_COPY = 1_000_000
_LONGEST_SLUGLINE = 80
_HEAD_LINES = 12  # furniture is looked for in this many lines before the body begins
_SHORT_LINE = 140  # a first line up to this long may be a headline without a byline or dateline after it


def parse_story(text: str) -> ParsedStory:
    """A story from pasted or filed plain copy, in time in proportion to its length. Never raises.

    What is not understood stays in the body, whose words are never altered; what an editor should see to is in
    ``problems``. Copy over 1,000,000 characters is not read at all: the one problem says so.
    """
    if len(text) > LONGEST_COPY:
        message = f"The copy has {len(text):,} characters; at most {LONGEST_COPY:,} can be read at once."
        return _nothing(Problem("too-long", message))
    text, problems = safe_characters(text)
    lines, signature, noticed = split_lines(text)
    copy = _Copy(problems=[*problems, *noticed], notes=[" / ".join(signature)] if signature else [])
    if signature:
        copy.tell("signature-left-out", "The mail's signature was left out of the story.", " / ".join(signature))
    paragraphs = join_lines(lines, stands_alone)
    if not paragraphs:
        return _nothing(*copy.problems, Problem("empty", "There are no words to read."))
    body = _read_head(copy, paragraphs)
    _read_body(copy, body)
    return _story(copy)


@dataclass(slots=True)
class _Copy:
    """What has been understood so far."""

    problems: list[Problem]
    notes: list[str]
    headline: str | None = None
    dek: str = ""
    slugline: str = ""
    dated: date | None = None
    dateline: Dateline | None = None
    byline: tuple[BylineName, ...] = ()
    byline_line: str = ""
    embargoes: list[tuple[str, datetime | None]] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)

    def tell(self, code: str, message: str, words: str = "") -> None:
        self.problems.append(Problem(code, message, excerpt(words)))


def _nothing(*problems: Problem) -> ParsedStory:
    return ParsedStory("", None, "", None, None, (), (), (), (), problems=problems)


def _read_head(copy: _Copy, paragraphs: list[str]) -> list[str]:
    """Read the lines before the body; returns the paragraphs from the first that is none of them."""
    unlabelled: list[str] = []
    body = paragraphs[_HEAD_LINES:]
    for number, line in enumerate(paragraphs[:_HEAD_LINES]):
        if _read_furniture(copy, line):
            continue
        rest = _read_dated_line(copy, line)
        if rest == "":
            continue
        if not _may_be_headline(copy, rest or line, paragraphs[number + 1 : number + 3], unlabelled):
            body = [rest or line, *paragraphs[number + 1 :]]
            break
        unlabelled.append(rest or line)
    _name_headlines(copy, unlabelled)
    return body


def _read_furniture(copy: _Copy, line: str) -> bool:
    """Take a line that is an embargo, a label, a note, a byline or a title below it; False if it is none."""
    label = find_label(line)
    if label:
        return _read_label(copy, label.kind, label.words)
    if _read_anywhere(copy, line):
        return True
    people = () if copy.byline else find_byline(line)
    if people:
        copy.byline, copy.byline_line = people, line
        return True
    titled = find_title_line(line, copy.byline)
    if titled:
        copy.byline, copy.byline_line = titled, f"{copy.byline_line} / {line}"
        return True
    return False


def _read_anywhere(copy: _Copy, line: str) -> bool:
    """Take a line that is no part of the body wherever it stands: an embargo, a note to editors, an end mark."""
    if is_embargo_line(line):
        found = read_embargo(line)
        copy.embargoes.append((line, found.until))
        copy.problems += found.problems
    elif is_note(line):
        copy.notes.append(line)
        copy.tell("note-to-editors", "A note to editors was left out of the story.", line)
    elif is_more_mark(line):
        copy.tell("more-to-come", "The copy says that another take follows.", line)
    elif not is_end_mark(line):
        return False
    return True


def _read_label(copy: _Copy, kind: str, words: str) -> bool:
    if kind == "slugline" and len(words) <= _LONGEST_SLUGLINE:
        copy.slugline = words
    elif kind == "dek" and len(words) <= LONGEST_HEADLINE:
        copy.dek = words
    elif kind == "headline" and len(words) <= LONGEST_HEADLINE:
        copy.headline = words
    else:
        if kind == "headline":
            _tell_headline_too_long(copy, words)
        copy.paragraphs.append(words)
    return True


def _tell_headline_too_long(copy: _Copy, words: str) -> None:
    message = f"The headline has {len(words):,} characters; at most {LONGEST_HEADLINE} are allowed. It is in the body."
    copy.tell("headline-too-long", message, words)


def _read_dated_line(copy: _Copy, line: str) -> str | None:
    """Take the date a line begins with. Returns what follows it ("" for nothing), or None if there is no date to take.

    A date in front of other words is taken only if it is labelled as a date or a dateline follows it. An impossible
    date stays in the body as its words.
    """
    found = read_date_line(line)
    if found is None:
        return None
    day, rest, is_labelled = found
    if rest and not (is_labelled and day.doubt != "date-without-year") and not find_dateline(rest):
        return None
    if day.doubt:
        copy.problems.append(Problem(day.doubt, doubt_message(day), day.words))
    if day.day:
        copy.dated = copy.dated or day.day
    elif day.doubt != "date-without-year":
        copy.paragraphs.append(line.removesuffix(rest).strip())
    return rest


def _may_be_headline(copy: _Copy, line: str, after: list[str], unlabelled: list[str]) -> bool:
    """Whether an unlabelled line is a headline or dek: short, no sentence, and a story follows.

    What follows at once, or after one more such line, is a byline, a date or a dateline; or the line is the first and
    a longer sentence follows.
    """
    if not after or len(unlabelled) >= (1 if copy.headline else 2) or find_dateline(line) or is_question(line):
        return False
    furnished = any(_begins_story(follower) for follower in after[: 2 - len(unlabelled)])
    ends_sentence = line.endswith((".", ".”", '."', "…", ":", ",", ";")) and not line.endswith(("U.S.", "D.C.", "U.N."))
    if len(line) > LONGEST_HEADLINE:
        if furnished and not ends_sentence and not unlabelled and copy.headline is None:
            _tell_headline_too_long(copy, line)
        return False
    if furnished:
        return not ends_sentence or bool(unlabelled)
    is_said = line[0] in "“\"'‘„«[("
    is_first = not unlabelled and copy.headline is None and not copy.byline
    return is_first and not ends_sentence and not is_said and len(line) <= _SHORT_LINE and len(after[0]) > len(line)


def _begins_story(line: str) -> bool:
    return bool(
        find_byline(line) or find_dateline(line) or is_embargo_line(line) or find_label(line) or _is_date_line(line)
    )


def _is_date_line(line: str) -> bool:
    found = read_date_line(line)
    return found is not None and (not found[1] or find_dateline(found[1]) is not None)


def _name_headlines(copy: _Copy, unlabelled: list[str]) -> None:
    if unlabelled and copy.headline is None:
        copy.headline = unlabelled.pop(0)
    if unlabelled and not copy.dek:
        copy.dek = unlabelled.pop(0)
    copy.paragraphs += unlabelled


def _read_body(copy: _Copy, paragraphs: list[str]) -> None:
    """Take the dateline off the first paragraph and the furniture out of the others; the rest is the body."""
    ended_after: int | None = None
    for number, paragraph in enumerate(paragraphs):
        if number == 0:
            paragraph = _read_dateline(copy, paragraph)
        elif _read_anywhere(copy, paragraph):
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


def _read_dateline(copy: _Copy, paragraph: str) -> str:
    found = find_dateline(paragraph)
    if not found:
        return paragraph
    copy.dateline = found.dateline
    copy.problems += (problem for problem in found.problems if not (copy.dated and problem.code == "date-without-year"))
    copy.dated = copy.dated or found.dateline.dated
    return found.rest


def _tell_second_dateline(copy: _Copy, paragraph: str) -> None:
    found = find_dateline(paragraph)
    if found and found.is_certain:
        copy.tell("second-dateline", "The body holds another dateline; it was left there.", found.dateline.words)


def _story(copy: _Copy) -> ParsedStory:
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


def _embargo(copy: _Copy) -> datetime | None:
    """The latest embargo, if every embargo line could be read; two that differ are a problem."""
    moments = [until for _, until in copy.embargoes]
    known = [until for until in moments if until is not None]
    if len(set(known)) > 1:
        copy.tell("embargoes-differ", "The copy names several embargoes; the latest was taken.", copy.embargoes[0][0])
    return max(known) if known and len(known) == len(moments) else None
