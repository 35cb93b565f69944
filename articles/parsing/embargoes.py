"""Embargo lines: until when a story must not be public. What is not certain is asked, never guessed."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta, timezone, tzinfo
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from .clocks import readings
from .dates import DATE, MONTH, WEEKDAY, doubt_message, read_date
from .story import Problem

_LONGEST_LINE = 300
_WHEN = rf"(?=\W*(?:\d|{WEEKDAY}|{MONTH}))"
_EMBARGO_LINE = re.compile(
    r"[*#\[(<\s]*(?:"
    r"(?:strictly |under (?:a )?(?:strict )?|media |news )?embargo(?:ed)?\b"
    r"(?:[ .!*\])]*$|\s*[:–—]|\s+-|[*\])]*\s+(?:until|till|before"
    rf"|for (?:release|publication|broadcast|use)\b|(?:lifts?|ends?|expires|date|time|on|at)\b{_WHEN}|{_WHEN}))"
    r"|(?:this (?:story|release|material) is )?(?:strictly )?not for (?:publication|release|broadcast|use|online use)\b"
    r"[^.\d]{0,40}\b(?:before|until|till|prior to)\b"
    r"|(?:do not|don['’]t) (?:publish|release|broadcast|use|post|run)[^.\d]{0,20}\b(?:before|until|till)\b"
    r"|hold for (?:release|publication)\b|hold (?:until|till)\b"
    rf"|for (?:release|publication)\s*(?:at|on|after|:)?{_WHEN})",
    re.IGNORECASE,
)
_MENTION = re.compile(
    r"\b(?:embargoed (?:until|till|for release)|not for (?:publication|release) (?:before|until|till))\b", re.IGNORECASE
)
_CLOCK = re.compile(
    r"(?<![\d:.+-])(?:(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?(?::\d\d(?:\.\d+)?)? ?(?P<half>[ap])\.?m\b\.?"
    r"|(?P<h24>\d{1,2}):(?P<m24>\d\d)(?::\d\d(?:\.\d+)?)?(?!\d)|(?P<hhmm>\d{4}) ?(?:hrs|hours|h)\b"
    r"|(?P<wire>\d{4})(?= ?(?:GMT|UTC|Z)\b)|(?P<word>midnight|noon|midday))",
    re.IGNORECASE,
)
_OFFSET = re.compile(r"(?:(?:UTC|GMT) ?)?(?P<sign>[+−-])(?P<hours>\d{2}|\d(?=\b))(?::?(?P<minutes>\d\d))?(?![\d-])")
_KEPT_BY = {
    "Eastern": "America/New_York",
    "Central": "America/Chicago",
    "Mountain": "America/Denver",
    "Pacific": "America/Los_Angeles",
    "Alaska": "America/Anchorage",
    "London": "Europe/London",
    "UK": "Europe/London",
    "New York": "America/New_York",
    "Brussels": "Europe/Brussels",
    "Paris": "Europe/Paris",
    "Berlin": "Europe/Berlin",
    "Tokyo": "Asia/Tokyo",
    "Sydney": "Australia/Sydney",
}
_PLACES = {place.lower(): zone for place, zone in _KEPT_BY.items()}
_REGIONS = {"et": "eastern", "ct": "central", "mt": "mountain", "pt": "pacific", "akt": "alaska"}
# Letters that name one half of the year: where they are kept, and their hours from UTC.
_SEASONS = {
    **{"est": ("eastern", -5), "edt": ("eastern", -4), "cst": ("central", -6), "cdt": ("central", -5)},
    **{"mst": ("mountain", -7), "mdt": ("mountain", -6), "pst": ("pacific", -8), "pdt": ("pacific", -7)},
    **{
        "akst": ("alaska", -9),
        "akdt": ("alaska", -8),
        "bst": ("london", 1),
        "cet": ("berlin", 1),
        "cest": ("berlin", 2),
    },
}
_FIXED = {"utc": 0, "gmt": 0, "z": 0, "jst": 9, "hst": -10}
_ZONE = re.compile(
    r"(?<![A-Za-z])(?:(?P<letters>[ECMP][SD]?T|AK[SD]?T|UTC|GMT|Z|BST|CES?T|JST|HST)"
    r"|(?P<region>Eastern|Central|Mountain|Pacific|Alaska)(?: (?P<season>Standard|Daylight))?(?: Time)?"
    r"|(?P<place>London|UK|New York|Brussels|Paris|Berlin|Tokyo|Sydney) time)(?![A-Za-z])",
    re.IGNORECASE,
)


class FoundEmbargo(NamedTuple):
    """An embargo line: the moment it ends, or None and the problem that asks for it."""

    until: datetime | None
    words: str
    problems: tuple[Problem, ...] = ()


def is_embargo_line(line: str) -> bool:
    """Whether a line says that the story must not be used before some time."""
    return len(line) <= _LONGEST_LINE and _EMBARGO_LINE.match(line) is not None


def mentions_embargo(paragraph: str) -> bool:
    """Whether a paragraph that is no embargo line speaks of an embargo on this very copy."""
    small = paragraph.lower()
    return ("embargoed" in small or "not for" in small) and _MENTION.search(paragraph) is not None


def read_embargo(line: str) -> FoundEmbargo:
    """The moment named by an embargo line. Day, year, hour and zone must all be there; else a problem asks for it.

    Problem codes: embargo-unreadable (no day, no hour or no year, or a day that is none), embargo-zone-missing,
    embargo-zone-doubtful (EST in summer), embargo-time-doubtful (an hour that the clocks skip or repeat).
    """
    found = DATE.search(line.replace("T", " ", 1) if re.search(r"\d\dT\d\d:", line) else line)
    if not found:
        return _asked(line, "embargo-unreadable", "The embargo names no day that can be read")
    day = read_date(found)
    if day.day is None or day.doubt:
        return _asked(line, "embargo-unreadable", "The embargo's day is in doubt: " + doubt_message(day).rstrip("."))
    rest = f"{line[: found.start()]} {line[found.end() :].removeprefix('T')}"
    clock = _CLOCK.search(rest)
    hour = _read_clock(clock) if clock else None
    if clock is None or hour is None:
        return _asked(line, "embargo-unreadable", "The embargo names no hour that can be read")
    if clock["word"] and clock["word"].lower() == "midnight":
        return _asked(line, "embargo-unreadable", "Midnight may begin or end the day the embargo names")
    return _in_zone(datetime.combine(day.day, hour), f"{rest[: clock.start()]} {rest[clock.end() :]}", clock, line)


def _asked(line: str, code: str, message: str) -> FoundEmbargo:
    return FoundEmbargo(None, line, (Problem(code, message + "; set the embargo by hand.", line),))


def _read_clock(clock: re.Match[str]) -> time | None:
    if clock["word"]:
        return time(0) if clock["word"].lower() == "midnight" else time(12)
    together = clock["hhmm"] or clock["wire"]
    if together:
        hour, minute = int(together[:2]), int(together[2:])
    elif clock["half"]:
        hour, minute = int(clock["hour"]), int(clock["minute"] or 0)
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if clock["half"].lower() == "p" else 0)
    else:
        hour, minute = int(clock["h24"]), int(clock["m24"])
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _in_zone(local: datetime, rest: str, clock: re.Match[str], line: str) -> FoundEmbargo:
    offset = _OFFSET.search(rest)
    if offset:
        size = timedelta(hours=int(offset["hours"]), minutes=int(offset["minutes"] or 0))
        if size <= timedelta(hours=14):
            return FoundEmbargo(local.replace(tzinfo=timezone(size if offset["sign"] == "+" else -size)), line)
    match = _ZONE.search(rest)
    if not match:
        return _asked(line, "embargo-zone-missing", "The embargo names no time zone")
    try:
        return _with_zone(local, match, line)
    except ZoneInfoNotFoundError:
        return _asked(line, "embargo-zone-missing", f"This machine does not know the time zone {match.group()}")


def _with_zone(local: datetime, match: re.Match[str], line: str) -> FoundEmbargo:
    letters = (match["letters"] or "").lower()
    if match["season"]:
        letters = match["region"][0].lower() + match["season"][0].lower() + "t"
        letters = letters.replace("a", "ak")
    if letters in _FIXED:
        return FoundEmbargo(local.replace(tzinfo=timezone(timedelta(hours=_FIXED[letters]))), line)
    if letters in _SEASONS:
        return _in_season(local, letters, match.group(), line)
    place = match["place"] or match["region"] or _REGIONS[letters]
    return _exact(local, ZoneInfo(_PLACES[place.lower()]), line)


def _in_season(local: datetime, letters: str, printed: str, line: str) -> FoundEmbargo:
    """The moment in a zone that names its season; in the wrong half of the year the later reading, and a problem."""
    place, hours = _SEASONS[letters]
    named = local.replace(tzinfo=timezone(timedelta(hours=hours)))
    kept = [local.replace(tzinfo=ZoneInfo(_PLACES[place]), fold=fold) for fold in (0, 1)]
    if named.utcoffset() in {moment.utcoffset() for moment in kept}:
        return FoundEmbargo(named, line)
    message = f"{printed} is not the time kept there on that day; the later reading was taken. Check the embargo."
    return FoundEmbargo(max(named, *kept), line, (Problem("embargo-zone-doubtful", message, line),))


def _exact(local: datetime, zone: tzinfo, line: str) -> FoundEmbargo:
    """The moment, unless the clocks skip that hour or show it twice."""
    if len(readings(local, zone)) > 1:
        return _asked(line, "embargo-time-doubtful", "The clocks change in that hour, which comes twice or never")
    return FoundEmbargo(local.replace(tzinfo=zone), line)
