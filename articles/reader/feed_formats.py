"""The three forms a feed has: RSS 2.0 with full text, Atom 1.0 (RFC 4287), JSON Feed 1.1."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed

# An empty feed has not changed since then; the hour of the request would be another answer each time.
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_MEDIA = "http://search.yahoo.com/mrss/"


class _Dated(SyndicationFeed):
    """Dates itself by what is in it, never by the clock."""

    def latest_post_date(self) -> datetime:
        return max((item["updateddate"] for item in self.items), default=LONG_AGO)


class RssFeed(_Dated, Rss201rev2Feed):
    """RSS 2.0: names in dc:creator (`author` would have to be a mail address), the full text in content:encoded, the
    picture with its credit in Media RSS."""

    content_type = "application/rss+xml; charset=utf-8"

    def rss_attributes(self) -> dict[str, str]:
        modules = {"xmlns:content": "http://purl.org/rss/1.0/modules/content/", "xmlns:media": _MEDIA}
        return {**super().rss_attributes(), **modules}

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        if item["creator"]:
            handler.addQuickElement("dc:creator", item["creator"], {"xmlns:dc": "http://purl.org/dc/elements/1.1/"})
        handler.addQuickElement("content:encoded", item["content"])
        if item["picture"]:
            self._add_picture(handler, item["picture"])

    def _add_picture(self, handler: Any, picture: dict[str, str]) -> None:
        about = {name: picture[name] for name in ("url", "type", "width", "height")}
        handler.startElement("media:content", {**about, "medium": "image"})
        for name, words in (("media:description", picture["caption"]), ("media:credit", picture["credit"])):
            if words:
                handler.addQuickElement(name, words)
        handler.endElement("media:content")


class AtomFeed(_Dated, Atom1Feed):
    """Atom 1.0: each author by name and page; a correction moves `updated`, never `id` or `published`."""

    content_type = "application/atom+xml; charset=utf-8"

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        for author in item["authors"]:
            handler.startElement("author", {})
            handler.addQuickElement("name", author["name"])
            if "url" in author:
                handler.addQuickElement("uri", author["url"])
            handler.endElement("author")
        if item["picture"]:
            picture = {"rel": "enclosure", "href": item["picture"]["url"], "type": item["picture"]["type"]}
            handler.addQuickElement("link", "", picture)
        handler.addQuickElement("content", item["content"], {"type": "html"})


class JsonFeed(_Dated):
    """JSON Feed 1.1 (jsonfeed.org)."""

    content_type = "application/feed+json; charset=utf-8"

    def write(self, outfile: Any, encoding: str) -> None:
        feed: dict[str, Any] = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.feed["title"],
            "home_page_url": self.feed["link"],
            "feed_url": self.feed["feed_url"],
            "description": self.feed["description"],
            "language": self.feed["language"],
            "authors": [{"name": self.feed["author_name"], "url": self.feed["author_link"]}],
            "items": [self._item(item) for item in self.items],
        }
        outfile.write(json.dumps(feed, ensure_ascii=False))

    def _item(self, item: dict[str, Any]) -> dict[str, Any]:
        written = {
            "id": item["unique_id"],
            "url": item["link"],
            "title": item["title"],
            "content_html": item["content"],
            "summary": item["summary"],
            "image": (item["picture"] or {}).get("url"),
            "date_published": item["pubdate"].isoformat(timespec="seconds"),
            "date_modified": item["updateddate"].isoformat(timespec="seconds"),
            "authors": item["authors"],
            "tags": list(item["categories"]),
        }
        return {key: value for key, value in written.items() if value}


FORMATS: dict[str, type[_Dated]] = {"rss": RssFeed, "atom": AtomFeed, "json": JsonFeed}
