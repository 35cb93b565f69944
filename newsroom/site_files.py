"""What the site tells machines on behalf of its publisher: wishes about AI, and small text files. All off unless set.

Sources: draft-ietf-aipref-attach (Content-Usage), RSL 1.0 (License), TDM Reservation Protocol (tdmrep.json), trust.txt
(JournalList), ads.txt (IAB), llms.txt.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

_USAGE = re.compile(r"[a-z][a-z0-9-]*=[yn](,\s*[a-z][a-z0-9-]*=[yn])*")
_URL = re.compile(r"https?://[^\s<>\"]+")
_TRUST = re.compile(
    r"((member|belongto|control|controlledby|social|vendor|customer|disclosure)=https?://\S+"
    r"|contact=\S.*|datatrainingallowed=(yes|no)|#.*|)"
)
_MOST_BYTES = 100_000


@dataclass(frozen=True, slots=True)
class SiteFiles:
    """The publisher's wishes and files; empty words say nothing."""

    content_usage: str = ""
    license_url: str = ""
    tdm_reserved: bool = False
    tdm_policy: str = ""
    trust: str = ""
    ads: str = ""
    llms: str = ""


def read_site_files(read: Callable[[str], str], folder: Path) -> SiteFiles:
    """From the environment; ImproperlyConfigured says in a sentence what is nonsense. Files are named from `folder`."""
    reserved = read("TDM_RESERVATION") or "0"
    if reserved not in {"0", "1"}:
        raise ImproperlyConfigured(f"TDM_RESERVATION must be 0 or 1, not {reserved!r}.")
    trust = _text(read, "TRUST_TXT", folder)
    for line in trust.splitlines():
        if not _TRUST.fullmatch(line.strip()):
            raise ImproperlyConfigured(f"TRUST_TXT has a line that trust.txt does not know: {line.strip()[:60]!r}.")
    return SiteFiles(
        content_usage=_fitting(read, "CONTENT_USAGE", _USAGE, "wishes such as train-ai=n"),
        license_url=_fitting(read, "LICENSE_URL", _URL, "a web address"),
        tdm_reserved=reserved == "1",
        tdm_policy=_fitting(read, "TDM_POLICY", _URL, "a web address"),
        trust=trust,
        ads=_text(read, "ADS_TXT", folder),
        llms=_text(read, "LLMS_TXT", folder),
    )


def _fitting(read: Callable[[str], str], name: str, form: re.Pattern[str], what: str) -> str:
    words = read(name).strip()
    if words and not form.fullmatch(words):
        raise ImproperlyConfigured(f"{name} must be {what}, not {words[:60]!r}.")
    return words


def _text(read: Callable[[str], str], name: str, folder: Path) -> str:
    """The words of the file that a setting names; "" where it names none."""
    path = read(name).strip()
    if not path:
        return ""
    try:
        data = (folder / path).read_bytes()
        text = data.decode()
    except OSError as error:
        raise ImproperlyConfigured(f"{name} names {path}, which cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise ImproperlyConfigured(f"{name} names {path}, which is not UTF-8.") from error
    if len(data) > _MOST_BYTES or not text.strip():
        raise ImproperlyConfigured(f"{name} names {path}, which must hold words, at most {_MOST_BYTES:,} bytes.")
    return text.strip() + "\n"
