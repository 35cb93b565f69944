"""What the parsers understood, as JSON that any other program can read."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from dataclasses import asdict
from itertools import accumulate
from typing import Any

from articles.parsing.story import FoundQuote, ParsedStory

_SURROGATE = re.compile("[\ud800-\udfff]")
_QUOTE = ("start", "end", "text", "speaker", "role", "cue", "kind", "group", "question", "confidence", "rule")
_BLANK_LINE = "\n\n"


def as_json(value: object, *, indent: int | None = None) -> str:
    """JSON in readable letters; half characters, which UTF-8 cannot carry, as escapes."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return json.dumps(value, indent=indent) if _SURROGATE.search(text) else text


def plain_quote(quote: FoundQuote) -> dict[str, Any]:
    """One run of quoted words."""
    return {name: getattr(quote, name) for name in _QUOTE}


def plain_story(parsed: ParsedStory) -> dict[str, Any]:
    """A story as understood. Quotes' offsets count in the paragraphs joined by a blank line."""
    dateline = parsed.dateline
    return {
        "slugline": parsed.slugline,
        "headline": parsed.headline,
        "working_headline": parsed.working_headline,
        "date": parsed.dated.isoformat() if parsed.dated else None,
        "dateline": {
            "place": dateline.place,
            "source": dateline.source,
            "date": dateline.dated.isoformat() if dateline.dated else None,
        }
        if dateline
        else None,
        "byline": [{"name": one.name, "title": one.title, "organisation": one.organisation} for one in parsed.byline],
        "paragraphs": list(parsed.paragraphs),
        "questions": list(parsed.questions),
        "quotes": [
            {**plain_quote(quote), "paragraph": place}
            for quote, place in zip(parsed.quotes, _paragraphs_of(parsed), strict=True)
        ],
        "embargo_until": parsed.embargo_until.isoformat() if parsed.embargo_until else None,
        "problems": [asdict(problem) for problem in parsed.problems],
    }


def _paragraphs_of(parsed: ParsedStory) -> list[int]:
    """For each quote the number of the paragraph it begins in."""
    begins = [0, *accumulate(len(paragraph) + len(_BLANK_LINE) for paragraph in parsed.paragraphs)]
    return [bisect_right(begins, quote.start) - 1 for quote in parsed.quotes]
