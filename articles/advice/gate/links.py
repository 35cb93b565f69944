"""Links to stories of our own: readers can follow each when this story reaches them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.urls import reverse

from articles.advice.gate.findings import Finding, Sheet, short
from articles.models import Edition, Redirect

_STORY_PATH = re.compile(r"/\d{4}/\d{2}/\d{2}/[^/]+/")
_MOST_ASKED = 200


def nowhere(sheet: Sheet) -> Iterator[Finding]:
    """A link to a story of ours that readers cannot see when this one is out, and any link to the desk.

    Drafts, stories under embargo or killed, those released later and those that never were look alike from outside,
    and so they do here: nobody learns from a link what stands at an address they may not open. One query, asked only
    where there are links of our own.
    """
    if sheet.release is None:
        return
    desk = reverse("admin:index")
    ours = [(link, path) for link in sheet.links if (path := _own_path(link.href))][:_MOST_ASKED]
    stories = {story: path for _, path in ours if (story := _story_of(path))}
    open_then = _seen(set(stories), sheet.release) if stories else set()
    for link, path in ours:
        story = _story_of(path)
        if path.startswith(desk):
            message = f"The link “{short(link.text)}” leads to the desk, where no reader can go."
        elif story and story not in open_then:
            message = (
                f"Readers cannot follow the link “{short(link.text)}”: no story of ours is open at {short(story)}"
                " when this one is (not published, embargoed, due later, or killed)."
            )
        else:
            continue
        yield sheet.in_text("link-nowhere", message, link.start, link.start + len(link.text))


def _own_path(href: str) -> str:
    """The path of an address on our own site, however it is spelled; "" for any other."""
    try:
        parts = urlsplit(href)
        host = (parts.hostname or "").casefold()
    except ValueError:
        return ""
    if parts.scheme not in ("", "http", "https") or (host and host not in _own_hosts()):
        return ""
    return unquote(parts.path)


def _own_hosts() -> set[str]:
    own = urlsplit(settings.SITE_URL).hostname or ""
    return {own.casefold(), *(host.casefold() for host in settings.ALLOWED_HOSTS if host[:1] not in ("*", "."))}


def _story_of(path: str) -> str:
    found = _STORY_PATH.match(path if path.endswith("/") else f"{path}/")
    return found.group() if found else ""


def _seen(paths: set[str], at: datetime) -> set[str]:
    """Those of the paths that readers can open at that moment, at once or by a redirect: one query."""
    visible = Edition.objects.visible(at)
    moved = Redirect.objects.filter(Exists(visible.filter(path=OuterRef("target"))), path__in=paths)
    rows = visible.filter(path__in=paths).order_by().values_list("path", flat=True)
    return set(rows.union(moved.order_by().values_list("path", flat=True)))
