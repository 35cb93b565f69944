"""A story's text as it leaves the site, in feeds: alone, with nothing around it to make its links whole."""

from __future__ import annotations

import re
from collections.abc import Iterable

from articles.press.body import dressed_body
from articles.press.content import Picture
from articles.press.dateline import dateline
from articles.press.picture import plain_figure

_PATH = re.compile(r'\b(href|src|cite)="/(?!/)')
# What XML 1.0 cannot hold, escaped or not (W3C, Extensible Markup Language 1.0, 2.2).
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def syndicated_body(body: str, place: str, source: str, site_url: str, pictures: Iterable[Picture] = ()) -> str:
    """The body's HTML with its dateline and whole addresses; quotes keep their words and lose our marks.

    `pictures` are those of the body, in its order; without them their places are left out.
    """
    dressed, _ = dressed_body(body, (), dateline(place, source), pictures, plain_figure)
    return in_xml(_PATH.sub(rf'\1="{site_url}/', dressed))


def in_xml(text: str) -> str:
    """The text without the characters that no XML document may hold."""
    return _NO_XML.sub("", text)
