"""What machines read on pages that list: the list as it stands there, and the way to the page.

Source: schema.org 30 (CollectionPage, ItemList), Google's breadcrumb guide.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from articles.press.content import SITE_MARK
from articles.press.structured import absolute, block, breadcrumbs


def list_data(
    path: str, title: str, items: Iterable[Mapping[str, Any]], *, above: Sequence[tuple[str, str]] = ()
) -> SafeString:
    """The page at `path` as a list of these items, which have `path` and `headline`; `above` is the way to it."""
    url = absolute(path)
    crumbs = [(name, absolute(at)) for name, at in above]
    page = {
        "@type": "CollectionPage",
        "@id": url,
        "url": url,
        "name": title,
        "isPartOf": {"@id": f"{SITE_MARK}/#site"},
        "mainEntity": item_list(items),
    }
    return mark_safe(block(page, breadcrumbs(*crumbs, (title, url))) if crumbs else block(page))


def item_list(items: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The items in the order of the page."""
    entries = [
        {"@type": "ListItem", "position": place, "url": absolute(item["path"]), "name": item["headline"]}
        for place, item in enumerate(items, start=1)
    ]
    return {"@type": "ItemList", "numberOfItems": len(entries), "itemListElement": entries}
