"""What a story is about, for machines: its topics as terms of the newsroom's vocabulary, or of IPTC's where coded so.

Sources: schema.org 30 (DefinedTerm), IPTC Media Topics (cv.iptc.org/newscodes/mediatopic/).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Protocol

from articles.press.content import SITE_MARK
from articles.press.structured import block_of, written

MEDIA_TOPICS = "http://cv.iptc.org/newscodes/mediatopic/"
_CODE = re.compile(r"medtop:([0-9]{8})")


class Term(Protocol):
    """A topic, as far as it is shown."""

    @property
    def name(self) -> str: ...
    @property
    def slug(self) -> str: ...
    @property
    def code(self) -> str: ...


def term_uri(slug: str, code: str) -> str:
    """The address that stands for a topic everywhere: IPTC's own for a media topic, else the topic's page."""
    found = _CODE.fullmatch(code)
    return f"{MEDIA_TOPICS}{found[1]}" if found else f"{SITE_MARK}/topics/{slug}/"


def topic_data(topics: Iterable[Term]) -> str:
    """The topics of a story. They are live and the story's own data is not: `with_live` puts them into it.

    Their ids are told from the page's own address, so that they move with no edition.
    """
    return block_of(_term(topic.name, topic.slug, topic.code) for topic in topics)


@lru_cache(maxsize=1 << 15)
def _term(name: str, slug: str, code: str) -> str:
    """Written once: when a topic changes, thousands of stories that carry the same others are drawn."""
    page = f"/topics/{slug}/"
    uri = term_uri(slug, code).removeprefix(SITE_MARK)
    term = {
        "@type": "DefinedTerm",
        "@id": f"{uri}#topic" if uri == page else uri,
        "name": name,
        "url": page,
        "termCode": code,
        "inDefinedTermSet": "/topics/" if uri == page else MEDIA_TOPICS,
    }
    return written({key: value for key, value in term.items() if value})
