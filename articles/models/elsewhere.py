"""Where else on the web somebody is: addresses, one a line, as typed at the desk and as pages link to them."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

MOST = 10
_check = URLValidator(schemes=["https"])
# Never part of an address as browsers write it.
_ODD = frozenset("<>\"'\\`")


class Elsewhere(NamedTuple):
    """An address, and how a page prints it."""

    href: str
    words: str


def read_elsewhere(typed: str) -> tuple[Elsewhere, ...]:
    """The addresses in the order they were typed, each once."""
    lines = dict.fromkeys(line.strip() for line in typed.splitlines() if line.strip())
    return tuple(Elsewhere(line, _printed(line)) for line in lines)


def refuse_other_addresses(typed: str) -> None:
    """Refuses, with the line, what is no whole web address that begins with https://, and more than ten of them."""
    addresses = read_elsewhere(typed)
    for href, _ in addresses:
        if not _is_web_address(href):
            raise ValidationError(f"“{href[:80]}” is not a web address that begins with https://.")
        if "@" in urlsplit(href).netloc:
            raise ValidationError(f"“{href[:80]}” holds a name to sign in with.")
    if len(addresses) > MOST:
        raise ValidationError(f"{len(addresses)} addresses; at most {MOST} are shown.")


def _is_web_address(href: str) -> bool:
    try:
        _check(href)
    except ValidationError:
        return False
    return not _ODD.intersection(href)


def _printed(href: str) -> str:
    """The address without what it has in common with all others: mastodon.example/@ana."""
    return href.removeprefix("https://").removeprefix("www.").rstrip("/")
