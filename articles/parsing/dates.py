"""Dates as newsrooms print them: ISO, AP, European, with or without weekday and year."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

# As far as an archive may reach. At the ends of what Python can reckon a moment has no hour in every time zone.
FIRST_YEAR, LAST_YEAR = 1700, 2199
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
WEEKDAY = r"(?:Mon|Tue|Tues|Wed|Wednes|Thu|Thur|Thurs|Fri|Sat|Satur|Sun)(?:day)?\b\.?"
_FORMS = (
    r"(?P<y1>\d{4})[-/](?P<m1>\d{1,2})[-/](?P<d1>\d{1,2})(?![\d/-])",
    rf"(?P<m2>{MONTH})" + r" (?P<d2>\d{1,2})(?:st|nd|rd|th)?\b(?:,? (?P<y2>\d{4})\b)?",
    r"(?P<d3>\d{1,2})(?:st|nd|rd|th|\.)?[ -]" + rf"(?P<m3>{MONTH})" + r"(?:[, -]{1,2}(?P<y3>\d{4})\b)?",
    r"(?P<a4>\d{1,2})(?P<sep>[./])(?P<b4>\d{1,2})(?P=sep)(?P<y4>\d{4})\b",
)
DATE = re.compile(rf"(?:(?P<weekday>{WEEKDAY}),? )?(?:{'|'.join(_FORMS)})", re.IGNORECASE)


class FoundDate(NamedTuple):
    """A date found in copy: ``day`` is None when the words do not name one day, and ``doubt`` says why.

    ``doubt`` is a problem's code: impossible-date, date-without-year, date-ambiguous or weekday-mismatch; with the
    last, day is the date as printed.
    """

    day: date | None
    words: str
    doubt: str = ""


def read_date(match: re.Match[str]) -> FoundDate:
    """The date in a match of ``DATE``. Never raises; never guesses a year, or whether 03/04 is March or April."""
    words = match.group()
    year = int(match["y1"] or match["y2"] or match["y3"] or match["y4"] or 0)
    if match["a4"]:
        first, second = int(match["a4"]), int(match["b4"])
        if match["sep"] == "/" and max(first, second) <= 12 and first != second:
            return FoundDate(None, words, "date-ambiguous")
        day, month = (first, second) if match["sep"] == "." or first > 12 else (second, first)
    else:
        month = int(match["m1"]) if match["m1"] else _month(match["m2"] or match["m3"])
        day = int(match["d1"] or match["d2"] or match["d3"])
    if not year:
        # 2000 is a leap year: only a day that no year has is impossible.
        return FoundDate(None, words, "date-without-year" if _day(2000, month, day) else "impossible-date")
    found = _day(year, month, day)
    if found is None:
        return FoundDate(None, words, "impossible-date")
    named = match["weekday"]
    if named and _DAYS.index(named[:3].lower()) != found.weekday():
        return FoundDate(found, words, "weekday-mismatch")
    return FoundDate(found, words)


def _month(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if FIRST_YEAR <= year <= LAST_YEAR else None
    except ValueError:
        return None


_MESSAGES = {
    "impossible-date": "There is no such day in the calendar: {words}.",
    "date-without-year": "The date has no year: {words}.",
    "date-ambiguous": "Day and month cannot be told apart: {words}.",
    "weekday-mismatch": "The weekday does not fit the date: {words}.",
}


def doubt_message(found: FoundDate) -> str:
    """One sentence for an editor on what is doubtful about the date."""
    return _MESSAGES[found.doubt].format(words=found.words)


_LABEL = r"(?P<label>(?:date|dated|published|posted|filed|updated)\b[: ]+(?:on )?)?"
_CLOCK = r"(?:[ ,|@•T]*(?:at )?\d{1,2}(?::\d\d){1,2}(?:Z| ?[ap]\.?m\.?)?(?: [A-Z]{2,5}\b| ?[+-]\d\d:?\d\d)?)?"
_DATE_LINE = re.compile(rf"{_LABEL}\(?{DATE.pattern}\)?{_CLOCK}[ ,;|–—-]*", re.IGNORECASE)
_DAY_ALONE = re.compile(rf"\(?{WEEKDAY}\)?", re.IGNORECASE)


def read_date_line(line: str) -> tuple[FoundDate, str, bool] | None:
    """The date a line begins with, what follows it, and whether the line says that it is a date; or None.

    A weekday alone ("(FRI)", a wire's day line) is a date without a year.
    """
    if _DAY_ALONE.fullmatch(line):
        return FoundDate(None, line, "date-without-year"), "", True
    match = _DATE_LINE.match(line)
    if not match:
        return None
    found = read_date(match)
    words = line[len(match["label"] or "") : match.end()].strip(" ,;|–—-")
    return found._replace(words=words), line[match.end() :], bool(match["label"])
