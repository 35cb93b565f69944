"""What a picture file says about itself: IPTC's IIM and XMP, as plain words. XMP wins.

Sources: IPTC Photo Metadata Standard 2023.2, IIM 4.2. The words are anybody's: control characters go, lengths are cut,
and whoever shows them escapes them. Odd data gives nothing; nothing is raised.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date

from lxml import etree

_LONGEST_PACKET = 1_000_000
_NAMES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
}
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff]+")
_DAY = re.compile(r"(\d{4})[-:]?(\d{2})[-:]?(\d{2})")
_MOST_CREATORS = 10


@dataclass(frozen=True, slots=True)
class PhotoWords:
    """What the file says; "" and None where it says nothing. Several creators are joined by commas."""

    headline: str = ""
    caption: str = ""
    alt: str = ""
    creator: str = ""
    credit: str = ""
    source: str = ""
    copyright_notice: str = ""
    usage_terms: str = ""
    city: str = ""
    country: str = ""
    digital_source_type: str = ""
    taken_on: date | None = None


LENGTHS = {
    "headline": 200, "caption": 1000, "alt": 500, "creator": 200, "credit": 200, "source": 200,
    "copyright_notice": 300, "usage_terms": 500, "city": 90, "country": 90, "digital_source_type": 40,
}  # fmt: skip

# Where each stands in XMP.
_PROPERTIES = {
    "headline": "photoshop:Headline",
    "caption": "dc:description",
    "alt": "Iptc4xmpCore:AltTextAccessibility",
    "creator": "dc:creator",
    "credit": "photoshop:Credit",
    "source": "photoshop:Source",
    "copyright_notice": "dc:rights",
    "usage_terms": "xmpRights:UsageTerms",
    "city": "photoshop:City",
    "country": "photoshop:Country",
    "digital_source_type": "Iptc4xmpExt:DigitalSourceType",
    "taken_on": "photoshop:DateCreated",
}
# Record and dataset of IIM.
_DATASETS = {
    "headline": (2, 105), "caption": (2, 120), "creator": (2, 80), "credit": (2, 110), "source": (2, 115),
    "copyright_notice": (2, 116), "city": (2, 90), "country": (2, 101), "taken_on": (2, 55),
}  # fmt: skip


def read_photo_words(iim: Mapping[tuple[int, int], object], packet: bytes) -> PhotoWords:
    """The words of both blocks together: those of XMP, and of IIM what XMP leaves out."""
    older, newer = read_iim(iim), read_xmp(packet)
    said = {field.name: getattr(newer, field.name) or getattr(older, field.name) for field in fields(PhotoWords)}
    return PhotoWords(**said)


def read_iim(datasets: Mapping[tuple[int, int], object]) -> PhotoWords:
    """From datasets by (record, number), as Pillow reads them: bytes, or a list of them where one comes again."""
    # Record 1, dataset 90 says that the text is UTF-8; without it old programs wrote whatever they had.
    found = {}
    for name, place in _DATASETS.items():
        values = datasets.get(place, b"")
        listed = values if isinstance(values, list) else [values]
        words = [_decoded(value) for value in listed[:_MOST_CREATORS] if isinstance(value, bytes)]
        found[name] = (
            ", ".join(word for word in map(_plain, words) if word) if name == "creator" else "".join(words[:1])
        )
    return _cut(found)


def read_xmp(packet: bytes) -> PhotoWords:
    """From an XMP packet. One with a DOCTYPE, too long or broken says nothing."""
    root = _parsed(packet)
    if root is None:
        return PhotoWords()
    found = {}
    for name, prop in _PROPERTIES.items():
        words = _values(root, prop)
        found[name] = ", ".join(words[:_MOST_CREATORS]) if name == "creator" else "".join(words[:1])
    found["digital_source_type"] = found["digital_source_type"].rstrip("/").rpartition("/")[2]
    return _cut(found)


def _parsed(packet: bytes) -> etree._Element | None:
    if not packet or len(packet) > _LONGEST_PACKET or b"<!DOCTYPE" in packet or b"<!ENTITY" in packet:
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        root = etree.fromstring(packet.strip(b"\0 \t\r\n"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    return None if root is None or root.getroottree().docinfo.internalDTD is not None else root


def _values(root: etree._Element, prop: str) -> list[str]:
    """A property's values: an attribute or element of a description, or the items of its list, the default first."""
    prefix, _, local = prop.partition(":")
    name = f"{{{_NAMES[prefix]}}}{local}"
    for description in root.iter(f"{{{_NAMES['rdf']}}}Description"):
        if description.get(name):
            return [_plain(description.get(name, ""))]
        element = description.find(name)
        if element is None:
            continue
        items = element.findall(".//rdf:li", {"rdf": _NAMES["rdf"]})
        items.sort(key=lambda item: item.get(_XML_LANG, "x-default") != "x-default")
        texts = [_plain("".join(item.itertext("*"))) for item in items] or [_plain(element.text or "")]
        resource = element.get(f"{{{_NAMES['rdf']}}}resource")
        return [text for text in ([*texts, _plain(resource)] if resource else texts) if text]
    return []


def _decoded(value: bytes) -> str:
    try:
        return value[:4000].decode()
    except UnicodeDecodeError:
        return value[:4000].decode("cp1252", "replace")


def _plain(text: str) -> str:
    return " ".join(_CONTROLS.sub(" ", text).split())


def _cut(found: dict[str, str]) -> PhotoWords:
    words = {name: _shortened(_plain(found.get(name, "")), most) for name, most in LENGTHS.items()}
    return replace(PhotoWords(**words), taken_on=_day(found.get("taken_on", "")))  # type: ignore[arg-type]


def _shortened(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _day(text: str) -> date | None:
    found = _DAY.match(text)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None
