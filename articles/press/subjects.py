"""What a story is about, for machines: its topics as terms of the newsroom's vocabulary, or of IPTC's where coded so.

Sources: schema.org 30 (DefinedTerm), IPTC Media Topics (cv.iptc.org/newscodes/mediatopic/).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from articles.models import Topic
from articles.press.content import SITE_MARK
from articles.press.structured import block

MEDIA_TOPICS = "http://cv.iptc.org/newscodes/mediatopic/"
_CODE = re.compile(r"medtop:([0-9]{8})")


def term_uri(slug: str, code: str) -> str:
    """The address that stands for a topic everywhere: IPTC's own for a media topic, else the topic's page."""
    found = _CODE.fullmatch(code)
    return f"{MEDIA_TOPICS}{found[1]}" if found else f"{SITE_MARK}/topics/{slug}/"


def topic_data(topics: Iterable[Topic]) -> str:
    """The topics of a story. They are live and the story's own data is not: `with_live` puts them into it.

    Their ids are told from the page's own address, so that they move with no edition.
    """
    return block(*(_term(topic) for topic in topics))


def _term(topic: Topic) -> dict[str, Any]:
    page = topic.get_absolute_url()
    uri = term_uri(topic.slug, topic.code).removeprefix(SITE_MARK)
    term = {
        "@type": "DefinedTerm",
        "@id": f"{uri}#topic" if uri == page else uri,
        "name": topic.name,
        "url": page,
        "termCode": topic.code,
        "inDefinedTermSet": "/topics/" if uri == page else MEDIA_TOPICS,
    }
    return {key: value for key, value in term.items() if value}
