"""A story's past for programs: which versions there are, and which readers saw at a moment.

Source: RFC 7089 (Memento), RFC 6690 (the list of links). Only versions that readers may go on reading; a story that
cannot be read has no past to tell of.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils import timezone
from django.utils.http import http_date, parse_http_date_safe
from django.views.decorators.http import require_safe

from articles.models import Edition
from articles.press.memento import LINK_FORMAT, version_links
from articles.reader.conditional import conditional
from articles.reader.stories import absent


@require_safe
def time_map(request: HttpRequest, path: str) -> HttpResponseBase:
    """Every version readers saw, with the moment from which they did."""
    at, story = timezone.now(), f"/{path}/"
    versions = _versions(story, at)
    if not versions:
        return absent(request, story, at)
    url = f"{settings.SITE_URL}{story}"
    first, last = (http_date(moment.timestamp()) for _, moment in (versions[0], versions[-1]))
    lines = [
        f'<{url}>; rel="original"',
        f'<{url}timegate/>; rel="timegate"',
        f'<{url}timemap/>; rel="self"; type="{LINK_FORMAT}"; from="{first}"; until="{last}"',
        *(_memento(url, versions, place) for place in range(len(versions))),
    ]
    return conditional(request, HttpResponse(",\n".join(lines) + "\n", content_type=LINK_FORMAT))


@require_safe
def time_gate(request: HttpRequest, path: str) -> HttpResponseBase:
    """302 to the version readers saw at the moment of Accept-Datetime, to the newest without one; 400 for no date."""
    at, story = timezone.now(), f"/{path}/"
    versions = _versions(story, at)
    if not versions:
        return absent(request, story, at)
    asked = request.headers.get("Accept-Datetime")
    moment = _moment(asked) if asked else at
    if moment is None:
        response: HttpResponse = HttpResponse("Accept-Datetime must be a date of HTTP.\n", status=400)
        response["Content-Type"] = "text/plain; charset=utf-8"
    else:
        seen = [number for number, published in versions if published <= moment]
        number = seen[-1] if seen else versions[0][0]
        response = HttpResponseRedirect(f"{story}versions/{number}/")
        response["Link"] = version_links(story, number)
    response["Vary"] = "accept-datetime"
    return response


def _versions(story: str, at: datetime) -> Sequence[tuple[int, datetime]]:
    """(number, since when) of the versions of the story now at this address, the first first. None: no story."""
    article = Edition.objects.visible(at).filter(path=story).order_by().values("article")[:1]
    told = Edition.objects.still_told(at).filter(article__in=article).order_by("number")
    return list(told.values_list("number", "published_at"))


def _memento(url: str, versions: Sequence[tuple[int, datetime]], place: int) -> str:
    number, moment = versions[place]
    ends = [name for name, at in (("first", 0), ("last", len(versions) - 1)) if at == place]
    rel = " ".join([*ends, "memento"])
    return f'<{url}versions/{number}/>; rel="{rel}"; datetime="{http_date(moment.timestamp())}"'


def _moment(asked: str) -> datetime | None:
    """The end of the second that is asked for: dates of HTTP know no shorter time, and a version of that second is
    meant."""
    seconds = parse_http_date_safe(asked)
    try:
        return None if seconds is None else datetime.fromtimestamp(seconds + 1, UTC)
    except (OverflowError, OSError, ValueError):
        return None
