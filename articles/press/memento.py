"""The Link headers of stories and their versions. Source: RFC 7089 (Memento), RFC 8288 (Web Linking)."""

from __future__ import annotations

from django.conf import settings

LINK_FORMAT = "application/link-format"


def links_of(path: str) -> str:
    """The Link header of a story's page: its past, and its other forms."""
    url = f"{settings.SITE_URL}/{path}/"
    return (
        f'<{url}timegate/>; rel="timegate", <{url}timemap/>; rel="timemap"; type="{LINK_FORMAT}", '
        f'<{url}story.json>; rel="alternate"; type="application/json"'
    )


def version_links(story: str, number: int) -> str:
    """The Link header of a version's page."""
    url = f"{settings.SITE_URL}{story}"
    return (
        f'<{url}>; rel="original", <{url}timegate/>; rel="timegate", '
        f'<{url}timemap/>; rel="timemap"; type="{LINK_FORMAT}", <{url}versions/{number}/>; rel="self"'
    )
