"""Fields of a JSON item read tolerantly: names in any case, one object or a list, strings made safe."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from .copylines import safe_characters, tidy
from .dates import FIRST_YEAR, LAST_YEAR
from .story import Problem

_LONGEST_FIELD = 10_000
_LARGEST_NUMBER = 10**18  # Python refuses to print much larger ones


def small_keys(mapping: Mapping) -> dict:
    """The mapping with its names in small letters."""
    return {str(key).lower(): value for key, value in mapping.items()}


def words_of(value: object) -> str:
    """The words of a JSON value: a string made safe, a number as printed, nothing for anything else."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    if isinstance(value, int) and abs(value) > _LARGEST_NUMBER:
        return ""
    return tidy(safe_characters(str(value)[:_LONGEST_FIELD])[0].replace("\n", " "))


def first_of(keys: dict, *names: str) -> str:
    """The words of the first of these fields that has any."""
    return next(filter(None, (words_of(keys.get(name)) for name in names)), "")


def objects_of(keys: dict, *names: str) -> Iterator[dict]:
    """The objects of a list, of an object of objects (associations), or a single object or string; keys small."""
    for name in names:
        value = keys.get(name)
        if isinstance(value, str):
            value = [value]
        elif isinstance(value, Mapping):
            value = [value] if any(not isinstance(part, Mapping) for part in value.values()) else list(value.values())
        for part in value if isinstance(value, list) else ():
            if isinstance(part, Mapping):
                yield small_keys(part)
            elif isinstance(part, str):
                yield {"name": part, "value": part}


def of_role(keys: dict, name: str, roles: tuple[str, ...]) -> str:
    """The value of the first object of a list that has the first of these roles that occurs."""
    found = [(words_of(part.get("role")).lower(), words_of(part.get("value"))) for part in objects_of(keys, name)]
    return next((value for role in roles for has, value in found if has == role and value), "")


def name_of(part: dict) -> str:
    """What an object calls itself."""
    return first_of(part, "name", "literal", "qcode", "code")


def moment_of(keys: dict, name: str, problems: list[Problem]) -> datetime | None:
    """The moment of an ISO field; one without a zone is read as UTC, with a problem. One that is unreadable, or of a
    year that no archive reaches, is None."""
    printed = words_of(keys.get(name))
    if not printed:
        return None
    try:
        moment = datetime.fromisoformat(printed)
        if moment.tzinfo is None:
            problems.append(
                Problem("time-without-zone", f"The time of {name} has no zone; it was read as UTC.", printed)
            )
            moment = moment.replace(tzinfo=UTC)
        is_odd = not FIRST_YEAR <= moment.astimezone(UTC).year <= LAST_YEAR
    except (ValueError, OverflowError):
        is_odd = True
    if is_odd:
        problems.append(Problem("time-unreadable", f"The time of {name} cannot be read.", printed[:100]))
        return None
    return moment
