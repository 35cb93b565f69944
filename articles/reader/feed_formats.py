"""The three forms a feed has: RSS 2.0 with full text, Atom 1.0 (RFC 4287), JSON Feed 1.1."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from io import StringIO
from typing import Any

from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.xmlutils import SimplerXMLGenerator

# An empty feed has not changed since then; the hour of the request would be another answer each time.
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_MEDIA = "http://search.yahoo.com/mrss/"


class _Dated(SyndicationFeed):
    """Dates itself by what is in it, never by the clock. `element` is what an item is in XML."""

    element = ""

    def latest_post_date(self) -> datetime:
        return max((item["updateddate"] for item in self.items), default=LONG_AGO)

    def add_written(self, written: str, updated: datetime) -> None:
        """Add an item that `write_one` has written."""
        self.items.append({"written": written, "updateddate": updated})

    def write_one(self, told: dict[str, Any]) -> str:
        """The item as the feed has it; the feed stays as it was."""
        self.add_item(**told, unique_id_is_permalink=False)
        return self.written(self.items.pop())

    def written(self, item: dict[str, Any]) -> str:
        """The item as the feed has it."""
        if "written" in item:
            return item["written"]
        text = StringIO()
        handler: Any = SimplerXMLGenerator(text, "utf-8", short_empty_elements=True)
        handler.startElement(self.element, self.item_attributes(item))
        self.add_item_elements(handler, item)
        handler.endElement(self.element)
        return text.getvalue()

    def write_items(self, handler: Any) -> None:
        for item in self.items:
            handler.ignorableWhitespace(self.written(item))  # writes what it is given as it is


class RssFeed(_Dated, Rss201rev2Feed):
    """RSS 2.0: names in dc:creator (`author` would have to be a mail address), the full text in content:encoded, the
    picture with its credit in Media RSS."""

    content_type = "application/rss+xml; charset=utf-8"
    element = "item"

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
    element = "entry"

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
            "items": [],
        }
        begins = json.dumps(feed, ensure_ascii=False).removesuffix("]}")
        outfile.write(f"{begins}{', '.join(map(self.written, self.items))}]}}")

    def written(self, item: dict[str, Any]) -> str:
        if "written" in item:
            return item["written"]
        told = {
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
        return json.dumps({key: value for key, value in told.items() if value}, ensure_ascii=False)


FORMATS: dict[str, type[_Dated]] = {"rss": RssFeed, "atom": AtomFeed, "json": JsonFeed}
