"""Wall time and zone to instants and back. An hour the clocks skip or show twice is asked about, never guessed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo
from typing import NamedTuple


class Choice(NamedTuple):
    """One reading of a wall time in doubt: the offset that means it, the instant, and its words for a button."""

    offset: str
    moment: datetime
    label: str


def readings(local: datetime, zone: tzinfo) -> tuple[datetime, ...]:
    """The instants (UTC) a naive wall time can be read as: one, or two at a change of the clocks, the earlier first.

    Of an hour shown twice both are so shown; of an hour skipped they are the two nearest, an offset's step away.
    """
    return tuple(sorted({local.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)}))


def instants(local: datetime, zone: tzinfo) -> tuple[datetime, ...]:
    """The instants (UTC) at which the zone's clocks show that wall time: none, one or two."""
    return tuple(m for m in readings(local, zone) if m.astimezone(zone).replace(tzinfo=None, fold=0) == local)


def meant(local: datetime, zone: tzinfo, offset: str = "") -> datetime | None:
    """The instant meant by a wall time; None where it is in doubt and no offset says which of its readings.

    An offset that is none of the readings says nothing: where there is one reading it is not even looked at.
    """
    found = readings(local, zone)
    if len(found) == 1:
        return found[0]
    return next((moment for moment in found if _offset(local, moment) == offset), None)


def choices(local: datetime, zone: tzinfo) -> tuple[Choice, ...]:
    """What to ask about a wall time in doubt, the earlier reading first; nothing where there is no doubt."""
    found = readings(local, zone)
    if len(found) == 1:
        return ()
    twice = len(instants(local, zone)) == 2
    words = (", the first", ", the second") if twice else ("", "")
    return tuple(
        Choice(_offset(local, moment), moment, f"{hour(moment, zone)}{word}")
        for moment, word in zip(found, words, strict=True)
    )


def question(local: datetime, zone: tzinfo) -> str:
    """Why a wall time is in doubt, in one line; "" where it is not."""
    found = choices(local, zone)
    if not found:
        return ""
    day, clock = f"{local:%-d %B %Y}", f"{local:%-H:%M}"
    if len(instants(local, zone)) == 2:
        return f"The clocks in {town(zone)} go back on {day}: {clock} comes twice. Which one?"
    return f"The clocks in {town(zone)} go forward on {day}: there is no {clock}. Which is meant?"


def written(moment: datetime, zone: tzinfo) -> tuple[str, str]:
    """An instant as a field of wall time holds it, and its offset: what `meant` reads back to the same instant."""
    here = moment.astimezone(zone)
    local = here.replace(tzinfo=None)
    exact = "auto" if local.second or local.microsecond else "minutes"
    return local.isoformat(timespec=exact), _offset(local, moment)


def hour(moment: datetime, zone: tzinfo) -> str:
    """“1:30 EDT”: the hour there, with the zone's letters on that day."""
    return f"{moment.astimezone(zone):%-H:%M %Z}"


def zone_words(moment: datetime, zone: tzinfo) -> str:
    """“EST (New York)”: the zone's letters at that moment and the town that keeps it."""
    letters = f"{moment.astimezone(zone):%Z}"
    return letters if letters == town(zone) else f"{letters} ({town(zone)})"


def town(zone: tzinfo) -> str:
    """“New York”, of a zone named America/New_York."""
    return str(getattr(zone, "key", zone)).rpartition("/")[2].replace("_", " ")


def _offset(local: datetime, moment: datetime) -> str:
    """The offset from UTC, “-04:00”, under which the wall time is that instant."""
    apart = local - moment.astimezone(UTC).replace(tzinfo=None)
    sign, size = ("-", -apart) if apart < timedelta(0) else ("+", apart)
    minutes, seconds = divmod(int(size.total_seconds()), 60)
    return f"{sign}{minutes // 60:02}:{minutes % 60:02}" + (f":{seconds:02}" if seconds else "")
