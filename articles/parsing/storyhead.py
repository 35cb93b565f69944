"""The lines before a story's body: headline, byline, dates, labels, embargoes, in any order a desk writes them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from .bylines import find_byline, find_title_line
from .copychecks import excerpt
from .datelines import find_dateline
from .dates import doubt_message, read_date_line
from .embargoes import is_embargo_line, read_embargo
from .furniture import find_label, is_end_mark, is_more_mark, is_note, is_question
from .headlines import LONGEST_HEADLINE
from .story import BylineName, Dateline, Problem

_LONGEST_SLUGLINE = 80
_HEAD_LINES = 12  # furniture is looked for in this many lines before the body begins
_SHORT_LINE = 140  # a first line up to this long may be a headline without a byline or dateline after it


@dataclass(slots=True)
class Copy:
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


def read_head(copy: Copy, paragraphs: list[str]) -> list[str]:
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


def _read_furniture(copy: Copy, line: str) -> bool:
    """Take a line that is an embargo, a label, a note, a byline or a title below it; False if it is none."""
    label = find_label(line)
    if label:
        return _read_label(copy, label.kind, label.words)
    if read_anywhere(copy, line):
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


def read_anywhere(copy: Copy, line: str) -> bool:
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


def _read_label(copy: Copy, kind: str, words: str) -> bool:
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


def _tell_headline_too_long(copy: Copy, words: str) -> None:
    message = f"The headline has {len(words):,} characters; at most {LONGEST_HEADLINE} are allowed. It is in the body."
    copy.tell("headline-too-long", message, words)


def _read_dated_line(copy: Copy, line: str) -> str | None:
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


def _may_be_headline(copy: Copy, line: str, after: list[str], unlabelled: list[str]) -> bool:
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


def _name_headlines(copy: Copy, unlabelled: list[str]) -> None:
    if unlabelled and copy.headline is None:
        copy.headline = unlabelled.pop(0)
    if unlabelled and not copy.dek:
        copy.dek = unlabelled.pop(0)
    copy.paragraphs += unlabelled
