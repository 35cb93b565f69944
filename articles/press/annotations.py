"""A story's quotes as W3C Web Annotations: where in the page which words are, and whose.

Source: W3C Web Annotation Data Model (2017).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from articles.press.quotations import page_of
from articles.press.structured import absolute

MEDIA_TYPE = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
_AROUND = 32


def annotation_page(path: str, quotes: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The annotations of a story's quotes, in its order."""
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": f"{absolute(path)}quotes.jsonld",
        "type": "AnnotationPage",
        "items": [_annotation(quote) for quote in quotes],
    }


def _annotation(quote: Mapping[str, Any]) -> dict[str, Any]:
    """Its id is the quote's for as long as it is told, whatever its words become."""
    who = ", ".join(filter(None, [quote["speaker_name"] or "Unnamed speaker", quote["role"]]))
    return {
        "id": f"{page_of(quote)}#annotation",
        "type": "Annotation",
        "motivation": "identifying",
        "body": {"type": "TextualBody", "value": who, "format": "text/plain", "purpose": "identifying"},
        "target": _targets(quote),
    }


def _targets(quote: Mapping[str, Any]) -> list[dict[str, Any]]:
    """A place for each run of a split quote: its anchor, and its words with what stands around them."""
    source, context, after = absolute(quote["edition__path"]), quote["context"], 0
    targets = []
    for number, run in enumerate(quote["words"].split("\n"), start=1):
        anchor = f"q-{quote['public_id']}" + (f"-{number}" if number > 1 else "")
        words: dict[str, Any] = {"type": "TextQuoteSelector", "exact": run}
        found = context.find(run, after)
        if found >= 0:
            after = found + len(run)
            words["prefix"], words["suffix"] = context[max(0, found - _AROUND) : found], context[after:][:_AROUND]
        place = {"type": "FragmentSelector", "conformsTo": "http://tools.ietf.org/rfc/rfc3236", "value": anchor}
        targets.append({"source": source, "selector": [place, words]})
    return targets
