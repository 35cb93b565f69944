"""Addresses as mail programs and web editors wrap them, and what they lead to."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

_WRAPPERS = (
    # Host (or the end of it), path it must begin with, the parameters that may hold the address.
    (".safelinks.protection.outlook.com", "/", ("url",)),
    ("www.google.com", "/url", ("q", "url")),
)
_MOST = 3  # a safelink around a redirect is met; more is nobody's mail


def unwrapped(address: str) -> str:
    """The address a wrapped one leads to, whatever it carries; any other as it is. Never raises."""
    for _ in range(_MOST):
        within = _within(address)
        if not within:
            break
        address = within
    return address


def _within(address: str) -> str:
    if "://" not in address or not address.startswith(("https://", "http://", "HTTPS://", "HTTP://")):
        return ""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").lower()
    except ValueError:
        return ""
    for ending, path, names in _WRAPPERS:
        if (host == ending or (ending[0] == "." and host.endswith(ending))) and parts.path.startswith(path):
            asked = parse_qs(parts.query, max_num_fields=50) if parts.query.count("&") < 50 else {}
            found = next((asked[name][0] for name in names if name in asked), "")
            return found if found.startswith(("https://", "http://", "mailto:")) else ""
    return ""
