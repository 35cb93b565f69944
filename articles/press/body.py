"""The body as a page shows it: dateline before the first paragraph, quotes anchored and leading to their speakers.

Works on the canonical HTML of `parsing.markup`, one pass of small patterns: no parser is needed for markup we wrote.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import escape, unescape

from articles.press.content import Picture, Speech
from articles.press.picture import body_figure

_Draw = Callable[[Picture, str], str]
_QUOTE_TAG = re.compile(r'<q data-quote="([^"<>]*)">')
# A quote and the quotation mark after it: quotes never lie within one another.
_QUOTE = re.compile(r'<q data-quote="([^"<>]*)">((?:[^<]++|<(?!/?q[ >]))*+)</q>([”’»"]?)')
_FIGURE = re.compile(r'<figure data-image="(\d+)" id="([^"<>]*)">(?:<figcaption>[^<]*</figcaption>)?</figure>')
_TAG = re.compile(r"<[^<>]*>")
_FIRST_PARAGRAPH = re.compile(r"<p(?![^<>]*data-role)(?: [^<>]*)?>")


@dataclass(frozen=True, slots=True)
class Span:
    """A run of quoted words: the quote, the id of its anchor and the words as they stand on the page."""

    speech: Speech
    anchor: str
    words: str


def dressed_body(
    body: str, quotes: tuple[Speech, ...], dateline: str, pictures: Iterable[Picture] = (), draw: _Draw = body_figure
) -> tuple[str, tuple[Span, ...]]:
    """The body's HTML for the page, and the quoted runs in its order.

    Marks of unknown quotes come off, and places of pictures that are not among `pictures`, which are in its order.
    """
    known = {speech.public_id: speech for speech in quotes}
    spans_of = Counter(_QUOTE_TAG.findall(body))
    seen: Counter[str] = Counter()
    pieces: list[str] = []
    spans: list[Span] = []
    at = 0
    for quote in _QUOTE.finditer(body):
        quote_id, words, closing = quote.groups()
        pieces.append(body[at : quote.start()])
        at = quote.end()
        speech = known.get(quote_id)
        if speech is None:
            pieces.append(words + closing)
            continue
        seen[quote_id] += 1
        anchor = f"q-{quote_id}" if seen[quote_id] == 1 else f"q-{quote_id}-{seen[quote_id]}"
        spans.append(Span(speech, anchor, unescape(_TAG.sub("", words))))
        mark = _mark(speech) if seen[quote_id] == spans_of[quote_id] else ""
        pieces.append(f'<q id="{anchor}" data-quote="{quote_id}" cite="{speech.path}">{words}</q>{closing}{mark}')
    pieces.append(body[at:])
    return _with_dateline(_with_pictures("".join(pieces), pictures, draw), dateline), tuple(spans)


def _with_pictures(body: str, pictures: Iterable[Picture], draw: _Draw) -> str:
    left: defaultdict[str, deque[Picture]] = defaultdict(deque)
    for picture in pictures:
        left[str(picture.image)].append(picture)

    def drawn(figure: re.Match[str]) -> str:
        named, block_id = figure.groups()
        return draw(left[named].popleft(), block_id) if left[named] else ""

    return _FIGURE.sub(drawn, body) if "<figure " in body else body


def _mark(speech: Speech) -> str:
    """The small mark after the last words of a quote, which leads to its page; its name says whose words they are."""
    who = escape(speech.speaker_name or speech.role or "unnamed speaker")
    return f'<a class="said" href="{speech.path}" aria-label="Quote: {who}"></a>'


def _with_dateline(body: str, dateline: str) -> str:
    """The dateline inside the first paragraph that is no reporter's question; in one of its own if there is none."""
    if not dateline:
        return body
    line = f'<span class="dateline">{escape(dateline, quote=False)} – </span>'
    first = _FIRST_PARAGRAPH.search(body)
    if first is None:
        return f"<p>{line}</p>{body}"
    return body[: first.end()] + line + body[first.end() :]
