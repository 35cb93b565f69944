"""What machines read on the pages of people and of quotes. Source: schema.org 30, ProfilePage and Quotation."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from articles.press.structured import PUBLISHER, absolute, block

_TAG = re.compile(r"<[^<>]*>")


def standing_alone(words: str) -> str:
    """A quote's words as they read alone: the runs of a split quote, one a line, become one text.

    The comma before “he said” is the sentence's and not the speaker's: it goes at the end, and before a run that
    begins a sentence it is the full stop it stood for. Words already marked for a search keep their marks.
    """
    first, *others = words.split("\n")
    for run in others:
        begins = next((letter for letter in _TAG.sub("", run) if letter.isalnum()), "")
        first = first.removesuffix(",") + "." if first.endswith(",") and begins.isupper() else first
        first = f"{first} {run}"
    return first.removesuffix(",")


def person_data(name: str, path: str, title: str, *, is_human: bool) -> SafeString:
    """A person's page; an organisation's has no profile of a human."""
    url = absolute(path)
    about: dict[str, Any] = {
        "@type": "Person" if is_human else "Organization",
        "@id": f"{url}#who",
        "name": name,
        "url": url,
    }
    if title and is_human:
        about["jobTitle"] = title
    return mark_safe(block({"@type": "ProfilePage", "@id": url, "url": url, "mainEntity": about}))


def quote_data(quote: Mapping[str, Any]) -> SafeString:
    """A quote's page: words, speaker, the story it is part of."""
    url, story = absolute(f"/quotes/{quote['public_id']}/"), absolute(quote["edition__path"])
    node: dict[str, Any] = {
        "@type": "Quotation",
        "@id": f"{url}#quote",
        "url": url,
        "text": standing_alone(quote["words"]),
        "isPartOf": {"@type": "NewsArticle", "@id": f"{story}#story", "url": story},
        "publisher": {"@id": PUBLISHER},
    }
    if quote["speaker_name"]:
        speaker = {"@type": "Person", "name": quote["speaker_name"], "jobTitle": quote["role"]}
        node["creator"] = {key: value for key, value in speaker.items() if value}
    return mark_safe(block(node))
